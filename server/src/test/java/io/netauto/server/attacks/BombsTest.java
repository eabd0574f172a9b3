package io.netauto.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.RawHttp;
import io.netauto.server.testing.Routes;
import io.netauto.server.testing.ServerTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What is small to send and large to answer. Limits of time are those of a busy machine. */
@Timeout(300)
class BombsTest extends ServerTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PLATFORM = "platform: {id: acme, name: Acme, vendor: Acme}\n";

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping endpoints;

  private static <T> T soon(String what, java.util.function.Supplier<T> work) {
    long from = System.nanoTime();
    T result = work.get();
    assertThat(Duration.ofNanos(System.nanoTime() - from)).as(what).isLessThan(SOON);
    return result;
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"hostname\":", "{\"metadata\":{\"a\":[", "{\"a\":"})
  void a_body_that_nests_without_end_is_refused(String piece) {
    Answer answer =
        soon(
            piece, () -> admin().post("/api/v1/devices", piece.repeat(2_000_000 / piece.length())));
    answer.problem(400, "malformed_body");
  }

  @Test
  void a_number_of_a_million_digits_is_refused() {
    admin().post("/api/v1/devices", "{\"port\": 1" + "0".repeat(1_000_000) + "}").with(400);
    admin().post("/api/v1/devices", "{\"port\": 1e1000000000}").with(400);
  }

  @Test
  void a_body_that_is_too_large_is_refused_whoever_sends_it_and_however() {
    String large = "{\"username\": \"" + "x".repeat(5 << 20) + "\"}";
    soon("large", () -> nobody().post("/api/v1/auth/token", large)).problem(413, "too_large");
    admin().post("/api/v1/devices", large).problem(413, "too_large");
    Client client = nobody();
    Answer unknownLength =
        client.send(
            client
                .request("/api/v1/auth/token")
                .setHeader("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new Endless("{\"username\": \"", 64L << 20))));
    unknownLength.problem(413, "too_large");
  }

  /** Letters after a beginning, up to a length. */
  private static final class Endless extends InputStream {
    private final byte[] begin;
    private long left;
    private int at;

    Endless(String begin, long length) {
      this.begin = begin.getBytes(StandardCharsets.US_ASCII);
      this.left = length;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      int n = 0;
      for (int b = n < length ? read() : -1; b >= 0; b = n < length ? read() : -1) {
        bytes[from + n++] = (byte) b;
      }
      return n == 0 ? -1 : n;
    }

    @Override
    public int read() {
      if (at < begin.length) {
        return begin[at++];
      }
      return left-- > 0 ? 'x' : -1;
    }
  }

  @Test
  void a_form_that_is_too_large_or_has_too_many_fields_is_refused() {
    Client browser = nobody();
    String token = browser.csrf();
    Answer many = browser.form("/login?" + "a=b&".repeat(1_200), Map.of("_csrf", token));
    assertThat(many.status()).as(many.response().body()).isBetween(400, 499);
    Answer large = browser.form("/login", Map.of("_csrf", token, "username", "x".repeat(3 << 20)));
    assertThat(large.status()).as(large.response().body()).isBetween(400, 499);
  }

  @Test
  void headers_that_are_too_large_or_too_many_are_refused() throws Exception {
    int port = nobody().request("/").build().uri().getPort();
    RawHttp.Answer large =
        RawHttp.send(
            port,
            "GET /livez HTTP/1.1",
            "Host: localhost",
            "X-Large: " + "x".repeat(100_000),
            "Connection: close");
    assertThat(large.status()).isIn(0, 400, 431);
    RawHttp.Answer many =
        RawHttp.send(
            port,
            "GET /livez HTTP/1.1",
            "Host: localhost",
            "Connection: close" + "\r\nX-A: b".repeat(500));
    assertThat(many.status()).isIn(0, 400, 431);
  }

  /** The server's patience is 20 s (application.yaml), so this test takes as long. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /livez HTTP/1.1\r\nHost: local",
        "POST /api/v1/auth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
            + " application/json\r\nContent-Length: 100\r\n\r\n{"
      })
  void who_stops_within_a_request_is_not_waited_for(String begin) throws Exception {
    int port = nobody().request("/").build().uri().getPort();
    long from = System.nanoTime();
    RawHttp.Answer answer = RawHttp.sendAsIs(port, begin);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(50));
    assertThat(answer.status()).isIn(0, 400, 408);
  }

  @Test
  void a_packed_body_is_not_unpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"username\": \"".getBytes(StandardCharsets.US_ASCII));
      byte[] some = new byte[1 << 20];
      java.util.Arrays.fill(some, (byte) 'x');
      for (int i = 0; i < 200; i++) {
        gzip.write(some);
      }
    }
    Client client = admin();
    Answer answer =
        client.send(
            client
                .request("/api/v1/devices")
                .setHeader("Content-Type", "application/json")
                .setHeader("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));
    assertThat(answer.status()).isIn(400, 415);
  }

  @Test
  void no_file_is_taken_where_none_is_asked_for() {
    Client client = admin();
    String part =
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../x.jsp\"\r\n\r\n"
            + "x".repeat(2 << 20)
            + "\r\n--b--\r\n";
    Answer answer =
        client.send(
            client
                .request("/api/v1/devices")
                .setHeader("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(part)));
    assertThat(answer.status()).as(answer.response().body()).isIn(400, 413, 415);
  }

  /** The words of a search are words, not a pattern, in every list. */
  @ParameterizedTest
  @ValueSource(
      strings = {"(a+)+$", "[", "*", "%_%\\", "((((((((((a*)*)*)*)*)*)*)*)*)*b", "\\", "'"})
  void a_search_takes_no_pattern(String pattern) {
    admin(); // logs in outside of the limit
    List<String> faults = new ArrayList<>();
    for (Routes route : Routes.of(endpoints)) {
      if (route.isPage() || route.isWrite() || route.pattern().contains("{")) {
        continue;
      }
      List<String> names = new ArrayList<>(route.parameters());
      names.add("q");
      for (String name : names) {
        String path = route.pattern() + "?" + name + "=" + encode(pattern.repeat(8));
        Answer answer = soon(path, () -> admin().get(path));
        if (answer.status() >= 500) {
          faults.add(path + ": " + answer.status());
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|aa)+$",
        "(a|a)*$",
        "([a-z]+)*#",
        "(.*a){30}",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(x+x+)+y",
        "(\\\\w*\\\\s*)*#",
        "((((((((((a*)*)*)*)*)*)*)*)*)*b",
      })
  void a_pattern_of_a_platform_file_that_could_hold_up_a_session_is_refused(String pattern) {
    JsonNode checked =
        check("prompts: [{name: exec, pattern: '%s'}]\n".formatted(pattern.replace("'", "''")));
    assertThat(checked.path("platform").isNull()).isTrue();
    assertThat(checked.path("fault").path("fault").asString()).isNotBlank();
  }

  private JsonNode check(String text) {
    return soon(
        "check",
        () ->
            admin()
                .post("/api/v1/platforms/check", Map.of("file", "acme.yaml", "text", text))
                .with(200));
  }

  @Test
  void a_platform_file_that_grows_when_read_is_refused() {
    StringBuilder laughs =
        new StringBuilder(PLATFORM).append("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ", ").repeat(9));
      laughs.append("x]\n");
    }
    for (String text :
        List.of(
            laughs.toString(),
            "[".repeat(100_000),
            "a: ".repeat(50_000),
            "{".repeat(100_000),
            "- ".repeat(100_000),
            "a: &a [*a]\n",
            "a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]\n",
            "? ".repeat(100_000),
            "a: |\n" + " b\n".repeat(60_000))) {
      JsonNode checked = check(text);
      assertThat(checked.path("platform").isNull()).isTrue();
      assertThat(checked.path("fault").path("fault").asString())
          .isNotBlank()
          .doesNotContain("Exception", "java.lang", "StackOverflow");
    }
    admin()
        .post("/api/v1/platforms/check", Map.of("text", "x".repeat(300_000)))
        .problem(422, "invalid_fields");
  }

  @Test
  void what_a_template_may_use_is_limited_over_the_api_and_on_the_page() {
    String loops =
        "{% for i in range(1000) %}{% for j in range(1000) %}{% for k in range(1000) %}x{% endfor"
            + " %}{% endfor %}{% endfor %}";
    String name = unique("bomb");
    String path = "/api/v1/templates/" + name;
    Answer made =
        soon(
            "create", () -> admin().post("/api/v1/templates", Map.of("name", name, "body", loops)));
    if (made.status() == 201) {
      Answer rendered = soon("render", () -> admin().post(path + "/render", Map.of()));
      assertThat(rendered.status()).isBetween(200, 422);
      assertThat(rendered.response().body().length()).isLessThan(100_000);
    } else {
      made.problem(422, "invalid_fields");
    }
    Client browser = nobody();
    browser.logIn(user("admin"), PASSWORD, Map.of());
    Answer preview =
        soon(
            "preview",
            () ->
                browser.form("/templates/preview", Map.of("_csrf", browser.csrf(), "body", loops)));
    assertThat(preview.status()).isIn(200, 422);
    assertThat(preview.response().body()).contains("Loop over less");
  }
}
