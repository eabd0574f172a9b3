package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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
        Duration.ofDays(7),
        20);
  }

  @Test
  void one_session_is_ended_by_its_owner_and_by_nobody_else() {
    String name = user("viewer");
    Client here = signedIn(name, "here");
    Client lost = signedIn(name, "lost");
    Client other = signedIn(user("admin"), "other");
    String id = idOf(here, "lost");
    other.header("X-CSRF-TOKEN", other.csrf());
    other.delete("/api/v1/auth/sessions/" + id).problem(404, "session_not_found");
    lost.get("/api/v1/auth/me").with(200);

    assertThat(here.get("/account/security").response().body())
        .contains("/account/security/sessions/" + id + "/end");
    Answer ended =
        here.form("/account/security/sessions/" + id + "/end", Map.of("_csrf", here.csrf()));
    assertThat(ended.header("Location")).endsWith("/account/security");
    lost.get("/api/v1/auth/me").problem(401, "not_logged_in");
    here.header("X-CSRF-TOKEN", here.csrf());
    here.delete("/api/v1/auth/sessions/" + id).problem(404, "session_not_found");
    assertThat(trail(name, "session.end")).containsExactly("asked");
  }

  private static String idOf(Client client, String browser) {
    for (JsonNode each : client.get("/api/v1/auth/sessions").with(200).path("items")) {
      if (each.path("browser").asString().equals(browser)) {
        return each.path("id").asString();
      }
    }
    throw new AssertionError("no session of " + browser);
  }

  private List<String> trail(String name, String action) {
    return jdbc.sql(
            "select details ->> 'why' from audit_event where username = ? and action = ? order by"
                + " id")
        .params(name, action)
        .query(String.class)
        .list();
  }

  @Test
  void all_others_end_and_the_one_that_asks_goes_on() {
    String name = user("viewer");
    Client here = signedIn(name, "here");
    Client first = signedIn(name, "first");
    Client second = signedIn(name, "second");
    Answer answer = here.form("/account/security/end-others", Map.of("_csrf", here.csrf()));
    assertThat(answer.header("Location")).endsWith("/account/security");
    first.get("/api/v1/auth/me").problem(401, "not_logged_in");
    second.get("/api/v1/auth/me").problem(401, "not_logged_in");
    assertThat(here.get("/account/security").response().body()).contains("Ended: 2.");

    Client third = signedIn(name, "third");
    here.header("X-CSRF-TOKEN", here.csrf()).delete("/api/v1/auth/sessions?others=true").with(204);
    third.get("/api/v1/auth/me").problem(401, "not_logged_in");
    here.get("/api/v1/auth/me").with(200);
  }

  private Client program(String name) {
    JsonNode tokens =
        nobody()
            .post("/api/v1/auth/login", Map.of("username", name, "password", PASSWORD))
            .with(200);
    return withKey(tokens.path("accessToken").asString());
  }

  @Test
  void logins_of_programs_are_listed_and_ended_one_by_one_and_with_all_others() {
    String name = user("viewer");
    Client here = signedIn(name, "here");
    Client one = program(name);
    Client two = program(name);
    program(user("viewer"));
    JsonNode list = here.get("/api/v1/auth/sessions").with(200).path("items");
    assertThat(list.findValuesAsString("kind"))
        .containsExactlyInAnyOrder("browser", "program", "program");
    JsonNode mine = one.get("/api/v1/auth/sessions").with(200).path("items");
    String id = "";
    for (JsonNode each : mine) {
      assertThat(each.path("current").asBoolean() && each.path("kind").asString().equals("browser"))
          .isFalse();
      id = each.path("current").asBoolean() ? each.path("id").asString() : id;
    }
    Client foreign = signedIn(user("admin"), "other");
    foreign.header("X-CSRF-TOKEN", foreign.csrf());
    foreign.delete("/api/v1/auth/sessions/" + id).problem(404, "session_not_found");

    assertThat(here.get("/account/security").response().body()).contains("a program, with tokens");
    here.form("/account/security/sessions/" + id + "/end", Map.of("_csrf", here.csrf()));
    one.get("/api/v1/auth/me").problem(401, "bad_token");
    two.delete("/api/v1/auth/sessions?others=true").with(204);
    two.get("/api/v1/auth/me").with(200);
    here.get("/api/v1/auth/me").problem(401, "not_logged_in");
    assertThat(two.get("/api/v1/auth/sessions").with(200).path("items")).hasSize(1);

    Client again = signedIn(name, "again");
    again.form("/account/security/end-others", Map.of("_csrf", again.csrf()));
    two.get("/api/v1/auth/me").problem(401, "bad_token");
    assertThat(trail(name, "session.end")).containsExactly("asked");
  }

  @Test
  void a_changed_password_ends_logins_of_programs() {
    String name = user("viewer");
    Client here = signedIn(name, "here");
    Client program = program(name);
    program.get("/api/v1/auth/me").with(200);
    String next = "quite-another-" + unique("word");
    here.form(
        "/account/password",
        Map.of("_csrf", here.csrf(), "current", PASSWORD, "password", next, "repeated", next));
    program.get("/api/v1/auth/me").problem(401, "bad_token");
    assertThat(here.get("/api/v1/auth/sessions").with(200).path("items").findValuesAsString("kind"))
        .containsExactly("browser");
  }

  @Test
  void the_session_unused_for_longest_ends_when_there_are_more_than_may_be() {
    String name = user("viewer");
    Client oldest = signedIn(name, "oldest");
    Client used = signedIn(name, "used");
    for (int i = 0; i < 18; i++) {
      signedIn(name, "more " + i);
    }
    oldest.get("/api/v1/auth/me").with(200);
    used.get("/api/v1/auth/me").with(200);
    jdbc.sql(
            """
            update spring_session set last_access_time = last_access_time - 1000000 where principal_name = ? and
              primary_id = (select primary_id from spring_session where session_id = ?)
            """)
        .params(name, sessionId(oldest))
        .update();
    Client newest = signedIn(name, "newest");
    oldest.get("/api/v1/auth/me").problem(401, "not_logged_in");
    used.get("/api/v1/auth/me").with(200);
    assertThat(newest.get("/api/v1/auth/sessions").with(200).path("items")).hasSize(20);
    assertThat(trail(name, "session.end")).containsExactly("too many");
  }

  /** The cookie holds it in Base64. */
  private static String sessionId(Client client) {
    return new String(
        Base64.getDecoder().decode(client.session()), java.nio.charset.StandardCharsets.UTF_8);
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
