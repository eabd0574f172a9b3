package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SecondFactorTest extends ServerTest {
  @AfterEach
  void forgetFailures() {
    jdbc.sql("delete from login_failure").update();
    jdbc.sql("update customer set second_factor_required = false").update();
  }

  /** A person with a second factor, and the device that makes its codes. */
  private final class Person {
    final String name;
    final Client me;
    final byte[] key;
    final List<String> recovery = new ArrayList<>();

    Person(String role) {
      name = user(role);
      me = withKey(key(name, PASSWORD));
      JsonNode begun = me.post("/api/v1/auth/totp", "{}").with(201);
      key = new Base32().decode(begun.path("key").asString());
      assertThat(begun.path("uri").asString())
          .startsWith("otpauth://totp/NetAuto%3A" + name)
          .contains("secret=" + begun.path("key").asString());
      me.post("/api/v1/auth/totp/confirm", Map.of("code", code(-1)))
          .with(200)
          .path("recoveryCodes")
          .forEach(code -> recovery.add(code.asString()));
    }

    /** The code of a step from now. */
    String code(int steps) {
      return Totp.code(key, Totp.step(Instant.now()) + steps);
    }

    /** Every code is as if none was used yet. */
    void forgetUse() {
      jdbc.sql("update second_factor set last_step = 0").update();
    }
  }

  private Answer login(String path, String name, String code) {
    Map<String, String> body = new HashMap<>(Map.of("username", name, "password", PASSWORD));
    if (!code.isEmpty()) {
      body.put("totp", code);
    }
    return nobody().post("/api/v1/auth/" + path, body);
  }

  /** RFC 6238, appendix B, SHA-1, in six digits. */
  @Test
  void codes_are_those_of_the_rfc() {
    byte[] key = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    assertThat(Totp.code(key, 59 / 30)).isEqualTo("287082");
    assertThat(Totp.code(key, 1_111_111_109L / 30)).isEqualTo("081804");
    assertThat(Totp.code(key, 20_000_000_000L / 30)).isEqualTo("353130");
    Instant at = Instant.ofEpochSecond(59);
    assertThat(Totp.match(key, "287082", at)).hasValue(1);
    assertThat(Totp.match(key, "287082", at.plusSeconds(30))).hasValue(1);
    assertThat(Totp.match(key, "287082", at.plusSeconds(61))).isEmpty();
    assertThat(Totp.match(key, "", at)).isEmpty();
  }

  @Test
  void is_asked_for_at_each_login_of_a_program_and_a_code_works_once() {
    Person person = new Person("viewer");
    for (String path : List.of("login", "token")) {
      int ok = path.equals("token") ? 201 : 200;
      person.forgetUse();
      login(path, person.name, "").problem(401, "second_factor_needed");
      login(path, person.name, "000000").problem(401, "second_factor_refused");
      String code = person.code(0);
      login(path, person.name, code).with(ok);
      login(path, person.name, code).problem(401, "second_factor_refused");
      login(path, person.name, person.code(-1)).problem(401, "second_factor_refused");
    }
    assertThat(
            jdbc.sql(
                    "select details ->> 'reason' from audit_event where username = ? and action ="
                        + " 'login.refuse'")
                .param(person.name)
                .query(String.class)
                .list())
        .contains("wrong second factor");
  }

  @Test
  void a_recovery_code_has_120_bits_in_groups_and_is_taken_however_it_is_typed() {
    Person person = new Person("viewer");
    assertThat(person.recovery)
        .allSatisfy(code -> assertThat(code).matches("([a-z2-7]{4}-){5}[a-z2-7]{4}"));
    List<String> typed =
        List.of(
            person.recovery.get(0),
            person.recovery.get(1).replace("-", ""),
            "  " + person.recovery.get(2).toUpperCase().replace("-", "  ") + " ",
            person.recovery.get(3).replace("-", " - "));
    typed.forEach(code -> login("login", person.name, code).with(200));
    typed.forEach(code -> login("login", person.name, code).problem(401, "second_factor_refused"));
    String cut = person.recovery.get(4);
    login("login", person.name, cut.substring(0, cut.length() - 1))
        .problem(401, "second_factor_refused");
  }

  @Test
  void a_recovery_code_of_80_bits_that_was_given_before_works_still() throws Exception {
    Person person = new Person("viewer");
    long id =
        jdbc.sql("select id from app_user where username = ?")
            .param(person.name)
            .query(Long.class)
            .single();
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest((id + "/abcdefgh234567qq").getBytes(StandardCharsets.UTF_8));
    jdbc.sql("insert into recovery_code (user_id, code_hash) values (?, ?)")
        .params(id, hash)
        .update();
    login("login", person.name, "abcd-efgh-2345-67qq").with(200);
    login("login", person.name, "abcd-efgh-2345-67qq").problem(401, "second_factor_refused");
  }

  @Test
  void a_recovery_code_works_once() {
    Person person = new Person("viewer");
    assertThat(person.recovery).hasSize(10).doesNotHaveDuplicates();
    String typed = person.recovery.getFirst().toUpperCase().replace("-", " ");
    login("login", person.name, typed).with(200);
    login("login", person.name, person.recovery.getFirst()).problem(401, "second_factor_refused");
    login("login", person.name, person.recovery.getLast()).with(200);
    assertThat(person.me.get("/api/v1/auth/totp").with(200).path("recoveryCodesLeft").asInt())
        .isEqualTo(8);
    Person other = new Person("viewer");
    login("login", other.name, person.recovery.get(5)).problem(401, "second_factor_refused");
    assertThat(
            jdbc.sql("select string_agg(encode(code_hash, 'escape'), '') from recovery_code")
                .query(String.class)
                .single())
        .doesNotContain(person.recovery.get(5));
  }

  @Test
  void its_key_is_sealed_and_is_never_shown_again() {
    Person person = new Person("viewer");
    byte[] kept =
        jdbc.sql(
                "select sealed from second_factor f join app_user u on u.id = f.user_id where"
                    + " username = ?")
            .param(person.name)
            .query(byte[].class)
            .single();
    assertThat(new String(kept, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(person.key, StandardCharsets.ISO_8859_1));
    person.me.post("/api/v1/auth/totp", "{}").problem(409, "second_factor_is_on");
    assertThat(person.me.get("/api/v1/auth/totp").response().body())
        .doesNotContain(new Base32().encodeAsString(person.key));
  }

  @Test
  void guesses_at_the_code_are_held_back_although_the_password_is_right() {
    Person person = new Person("viewer");
    person.forgetUse();
    for (int i = 0; i < 5; i++) {
      login("login", person.name, "00000" + i).problem(401, "second_factor_refused");
    }
    login("login", person.name, person.code(0)).problem(429, "login_throttled");
    login("token", person.name, person.code(0)).problem(429, "login_throttled");
    person.me.get("/api/v1/auth/me").with(200);
  }

  @Test
  void a_browser_is_half_way_in_until_the_code_and_may_do_nothing() {
    Person person = new Person("admin");
    person.forgetUse();
    Client browser = nobody();
    Answer first = browser.logIn(person.name, PASSWORD, Map.of("next", "/devices"));
    assertThat(first.header("Location")).endsWith("/login/second");
    String half = browser.session();

    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
    browser.get("/api/v1/devices").problem(401, "not_logged_in");
    assertThat(browser.get("/devices").header("Location")).contains("/login");
    assertThat(browser.get("/account/security").header("Location")).contains("/login");
    assertThat(
            browser
                .form("/account/security/second-factor", Map.of("_csrf", browser.csrf()))
                .header("Location"))
        .contains("/login");
    assertThat(
            jdbc.sql("select count(*) from spring_session where principal_name = ?")
                .param(person.name)
                .query(Long.class)
                .single())
        .isZero();

    Answer page = browser.get("/login/second");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().body()).contains("one-time-code").doesNotContain("<svg class=\"qr");
    assertThat(browser.form("/login/second", Map.of("code", person.code(0))).status())
        .as("without the page's token")
        .isEqualTo(403);
    Answer wrong = browser.form("/login/second", Map.of("code", "000000", "_csrf", browser.csrf()));
    assertThat(wrong.status()).isEqualTo(422);
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");

    Answer in =
        browser.form("/login/second", Map.of("code", person.code(0), "_csrf", browser.csrf()));
    assertThat(in.header("Location")).endsWith("/devices");
    assertThat(browser.session()).as("another id").isNotEqualTo(half);
    assertThat(browser.get("/api/v1/auth/me").with(200).path("username").asString())
        .isEqualTo(person.name);
    nobody()
        .header("Cookie", "__Host-netauto=" + half)
        .get("/api/v1/auth/me")
        .problem(401, "not_logged_in");
    assertThat(browser.get("/login/second").header("Location")).endsWith("/");
  }

  @Test
  void the_second_step_ends_with_the_password_and_the_account() {
    Person person = new Person("viewer");
    person.forgetUse();
    Client browser = nobody();
    browser.logIn(person.name, PASSWORD, Map.of());
    jdbc.sql("update app_user set password_changed_at = now() where username = ?")
        .param(person.name)
        .update();
    assertThat(
            browser
                .form("/login/second", Map.of("code", person.code(0), "_csrf", browser.csrf()))
                .header("Location"))
        .endsWith("/login?error=over");
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
    assertThat(nobody().get("/login/second").header("Location")).endsWith("/login?error=over");
  }

  @Test
  void is_set_up_at_the_login_where_the_customer_requires_it() {
    String name = user("viewer");
    Client admin = as("admin");
    admin.put("/api/v1/settings/second-factor", Map.of("required", true)).with(204);
    assertThat(admin.get("/api/v1/settings/second-factor").with(200).path("required").asBoolean())
        .isTrue();
    login("login", name, "").problem(401, "second_factor_setup_needed");

    Client browser = nobody();
    assertThat(browser.logIn(name, PASSWORD, Map.of()).header("Location"))
        .endsWith("/login/second");
    String page = browser.get("/login/second").response().body();
    assertThat(page).contains("<svg class=\"qr\"");
    String key = page.replaceAll("(?s).*id=\"totp-key\">([A-Z2-7 ]+)<.*", "$1").replace(" ", "");
    assertThat(browser.get("/login/second").response().body()).contains(key.substring(0, 4));
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
    String code = Totp.code(new Base32().decode(key), Totp.step(Instant.now()));
    Answer done = browser.form("/login/second", Map.of("code", code, "_csrf", browser.csrf()));
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.response().body()).contains("id=\"recovery-codes\"");
    browser.get("/api/v1/auth/me").with(200);
    admin.get("/api/v1/auth/me").with(200); // keys go on
  }

  @Test
  void only_who_may_write_settings_may_require_it_and_for_the_own_customer() {
    as("operator")
        .put("/api/v1/settings/second-factor", Map.of("required", true))
        .problem(403, "forbidden");
    adminOfAnotherCustomer()
        .put("/api/v1/settings/second-factor", Map.of("required", true))
        .with(204);
    login("login", user("viewer"), "").with(200);
  }

  @Test
  void is_turned_off_with_password_and_code() {
    Person person = new Person("viewer");
    person.forgetUse();
    person
        .me
        .post("/api/v1/auth/totp/disable", Map.of("password", "wrong", "code", person.code(0)))
        .problem(422, "invalid_fields");
    person
        .me
        .post("/api/v1/auth/totp/disable", Map.of("password", PASSWORD, "code", "000000"))
        .problem(422, "invalid_fields");
    login("login", person.name, "").problem(401, "second_factor_needed");
    person
        .me
        .post("/api/v1/auth/totp/disable", Map.of("password", PASSWORD, "code", person.code(0)))
        .with(204);
    login("login", person.name, "").with(200);
    assertThat(
            jdbc.sql(
                    "select action from audit_event where username = ? and action like 'totp.%'"
                        + " order by id")
                .param(person.name)
                .query(String.class)
                .list())
        .containsExactly("totp.enable", "totp.disable");
  }

  private long id(String name) {
    return jdbc.sql("select id from app_user where username = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  @Test
  void an_administrator_of_the_customer_resets_it_and_nobody_else() {
    Person person = new Person("viewer");
    String path = "/api/v1/users/" + id(person.name) + "/second-factor";
    adminOfAnotherCustomer().delete(path).problem(404, "user_not_found");
    as("operator").delete(path).problem(403, "forbidden");
    as("admin").delete("/api/v1/users/" + id("admin") + "/second-factor").problem(403, "forbidden");
    as("admin").delete(path).with(204);
    login("login", person.name, "").with(200);
    as("admin").delete(path).problem(409, "no_second_factor");
  }

  @Test
  void a_key_with_scopes_cannot_touch_it() {
    Client script =
        withKey(
            as("viewer")
                .post("/api/v1/api-keys", Map.of("name", "n", "scopes", List.of("devices:read")))
                .with(201)
                .path("apiKey")
                .asString());
    script.post("/api/v1/auth/totp", "{}").problem(403, "forbidden");
    script.delete("/api/v1/auth/sessions").problem(403, "forbidden");
  }

  @Test
  void the_account_page_sets_it_up_and_turns_it_off() {
    String name = user("viewer");
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    String path = "/account/security";
    assertThat(browser.get(path).response().body()).contains("Set it up").doesNotContain("qr\"");
    browser.form(path + "/second-factor", Map.of("_csrf", browser.csrf()));
    String page = browser.get(path).response().body();
    String key = page.replaceAll("(?s).*id=\"totp-key\">([A-Z2-7 ]+)<.*", "$1").replace(" ", "");
    byte[] bytes = new Base32().decode(key);
    Answer wrong =
        browser.form(
            path + "/second-factor/confirm", Map.of("code", "12", "_csrf", browser.csrf()));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.response().body()).contains("This is not the code of now");
    long now = Totp.step(Instant.now());
    Answer on =
        browser.form(
            path + "/second-factor/confirm",
            Map.of("code", Totp.code(bytes, now), "_csrf", browser.csrf()));
    assertThat(on.response().body())
        .contains("id=\"recovery-codes\"", "10 recovery codes are left");
    assertThat(browser.get(path).response().body()).doesNotContain("id=\"recovery-codes\"");
    Answer off =
        browser.form(
            path + "/second-factor/disable",
            Map.of(
                "password", PASSWORD,
                "code", Totp.code(bytes, now + 1),
                "_csrf", browser.csrf()));
    assertThat(off.status()).isEqualTo(302);
    assertThat(browser.get(path).response().body()).contains("It is off");
  }
}
