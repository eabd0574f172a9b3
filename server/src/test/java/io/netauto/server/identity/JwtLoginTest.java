package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.netauto.server.testing.ServerTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class JwtLoginTest extends ServerTest {
  @Autowired private SigningKeys keys;
  @Autowired private SecretSealing sealing;
  @Autowired private TransactionTemplate transaction;
  @Autowired private RefreshTokens refreshTokens;
  @Autowired private UserTable users;

  @AfterEach
  void forgetFailures() {
    jdbc.sql("delete from login_failure").update();
  }

  private JsonNode login(String name) {
    return nobody()
        .post("/api/v1/auth/login", Map.of("username", name, "password", PASSWORD))
        .with(200);
  }

  private static String access(JsonNode tokens) {
    return tokens.path("accessToken").asString();
  }

  private Answer refresh(JsonNode tokens) {
    return nobody()
        .post(
            "/api/v1/auth/refresh", Map.of("refreshToken", tokens.path("refreshToken").asString()));
  }

  private long audited(String name, String action) {
    return jdbc.sql("select count(*) from audit_event where username = ? and action = ?")
        .params(name, action)
        .query(Long.class)
        .single();
  }

  @Test
  void a_login_gives_tokens_that_say_who_asks_and_make_no_session() throws Exception {
    String name = user("operator");
    JsonNode tokens = login(name);
    assertThat(tokens.path("tokenType").asString()).isEqualTo("Bearer");
    assertThat(tokens.path("expiresIn").asLong()).isEqualTo(600);

    Client program = withKey(access(tokens));
    JsonNode me = program.get("/api/v1/auth/me").with(200);
    assertThat(me.path("username").asString()).isEqualTo(name);
    assertThat(me.path("role").asString()).isEqualTo("operator");
    assertThat(program.session()).isEmpty();
    program.get("/api/v1/users").problem(403, "forbidden");

    SignedJWT jwt = SignedJWT.parse(access(tokens));
    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(jwt.getJWTClaimsSet().getStringClaim("customer")).isNotBlank();
    assertThat(jwt.getJWTClaimsSet().toString()).doesNotContain(name);
    assertThat(audited(name, "login.ok")).isOne();
  }

  @Test
  void a_refresh_token_works_once_and_its_second_use_ends_the_whole_login() {
    String name = user("viewer");
    JsonNode first = login(name);
    JsonNode second = refresh(first).with(200);
    withKey(access(second)).get("/api/v1/auth/me").with(200);
    withKey(access(first)).get("/api/v1/auth/me").with(200);

    refresh(first).problem(401, "bad_refresh_token");
    refresh(second).problem(401, "bad_refresh_token");
    withKey(access(second)).get("/api/v1/auth/me").problem(401, "bad_token");
    assertThat(audited(name, "token.refresh")).isOne();
    assertThat(audited(name, "token.reuse")).isOne();
    login(name);
  }

  @Test
  void of_many_who_hand_in_the_same_refresh_token_at_once_one_at_most_is_served() throws Exception {
    String name = user("viewer");
    JsonNode tokens = login(name);
    CountDownLatch together = new CountDownLatch(1);
    Callable<Integer> use =
        () -> {
          together.await();
          return refresh(tokens).status();
        };
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> uses = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        uses.add(threads.submit(use));
      }
      together.countDown();
      for (Future<Integer> each : uses) {
        statuses.add(each.get());
      }
    }
    assertThat(statuses)
        .filteredOn(status -> status != 401)
        .hasSizeLessThan(2)
        .allMatch(s -> s == 200);
    assertThat(audited(name, "token.reuse")).isOne();
    withKey(access(tokens)).get("/api/v1/auth/me").problem(401, "bad_token");
  }

  @Test
  void refresh_tokens_are_kept_as_hashes_and_end() {
    String name = user("viewer");
    JsonNode tokens = login(name);
    String kept =
        jdbc.sql("select string_agg(row_to_json(t)::text, '') from refresh_token t")
            .query(String.class)
            .single();
    assertThat(kept).doesNotContain(tokens.path("refreshToken").asString());
    jdbc.sql("update refresh_token set expires_at = now() where used_at is null").update();
    refresh(tokens).problem(401, "bad_refresh_token");
    assertThat(audited(name, "token.reuse")).isZero();
    nobody()
        .post("/api/v1/auth/refresh", Map.of("refreshToken", "made up"))
        .problem(401, "bad_refresh_token");
    nobody().post("/api/v1/auth/refresh", "{}").problem(401, "bad_refresh_token");
  }

  @Test
  void a_logout_ends_access_and_refresh_tokens_at_once() {
    String name = user("viewer");
    JsonNode tokens = login(name);
    JsonNode other = login(name);
    nobody()
        .post("/api/v1/auth/logout", Map.of("refreshToken", tokens.path("refreshToken").asString()))
        .with(204);
    withKey(access(tokens)).get("/api/v1/auth/me").problem(401, "bad_token");
    refresh(tokens).problem(401, "bad_refresh_token");
    withKey(access(other)).get("/api/v1/auth/me").with(200);

    withKey(access(other)).post("/api/v1/auth/logout", "{}").with(204);
    withKey(access(other)).get("/api/v1/auth/me").problem(401, "bad_token");
    assertThat(audited(name, "logout")).isEqualTo(2);
    withKey(access(other)).post("/api/v1/auth/logout", "{}").with(204);
  }

  @Test
  void a_token_ends_with_the_account_the_password_and_the_membership() {
    record Case(String what, String change) {}
    for (Case each :
        List.of(
            new Case("deactivated", "update app_user set active = false where username = ?"),
            new Case(
                "new password",
                "update app_user set password_changed_at = now() where username = ?"),
            new Case(
                "no member",
                "delete from membership where user_id = (select id from app_user where username ="
                    + " ?)"))) {
      String name = user("viewer");
      JsonNode tokens = login(name);
      withKey(access(tokens)).get("/api/v1/auth/me").with(200);
      jdbc.sql(each.change()).param(name).update();
      assertThat(withKey(access(tokens)).get("/api/v1/auth/me").status())
          .as(each.what())
          .isEqualTo(401);
      refresh(tokens).problem(401, "bad_refresh_token");
    }
  }

  @Test
  void a_changed_role_holds_at_once_for_a_token() {
    String name = user("admin");
    Client program = withKey(access(login(name)));
    program.get("/api/v1/users").with(200);
    jdbc.sql(
            """
            update membership set role = 'viewer'
            where user_id = (select id from app_user where username = ?)
            """)
        .param(name)
        .update();
    program.get("/api/v1/users").problem(403, "forbidden");
  }

  @Test
  void a_login_chooses_a_customer_of_the_user_by_name_or_number() {
    String name = user("viewer");
    String customer = unique("tenant");
    long id =
        jdbc.sql(
                """
                with c as (insert into customer (name) values (?) returning id)
                insert into membership (user_id, customer_id, role)
                select u.id, c.id, 'admin' from c, app_user u where u.username = ?
                returning customer_id
                """)
            .params(customer, name)
            .query(Long.class)
            .single();
    for (String given : List.of(customer, Long.toString(id))) {
      JsonNode tokens =
          nobody()
              .post(
                  "/api/v1/auth/login",
                  Map.of("username", name, "password", PASSWORD, "customer", given))
              .with(200);
      JsonNode me = withKey(access(tokens)).get("/api/v1/auth/me").with(200);
      assertThat(me.path("customer").path("name").asString()).isEqualTo(customer);
      assertThat(me.path("role").asString()).isEqualTo("admin");
    }
    nobody()
        .post(
            "/api/v1/auth/login",
            Map.of("username", name, "password", PASSWORD, "customer", "another's"))
        .problem(422, "invalid_fields");
  }

  @Test
  void a_token_that_another_made_or_altered_is_refused() throws Exception {
    String name = user("viewer");
    String right = access(login(name));
    SignedJWT jwt = SignedJWT.parse(right);
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    ECKey signing = keys.signing();
    String kid = jwt.getHeader().getKeyID();

    List<String> wrong = new ArrayList<>();
    wrong.add(new PlainJWT(claims).serialize());
    ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    wrong.add(signed(JWSAlgorithm.ES256, kid, claims, new ECDSASigner(stranger)));
    byte[] publicKey = signing.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    wrong.add(signed(JWSAlgorithm.HS256, kid, claims, new MACSigner(publicKey)));
    wrong.add(
        signed(
            JWSAlgorithm.HS256, kid, claims, new MACSigner(signing.toECPublicKey().getEncoded())));
    ECDSASigner ours = new ECDSASigner(signing);
    wrong.add(signed(JWSAlgorithm.ES256, "unknown", claims, ours));
    wrong.add(signed(JWSAlgorithm.ES256, null, claims, ours));
    wrong.add(with(claims, "sub", "1", kid, ours));
    wrong.add(with(claims, "iss", "somebody", kid, ours));
    wrong.add(with(claims, "aud", "somebody", kid, ours));
    wrong.add(with(claims, "customer", "999", kid, ours));
    wrong.add(with(claims, "exp", Date.from(Instant.now().minusSeconds(1)), kid, ours));
    wrong.add(with(claims, "sid", "00000000-0000-0000-0000-000000000000", kid, ours));
    String[] parts = right.split("\\.");
    wrong.add(parts[0] + "." + parts[1] + ".");
    wrong.add(parts[0] + "." + parts[1] + "x." + parts[2]);
    wrong.add("x.y.z");
    wrong.add("anything");
    for (String token : wrong) {
      assertThat(withKey(token).get("/api/v1/auth/me").problem(401, "bad_token").asString(""))
          .as(token)
          .isNotNull();
    }
    withKey(with(claims, "nbf", Date.from(Instant.now().minusSeconds(5)), kid, ours))
        .get("/api/v1/auth/me")
        .with(200);
  }

  private static String with(
      JWTClaimsSet claims, String name, Object value, String kid, ECDSASigner signer)
      throws Exception {
    return signed(
        JWSAlgorithm.ES256,
        kid,
        new JWTClaimsSet.Builder(claims).claim(name, value).build(),
        signer);
  }

  private static String signed(
      JWSAlgorithm algorithm, String kid, JWTClaimsSet claims, com.nimbusds.jose.JWSSigner signer)
      throws Exception {
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  @Test
  void signing_keys_are_sealed_shared_by_nodes_and_rotated_with_an_overlap() {
    String name = user("viewer");
    String before = access(login(name));
    String kept =
        jdbc.sql("select string_agg(encode(sealed, 'escape'), '') from signing_key")
            .query(String.class)
            .single();
    assertThat(kept).doesNotContain("\"d\"", "EC", "P-256");

    SigningKeys another = new SigningKeys(jdbc, sealing, transaction, Clock.systemUTC());
    assertThat(another.signing().getKeyID()).isEqualTo(keys.signing().getKeyID());

    Clock later = Clock.offset(Clock.systemUTC(), SigningKeys.SIGNS.plus(Duration.ofMinutes(1)));
    SigningKeys rotated = new SigningKeys(jdbc, sealing, transaction, later);
    assertThat(rotated.signing().getKeyID()).isNotEqualTo(keys.signing().getKeyID());
    AccessTokens later30 =
        new AccessTokens(rotated, refreshTokens, users, Clock.systemUTC(), Duration.ofMinutes(10));
    assertThat(later30.actor(before)).as("signed by the key before").isPresent();
    RefreshTokens.Family family = later30.family(before).orElseThrow();
    withKey(later30.issue(family)).get("/api/v1/auth/me").with(200);

    Clock over =
        Clock.offset(
            Clock.systemUTC(), SigningKeys.SIGNS.plus(SigningKeys.OVERLAP).plusSeconds(60));
    AccessTokens last =
        new AccessTokens(
            new SigningKeys(jdbc, sealing, transaction, over),
            refreshTokens,
            users,
            Clock.systemUTC(),
            Duration.ofMinutes(10));
    assertThat(last.actor(before)).as("the key is over").isEmpty();
    // Made with clocks of the future, they would sign for the other tests, too.
    jdbc.sql("delete from signing_key where created_at > now() + interval '1 day'").update();
  }

  @Test
  void a_user_has_a_limit_of_logins_and_the_oldest_end_first() {
    String name = user("viewer");
    JsonNode oldest = login(name);
    jdbc.sql(
            """
            insert into refresh_family (id, user_id, customer_id, password_changed_at, created_at,
              expires_at, last_used_at, address)
            select gen_random_uuid(), user_id, customer_id, f.password_changed_at, f.created_at,
              expires_at, now() + interval '1 second', '' from refresh_family f
              join app_user u on u.id = f.user_id, generate_series(1, 49) where u.username = ?
            """)
        .param(name)
        .update();
    withKey(access(oldest)).get("/api/v1/auth/me").with(200);
    jdbc.sql(
            "update refresh_family set last_used_at = now() + interval '2 second' where address ="
                + " ''")
        .update();
    jdbc.sql(
            """
            insert into refresh_family (id, user_id, customer_id, password_changed_at, created_at,
              expires_at, last_used_at, address)
            select gen_random_uuid(), user_id, customer_id, f.password_changed_at, f.created_at,
              expires_at, now() + interval '3 second', '' from refresh_family f
              join app_user u on u.id = f.user_id where u.username = ? limit 1
            """)
        .param(name)
        .update();
    login(name);
    withKey(access(oldest)).get("/api/v1/auth/me").problem(401, "bad_token");
  }
}
