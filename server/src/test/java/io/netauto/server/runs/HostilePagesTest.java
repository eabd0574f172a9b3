package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.LoopbackDevice;
import io.netauto.server.testing.LoopbackLogin;
import io.netauto.server.testing.Routes;
import io.netauto.server.testing.ServerTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Everything that somebody may name, type or send from a device is text on every page, whatever it
 * would be in HTML. A customer is filled with hostile things, and every address of a page is asked
 * for, so that a new page is tried without being named here; what it needs is an id in {@link
 * #ids}.
 */
@Import(LoopbackLogin.class)
@TestPropertySource(properties = {"netauto.telnet=true", "netauto.trust-on-first-use=true"})
@Timeout(300)
class HostilePagesTest extends ServerTest {
  private static final String TAG = "\"'><script>zqx()</script><img src=x onerror=zqx()>";
  private static final String QUOTE = "x\" onfocus=\"zqx()\" y=\"";

  private static final Pattern ELEMENT =
      Pattern.compile("<[a-zA-Z][^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+>");
  private static final Pattern BEGIN = Pattern.compile("<[a-zA-Z]");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+\"|'[^']*+'");
  private static final Pattern EVENT = Pattern.compile("(?i)\\son[a-z]+\\s*=");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\s(?:href|src|action|formaction|hx-(?:get|post|put|patch|delete))\\s*=\\s*"
              + "(?:\"([^\"]*+)\"|'([^']*+)')");
  private static final Pattern FIELD =
      Pattern.compile("<(?:input|select|textarea)[^>]*? name=\"([A-Za-z0-9_.:-]+)\"");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping endpoints;

  private final Map<String, String> ids = new HashMap<>();
  private LoopbackDevice device;
  private Client api;
  private Client browser;

  @BeforeEach
  void fill() throws Exception {
    device =
        LoopbackDevice.answering(
            Map.of(
                "show banner", TAG + "\r\n" + QUOTE + "\r\n<script>zqx()</script>\r\n",
                "show refused", "% Unknown command: " + TAG + "\r\n"));
    api = adminOfAnotherCustomer();
    String username = api.get("/api/v1/auth/me").with(200).path("username").asString();
    long customer =
        one("select m.customer_id from membership m join app_user u on u.id = m.user_id", username);
    jdbc.sql("update customer set name = :name where id = :id")
        .param("name", TAG + unique("c"))
        .param("id", customer)
        .update();
    ids.put("/settings/customers/", Long.toString(customer));
    ids.put("/settings/users/", Long.toString(one("select u.id from app_user u", username)));
    ids.put("/platforms/", "frr");

    String hostname = unique("hostile");
    Map<String, Object> draft = new HashMap<>();
    draft.put("hostname", hostname);
    draft.put("address", "127.0.0.1");
    draft.put("port", device.port());
    draft.put("platform", "frr");
    draft.put("credRef", "loopback:pw");
    draft.put("site", TAG);
    draft.put("role", QUOTE);
    draft.put("tags", Map.of("one", TAG, "two", QUOTE));
    draft.put("metadata", Map.of(TAG, List.of(TAG, QUOTE)));
    ids.put("/devices/", id(api.post("/api/v1/devices", draft)));
    ids.put(
        "/groups/",
        id(
            api.post(
                "/api/v1/groups",
                Map.of(
                    "name",
                    unique("g"),
                    "description",
                    TAG + QUOTE,
                    "kind",
                    "dynamic",
                    "filter",
                    Map.of("fields", Map.of("site", TAG))))));
    String template = unique("t");
    api.post(
            "/api/v1/templates",
            Map.of(
                "name",
                template,
                "description",
                TAG,
                "body",
                "show " + QUOTE + TAG + "\n{# " + TAG + " #}",
                "variables",
                List.of(Map.of("name", "v", "default", TAG)),
                "mode",
                "read"))
        .with(201);
    ids.put("/templates/", template);
    api.post(
            "/api/v1/command-rules/deny",
            Map.of("role", "viewer", "pattern", "/zqx<img src=x>\"'/", "reason", TAG))
        .with(201);
    ids.put(
        "/schedules/",
        id(
            api.post(
                "/api/v1/schedules",
                Map.of(
                    "name",
                    TAG + unique("s"),
                    "targets",
                    Map.of("filter", Map.of("fields", Map.of("site", TAG))),
                    "commands",
                    List.of("show " + TAG),
                    "cron",
                    "30 2 1 1 *"))));
    api.post("/api/v1/api-keys", Map.of("name", TAG)).with(201);
    long run =
        Long.parseLong(
            id(
                api.post(
                    "/api/v1/runs",
                    Map.of(
                        "device", hostname, "commands", List.of("show banner", "show " + QUOTE)))));
    api.post("/api/v1/runs", Map.of("device", hostname, "commands", List.of("show refused")))
        .with(202);
    String job =
        id(
            api.post(
                "/api/v1/jobs",
                Map.of(
                    "title", TAG + QUOTE,
                    "targets", Map.of("devices", List.of(hostname)),
                    "commands", List.of("show banner"))));
    ids.put("/runs/", Long.toString(run));
    ids.put("/jobs/", job);
    ended("/api/v1/runs/" + run);
    ended("/api/v1/jobs/" + job);

    browser = nobody().header("Accept", "text/html");
    assertThat(browser.logIn(username, PASSWORD, Map.of()).status()).isEqualTo(302);
  }

  private long one(String select, String username) {
    return jdbc.sql(select + " where u.username = :name limit 1")
        .param("name", username)
        .query(Long.class)
        .single();
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as(answer.response().body()).isIn(201, 202);
    return Long.toString(answer.json().path("id").asLong());
  }

  private JsonNode ended(String path) {
    long limit = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (true) {
      JsonNode now = api.get(path).with(200);
      if (!now.path("finishedAt").isNull()) {
        return now;
      }
      assertThat(System.nanoTime()).as("within 120 s").isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void stop() throws Exception {
    device.close();
  }

  /** What of the answer a browser would take for more than text; empty when nothing. */
  static List<String> faults(String what, String html) {
    List<String> faults = new ArrayList<>();
    for (String raw : List.of("<script>zqx", "<img src=x")) {
      if (html.contains(raw)) {
        faults.add(what + " holds " + raw + around(html, html.indexOf(raw)));
      }
    }
    List<MatchResult> elements = ELEMENT.matcher(html).results().toList();
    if (elements.size() != BEGIN.matcher(html).results().count()) {
      faults.add(what + " has an element whose quotes do not close");
    }
    for (MatchResult element : elements) {
      String bare = QUOTED.matcher(element.group()).replaceAll("\"\"");
      if (EVENT.matcher(bare).find() || bare.contains("zqx")) {
        faults.add(what + " has a handler in " + element.group());
      }
      if (bare.startsWith("<script") && !element.group().contains(" src=\"/assets/")) {
        faults.add(what + " has a script of its own: " + element.group());
      }
      for (MatchResult address : ADDRESS.matcher(element.group()).results().toList()) {
        String to = address.group(1) == null ? address.group(2) : address.group(1);
        if (!to.isEmpty() && !to.matches("(?s)[/?#](?!/).*") && !to.equals("/")) {
          faults.add(what + " leads to " + to);
        }
      }
    }
    return faults;
  }

  private static String around(String html, int at) {
    return " in …" + html.substring(Math.max(0, at - 60), Math.min(html.length(), at + 60));
  }

  private Map<Routes, Answer> pages(String query, Map<String, String> headers) {
    Map<Routes, Answer> answers = new LinkedHashMap<>();
    for (Routes route : Routes.of(endpoints)) {
      if (route.isPage() && !route.isWrite()) {
        StringBuilder path = new StringBuilder(route.path(ids, "1")).append('?');
        if (!query.isEmpty()) {
          route
              .parameters()
              .forEach(name -> path.append(name).append('=').append(query).append('&'));
          path.append("q=").append(query);
        }
        headers.forEach(browser::header);
        answers.put(route, browser.get(path.toString()));
      }
    }
    return answers;
  }

  @Test
  void what_is_stored_is_text_on_every_page() {
    List<String> faults = new ArrayList<>();
    Set<String> shown = new TreeSet<>();
    pages("", Map.of())
        .forEach(
            (route, answer) -> {
              String html = answer.response().body();
              faults.addAll(faults(route.toString(), html));
              assertThat(answer.status()).as(route + "\n" + html).isLessThan(500);
              if (html.contains("zqx")) {
                shown.add(route.pattern().replaceAll(":[^}]*}", "}"));
              }
            });
    String id = ids.get("/devices/");
    for (String more :
        List.of(
            "/devices/" + id + "?tab=runs",
            "/devices/" + id + "?tab=host-keys",
            "/devices/" + id + "?tab=history",
            "/run?device=" + id,
            "/jobs/new?job=" + ids.get("/jobs/"),
            "/runs/" + ids.get("/runs/") + "/table?command=0",
            "/devices?site=" + encode(TAG) + "&role=" + encode(QUOTE),
            "/settings/limits",
            "/settings/command-rules",
            "/jobs")) {
      faults.addAll(faults(more, browser.get(more).response().body()));
    }
    assertThat(faults).isEmpty();
    assertThat(shown)
        .as("pages on which the hostile things are, escaped")
        .contains("/devices", "/devices/{id}", "/groups/{id}", "/templates/{name}", "/runs/{id}")
        .contains("/jobs", "/jobs/{id}", "/account", "/runs");
  }

  @Test
  void what_is_asked_for_is_text_on_every_page() {
    List<String> faults = new ArrayList<>();
    for (String hostile : List.of(TAG, QUOTE, "javascript:zqx()", "//zqx.example/")) {
      pages(encode(hostile), Map.of())
          .forEach(
              (route, answer) -> {
                faults.addAll(faults(route + " of " + hostile, answer.response().body()));
                assertThat(answer.status()).as(route + " of " + hostile).isLessThan(500);
                assertThat(answer.header("Location")).matches("(/(?!/).*)?");
              });
    }
    pages(encode(TAG), Map.of("HX-Request", "true", "HX-Target", TAG.replace('"', '_')))
        .forEach(
            (route, answer) -> faults.addAll(faults(route + " part", answer.response().body())));
    assertThat(faults).isEmpty();
  }

  @Test
  void what_is_typed_wrong_is_shown_again_as_text() {
    Set<String> names = new TreeSet<>();
    pages("", Map.of())
        .values()
        .forEach(
            answer ->
                FIELD
                    .matcher(answer.response().body())
                    .results()
                    .forEach(field -> names.add(field.group(1))));
    names.remove("_csrf");
    assertThat(names).contains("hostname", "body", "commands").hasSizeGreaterThan(25);
    List<String> faults = new ArrayList<>();
    int again = 0;
    for (Routes route : Routes.of(endpoints)) {
      if (!route.isPage() || !route.isWrite() || route.pattern().equals("/logout")) {
        continue;
      }
      for (String hostile : List.of(TAG, QUOTE)) {
        Map<String, String> fields = new HashMap<>();
        names.forEach(name -> fields.put(name, hostile));
        route.parameters().forEach(name -> fields.put(name, hostile));
        fields.put("_csrf", browser.csrf());
        Answer answer = browser.form(route.path(ids, "1"), fields);
        String html = answer.response().body();
        assertThat(answer.status()).as(route + "\n" + html).isLessThan(500);
        faults.addAll(faults(route.toString(), html));
        again += html.contains("zqx") ? 1 : 0;
      }
    }
    assertThat(faults).isEmpty();
    assertThat(again).as("answers that showed what was typed").isGreaterThan(10);
  }

  @Test
  void this_test_sees_what_is_not_text() {
    assertThat(faults("", "<p title=\"" + TAG + "\">")).isNotEmpty();
    assertThat(faults("", "<p title=\"" + QUOTE + "\">")).isNotEmpty();
    assertThat(faults("", "<p title='" + TAG + "'>")).isNotEmpty();
    assertThat(faults("", "<p>" + TAG)).isNotEmpty();
    assertThat(faults("", "<a class=\"a\" href=\"javascript:zqx()\">")).isNotEmpty();
    assertThat(faults("", "<a href=\"//zqx.example\">")).isNotEmpty();
    assertThat(faults("", "<script>let a = 1</script>")).isNotEmpty();
    assertThat(faults("", "<a href=\"/a?b=%22\" title=\"&lt;script&gt;zqx\">zqx</a>")).isEmpty();
  }
}
