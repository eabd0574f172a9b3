package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.testing.ServerTest;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Single sign-on with a provider that is a whole server of its own. */
@TestMethodOrder(OrderAnnotation.class)
class SsoTest extends ServerTest {
  private static final OpenIdProvider PROVIDER = new OpenIdProvider();

  /** Not the address that the tests open: it is that of the operator's which counts. */
  private static final String PUBLIC_URL = "https://netauto.example";

  private static final String TENANT = "Tenant of SSO";

  @DynamicPropertySource
  static void oidc(DynamicPropertyRegistry settings) {
    settings.add("netauto.oidc.issuer", PROVIDER::issuer);
    settings.add("netauto.oidc.client-id", () -> OpenIdProvider.CLIENT);
    settings.add("netauto.oidc.client-secret", () -> OpenIdProvider.SECRET);
    settings.add(
        "netauto.oidc.groups",
        () ->
            "cn=ops,ou=net=Default:operator; viewers=Default:viewer; tenants=%s:admin; roots=superuser; lost=No Such:admin"
                .formatted(TENANT));
    settings.add("netauto.logins.local", () -> "superusers");
    settings.add("netauto.public-url", () -> PUBLIC_URL);
  }

  @AfterAll
  static void stop() {
    PROVIDER.close();
  }

  private void provider() {
    PROVIDER.start(PUBLIC_URL + "/login/callback");
    jdbc.sql("insert into customer (name) values (?) on conflict do nothing")
        .param(TENANT)
        .update();
  }

  /** Somebody who signs in at the provider with this browser; where they are led in the end. */
  private Answer signIn(Client browser, String name, UnaryOperator<String> comingBack) {
    assertThat(browser.get("/login").response().body()).contains("Sign in with SSO");
    assertThat(browser.get("/login/sso?next=/devices").header("Location")).endsWith("/sso/login");
    Answer away = browser.get("/sso/login");
    URI authorize = URI.create(away.header("Location"));
    assertThat(authorize.toString()).startsWith(PROVIDER.issuer());
    assertThat(authorize.getQuery())
        .contains("code_challenge=", "code_challenge_method=S256", "state=", "nonce=")
        .contains("response_type=code", "redirect_uri=" + PUBLIC_URL + "/login/callback");
    return browser.get(comingBack.apply(atProvider(authorize, name)));
  }

  private Answer signIn(Client browser, String name) {
    return signIn(browser, name, path -> path);
  }

