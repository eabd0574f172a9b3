package io.netauto.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.RawHttp;
import io.netauto.server.testing.Routes;
import io.netauto.server.testing.ServerTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What another site could have the browser of one of our users do. */
class CrossSiteTest extends ServerTest {
  /** They look at no session: the secret is in the body. */
  private static final Set<String> WITHOUT_A_SESSION =
      Set.of(
          "/api/v1/auth/token",
          "/api/v1/auth/login",
          "/api/v1/auth/refresh",
          "/api/v1/auth/logout");

  private static final String NOBODY = "4711471147";

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping endpoints;

  private Client signedIn() {
    Client browser = nobody().header("Accept", "text/html");
    assertThat(browser.logIn(user("admin"), PASSWORD, Map.of()).status()).isEqualTo(302);
    return browser;
  }

  private Answer write(Client browser, Routes route, String body) {
    return browser.send(
        browser
            .request(route.path(Map.of(), NOBODY))
            .setHeader("Content-Type", "application/x-www-form-urlencoded")
            .method(route.method().name(), BodyPublishers.ofString(body)));
  }

  @Test
  void no_write_of_a_session_is_done_without_the_token_of_the_page_or_with_that_of_another() {
    Client browser = signedIn();
    String foreign = nobody().csrf();
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Routes route : Routes.of(endpoints)) {
      if (!route.isWrite() || WITHOUT_A_SESSION.contains(route.pattern())) {
        continue;
      }
      tried++;
      for (String body : List.of("", "_csrf=", "_csrf=" + encode(foreign))) {
        Answer answer = write(browser, route, body);
        if (answer.status() != 403 || !answer.response().body().contains("too old")) {
          wrong.add("%s with \"%s\": %d".formatted(route, body, answer.status()));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(40);
    // The same with the right token comes past that door.
    Answer known = browser.form("/devices/" + NOBODY + "/enabled", Map.of("_csrf", browser.csrf()));
    assertThat(known.status()).isNotEqualTo(403);
  }

  @Test
  void a_made_up_key_beside_the_session_opens_no_way_around_the_token() {
    Client browser = signedIn().header("Authorization", "Bearer na_madeup");
    browser.post("/api/v1/devices", Map.of()).problem(401, "bad_api_key");
    browser = signedIn().header("Authorization", "Basic YWRtaW46YWRtaW4=");
    assertThat(browser.post("/api/v1/devices", Map.of()).status()).isIn(401, 403);
  }

  @Test
  void every_address_says_by_which_methods_it_is_asked() {
    assertThat(endpoints.getHandlerMethods().keySet())
        .filteredOn(info -> !info.getPatternValues().contains("/error"))
        .allSatisfy(
            info ->
                assertThat(info.getMethodsCondition().getMethods())
                    .as(info.toString())
                    .isNotEmpty());
  }

  @Test
  void no_other_site_reads_an_answer_of_ours() {
    Client browser = signedIn().header("Origin", "https://evil.example");
    Answer answer = browser.get("/api/v1/auth/me");
    assertThat(answer.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
    Answer asked =
        browser.send(
            browser
                .request("/api/v1/devices")
                .setHeader("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(asked.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
  }

  /** The test is the proxy beside the server, whose word on the host would count. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: localhost\r\nX-Forwarded-Host: evil.example",
        "Host: localhost\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http",
        "Host: localhost\r\nForwarded: host=evil.example;proto=http",
        "Host: localhost\r\nX-Forwarded-Prefix: //evil.example",
        "Host: localhost\r\nX-Original-URL: https://evil.example/",
        "Host: localhost\r\nX-Rewrite-URL: https://evil.example/",
      })
  void no_header_of_a_request_leads_a_redirect_or_a_link_away(String headers) throws Exception {
    int port = nobody().request("/").build().uri().getPort();
    for (String path : List.of("/", "/devices?site=a", "/runs/1", "/login?error=refused")) {
      RawHttp.Answer answer =
          RawHttp.send(port, "GET " + path + " HTTP/1.1", headers, "Connection: close");
      assertThat(answer.status()).isIn(200, 302, 400);
      assertThat(answer.header("Location")).matches("(/.*)?").doesNotContain("evil");
      assertThat(answer.header("Location")).doesNotStartWith("//");
      assertThat(answer.body()).doesNotContain("evil");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "//evil.example/%2e%2e",
        "/%2f/evil.example",
        "/\\evil.example",
        "/%5cevil.example",
        "https://evil.example/",
        "/;@evil.example",
      })
  void no_path_of_a_request_is_led_back_to_as_another_site(String path) throws Exception {
    int port = nobody().request("/").build().uri().getPort();
    RawHttp.Answer answer =
        RawHttp.send(port, "GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close");
    assertThat(answer.header("Location")).matches("(/|/login(\\?next=%2F[^/&]*)?)?");
    assertThat(answer.status()).isIn(302, 400, 404);
  }

  @Test
  void every_cookie_is_of_this_host_alone_and_out_of_reach_of_scripts() {
    admin()
        .post(
            "/api/v1/devices",
            Map.of("hostname", unique("cookie"), "address", "192.0.2.1", "platform", "cisco_ios"))
        .with(201);
    Client browser = signedIn();
    Answer chosen = browser.get("/devices?columns=site&columns=role");
    List<String> cookies = new ArrayList<>(chosen.response().headers().allValues("Set-Cookie"));
    cookies.addAll(nobody().get("/login").response().headers().allValues("Set-Cookie"));
    assertThat(cookies)
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("__Host-")
                    .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax")
                    .doesNotContain("Domain"));
    assertThat(browser.cookies.getCookieStore().getCookies())
        .anyMatch(cookie -> cookie.getName().equals("__Host-device-columns"));
    String page = browser.get("/devices").response().body();
    assertThat(page).contains("sort=role").doesNotContain("sort=platform");
  }

  @Test
  void a_session_is_fixed_by_nobody() {
    Client visitor =
        nobody()
            .header("Cookie", "__Host-netauto=MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw");
    Answer answer = visitor.get("/login?__Host-netauto=abc&jsessionid=abc");
    assertThat(answer.header("Set-Cookie")).doesNotContain("MDAwMDAwMDAtMDAwMC0wMDAwLTA");
    assertThat(answer.response().body()).doesNotContain("jsessionid=");
    assertThat(nobody().get("/login;jsessionid=abc").status()).isIn(400, 404);
  }
}
