package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The pages of jobs, as the server gives them. */
@Import(MadeJob.class)
class JobPagesTest extends ServerTest {
  @Autowired private MadeJob made;
  private Client browser;

  @BeforeEach
  void logIn() {
    browser = nobody().header("Accept", "text/html");
    assertThat(browser.logIn(user("operator"), PASSWORD, Map.of()).status()).isEqualTo(302);
  }

  private String html(Answer answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    // The policy of the pages allows neither.
    assertThat(answer.response().body()).doesNotContain(" style=", " onclick=");
    return answer.response().body();
  }

  private MadeJob.Made job() {
    MadeJob.Made job = made.make(List.of(unique("page"), unique("page"), unique("page")));
    made.answers(job.runs().get(0), "alike\nsame\n");
    made.answers(job.runs().get(1), "alike\n<b>other</b>\n");
    made.fails(job.runs().get(2), "silent", "It went silent.");
    return job;
  }

  @Test
  void the_list_shows_jobs_and_keeps_its_filters_in_the_address() {
    MadeJob.Made job = job();
    String all = html(browser.get("/jobs?q=made+by"), 200);
    assertThat(all).contains("href=\"/jobs/" + job.job() + "\"", "value=\"made by\"");
    assertThat(all).contains("/jobs?status=partial&amp;q=made+by");
    assertThat(html(browser.get("/jobs?status=cancelled&q=nothing-like-it"), 200))
        .contains("No job matches", "Clear the filter");
  }

  @Test
  void a_job_offers_what_can_be_done_with_it() {
    MadeJob.Made over = job();
    String page = html(browser.get("/jobs/" + over.job()), 200);
    assertThat(page).contains("data-over=\"yes\"", "Retry all", "output.zip");
    assertThat(page).containsPattern("data-open=\"cancel-job\"[^>]* hidden");
    MadeJob.Made waiting = made.make(List.of(unique("page")));
    page = html(browser.get("/jobs/" + waiting.job()), 200);
    assertThat(page).contains("data-over=\"no\"", "Waiting for ");
    assertThat(page).doesNotContainPattern("data-open=\"cancel-job\"[^>]* hidden");
    assertThat(
            browser
                .form("/jobs/" + waiting.job() + "/cancel", Map.of("_csrf", browser.csrf()))
                .status())
        .isEqualTo(302);
    assertThat(html(browser.get("/jobs/" + waiting.job()), 200)).contains("data-over=\"yes\"");
  }

  @Test
  void two_answers_are_shown_side_by_side_and_harmless() {
    MadeJob.Made job = job();
    String page =
        html(
            browser.get(
                "/jobs/%s/compare?a=%d&b=%d"
                    .formatted(job.job(), job.runs().get(0), job.runs().get(1))),
            200);
    assertThat(page).contains("1 row differs", "class=\"gone\">same", "&lt;b");
    assertThat(page).doesNotContain("<b>other");
  }

  @Test
  void a_job_is_made_from_chosen_devices_after_a_confirmation() {
    MadeJob.Made job = made.make(List.of(unique("chosen"), unique("chosen")));
    List<Long> ids =
        jdbc.sql("select device_id from run where job_id = :job order by id")
            .param("job", job.job().value())
            .query(Long.class)
            .list();
    Answer chosen =
        browser.form(
            "/devices/actions",
            Map.of(
                "_csrf", browser.csrf(), "action", "run", "all", "false", "id", "" + ids.get(0)));
    assertThat(chosen.status()).isEqualTo(302);
    assertThat(chosen.header("Location")).endsWith("/jobs/new?devices=" + ids.get(0));
    String devices = ids.get(0) + "," + ids.get(1);
    assertThat(html(browser.get("/jobs/new?devices=" + devices), 200))
        .contains("<b>2 devices</b>", "Run on 2 devices");

    Map<String, String> form =
        Map.of("_csrf", browser.csrf(), "devices", devices, "commands", "reload", "key", "");
    assertThat(html(browser.form("/jobs", form), 409)).contains("confirm-job", "reload");
    Answer refused =
        browser.form(
            "/jobs",
            Map.of("_csrf", browser.csrf(), "devices", "no-such-device", "commands", "show clock"));
    assertThat(html(refused, 422)).contains("There is no device named no-such-device.");

    Answer later =
        browser.form(
            "/jobs",
            Map.of(
                "_csrf",
                browser.csrf(),
                "devices",
                devices,
                "commands",
                "show clock",
                "title",
                "later on",
                "when",
                "2027-01-01T12:00",
                "zone",
                "Europe/Berlin"));
    assertThat(later.status()).isEqualTo(302);
    String path = later.header("Location").replaceFirst("^https://[^/]+", "");
    assertThat(html(browser.get(path), 200)).contains("later on", "2027-01-01T11:00:00Z");
    browser.form(path + "/cancel", Map.of("_csrf", browser.csrf()));
  }

  @Test
  void all_that_match_a_filter_become_the_targets() {
    Answer chosen =
        browser.form(
            "/devices/actions?site=nowhere-at-all",
            Map.of("_csrf", browser.csrf(), "action", "run", "all", "true"));
    assertThat(chosen.header("Location")).endsWith("/jobs/new?all=true&site=nowhere-at-all");
    assertThat(html(browser.get("/jobs/new?all=true&site=nowhere-at-all"), 200))
        .contains("where site is nowhere-at-all", "name=\"site\" value=\"nowhere-at-all\"");
  }

  @Test
  void one_who_may_not_run_commands_reads_only() {
    MadeJob.Made job = job();
    Client viewer = nobody().header("Accept", "text/html");
    assertThat(viewer.logIn(user("viewer"), PASSWORD, Map.of()).status()).isEqualTo(302);
    assertThat(html(viewer.get("/jobs/" + job.job()), 200)).doesNotContain("Retry", "cancel-job");
    assertThat(html(viewer.get("/jobs/new"), 200)).contains("may not run commands");
    Client other = adminOfAnotherCustomer().header("Accept", "text/html");
    assertThat(other.get("/jobs/" + job.job()).status()).isEqualTo(404);
  }
}
