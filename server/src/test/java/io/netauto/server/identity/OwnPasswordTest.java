package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import tools.jackson.databind.JsonNode;

/** Whose password another person knows does nothing but choose an own one. */
class OwnPasswordTest extends ServerTest {
  private static final String OWN = "a word of nobody else";

  @Autowired private FindByIndexNameSessionRepository<? extends Session> repository;

  private Client signedIn(String name) {
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    return browser;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/devices", "/account", "/account/security", "/no/such/page", "/settings"})
  void a_browser_is_led_to_the_page_that_changes_it(String path) {
    Answer answer = signedIn(newcomer("admin")).get(path);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/account/password");
  }

  @Test
  void a_browser_changes_nothing_else_and_a_part_of_a_page_leads_there_too() {
    Client browser = signedIn(newcomer("admin"));
    Answer write =
        browser.form("/account/keys", Map.of("_csrf", browser.csrf(), "name", "a way round"));
    assertThat(write.header("Location")).isEqualTo("/account/password");
    Answer part = browser.send(browser.request("/devices").setHeader("HX-Request", "true").GET());
    assertThat(part.status()).isEqualTo(403);
    assertThat(part.header("HX-Redirect")).isEqualTo("/account/password");
    assertThat(
            jdbc.sql("select count(*) from api_key where name = 'a way round'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void the_page_tells_what_is_wrong_and_frees_all_at_once() {
    String name = newcomer("viewer");
    Client browser = signedIn(name);
    Answer page = browser.get("/account/password");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().body())
        .contains("Choose a password", "/logout")
        .doesNotContain("<nav");
    Answer wrong = browser.form("/account/password", change(browser, "not " + PASSWORD, OWN));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.response().body())
        .contains("Choose a password", "This is not your password")
        .doesNotContain("<nav");
    Answer right = browser.form("/account/password", change(browser, PASSWORD, OWN));
    assertThat(right.status()).isEqualTo(302);
    assertThat(right.header("Location")).isEqualTo("/");
    assertThat(browser.get("/").response().body()).contains("Your password is changed.");
    browser.get("/api/v1/devices").with(200);
    assertThat(browser.get("/account/password").header("Location")).isEqualTo("/account");
  }

  private static Map<String, String> change(Client browser, String current, String wanted) {
    return Map.of(
        "_csrf", browser.csrf(), "current", current, "password", wanted, "repeated", wanted);
  }

  @Test
  void who_is_led_there_can_sign_out() {
    Client browser = signedIn(newcomer("viewer"));
    assertThat(browser.form("/logout", Map.of("_csrf", browser.csrf())).header("Location"))
        .endsWith("/login?signed-out");
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
  }

  @Test
  void a_session_asks_the_api_only_who_it_is_until_the_password_is_its_own() {
    Client browser = signedIn(newcomer("admin"));
    assertThat(browser.get("/api/v1/devices").problem(403, "password_change_needed").path("detail"))
        .asString()
        .contains("POST /api/v1/auth/password");
    browser.get("/metrics").problem(403, "password_change_needed");
    browser.get("/api/v1/no-such-thing").problem(403, "password_change_needed");
    assertThat(browser.get("/api/v1/auth/me").with(200).path("mustChangePassword").asBoolean())
        .isTrue();
    browser.header("X-CSRF-TOKEN", browser.csrf());
    browser.post("/api/v1/runs", Map.of()).problem(403, "password_change_needed");
    browser.post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", OWN)).with(204);
    browser.get("/api/v1/devices").with(200);
  }

  @Test
  void an_access_token_does_so_too_and_ends_with_the_password() {
    String name = newcomer("viewer");
    Client program = withKey(access(name, PASSWORD));
    program.get("/api/v1/devices").problem(403, "password_change_needed");
    program.get("/api/v1/auth/me").with(200);
    program.post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", OWN)).with(204);
    program.get("/api/v1/devices").problem(401, "bad_token");
    withKey(access(name, OWN)).get("/api/v1/devices").with(200);
  }

  private String access(String name, String password) {
    return nobody()
        .post("/api/v1/auth/login", Map.of("username", name, "password", password))
        .with(200)
        .path("accessToken")
        .asString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567890",
        "1q2w3e4r5t",
        "Password123",
        "P@ssw0rd123",
        "qazwsxedcrfv",
        "aaaaaaaaaaaa",
        "administrator",
        "sunshine2024",
        "netauto2024",
        "NetAuto12345",
      })
  void a_password_that_is_guessed_early_is_refused_in_words(String guessed) {
    Client script = as("viewer");
    JsonNode problem =
        script
            .post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", guessed))
            .problem(422, "invalid_fields");
    assertThat(problem.at("/errors/0/field").asString()).isEqualTo("password");
    assertThat(problem.at("/errors/0/message").asString()).contains("is guessed early");
  }

  @Test
  void a_new_user_has_no_password_that_is_made_of_names_known_here() {
    for (String guessed : List.of("zebulonka1", "wenceslaus12", "Default2024", "1234567890")) {
      Map<String, String> user =
          Map.of(
              "username",
              unique("zebulonka"),
              "displayName",
              "Jo Wenceslaus",
              "password",
              guessed,
              "role",
              "viewer");
      assertThat(
              admin()
                  .post("/api/v1/users", user)
                  .problem(422, "invalid_fields")
                  .at("/errors/0/message")
                  .asString())
          .as(guessed)
          .contains("is guessed early");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kQ9x-72hhPa1", "correct horse battery", "zügig über den See"})
  void a_password_of_its_own_is_taken(String wanted) {
    as("viewer")
        .post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", wanted))
        .with(204);
  }

  @Test
  void an_api_key_goes_on() {
    withKey(key(newcomer("viewer"), PASSWORD)).get("/api/v1/devices").with(200);
  }

  @Test
  void who_came_by_single_sign_on_is_not_asked() {
    String name = user("viewer");
    Client browser = signedIn(name);
    came(name, "sso");
    assertThat(
            jdbc.sql("update app_user set must_change_password = true where username = ?")
                .param(name)
                .update())
        .isOne();
    browser.get("/api/v1/devices").with(200);
    came(name, "form");
    browser.get("/api/v1/devices").problem(403, "password_change_needed");
  }

  @SuppressWarnings("unchecked")
  private void came(String name, String way) {
    Session session = repository.findByPrincipalName(name).values().iterator().next();
    session.setAttribute("netauto.way", way);
    ((FindByIndexNameSessionRepository<Session>) repository).save(session);
  }
}
