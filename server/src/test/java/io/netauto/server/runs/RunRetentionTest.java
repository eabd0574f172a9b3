package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.retention.Retained.Removed;
import io.netauto.server.retention.RetentionRules;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.server.testing.ServerTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/**
 * What the retention removes from a real PostgreSQL. The runs of other tests are younger and
 * smaller than what these sweeps take.
 */
@Import(MadeJob.class)
@Timeout(120)
class RunRetentionTest extends ServerTest {
  private static final String NEVER = "-";

  /** More than any other test stores of a device. */
  private static final long LARGE = 100L << 30;

  @Autowired private RunRetention retention;
  @Autowired private MadeJob made;

  private static RetentionRules days(int days) {
    return new RetentionRules(days, DataSize.ofBytes(0), NEVER);
  }

  private static RetentionRules bytes(long bytes) {
    return new RetentionRules(0, DataSize.ofBytes(bytes), NEVER);
  }

  private MadeJob.Made job(int runs) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      names.add(unique("kept"));
    }
    return made.make(names);
  }

  /** A job that ended so many days ago. */
  private MadeJob.Made old(int runs, int days) {
    MadeJob.Made job = job(runs);
    job.runs().forEach(run -> made.answers(run, "said\n"));
    jdbc.sql("update run set finished_at = now() - :days * interval '1 day' where job_id = :job")
        .param("days", days)
        .param("job", job.job().value())
        .update();
    jdbc.sql("update job set finished_at = now() - :days * interval '1 day' where id = :job")
        .param("days", days)
        .param("job", job.job().value())
        .update();
    return job;
  }

  private Removed sweep(RetentionRules rules) {
    Removed all = Removed.NOTHING;
    Removed some = retention.removeSome(rules, Instant.now());
    while (some.items() > 0) {
      assertThat(some.items()).as("a small batch").isLessThanOrEqualTo(100);
      all = all.and(some);
      some = retention.removeSome(rules, Instant.now());
    }
    return all;
  }

  private List<Long> left(MadeJob.Made job) {
    return jdbc.sql("select id from run where job_id = :job order by id")
        .param("job", job.job().value())
        .query(Long.class)
        .list();
  }

  private long count(String table, MadeJob.Made job, String column) {
    return jdbc.sql("select count(*) from %s where %s = :job".formatted(table, column))
        .param("job", job.job().value())
        .query(Long.class)
        .single();
  }

  @Test
  void what_ended_too_long_ago_goes_with_its_output_and_its_job() {
    sweep(days(3_000)); // what other tests of this class left
    MadeJob.Made old = old(250, 4_000);
    MadeJob.Made young = old(2, 2_000);
    MadeJob.Made running = job(1);
    made.claim(running.runs().getFirst());

    Removed would = retention.wouldRemove(days(3_000), Instant.now());
    assertThat(would.items()).isEqualTo(250);
    assertThat(left(old)).as("a dry run removes nothing").hasSize(250);
    assertThat(sweep(days(3_000))).as("what the dry run said").isEqualTo(would);

    assertThat(left(old)).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from run_entry where run_id = any(:runs)")
                .param("runs", old.runs().toArray(Long[]::new))
                .query(Long.class)
                .single())
        .isZero();
    retention.removeSome(days(3_000), Instant.now());
    assertThat(count("job", old, "id")).as("the job goes with its last run").isZero();
    assertThat(left(young)).hasSize(2);
    assertThat(left(running)).hasSize(1);
  }

  @Test
  void of_a_device_with_too_many_bytes_the_oldest_runs_go() {
    MadeJob.Made job = job(5);
    long device =
        jdbc.sql("select device_id from run where id = :run")
            .param("run", job.runs().getFirst())
            .query(Long.class)
            .single();
    for (int i = 0; i < 4; i++) {
      made.answers(job.runs().get(i), "said\n");
    }
    Claimed last = made.claim(job.runs().get(4)); // it goes on
    jdbc.sql("update run set device_id = :device, bytes = :bytes where job_id = :job")
        .param("device", device)
        .param("bytes", LARGE)
        .param("job", job.job().value())
        .update();
    RetentionRules rules = bytes(3 * LARGE);
    Removed would = retention.wouldRemove(rules, Instant.now());
    assertThat(would).isEqualTo(new Removed(2, 2 * LARGE));
    assertThat(sweep(rules)).isEqualTo(would);
    assertThat(left(job)).isEqualTo(job.runs().subList(2, 5));

    // One that goes on stays, however much it said.
    assertThat(sweep(bytes(LARGE / 2)).items()).isEqualTo(2);
    assertThat(left(job)).isEqualTo(job.runs().subList(4, 5));
    made.ends(last, 0, RunEnd.ok(new byte[32]));
  }

  /** The newest of the reports that is of runs; there are others, of the audit trail. */
  private static JsonNode ofRuns(JsonNode reports) {
    for (JsonNode report : reports) {
      if (report.path("what").asString().equals("runs")) {
        return report;
      }
    }
    throw new AssertionError("no report of runs in " + reports);
  }

  @Test
  void a_sweep_is_reported_and_only_a_superuser_begins_one() {
    JsonNode swept =
        ofRuns(admin().post("/api/v1/retention/sweep", Map.of("dryRun", true)).with(200));
    assertThat(swept.path("dryRun").asBoolean()).isTrue();
    JsonNode report = ofRuns(admin().get("/api/v1/retention").with(200).path("reports"));
    assertThat(report.path("id").asLong()).isEqualTo(swept.path("id").asLong());
    assertThat(report.path("startedBy").asString()).isEqualTo("admin");
    assertThat(report.path("items").asLong()).isEqualTo(swept.path("items").asLong());
    assertThat(report.path("finishedAt").isNull()).isFalse();
    adminOfAnotherCustomer()
        .post("/api/v1/retention/sweep", Map.of())
        .problem(403, "superuser_only");
    as("operator").get("/api/v1/retention").problem(403, "forbidden");
  }

  @Test
  void the_ages_are_counted_from_now() {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(days(30).endedBefore(now)).contains(now.minus(30, ChronoUnit.DAYS));
    assertThat(days(0).endedBefore(now)).isEmpty();
  }
}