  /** What a browser does at the provider; the path of ours that it is sent back to. */
  private static String atProvider(URI authorize, String name) {
    try (HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(authorize).header("Accept", "text/html").build(),
              BodyHandlers.ofString());
      URI login = authorize.resolve(answer.headers().firstValue("Location").orElseThrow());
      String page =
          http.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString()).body();
      String csrf = page.replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]+)\".*", "$1");
      String form =
          "username=%s&password=%s&_csrf=%s"
              .formatted(encode(name), encode(OpenIdProvider.PASSWORD), encode(csrf));
      answer =
          http.send(
              HttpRequest.newBuilder(login)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString());
      URI next = login.resolve(answer.headers().firstValue("Location").orElseThrow());
      answer =
          http.send(
              HttpRequest.newBuilder(next).header("Accept", "text/html").build(),
              BodyHandlers.ofString());
      URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
      assertThat(back.getPath()).as(back.toString()).isEqualTo("/login/callback");
      return back.getRawPath() + "?" + back.getRawQuery();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode me(Client browser) {
    return browser.get("/api/v1/auth/me").with(200);
  }

  private String person(String... groups) {
    provider();
    String name = unique("sso");
    OpenIdProvider.GROUPS.put(name, List.of(groups));
    return name;
  }

  private String said(Answer answer) {
    Answer page = nobody().get(answer.header("Location").replaceFirst("https://[^/]*", ""));
    return page.response().body();
  }

  @Test
  @Order(1)
  void the_server_runs_without_the_provider_and_says_so_at_the_login() {
    Answer answer = nobody().get("/login/sso");
    assertThat(answer.header("Location")).endsWith("/login?error=sso-away");
    assertThat(said(answer)).contains("does not answer");
  }

  @Test
  void somebody_of_a_mapped_group_gets_an_account_and_its_role() {
    String name = person("cn=ops,ou=net", "viewers", "unknown");
    Client browser = nobody();
    browser.csrf();
    String before = browser.session();
    Answer in = signIn(browser, name);
    assertThat(in.header("Location")).as(said(in)).endsWith("/devices");
    assertThat(browser.session()).isNotEqualTo(before);
    JsonNode me = me(browser);
    assertThat(me.path("username").asString()).isEqualTo(name);
    assertThat(me.path("role").asString()).as("the highest of both").isEqualTo("operator");
    assertThat(me.path("superuser").asBoolean()).isFalse();
    assertThat(
            jdbc.sql(
                    "select action || ' ' || (details ->> 'way') from audit_event where username ="
                        + " ?")
                .param(name)
                .query(String.class)
                .list())
        .containsExactly("login.ok sso");
    assertThat(
            jdbc.sql(
                    "select count(*) from spring_session_attributes a join spring_session s on"
                        + " s.primary_id = a.session_primary_id where s.principal_name = ? and"
                        + " lower(a.attribute_name) like '%oauth2%'")
                .param(name)
                .query(Long.class)
                .single())
        .as("tokens of the provider that were kept")
        .isZero();
  }

  @Test
  void roles_follow_the_groups_at_each_login() {
    String name = person("roots", "tenants");
    Client browser = nobody();
    signIn(browser, name);
    assertThat(me(browser).path("superuser").asBoolean()).isTrue();

    OpenIdProvider.GROUPS.put(name, List.of("viewers"));
    Client later = nobody();
    signIn(later, name);
    JsonNode me = me(later);
    assertThat(me.path("superuser").asBoolean()).isFalse();
    assertThat(me.path("role").asString()).isEqualTo("viewer");
    assertThat(me.path("customers").findValuesAsString("name")).containsExactly("Default");

    OpenIdProvider.GROUPS.put(name, List.of());
    Answer refused = signIn(nobody(), name);
    assertThat(said(refused)).contains("You are in no group that may use NetAuto");
    later.get("/api/v1/auth/me").problem(401, "not_logged_in");
  }

  @Test
  void somebody_of_no_mapped_group_is_told_and_gets_no_account() {
    String name = person("lost");
    Client browser = nobody();
    Answer answer = signIn(browser, name);
    assertThat(answer.header("Location")).endsWith("/login?error=sso-group");
    assertThat(said(answer)).contains("You are in no group that may use NetAuto");
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
    assertThat(
            jdbc.sql("select count(*) from app_user where username = ?")
                .param(name)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            jdbc.sql("select details ->> 'reason' from audit_event where username = ?")
                .param(name)
                .query(String.class)
                .single())
        .isEqualTo("in no mapped group");
  }

  @Test
  void who_was_refused_or_signed_out_may_be_another_person_next() {
    provider();
    for (String page : List.of("/login?error=sso-group", "/login?signed-out")) {
      assertThat(nobody().get(page).response().body())
          .contains("/login/sso?next=%2F&amp;anew=true");
    }
    assertThat(nobody().get("/login").response().body()).doesNotContain("anew");
    Client browser = nobody();
    browser.get("/login/sso?anew=true");
    assertThat(browser.get("/sso/login").header("Location")).contains("prompt=login");
    browser.get("/login/sso");
    assertThat(browser.get("/sso/login").header("Location")).doesNotContain("prompt=");
  }

  @Test
  void a_name_at_the_provider_takes_over_no_local_account() {
    provider();
    OpenIdProvider.GROUPS.put("admin", List.of("roots"));
    Answer answer = signIn(nobody(), "admin");
    assertThat(answer.header("Location")).endsWith("/login?error=sso-taken");
  }

  @Test
  void somebody_all_of_whose_customers_are_inactive_is_refused_and_told() {
    String name = person("tenants");
    assertThat(me(signedInAs(name)).path("customer").path("name").asString()).isEqualTo(TENANT);
    Client open = signedInAs(name);
    jdbc.sql("update customer set active = false where name = ?").param(TENANT).update();
    try {
      Client browser = nobody();
      Answer answer = signIn(browser, name);
      assertThat(answer.header("Location")).endsWith("/login?error=sso-inactive");
      assertThat(said(answer)).contains("The customers that you belong to are deactivated");
      browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
      open.get("/api/v1/auth/me").problem(401, "not_logged_in");
    } finally {
      jdbc.sql("update customer set active = true where name = ?").param(TENANT).update();
    }
    assertThat(me(signedInAs(name)).path("role").asString()).isEqualTo("admin");
  }

  private Client signedInAs(String name) {
    Client browser = nobody();
    signIn(browser, name);
    return browser;
  }

  @Test
  void pages_and_the_description_of_the_api_name_the_public_address() {
    Client admin = nobody();
    admin.logIn("admin", ADMIN_PASSWORD, Map.of());
    assertThat(
            admin
                .form("/account/keys", Map.of("_csrf", admin.csrf(), "name", unique("k")))
                .response()
                .body())
        .contains("NETAUTO_URL=" + PUBLIC_URL + " ");
    assertThat(admin.get("/api/v1/openapi.json").with(200).at("/servers/0/url").asString())
        .isEqualTo(PUBLIC_URL);
  }

  @Test
  void a_deactivated_person_is_refused_and_told() {
    String name = person("viewers");
    signIn(nobody(), name);
    jdbc.sql("update app_user set active = false where username = ?").param(name).update();
    assertThat(said(signIn(nobody(), name))).contains("Your account is deactivated");
  }

  @Test
  void an_answer_that_belongs_to_another_browser_or_is_altered_or_comes_twice_is_refused() {
    String name = person("viewers");
    Client browser = nobody();
    String[] kept = new String[1];
    Answer altered =
        signIn(
            browser,
            name,
            path -> {
              kept[0] = path;
              return path.replaceFirst("state=[^&]+", "state=mine");
            });
    assertThat(altered.header("Location")).endsWith("/login?error=sso-failed");
    assertThat(nobody().get(kept[0]).header("Location")).endsWith("/login?error=sso-failed");
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
    Answer wrongCode =
        signIn(browser, name, path -> path.replaceFirst("code=[^&]+", "code=made-up"));
    assertThat(wrongCode.header("Location")).endsWith("/login?error=sso-failed");
    assertThat(said(wrongCode)).contains("Single sign-on did not work out");
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
  }

  @Test
  void passwords_are_for_superusers_alone_where_it_is_set_so() {
    String name = unique("local");
    admin()
        .post("/api/v1/users", Map.of("username", name, "password", PASSWORD, "role", "viewer"))
        .with(201);
    Map<String, String> given = Map.of("username", name, "password", PASSWORD);
    nobody().post("/api/v1/auth/token", given).problem(401, "use_sso");
    nobody().post("/api/v1/auth/login", given).problem(401, "use_sso");
    Answer answer = nobody().logIn(name, PASSWORD, Map.of());
    assertThat(said(answer)).contains("Sign in with SSO");
    Client admin = nobody();
    admin.logIn("admin", ADMIN_PASSWORD, Map.of());
    assertThat(me(admin).path("superuser").asBoolean()).isTrue();
    jdbc.sql("delete from login_failure").update();
  }

  @Test
  void a_provider_that_accepts_and_says_nothing_is_waited_for_no_longer_than_the_limit()
      throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      SsoProvider slow =
          new SsoProvider(
              settings("http://127.0.0.1:" + mute.getLocalPort(), ""),
              "{baseUrl}",
              Clock.systemUTC(),
              Duration.ofMillis(300));
      long begin = System.nanoTime();
      assertThatThrownBy(() -> slow.findByRegistrationId(SsoProvider.ID))
          .isInstanceOf(SsoProvider.Away.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void wrong_settings_stop_the_start_and_are_told() {
    assertThatThrownBy(() -> settings("http://provider.example", "")).hasMessageContaining("https");
    assertThatThrownBy(() -> settings("https://provider.example", "ops"))
        .hasMessageContaining("NET_AUTO_OIDC_GROUPS")
        .hasMessageContaining("ops");
    assertThatThrownBy(() -> settings("https://provider.example", "ops=Default:king"))
        .hasMessageContaining("king");
  }

  private static SsoSettings settings(String issuer, String groups) {
    return new SsoSettings(
        issuer, "id", "secret", "", "openid", "preferred_username", "groups", groups, true, false);
  }
}
