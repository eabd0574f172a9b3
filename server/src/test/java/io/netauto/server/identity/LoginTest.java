package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest extends ServerTest {
  /** All tests come from one address, which would be held back in the end. */
  @AfterEach
  void forgetFailures() {
    jdbc.sql("delete from login_failure").update();
  }

  private Answer token(String username, String password) {
    return nobody().post("/api/v1/auth/token", Map.of("username", username, "password", password));
  }

  @Test
  void refuses_a_wrong_password_an_unknown_user_and_a_deactivated_one_in_the_same_words() {
    String name = user("viewer");
    var wrong = token(name, "not the password").problem(401, "login_refused");
    var unknown = token(unique("nobody"), PASSWORD).problem(401, "login_refused");
    deactivate(name);
    var deactivated = token(name, PASSWORD).problem(401, "login_refused");

    assertThat(unknown.path("detail")).isEqualTo(wrong.path("detail"));
    assertThat(deactivated.path("detail")).isEqualTo(wrong.path("detail"));
  }

  @Test
  void refuses_what_cannot_be_a_login_at_all() {
    token("", "").problem(401, "login_refused");
    token("admin", "x".repeat(100_000)).problem(401, "login_refused");
    token("a\0b", PASSWORD).problem(400, "malformed_text");
    nobody().post("/api/v1/auth/token", "{}").problem(401, "login_refused");
  }

  @Test
  void holds_an_account_back_after_five_failures_even_with_the_right_password() {
    String name = user("viewer");
    for (int i = 0; i < 5; i++) {
      token(name, "wrong").problem(401, "login_refused");
    }
    Answer held = token(name.toUpperCase(), PASSWORD);
    held.problem(429, "login_throttled");
    assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(1, 3);

    Client browser = nobody();
    assertThat(browser.logIn(name, PASSWORD, Map.of()).header("Location"))
        .contains("error=throttled");
    token(user("viewer"), PASSWORD).with(201); // others are not held back

    waited(name, "1 hour");
    token(name, PASSWORD).with(201);
    assertThat(failures(name)).isZero();
    token(name, "wrong").problem(401, "login_refused");
    token(name, PASSWORD).with(201);
  }

  @Test
  void waits_longer_with_every_failure_and_forgets_after_a_day() {
    String name = user("viewer");
    token(name, "wrong").problem(401, "login_refused");
    jdbc.sql("update login_failure set failures = 12 where subject = :s")
        .param("s", "account:" + name)
        .update();
    assertThat(Integer.parseInt(token(name, PASSWORD).header("Retry-After"))).isBetween(100, 130);
    waited(name, "25 hours");
    token(name, "wrong").problem(401, "login_refused");
    assertThat(failures(name)).isOne();
  }

  @Test
  void holds_an_address_back_after_thirty_failures_of_many_accounts() {
    for (int i = 0; i < 30; i++) {
      token(unique("guess"), "wrong").problem(401, "login_refused");
    }
    token(unique("guess"), "wrong").problem(429, "login_throttled");
  }

  private void waited(String name, String time) {
    jdbc.sql(
            "update login_failure set last_failure = last_failure - :time::interval where subject"
                + " = :s")
        .param("time", time)
        .param("s", "account:" + name)
        .update();
  }

  private int failures(String name) {
    return jdbc.sql("select coalesce(sum(failures), 0) from login_failure where subject = :s")
        .param("s", "account:" + name)
        .query(Integer.class)
        .single();
  }

  private long id(String name) {
    return jdbc.sql("select id from app_user where username = :name")
        .param("name", name)
        .query(Long.class)
        .single();
  }

  private void deactivate(String name) {
    admin().patch("/api/v1/users/" + id(name), Map.of("active", false)).with(200);
  }

  @Test
  void keeps_passwords_as_argon2id_and_keys_as_hashes() {
    String name = user("viewer");
    String key = key(name, PASSWORD);
    assertThat(
            jdbc.sql("select password_hash from app_user where username = :name")
                .param("name", name)
                .query(String.class)
                .single())
        .startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(
            jdbc.sql("select row_to_json(k)::text from api_key k where user_id = :id")
                .param("id", id(name))
                .query(String.class)
                .single())
        .doesNotContain(key);
  }

  @Test
  void a_key_works_until_it_is_revoked_or_over() {
    String name = user("operator");
    Client me = withKey(key(name, PASSWORD));
    var made =
        me.post(
                "/api/v1/api-keys",
                Map.of("name", "script", "expiresAt", Instant.now().plusSeconds(3600).toString()))
            .with(201);
    Client script = withKey(made.path("apiKey").asString());
    assertThat(script.get("/api/v1/auth/me").with(200).path("username").asString()).isEqualTo(name);
    assertThat(script.session()).as("a key makes no session").isEmpty();
    assertThat(script.get("/api/v1/api-keys").response().body())
        .doesNotContain(made.path("apiKey").asString());

    long id = made.path("id").asLong();
    as("admin").delete("/api/v1/api-keys/" + id).problem(404, "api_key_not_found");
    jdbc.sql("update api_key set expires_at = now() where id = :id").param("id", id).update();
    Answer over = script.get("/api/v1/auth/me");
    over.problem(401, "bad_api_key");
    assertThat(over.header("WWW-Authenticate")).isEqualTo("Bearer");

    jdbc.sql("update api_key set expires_at = null where id = :id").param("id", id).update();
    script.get("/api/v1/auth/me").with(200);
    me.delete("/api/v1/api-keys/" + id).with(204);
    script.get("/api/v1/auth/me").problem(401, "bad_api_key");
    withKey("na_madeup").get("/livez").problem(401, "bad_api_key");
    me.post("/api/v1/api-keys", Map.of("name", "old", "expiresAt", "2001-01-01T00:00:00Z"))
        .problem(422, "invalid_fields");
  }

  @Test
  void a_login_by_form_makes_a_session_that_no_script_and_no_other_site_can_use() {
    Client browser = nobody();
    browser.csrf();
    String before = browser.session();
    assertThat(before).isNotEmpty();
    Answer answer = browser.logIn(user("viewer"), PASSWORD, Map.of("next", "/devices?site=fra"));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith("/devices?site=fra");
    assertThat(answer.header("Set-Cookie"))
        .startsWith("__Host-netauto=")
        .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
        .doesNotContain("Domain");
    assertThat(browser.session())
        .as("a session fixed by another is of no use")
        .isNotEqualTo(before);
    browser.get("/api/v1/auth/me").with(200);
    nobody()
        .header("Cookie", "__Host-netauto=" + before)
        .get("/api/v1/auth/me")
        .problem(401, "not_logged_in");
  }

  @Test
  void a_user_with_the_longest_name_can_log_in_by_form() {
    String name = unique("x".repeat(60));
    name = name + "y".repeat(64 - name.length());
    admin()
        .post("/api/v1/users", Map.of("username", name, "password", PASSWORD, "role", "viewer"))
        .with(201);
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    browser.get("/api/v1/auth/me").with(200);
  }

  @Test
  void a_write_by_session_needs_the_token_of_the_page() {
    Client browser = nobody();
    Answer without =
        browser.form("/login", Map.of("username", "admin", "password", ADMIN_PASSWORD));
    assertThat(without.status()).isEqualTo(403);

    browser.logIn(user("admin"), PASSWORD, Map.of());
    String device =
        "{\"hostname\": \"%s\", \"address\": \"192.0.2.1\", \"platform\": \"cisco_ios\"}"
            .formatted(unique("csrf"));
    browser.post("/api/v1/devices", device).problem(403, "csrf");
    browser.header("X-CSRF-TOKEN", browser.csrf()).post("/api/v1/devices", device).with(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\r\nSet-Cookie: a=b",
        "evil.example",
        " //evil.example",
      })
  void a_login_leads_to_no_other_site(String next) {
    Client browser = nobody();
    Answer answer = browser.logIn(longLived(), PASSWORD, Map.of("next", next));
    assertThat(answer.header("Location")).matches("(https://localhost:[0-9]+)?/");
    Answer refused = nobody().logIn(unique("nobody"), PASSWORD, Map.of("next", next));
    assertThat(refused.header("Location")).endsWith("/login?error=refused&next=%2F");
  }

  private static String longLived = "";

  private String longLived() {
    if (longLived.isEmpty()) {
      longLived = user("viewer");
    }
    return longLived;
  }

  @Test
  void a_logout_ends_the_session() {
    Client browser = nobody();
    browser.logIn(user("viewer"), PASSWORD, Map.of());
    String session = browser.session();
    assertThat(browser.form("/logout", Map.of()).status()).isEqualTo(403);
    browser.get("/api/v1/auth/me").with(200);
    assertThat(browser.form("/logout", Map.of("_csrf", browser.csrf())).header("Location"))
        .endsWith("/login?signed-out");
    nobody()
        .header("Cookie", "__Host-netauto=" + session)
        .get("/api/v1/auth/me")
        .problem(401, "not_logged_in");
  }

  @Test
  void a_deactivated_user_loses_access_at_once_by_session_and_by_key() {
    String name = user("admin");
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    Client script = withKey(key(name, PASSWORD));
    browser.get("/api/v1/platforms").with(200);
    script.get("/api/v1/platforms").with(200);

    deactivate(name);

    for (String path :
        new String[] {"/api/v1/auth/me", "/api/v1/platforms", "/api/v1/openapi.json", "/metrics"}) {
      browser.get(path).problem(401, "not_logged_in");
      script.get(path).problem(401, "bad_api_key");
    }
    assertThat(browser.get("/devices").header("Location")).endsWith("/login?next=%2Fdevices");
  }

  @Test
  void a_changed_role_holds_at_once() {
    String name = user("admin");
    Client person = withKey(key(name, PASSWORD));
    person.get("/api/v1/users").with(200);
    admin().patch("/api/v1/users/" + id(name), Map.of("role", "viewer")).with(200);
    person.get("/api/v1/users").problem(403, "forbidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"username\": \"a b\", \"password\": \"short\"} | username,password,role",
        "{\"username\": \"ok-name\", \"password\": \"long enough 1\", \"role\": \"king\"} | role",
      })
  void tells_every_wrong_field_of_a_new_user(String body, String fields) {
    var problem = admin().post("/api/v1/users", body).problem(422, "invalid_fields");
    assertThat(problem.path("errors").findValuesAsString("field"))
        .containsExactly(fields.split(","));
  }

  @Test
  void a_name_is_taken_whatever_its_case() {
    var problem =
        admin()
            .post(
                "/api/v1/users",
                Map.of("username", "ADMIN", "password", PASSWORD, "role", "viewer"))
            .problem(409, "username_taken");
    assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("username");
  }

  @Test
  void an_admin_of_one_customer_cannot_take_over_a_user_of_two_or_a_superuser() {
    String shared = user("viewer");
    String outsider = user("viewer");
    Client other = adminOfAnotherCustomer();
    jdbc.sql(
            """
            insert into membership (user_id, customer_id, role)
            select u.id, (select max(id) from customer), 'viewer' from app_user u
            where u.username = :name
            """)
        .param("name", shared)
        .update();
    var takeover = Map.of("password", "a password of mine");
    other.patch("/api/v1/users/" + id(shared), takeover).problem(403, "forbidden");
    other.patch("/api/v1/users/" + id(shared), Map.of("active", false)).problem(403, "forbidden");
    other.patch("/api/v1/users/" + id(outsider), takeover).problem(404, "user_not_found");
    other.patch("/api/v1/users/" + id("admin"), takeover).problem(403, "forbidden");
    assertThat(other.get("/api/v1/users").response().body()).doesNotContain(outsider);
  }

  @Test
  void the_last_administrator_cannot_be_deactivated() {
    admin()
        .patch("/api/v1/users/" + id("admin"), Map.of("active", false))
        .problem(422, "invalid_fields");
  }
}
