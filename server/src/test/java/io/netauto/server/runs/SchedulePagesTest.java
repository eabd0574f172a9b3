package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of schedules, windows and the form that makes them, as the server gives them. */
class SchedulePagesTest extends ServerTest {
  private final String device = unique("often");
  private Client browser;

  @BeforeEach
  void logIn() {
    browser = nobody().header("Accept", "text/html");
    assertThat(browser.logIn(user("operator"), PASSWORD, Map.of()).status()).isEqualTo(302);
    admin()
        .post(
            "/api/v1/devices",
            Map.of(
                "hostname",
                device,
                "address",
                "127.0.0.1",
                "port",
                1,
                "platform",
                "frr",
                "credRef",
                "env:LAB"))
        .with(201);
  }

  private static String html(Answer answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.response().body()).doesNotContain(" style=", " onclick=");
    return answer.response().body();
  }

  private String sent(String path, Map<String, String> more) {
    Map<String, String> form = new HashMap<>(Map.of("_csrf", browser.csrf()));
    form.putAll(more);
    Answer answer = browser.form(path, form);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(302);
    return answer.header("Location").replaceFirst("^https://[^/]+", "");
  }

  private Map<String, String> nightly(String name) {
    return new HashMap<>(
        Map.of(
            "devices", device,
            "commands", "show version",
            "begin", "cron",
            "cron", "30 2 * * SAT",
            "zone", "Europe/Berlin",
            "title", name));
  }

  @Test
  void a_schedule_is_made_by_the_form_of_a_job_edited_stopped_run_and_deleted() {
    String name = unique("nightly");
    String path = sent("/jobs", nightly(name));
    assertThat(path).startsWith("/schedules/");
    assertThat(html(browser.get("/schedules"), 200))
        .contains(name, "at 02:30 every Saturday, Europe/Berlin time", path + "/run");
    String page = html(browser.get(path), 200);
    assertThat(page).contains("show version", "None yet.");
    assertThat(page.split("<li>", -1)).as("the next five times").hasSize(6);

    String form = html(browser.get(path + "/edit"), 200);
    assertThat(form).contains("30 2 * * SAT", "value=\"" + name + "\"", "name=\"enabled\"");
    Map<String, String> other = nightly(name);
    other.put("cron", "0 5 * * *");
    other.put("enabled", "true");
    assertThat(sent(path, other)).isEqualTo(path);
    assertThat(html(browser.get(path), 200)).contains("at 05:00 every day");

    sent(path + "/enabled", Map.of("enabled", "false"));
    assertThat(html(browser.get(path), 200)).contains(">disabled<", ">Enable<");

    String job = sent(path + "/run", Map.of());
    assertThat(html(browser.get(job), 200)).contains("href=\"" + path + "\"", name);
    assertThat(html(browser.get(path), 200)).contains("href=\"" + job + "\"");
    assertThat(html(browser.get("/jobs?schedule=" + path.replaceAll("\\D", "")), 200))
        .contains("href=\"" + job + "\"", "Remove: of the schedule");

    assertThat(sent(path + "/delete", Map.of())).isEqualTo("/schedules");
    assertThat(browser.get(path).status()).isEqualTo(404);
    assertThat(html(browser.get(job), 200)).doesNotContain("href=\"" + path + "\"");
  }

  @Test
  void what_is_typed_wrong_stands_at_its_field_and_nothing_is_lost() {
    Map<String, String> form = nightly("");
    form.put("cron", "sometimes");
    form.put("_csrf", browser.csrf());
    form.put("title", unique("bad"));
    String page = html(browser.form("/jobs", form), 422);
    assertThat(page).contains("id=\"e-cron\"", "value=\"sometimes\"", "show version", device);
    form.put("cron", "0 5 * * *");
    form.put("title", "");
    assertThat(html(browser.form("/jobs", form), 422)).contains("id=\"e-title\"");
  }

  @Test
  void a_dangerous_schedule_is_confirmed_when_saved_and_when_run_by_hand() {
    Map<String, String> form = nightly(unique("reload"));
    form.put("commands", "reload");
    form.put("_csrf", browser.csrf());
    assertThat(html(browser.form("/jobs", form), 409))
        .contains("confirm-job", "name=\"cron\" value=\"30 2 * * SAT\"", "Save it");
    form.put("confirm", "true");
    String path = sent("/jobs", form);
    assertThat(html(browser.form(path + "/run", Map.of("_csrf", browser.csrf())), 409))
        .contains("reload", "Run it now");
  }

  @Test
  void the_next_times_are_shown_while_they_are_typed() {
    assertThat(html(browser.get("/schedules/times?cron=0+2+*+*+*&zone=UTC"), 200))
        .contains("at 02:00 every day", "id=\"times\"");
    assertThat(html(browser.get("/schedules/times?cron=x&zone=UTC"), 200))
        .contains("class=\"wrong\"");
    assertThat(html(browser.get("/schedules/times?cron=0+0+30+2+*"), 200)).contains("never comes");
  }

  @Test
  void a_template_is_chosen_with_its_variables() {
    String name = unique("vlan");
    admin()
        .post(
            "/api/v1/templates",
            Map.of(
                "name",
                name,
                "body",
                "show vlan {{ vlan }}",
                "mode",
                "read",
                "variables",
                List.of(
                    Map.of("name", "vlan", "required", true, "description", "its number"),
                    Map.of("name", "how", "required", false, "choices", List.of("brief", "long")))))
        .with(201);
    assertThat(html(browser.get("/jobs/new?devices=" + device), 200))
        .contains("<option value=\"" + name + "\"");
    assertThat(html(browser.get("/jobs/new/variables?template=" + name), 200))
        .contains("name=\"var.vlan\"", "its number", "name=\"var.how\"", "show vlan {{ vlan }}");
    Map<String, String> form =
        new HashMap<>(
            Map.of("devices", device, "template", name, "commands", "left over", "begin", "now"));
    form.put("_csrf", browser.csrf());
    assertThat(html(browser.form("/jobs", form), 422)).contains("id=\"e-template\"", "vlan");
    form.put("var.vlan", "20");
    String job = sent("/jobs", form);
    assertThat(html(browser.get(job), 200)).contains("Template", name);
    long number = Long.parseLong(job.replaceAll("\\D", ""));
    assertThat(admin().get("/api/v1/jobs/" + number).with(200).path("variables").toString())
        .isEqualTo("{\"vlan\":\"20\"}");
    assertThat(html(browser.get("/jobs/new?job=" + number), 200)).contains("value=\"20\"");
  }

  @Test
  void a_window_is_added_chosen_and_waited_for() {
    String name = unique("weekend");
    Client admin = nobody().header("Accept", "text/html");
    admin.logIn(user("admin"), PASSWORD, Map.of());
    Map<String, String> window =
        new HashMap<>(
            Map.of(
                "_csrf",
                admin.csrf(),
                "name",
                name,
                "cron",
                "0 0 29 2 *",
                "zone",
                "UTC",
                "minutes",
                "none"));
    assertThat(html(admin.form("/settings/windows", window), 422))
        .contains("id=\"e-minutes\"", name);
    window.put("minutes", "60");
    assertThat(admin.form("/settings/windows", window).status()).isEqualTo(302);
    assertThat(html(admin.get("/settings/windows"), 200))
        .contains(name, "at 00:00 on day 29 of the month in February, for 1 hour", "closed");
    assertThat(html(admin.get("/settings/windows?edit=" + name), 200))
        .contains("value=\"0 0 29 2 *\"");

    String job =
        sent(
            "/jobs",
            Map.of("devices", device, "commands", "show clock", "window", name, "begin", "now"));
    String number = job.replaceAll("\\D", "");
    while (admin().get("/api/v1/runs?job=" + number).with(200).path("items").isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(html(browser.get(job), 200))
        .contains("Waiting for the maintenance window " + name + ", which opens at ");
    sent(job + "/cancel", Map.of());

    assertThat(
            admin
                .form("/settings/windows/delete", Map.of("_csrf", admin.csrf(), "name", name))
                .status())
        .isEqualTo(302);
    assertThat(html(admin.get("/settings/windows"), 200)).doesNotContain(name + "</td>");
    assertThat(
            browser
                .form(
                    "/settings/windows",
                    Map.of(
                        "_csrf", browser.csrf(), "name", "x", "cron", "0 0 * * *", "minutes", "9"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void others_see_what_they_may() {
    String path = sent("/jobs", nightly(unique("nightly")));
    Client viewer = nobody().header("Accept", "text/html");
    viewer.logIn(user("viewer"), PASSWORD, Map.of());
    assertThat(html(viewer.get(path), 200)).doesNotContain("Run now", "delete-schedule");
    assertThat(html(viewer.get("/schedules"), 200)).doesNotContain("Run now", "New schedule");
    Map<String, String> csrf = Map.of("_csrf", viewer.csrf());
    assertThat(viewer.form(path + "/run", csrf).status()).isEqualTo(403);
    assertThat(viewer.form(path + "/delete", csrf).status()).isEqualTo(403);
    assertThat(viewer.form(path, csrf).status()).isEqualTo(403);
    assertThat(viewer.form("/settings/windows", csrf).status()).isEqualTo(403);
    Client other = adminOfAnotherCustomer().header("Accept", "text/html");
    assertThat(other.get(path).status()).isEqualTo(404);
    assertThat(other.get(path + "/edit").status()).isEqualTo(404);
  }
}
