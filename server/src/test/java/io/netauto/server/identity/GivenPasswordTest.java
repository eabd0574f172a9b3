package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.testing.ServerTest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/** A password that somebody else set is over after seven days. */
class GivenPasswordTest extends ServerTest {
  private static final String OWN = "a word of nobody else";
  private static final String AGAIN = "another one that was told";

  @BeforeEach
  void nothingHeldBack() {
    jdbc.sql("delete from login_failure").update();
  }

  /** Somebody whose password was set so long ago. */
  private String given(String role, String ago) {
    String name = newcomer(role);
    age(name, ago);
    return name;
  }

  private void age(String name, String ago) {
    jdbc.sql(
            "update app_user set password_given_at = now() - cast(? as interval) where username ="
                + " ?")
        .params(ago, name)
        .update();
  }

  private static Map<String, String> login(String name, String password) {
    return Map.of("username", name, "password", password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/auth/login", "/api/v1/auth/token"})
  void no_program_logs_in_with_it_and_only_who_knows_it_is_told_why(String path) {
    String name = given("viewer", "7 days");
    JsonNode problem = nobody().post(path, login(name, PASSWORD)).problem(401, "password_expired");
    assertThat(problem.path("detail").asString())
        .contains("has expired", "Ask an administrator for a new one");
    nobody().post(path, login(name, "not " + PASSWORD)).problem(401, "login_refused");
    assertThat(
            jdbc.sql(
                    "select details->>'reason' from audit_event where username = ?"
                        + " and action = 'login.refuse' order by id")
                .param(name)
                .query(String.class)
                .list())
        .containsExactly("password of somebody else expired", "wrong password");
    assertThat(
            jdbc.sql("select count(*) from app_user where username = ? and last_login_at is null")
                .param(name)
                .query(Long.class)
                .single())
        .isOne();
  }

  @Test
  void the_login_page_refuses_it_and_says_whom_to_ask() {
    String name = given("viewer", "8 days");
    Client browser = nobody();
    browser.get("/login");
    Answer refused =
        browser.form(
            "/login", Map.of("_csrf", browser.csrf(), "username", name, "password", PASSWORD));
    assertThat(refused.header("Location")).contains("/login?error=password-expired");
    assertThat(browser.get("/login?error=password-expired").response().body())
        .contains("has expired. Ask an administrator for a new one.");
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
    Answer wrong =
        browser.form(
            "/login", Map.of("_csrf", browser.csrf(), "username", name, "password", "not it"));
    assertThat(wrong.header("Location")).contains("/login?error=refused");
  }

  @Test
  void an_open_session_does_not_make_it_ones_own_after_that_time() {
    String name = newcomer("viewer");
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    age(name, "7 days 1 second");
    browser.header("X-CSRF-TOKEN", browser.csrf());
    JsonNode problem =
        browser
            .post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", OWN))
            .problem(422, "invalid_fields");
    assertThat(problem.at("/errors/0/message").asString())
        .contains("has expired", "Ask an administrator");
    browser.get("/api/v1/devices").problem(403, "password_change_needed");
  }

  @Test
  void it_is_good_until_then_and_one_of_ones_own_for_ever() {
    String name = given("viewer", "6 days 23 hours");
    nobody().post("/api/v1/auth/login", login(name, PASSWORD)).with(200);
    String own = user("viewer");
    age(own, "3000 days");
    nobody().post("/api/v1/auth/login", login(own, PASSWORD)).with(200);
  }

  @Test
  void the_list_of_users_shows_it_and_a_new_one_begins_anew() {
    String name = given("viewer", "30 days");
    String fresh = newcomer("viewer");
    JsonNode listed = admin().get("/api/v1/users?q=" + name).with(200).at("/items/0");
    assertThat(listed.path("passwordExpired").asBoolean()).isTrue();
    assertThat(
            admin()
                .get("/api/v1/users?q=" + fresh)
                .with(200)
                .at("/items/0/passwordExpired")
                .asBoolean())
        .isFalse();
    String boss = user("admin");
    Client browser = nobody();
    browser.logIn(boss, PASSWORD, Map.of());
    String id = listed.path("id").asString();
    assertThat(browser.get("/settings/users?q=" + name).response().body())
        .contains("active, password expired");
    assertThat(browser.get("/settings/users/" + id).response().body())
        .contains("the password has expired: set a new one");
    assertThat(browser.get("/settings/users?q=" + fresh).response().body())
        .contains("active, new password due")
        .doesNotContain("expired");
    admin().patch("/api/v1/users/" + id, Map.of("password", AGAIN)).with(200);
    assertThat(browser.get("/settings/users?q=" + name).response().body())
        .contains("active, new password due");
    nobody().post("/api/v1/auth/login", login(name, AGAIN)).with(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-1d", "366d"})
  void a_limit_that_makes_no_sense_stops_the_start(String text) {
    Duration limit = DurationStyle.detectAndParse(text);
    assertThatThrownBy(() -> new GivenPasswords(Clock.systemUTC(), limit))
        .hasMessageContaining("NET_AUTO_INITIAL_PASSWORD_LIMIT");
  }
}
