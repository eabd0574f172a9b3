package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import tools.jackson.databind.JsonNode;

class BrowserSessionsTest extends ServerTest {
  @Autowired private FindByIndexNameSessionRepository<? extends Session> repository;
  @Autowired private UserTable users;
  @Autowired private RefreshTokens refreshTokens;
  @Autowired private KnownAddresses addresses;
  @Autowired private LoginAudit audit;

  private Client signedIn(String name, String browser) {
    Client client = nobody().header("User-Agent", browser);
    client.logIn(name, PASSWORD, Map.of());
    return client;
  }

  @Test
  void shows_ones_own_sessions_and_nobody_elses() {
    String name = user("viewer");
    Client here = signedIn(name, "Browser <b>here</b>");
    signedIn(name, "Browser elsewhere");
    signedIn(user("viewer"), "Browser of another");
    JsonNode list = here.get("/api/v1/auth/sessions").with(200).path("items");
    assertThat(list.findValuesAsString("browser"))
        .containsExactlyInAnyOrder("Browser <b>here</b>", "Browser elsewhere");
    assertThat(list.findValuesAsString("address")).containsOnly("127.0.0.1");
    for (JsonNode each : list) {
      assertThat(each.path("current").asBoolean())
          .isEqualTo(each.path("browser").asString().contains("here</b>"));
    }
    String page = here.get("/account/security").response().body();
    assertThat(page).contains("Browser &lt;b>here", "Browser elsewhere", "this one");
    assertThat(page).doesNotContain("Browser of another", here.session());
  }

  @Test
  void signs_out_everywhere_browsers_and_programs_and_keeps_api_keys() {
    String name = user("viewer");
    Client here = signedIn(name, "here");
    Client elsewhere = signedIn(name, "elsewhere");
    Client other = signedIn(user("viewer"), "other");
    Client script = withKey(key(name, PASSWORD));
    JsonNode tokens =
        nobody()
            .post("/api/v1/auth/login", Map.of("username", name, "password", PASSWORD))
            .with(200);
    Client program = withKey(tokens.path("accessToken").asString());
    program.get("/api/v1/auth/me").with(200);

    Answer answer =
        here.form("/account/security/sign-out-everywhere", Map.of("_csrf", here.csrf()));
    assertThat(answer.header("Location")).endsWith("/login?signed-out");
    here.get("/api/v1/auth/me").problem(401, "not_logged_in");
    elsewhere.get("/api/v1/auth/me").problem(401, "not_logged_in");
    program.get("/api/v1/auth/me").problem(401, "bad_token");
    script.get("/api/v1/auth/me").with(200);
    other.get("/api/v1/auth/me").with(200);
    assertThat(
            jdbc.sql(
                    "select details ->> 'sessions' from audit_event where username = ? and action ="
                        + " 'logout.everywhere'")
                .param(name)
                .query(String.class)
                .single())
        .isEqualTo("2");
  }

  @Test
  void a_session_ends_at_the_limit_however_busy_it_is() {
    String name = user("viewer");
    Client browser = signedIn(name, "here");
    Session session = repository.findByPrincipalName(name).values().iterator().next();
    assertThat(session.getMaxInactiveInterval()).isEqualTo(Duration.ofHours(12));

    BrowserSessions tomorrow = at(Duration.ofDays(6));
    BrowserSessions nextWeek = at(Duration.ofDays(7));
    MockHttpServletRequest request = new MockHttpServletRequest();
    session
        .getAttributeNames()
        .forEach(each -> request.getSession().setAttribute(each, session.getAttribute(each)));
    tomorrow.endIfOver(request);
    assertThat(request.getSession(false)).isNotNull();
    nextWeek.endIfOver(request);
    assertThat(request.getSession(false)).isNull();
    browser.get("/api/v1/auth/me").with(200);
  }

  private BrowserSessions at(Duration later) {
    return new BrowserSessions(
        repository,
        users,
        refreshTokens,
        addresses,
        audit,
        Clock.offset(Clock.systemUTC(), later),
        Duration.ofHours(12),
        Duration.ofDays(7));
  }

  @Test
  void the_limit_is_looked_at_in_each_request() {
    String name = user("viewer");
    Client browser = signedIn(name, "here");
    Session session = repository.findByPrincipalName(name).values().iterator().next();
    assertThat(session.getAttributeNames()).contains("netauto.signed-in");
    backdate(session);
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
    assertThat(repository.findByPrincipalName(name)).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private void backdate(Session session) {
    session.setAttribute("netauto.signed-in", BrowserSessions.signedInAt(java.time.Instant.EPOCH));
    ((FindByIndexNameSessionRepository<Session>) repository).save(session);
  }

  @Test
  void each_step_of_a_login_has_a_session_of_another_id() {
    String name = user("viewer");
    Client browser = nobody();
    browser.csrf();
    String visitor = browser.session();
    browser.logIn(name, PASSWORD, Map.of());
    String in = browser.session();
    assertThat(in).isNotEqualTo(visitor);
    nobody()
        .header("Cookie", "__Host-netauto=" + visitor)
        .get("/api/v1/auth/me")
        .problem(401, "not_logged_in");
    String token = browser.csrf();
    browser.form("/logout", Map.of("_csrf", token));
    nobody()
        .header("Cookie", "__Host-netauto=" + in)
        .get("/api/v1/auth/me")
        .problem(401, "not_logged_in");
  }
}
