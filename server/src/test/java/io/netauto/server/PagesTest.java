package io.netauto.server;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunId;
import io.netauto.server.runs.RunLine;
import io.netauto.server.runs.RunStatus;
import io.netauto.server.runs.web.RunPage;
import io.netauto.server.testing.ServerTest;
import io.netauto.server.web.Assets;
import io.netauto.server.web.Frame;
import io.netauto.server.web.Pages;
import io.netauto.server.web.Viewer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a person sees in the browser, as the server sends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest extends ServerTest {
  private static final String HOSTILE = "<script>alert(1)</script>";

  @Autowired Pages pages;
  private Client admin;
  private Client viewer;
  private long device;
  private String hostname = "";
  private long run;

  @BeforeAll
  void signIn() {
    admin = signedIn("admin");
    viewer = signedIn("viewer");
    hostname = unique("pages");
    device =
        admin()
            .post(
                "/api/v1/devices",
                Map.of(
                    "hostname",
                    hostname,
                    "address",
                    "192.0.2.1",
                    "platform",
                    "cisco_ios",
                    "credRef",
                    "env:NOT_THERE",
                    "site",
                    HOSTILE,
                    "role",
                    "\"><img src=x onerror=alert(1)>",
                    "tags",
                    Map.of("x", "</td>" + HOSTILE)))
            .with(201)
            .path("id")
            .asLong();
    run =
        admin()
            .post("/api/v1/runs", Map.of("device", hostname, "commands", List.of(HOSTILE)))
            .with(202)
            .path("id")
            .asLong();
  }

  private Client signedIn(String role) {
    Client client = nobody().header("Accept", "text/html");
    assertThat(client.logIn(user(role), PASSWORD, Map.of()).status()).isEqualTo(302);
    return client;
  }

  private String path(String pattern) {
    return pattern.replace("DEVICE", Long.toString(device)).replace("RUN", Long.toString(run));
  }

  private static String html(Answer answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    return answer.response().body();
  }

  private static int count(String html, String pattern) {
    return (int) Pattern.compile(pattern).matcher(html).results().count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/devices",
        "/devices?site=nowhere",
        "/devices/new",
        "/groups",
        "/groups/new",
        "/groups/new?kind=dynamic&site=fra1",
        "/devices/DEVICE",
        "/devices/DEVICE?tab=runs",
        "/devices/DEVICE?tab=host-keys",
        "/devices/DEVICE/edit",
        "/run",
        "/run?device=DEVICE",
        "/runs",
        "/runs?status=interrupted",
        "/runs/RUN",
        "/account"
      })
  void a_page_has_a_title_one_heading_and_landmarks_and_nothing_inline(String pattern) {
    Answer answer = admin.get(path(pattern));
    String html = html(answer, 200);
    assertThat(count(html, "<title>[^<]+ · NetAuto</title>")).isEqualTo(1);
    assertThat(count(html, "<h1[ >]")).isEqualTo(1);
    assertThat(count(html, "<main[ >]")).isEqualTo(1);
    assertThat(count(html, "<header class=\"top\"")).isEqualTo(1);
    assertThat(count(html, "<nav class=\"nav\"[^>]* aria-label=")).isEqualTo(1);
    assertThat(html).contains("class=\"skip\" href=\"#main\"").contains("<html lang=\"en\">");
    nothingInline(html);
    assertThat(answer.header("Content-Security-Policy"))
        .contains("script-src 'self'")
        .contains("style-src 'self'");
  }

  private static void nothingInline(String html) {
    assertThat(count(html, "<script(?![^>]* src=\"/assets/)")).isZero();
    assertThat(count(html, "<style| style=\"")).isZero();
    assertThat(count(html, "<[^>\"]*(\"[^\"]*\"[^>\"]*)* on[a-z]+=")).isZero();
    assertThat(html).doesNotContain("javascript:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/devices?limit=500",
        "/devices/DEVICE",
        "/devices/DEVICE/edit",
        "/runs",
        "/runs/RUN"
      })
  void hostile_words_are_shown_as_words(String pattern) {
    String html = html(admin.get(path(pattern)), 200);
    assertThat(html).contains("&lt;script").doesNotContain(HOSTILE).doesNotContain("<img");
    nothingInline(html);
  }

  @Test
  void output_of_a_device_is_text_even_in_the_server_s_own_lines() {
    Run hostile =
        new Run(
            new RunId(1),
            1,
            new Run.DeviceRef(new DeviceId(1), HOSTILE, "192.0.2.1", 22, "cisco_ios"),
            List.of(HOSTILE),
            RunStatus.ERROR,
            new Run.Cause("x", HOSTILE, HOSTILE, "\u001b[31m" + HOSTILE, HOSTILE, null),
            10,
            3,
            3,
            HOSTILE,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            1,
            NewJob.Mode.READ,
            false,
            null);
    RunPage page =
        new RunPage(
            hostile,
            List.of(
                new RunLine(1, "session", -1, HOSTILE),
                new RunLine(2, "command", 0, "r1#" + HOSTILE),
                new RunLine(3, "output", 0, "a & b " + HOSTILE)),
            true,
            "/devices/1/edit",
            "key");
    StringOutput out = new StringOutput();
    pages.content("runs/run", frame(Set.of("runs:execute")), page).writeTo(out);
    String html = out.toString();
    assertThat(html)
        .doesNotContain(HOSTILE)
        .contains("a &amp; b &lt;script")
        .contains("Login and set-up, 1 line")
        .contains("␛[31m");
    nothingInline(html);
  }

  private static Frame frame(Set<String> permissions) {
    return new Frame(
        new Assets("0"),
        new Viewer("ada", "operator", "Lab", permissions),
        List.of(),
        Map.of(),
        List.of(),
        "/runs/1",
        null,
        null,
        false,
        Instant.EPOCH,
        "request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/devices",
        "/devices/DEVICE",
        "/devices/DEVICE?tab=host-keys",
        "/runs",
        "/runs/RUN",
        "/run"
      })
  void a_viewer_sees_no_button_that_changes_or_runs_anything(String pattern) {
    String theirs = html(viewer.get(path(pattern)), 200);
    for (String action :
        List.of(
            "href=\"/devices/new\"",
            "href=\"/run",
            "action=\"/run",
            "/edit\"",
            "/delete\"",
            "/enabled\"",
            "/approve\"",
            "/cancel\"",
            "/devices/actions")) {
      // The list's form carries no button for a viewer; it holds the rows.
      if (!(action.equals("/devices/actions") && pattern.equals("/devices"))
          && !action.equals("href=\"/run")) {
        assertThat(theirs).as(action).doesNotContain(action);
      }
    }
    assertThat(count(theirs, "href=\"/run(\\?[^\"]*)?\"")).isZero();
    assertThat(theirs).doesNotContain("name=\"action\"").doesNotContain("name=\"id\"");
  }

  @Test
  void an_administrator_sees_those_buttons() {
    assertThat(html(admin.get("/devices"), 200))
        .contains("href=\"/devices/new\"")
        .contains("name=\"action\" value=\"delete\"");
    assertThat(html(admin.get(path("/devices/DEVICE")), 200))
        .contains("action=\"/run\"")
        .contains("/edit\"")
        .contains("/delete\"");
  }

  @Test
  void a_viewer_is_told_which_right_is_missing() {
    assertThat(html(viewer.get("/run"), 200)).contains("runs:execute");
    String refused = html(viewer.get("/devices/new"), 403);
    assertThat(refused).contains("<h1").contains("devices:write");
  }

  @Test
  void a_refused_form_keeps_what_was_typed_and_says_at_the_field_what_is_wrong() {
    Map<String, String> typed = new HashMap<>();
    typed.put("_csrf", admin.csrf());
    typed.put("hostname", "not a name");
    typed.put("address", "192.0.2.9");
    typed.put("site", "fra1");
    typed.put("port", "22");
    typed.put("tagName", "rack");
    typed.put("tagValue", "r7");
    String html = html(admin.form("/devices", typed), 422);
    assertThat(html)
        .contains("value=\"not a name\"")
        .contains("value=\"192.0.2.9\"")
        .contains("value=\"fra1\"")
        .contains("value=\"rack\"")
        .contains("value=\"r7\"")
        .contains("id=\"e-hostname\"")
        .contains("is not a host name")
        .contains("id=\"e-platform\"")
        .doesNotContain("id=\"e-address\"");
    assertThat(html).containsPattern("name=\"hostname\"[^>]*aria-invalid=\"true\"");
  }

  @Test
  void metadata_that_is_no_json_is_told_with_its_place() {
    Map<String, String> typed = new HashMap<>();
    typed.put("_csrf", admin.csrf());
    typed.put("hostname", unique("m"));
    typed.put("metadata", "{\"rack\": }");
    assertThat(html(admin.form("/devices", typed), 422))
        .contains("id=\"e-metadata\"")
        .contains("line 1, column")
        .contains("{&#34;rack&#34;: }".replace("&#34;", "\""));
  }

  @Test
  void filters_stand_in_the_address_as_sentences_that_can_be_taken_back() {
    String html = html(admin.get("/devices?platform=cisco_ios&enabled=true&q=" + hostname), 200);
    assertThat(html)
        .contains("platform is <b>cisco_ios</b>")
        .contains("is <b>enabled</b>")
        .contains("text has <b>" + hostname + "</b>")
        .contains("href=\"/devices?platform=cisco_ios&amp;enabled=true\"")
        .contains("href=\"/devices?q=" + hostname + "&amp;enabled=true\"")
        .contains(">" + hostname + "</a>");
    assertThat(html(admin.get("/devices?q=no-device-has-this"), 200))
        .contains("No device matches")
        .contains("Clear the filter");
  }

  @Test
  void htmx_is_sent_the_part_only() {
    String part =
        html(admin.send(admin.request("/devices").header("HX-Request", "true").GET()), 200);
    assertThat(part).contains("id=\"results\"").contains("<title>").doesNotContain("<html");
    assertThat(
            html(
                admin.send(
                    admin
                        .request("/devices")
                        .header("HX-Request", "true")
                        .header("HX-History-Restore-Request", "true")
                        .GET()),
                200))
        .contains("<html");
  }

  @Test
  void a_device_is_deleted_only_under_its_name() {
    long doomed =
        admin()
            .post(
                "/api/v1/devices",
                Map.of(
                    "hostname", unique("doomed"), "address", "192.0.2.3", "platform", "cisco_ios"))
            .with(201)
            .path("id")
            .asLong();
    String token = admin.csrf();
    Answer refused =
        admin.form("/devices/" + doomed + "/delete", Map.of("_csrf", token, "confirm", "other"));
    assertThat(html(refused, 422)).contains("Nothing was deleted");
    assertThat(admin.get("/devices/" + doomed).status()).isEqualTo(200);
    Answer several =
        admin.form(
            "/devices/actions",
            Map.of("_csrf", token, "action", "delete", "id", "" + doomed, "confirm", "1"));
    assertThat(several.status()).isEqualTo(422);
    String name = admin().get("/api/v1/devices/" + doomed).json().path("hostname").asString();
    assertThat(
            admin
                .form("/devices/" + doomed + "/delete", Map.of("_csrf", token, "confirm", name))
                .status())
        .isEqualTo(302);
    assertThat(html(admin.get("/devices"), 200)).contains(name + " deleted.");
    assertThat(admin.get("/devices/" + doomed).status()).isEqualTo(404);
  }

  @Test
  void all_of_a_filter_are_changed_at_once() {
    String site = unique("site");
    for (int i = 0; i < 3; i++) {
      admin()
          .post(
              "/api/v1/devices",
              Map.of(
                  "hostname",
                  unique("all"),
                  "address",
                  "192.0.2.4",
                  "platform",
                  "cisco_ios",
                  "site",
                  site))
          .with(201);
    }
    Answer done =
        admin.form(
            "/devices/actions?site=" + site,
            Map.of("_csrf", admin.csrf(), "action", "disable", "all", "true"));
    assertThat(done.status()).isEqualTo(302);
    assertThat(done.header("Location")).endsWith("/devices?site=" + site);
    assertThat(html(admin.get("/devices?site=" + site), 200)).contains("3 devices disabled.");
    assertThat(
            admin().get("/api/v1/devices?enabled=false&site=" + site).json().path("total").asInt())
        .isEqualTo(3);
  }

  @Test
  void what_is_not_there_is_told_in_words_with_the_request() {
    Answer missing = admin.get("/devices/999999999");
    assertThat(html(missing, 404))
        .contains("There is no device with the number 999999999.")
        .contains(missing.header("X-Request-Id"));
    assertThat(html(admin.get("/no/such/page"), 404)).contains("nothing at this address");
  }

  @Test
  void a_wrong_device_is_told_at_its_field_and_the_commands_stay() {
    assertThat(
            html(
                admin.form(
                    "/run",
                    Map.of("_csrf", admin.csrf(), "device", "not-there", "commands", "show clock")),
                422))
        .contains("id=\"e-device\"")
        .contains("value=\"not-there\"")
        .contains(">show clock</textarea>");
  }

  @Test
  void one_key_in_a_form_makes_one_run() {
    Map<String, String> form =
        Map.of(
            "_csrf",
            admin.csrf(),
            "device",
            hostname,
            "commands",
            "show clock",
            "key",
            unique("key"));
    Answer first = admin.form("/run", form);
    assertThat(first.status()).isEqualTo(302);
    assertThat(admin.form("/run", form).header("Location")).isEqualTo(first.header("Location"));
  }

  @Test
  void the_login_says_in_words_what_went_wrong_and_remembers_where_to_go() {
    assertThat(html(nobody().get("/login?next=/runs%3Fstatus%3Derror"), 200))
        .contains("name=\"next\" value=\"/runs?status=error\"")
        .contains("printed once by the server");
    String refused = html(nobody().get("/login?error=refused&next=/runs"), 200);
    assertThat(refused).contains("The user name or password is wrong.").contains("role=\"alert\"");
    nothingInline(refused);
  }

  @Test
  void a_new_key_is_shown_once() {
    String made =
        html(
            admin.form(
                "/account/keys", Map.of("_csrf", admin.csrf(), "name", "laptop", "days", "30")),
            200);
    var key = Pattern.compile("id=\"new-key\">(na_[A-Za-z0-9_-]+)<").matcher(made);
    assertThat(key.find()).isTrue();
    assertThat(withKey(key.group(1)).get("/api/v1/auth/me").status()).isEqualTo(200);
    assertThat(html(admin.get("/account"), 200)).contains("laptop").doesNotContain(key.group(1));
  }

  @Test
  void styles_and_scripts_are_kept_for_ever_and_small() {
    String html = html(admin.get("/runs/" + run), 200);
    Deque<String> assets = new ArrayDeque<>();
    Pattern.compile("(?:src|href)=\"(/assets/[^\"#]+)\"")
        .matcher(html)
        .results()
        .forEach(m -> assets.add(m.group(1)));
    Set<String> seen = new HashSet<>();
    int scripts = 0;
    while (!assets.isEmpty()) {
      String asset = assets.remove();
      if (!seen.add(asset)) {
        continue;
      }
      Answer answer = nobody().get(asset);
      assertThat(answer.status()).as(asset).isEqualTo(200);
      assertThat(answer.header("Cache-Control")).contains("max-age=31536000").contains("immutable");
      if (asset.endsWith(".js")) {
        String script = answer.response().body();
        scripts += script.length();
        Pattern.compile("(?:from|import) \"\\./([a-z-]+\\.js)\"")
            .matcher(script)
            .results()
            .forEach(m -> assets.add(asset.replaceFirst("[^/]+$", m.group(1))));
      }
    }
    assertThat(seen).hasSizeGreaterThan(12);
    assertThat(scripts).isLessThan(150_000);
  }
}
