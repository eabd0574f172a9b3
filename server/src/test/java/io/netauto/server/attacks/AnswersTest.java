package io.netauto.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.RawHttp;
import io.netauto.server.testing.Routes;
import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The headers of every answer, what is answered to nonsense, and what is not there to be found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersTest extends ServerTest {
  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping endpoints;

  private Client browser;

  @BeforeAll
  void signIn() {
    browser = nobody();
    browser.logIn("admin", ADMIN_PASSWORD, Map.of());
  }

  private int port() {
    return browser.request("/").build().uri().getPort();
  }

  private static List<String> faults(String what, Answer answer) {
    List<String> faults = new ArrayList<>();
    String policy = answer.header("Content-Security-Policy");
    if (!policy.contains("default-src 'none'")
        || !policy.contains("base-uri 'none'")
        || !policy.contains("frame-ancestors 'none'")
        || !policy.contains("form-action 'self'")
        || policy.contains("unsafe")
        || policy.contains("*")
        || policy.contains("http")) {
      faults.add(what + " has the policy \"" + policy + "\"");
    }
    if (!answer.header("X-Content-Type-Options").equals("nosniff")) {
      faults.add(what + " lets the browser guess its type");
    }
    if (!answer.header("X-Frame-Options").equals("DENY")) {
      faults.add(what + " can be put into a frame");
    }
    if (!answer.header("Strict-Transport-Security").startsWith("max-age=31536000")) {
      faults.add(what + " does not insist on HTTPS");
    }
    if (!answer.header("Cache-Control").contains("no-store")) {
      faults.add(what + " may be kept: " + answer.header("Cache-Control"));
    }
    if (!answer.header("Server").isEmpty() || !answer.header("X-Powered-By").isEmpty()) {
      faults.add(what + " tells what serves it");
    }
    String type = answer.header("Content-Type");
    if (!answer.response().body().isEmpty() && type.isEmpty()) {
      faults.add(what + " has no type");
    }
    if (type.startsWith("text/")
        && !type.toLowerCase(java.util.Locale.ROOT).contains("charset=utf-8")) {
      if (!type.startsWith("text/event-stream")) { // always UTF-8
        faults.add(what + " has no charset: " + type);
      }
    }
    return faults;
  }

  @Test
  void every_answer_is_safe_in_a_browser_and_kept_by_none() {
    List<String> faults = new ArrayList<>();
    int found = 0;
    for (Routes route : Routes.of(endpoints)) {
      if (!route.isWrite()) {
        Answer mine = browser.get(route.path(Map.of("/platforms/", "cisco_ios"), "4711471147"));
        found += mine.status() == 200 ? 1 : 0;
        faults.addAll(faults(route.toString(), mine));
        faults.addAll(faults(route + " of a stranger", nobody().get(route.path(Map.of(), "1"))));
        assertThat(mine.status()).as(route.toString()).isLessThan(500);
      }
    }
    for (String path : List.of("/nothing", "/assets/nothing.js", "/livez", "/readyz", "/metrics")) {
      faults.addAll(faults(path, browser.get(path)));
    }
    faults.addAll(faults("a write without token", browser.form("/devices", Map.of())));
    faults.addAll(faults("an odd address", browser.get("/devices;a=b")));
    faults.addAll(faults("a wrong body", admin().post("/api/v1/devices", "{")));
    assertThat(faults).isEmpty();
    assertThat(found).isGreaterThan(30);
  }

  @Test
  void only_styles_and_scripts_are_kept_by_browsers() {
    String page = browser.get("/devices").response().body();
    String script = page.replaceAll("(?s).*src=\"(/assets/[^\"]*/app.js)\".*", "$1");
    Answer answer = nobody().get(script);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("immutable", "public");
    assertThat(answer.header("Content-Type")).startsWith("text/javascript");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRACE / HTTP/1.1",
        "TRACK / HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1",
        "PROPFIND / HTTP/1.1",
        "GET / HTTP/9.9",
        "GET /\u0001 HTTP/1.1",
        "GET /%00 HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "GET http://evil.example/ HTTP/1.1",
        "NONSENSE",
      })
  void nonsense_is_refused_without_a_word_of_what_refuses(String line) throws Exception {
    RawHttp.Answer answer =
        RawHttp.send(port(), line, "Host: localhost", "X-Secret: zqx", "Connection: close");
    assertThat(answer.status()).isIn(302, 400, 401, 403, 404, 405, 501, 505);
    assertThat(String.join("\n", answer.head()) + answer.body())
        .doesNotContainIgnoringCase("tomcat")
        .doesNotContainIgnoringCase("catalina")
        .doesNotContain("zqx", "Exception", "\tat ", "org.", "java.");
  }

  /** A proxy and the server must not disagree on where a request ends. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: -1",
        "Content-Length: 5, 6",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "X-Header: a\r\n Content-Length: 5",
        "Host: other",
      })
  void a_request_whose_end_is_not_clear_is_refused(String headers) throws Exception {
    RawHttp.Answer answer =
        RawHttp.send(
            port(),
            "POST /api/v1/auth/token HTTP/1.1",
            "Host: localhost",
            headers,
            "Content-Type: application/json",
            "Connection: close");
    assertThat(answer.status()).isIn(400, 501);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/",
        "/assets/../application.yaml",
        "/assets/..%2f..%2fapplication.yaml",
        "/assets/%2e%2e/%2e%2e/application.yaml",
        "/assets/..;/application.yaml",
        "/assets/%252e%252e/application.yaml",
        "/assets/..%5c..%5capplication.yaml",
        "/assets/....//application.yaml",
        "/assets//etc/passwd",
        "/assets/file:/etc/passwd",
        "/assets/classpath:application.yaml",
        "/assets/..%c0%af..%c0%afetc/passwd",
        "/templates/..%2f..%2f..%2fetc%2fpasswd",
        "/templates/....%2f....%2fetc%2fpasswd",
        "/platforms/..%2f..%2fetc%2fpasswd",
        "/platforms/%2e%2e%2fapplication.yaml",
        "/api/v1/platforms/..%2f..%2fetc%2fpasswd",
        "/api/v1/templates/..%2f..%2fetc%2fpasswd",
        "/api/v1/runs/1/output?format=..%2f..%2fetc%2fpasswd",
        "/.git/config",
        "/application.yaml",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/actuator",
        "/actuator/env",
        "/env",
        "/beans",
        "/heapdump",
        "/threaddump",
        "/loggers",
        "/configprops",
        "/shutdown",
        "/swagger-ui/index.html",
        "/v3/api-docs",
        "/h2-console/",
      })
  void there_is_no_way_to_a_file_or_to_the_inside(String path) throws Exception {
    RawHttp.Answer answer =
        RawHttp.send(
            port(),
            "GET " + path + " HTTP/1.1",
            "Host: localhost",
            "Cookie: __Host-netauto=" + browser.session(),
            "Connection: close");
    assertThat(answer.status()).as(answer.body()).isIn(400, 404, 422);
    assertThat(answer.body()).doesNotContain("root:", "spring:", "net-auto:", "[core]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login?next=%2fdevices%0d%0aX-Evil:%201",
        "/login?error=%0d%0aX-Evil:%201",
        "/devices?site=%0d%0aX-Evil:%201",
        "/devices%0d%0aX-Evil:%201",
        "/%0d%0aX-Evil:%201",
        "/%E5%98%8A%E5%98%8DX-Evil:1",
        "/jobs?requester=%0d%0aX-Evil:%201",
        "/runs/1/table?command=%0d%0aX-Evil:%201",
        "/api/v1/runs/1/rows?format=csv%0d%0aX-Evil:%201",
        "/api/v1/platforms/%0d%0aX-Evil:%201",
      })
  void a_line_break_in_an_address_makes_no_header(String path) throws Exception {
    for (String cookie : List.of("a=b", "__Host-netauto=" + browser.session())) {
      RawHttp.Answer answer =
          RawHttp.send(
              port(),
              "GET " + path + " HTTP/1.1",
              "Host: localhost",
              "X-Request-Id: abcdefgh%0d%0aX-Evil: 1",
              "Cookie: " + cookie,
              "Connection: close");
      assertThat(answer.header("X-Evil")).isEmpty();
      assertThat(answer.head()).noneMatch(line -> line.startsWith("X-Evil"));
      assertThat(answer.header("X-Request-Id")).hasSize(36);
      assertThat(answer.status()).isBetween(200, 422);
    }
  }

  /** The filter is part of the address that one is led to. */
  @Test
  void a_line_break_in_a_form_makes_no_header() {
    Answer answer =
        browser.form(
            "/devices/actions?site=" + encode("a\r\nX-Evil: 1"),
            Map.of(
                "_csrf",
                browser.csrf(),
                "action",
                "disable",
                "all",
                "true",
                "site",
                "none\r\nX-Evil: 1",
                "q",
                "\r\nX-Evil: 1"));
    assertThat(answer.header("X-Evil")).isEmpty();
    assertThat(answer.header("Location")).doesNotContain("\r", "\n");
    assertThat(answer.status()).isLessThan(500);
  }
}
