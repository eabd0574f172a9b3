package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** What came of a job, by the API and in its archive. */
@Import(MadeJob.class)
class JobResultsTest extends ServerTest {
  @Autowired private MadeJob made;

  /** Three equal answers, one that differs in a line, one refused, one silent, one waiting. */
  private MadeJob.Made job() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      names.add(unique("result"));
    }
    MadeJob.Made job = made.make(names);
    List<Long> runs = job.runs();
    for (int i = 0; i < 3; i++) {
      made.answers(runs.get(i), "one\ntwo\n", "three\n");
    }
    made.answers(runs.get(3), "one\n", "2\nthree\nfour\n");
    made.fails(runs.get(4), "auth_refused", "=The device refused the password.");
    made.fails(runs.get(5), "silent", "It went silent.");
    return job;
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.path(field).asString()));
    return texts;
  }

  private JsonNode get(MadeJob.Made job, String path) {
    return admin().get("/api/v1/jobs/" + job.job() + path).with(200);
  }

  @Test
  void runs_are_paged_in_order_and_filtered() {
    MadeJob.Made job = job();
    List<Long> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(job, "/runs?limit=3" + cursor);
      assertThat(page.path("total").asInt()).isEqualTo(7);
      page.path("items").forEach(run -> ids.add(run.path("id").asLong()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + encode(page.path("next").asString());
    } while (!cursor.isEmpty());
    assertThat(ids).isEqualTo(job.runs());
    assertThat(get(job, "/runs?status=error").path("total").asInt()).isEqualTo(2);
    assertThat(get(job, "/runs?cause=silent").path("items").get(0).path("id").asLong())
        .isEqualTo(job.runs().get(5));
    String answer = get(job, "/answers").path("groups").get(1).path("answer").asString();
    assertThat(get(job, "/runs?answer=" + answer).path("items").get(0).path("id").asLong())
        .isEqualTo(job.runs().get(3));
    String name = get(job, "/runs").path("items").get(6).path("device").path("hostname").asString();
    assertThat(get(job, "/runs?q=" + name.substring(2)).path("total").asInt()).isEqualTo(1);
    assertThat(get(job, "/runs?q=%25").path("total").asInt()).isZero();
  }

  @Test
  void the_grid_shows_every_run_and_where_the_feed_goes_on() {
    MadeJob.Made job = job();
    JsonNode grid = get(job, "/grid");
    assertThat(grid.path("seq").asLong()).isEqualTo(get(job, "").path("seq").asLong());
    assertThat(grid.path("total").asInt()).isEqualTo(7);
    List<String> statuses = new ArrayList<>();
    grid.path("status").forEach(i -> statuses.add(grid.path("statuses").get(i.asInt()).asString()));
    assertThat(statuses).containsExactly("ok", "ok", "ok", "ok", "error", "error", "pending");
    assertThat(grid.path("causes").get(grid.path("cause").get(5).asInt()).asString())
        .isEqualTo("silent");
    assertThat(grid.path("cause").get(0).asInt()).isEqualTo(-1);
    assertThat(grid.path("millis").get(6).asInt()).isEqualTo(-1);
    for (int i = 0; i < 7; i++) {
      assertThat(grid.path("id").get(i).asLong()).isEqualTo(job.runs().get(i));
    }
  }

  @Test
  void failures_are_grouped_by_cause_and_answers_by_output() {
    MadeJob.Made job = job();
    JsonNode causes = get(job, "/causes");
    assertThat(texts(causes, "code")).containsExactly("auth_refused", "silent");
    assertThat(causes.get(1).path("summary").asString()).isEqualTo("It went silent.");
    JsonNode answers = get(job, "/answers");
    assertThat(answers.path("different").asInt()).isEqualTo(2);
    assertThat(answers.path("groups").get(0).path("count").asInt()).isEqualTo(3);
    assertThat(answers.path("groups").get(0).path("hostnames")).hasSize(3);
    assertThat(answers.path("groups").get(1).path("run").asLong()).isEqualTo(job.runs().get(3));
  }

  @Test
  void two_answers_stand_side_by_side() {
    MadeJob.Made job = job();
    JsonNode comparison = get(job, "/compare?a=" + job.runs().get(0) + "&b=" + job.runs().get(3));
    List<String> rows = new ArrayList<>();
    comparison
        .path("rows")
        .forEach(
            row ->
                rows.add(
                    "%s %s:%s %s:%s"
                        .formatted(
                            row.path("equal").asBoolean() ? "=" : "!",
                            row.path("lineA").asInt(),
                            row.path("a").asString(""),
                            row.path("lineB").asInt(),
                            row.path("b").asString(""))));
    assertThat(rows)
        .containsExactly("= 1:one 1:one", "! 2:two 2:2", "= 3:three 3:three", "! 0: 4:four");
    assertThat(comparison.path("differences").asInt()).isEqualTo(2);
    assertThat(comparison.path("cut").asBoolean()).isFalse();
    assertThat(comparison.path("note").isNull()).isTrue();
    MadeJob.Made other = job();
    admin()
        .get(
            "/api/v1/jobs/%s/compare?a=%d&b=%d"
                .formatted(job.job(), job.runs().get(0), other.runs().get(0)))
        .problem(404, "run_not_found");
    JsonNode lacks =
        admin()
            .get("/api/v1/jobs/%s/compare?a=%d".formatted(job.job(), job.runs().get(0)))
            .problem(422, "invalid_fields");
    assertThat(lacks.path("errors").toString()).contains("The request lacks the parameter");
  }

  @Test
  void a_long_answer_is_compared_up_to_a_limit_and_that_is_said() {
    MadeJob.Made job = made.make(List.of(unique("long"), unique("long")));
    StringBuilder even = new StringBuilder();
    StringBuilder odd = new StringBuilder();
    for (int i = 0; i < JobResults.COMPARED + 1; i++) {
      even.append("line ").append(2 * i).append('\n');
      odd.append("line ").append(2 * i + 1).append('\n');
    }
    made.answers(job.runs().get(0), even.toString());
    made.answers(job.runs().get(1), odd.toString());
    JsonNode comparison = get(job, "/compare?a=" + job.runs().get(0) + "&b=" + job.runs().get(1));
    assertThat(comparison.path("rows")).hasSize(JobResults.COMPARED);
    assertThat(comparison.path("note").asString()).contains("first 5,000 lines");
  }

  private Map<String, String> archive(MadeJob.Made job) throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    byte[] bytes = admin().bytes("/api/v1/jobs/" + job.job() + "/output.zip");
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Test
  void the_archive_holds_a_summary_and_a_file_for_each_answer() throws Exception {
    MadeJob.Made job = job();
    Map<String, String> files = archive(job);
    assertThat(files).hasSize(5);
    List<CSVRecord> rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(files.get("summary.csv")))
            .getRecords();
    assertThat(rows).hasSize(7);
    assertThat(rows.get(4).get("summary")).isEqualTo("'=The device refused the password.");
    assertThat(rows.get(4).get("answer_file")).isEmpty();
    assertThat(files.get(rows.get(3).get("answer_file"))).isEqualTo("one\n2\nthree\nfour\n");
  }

  @Test
  void names_in_the_archive_lead_nowhere_else_and_are_unique() {
    Set<String> taken = new HashSet<>();
    assertThat(JobDownloads.file("../../etc/passwd", 1, taken)).isEqualTo("__.._etc_passwd.txt");
    assertThat(JobDownloads.file("R1", 2, taken)).isEqualTo("R1.txt");
    assertThat(JobDownloads.file("r1", 3, taken)).isEqualTo("r1-3.txt");
    assertThat(JobDownloads.file("CON", 4, taken)).isEqualTo("device-CON.txt");
    assertThat(JobDownloads.file("", 5, taken)).isEqualTo("device-.txt");
  }

  @Test
  void another_customer_sees_nothing_of_it() {
    MadeJob.Made job = job();
    Client other = adminOfAnotherCustomer();
    for (String path :
        List.of("/runs", "/grid", "/causes", "/answers", "/compare?a=1&b=2", "/output.zip")) {
      other.get("/api/v1/jobs/" + job.job() + path).problem(404, "job_not_found");
    }
  }
}
