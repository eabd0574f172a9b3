package io.netauto.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.cli.server.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProgressLineTest {
  static JsonNode job(String status, int total, int ok, int error, int running) {
    return Json.read(
        ("{'id':7,'status':'%s','total':%d,'dueAt':'2026-12-01T01:00:00Z',"
                + "'counts':{'ok':%d,'error':%d,'running':%d,'cancelled':0,'interrupted':0}}")
            .formatted(status, total, ok, error, running)
            .replace('\'', '"'));
  }

  @Test
  void the_bar_takes_what_is_left_of_the_width_and_no_more() {
    JsonNode half = job("running", 1000, 390, 110, 20);
    assertThat(ProgressLine.bar(half, 25, 200))
        .isEqualTo(
            "Job 7 ███████████████░░░░░░░░░░░░░░░ 500/1000  390 ok  110 failed  25/s  ETA 20 s");
    for (int width = 20; width < 120; width++) {
      String line = ProgressLine.bar(half, 25, width);
      assertThat(line).contains("500/1000", "110 failed", "ETA 20 s");
      if (line.contains("█")) {
        assertThat(line.length()).isLessThanOrEqualTo(width);
      }
    }
    assertThat(ProgressLine.bar(half, 25, 57)).doesNotContain("█");
    assertThat(ProgressLine.bar(job("running", 3, 3, 0, 0), 1, 120)).doesNotContain("░", "ETA");
    assertThat(ProgressLine.bar(job("running", 3, 0, 0, 3), 0, 120)).doesNotContain("█", "/s");
  }

  @Test
  void a_job_that_waits_says_so() {
    assertThat(ProgressLine.bar(job("queued", 5, 0, 0, 0), 0, 100))
        .startsWith("Job 7: queued, 0/5");
    assertThat(ProgressLine.bar(job("scheduled", 5, 0, 0, 0), 0, 100))
        .startsWith("Job 7: scheduled for 2026-1");
  }

  @Test
  void slow_rates_are_told_by_the_minute_and_long_times_by_the_hour() {
    assertThat(ProgressLine.plain(job("running", 1000, 10, 0, 5), 0.1))
        .isEqualTo("Job 7: 10/1000, 10 ok, 0 failed, 6.0/min, ETA 2 h 45 min");
    assertThat(ProgressLine.plain(job("running", 1000, 10, 0, 5), 9.9))
        .contains("9.9/s", "1 min 40 s");
  }

  @Test
  void the_pace_is_that_of_the_last_seconds() {
    var pace = new Pace();
    long second = 1_000_000_000L;
    assertThat(pace.perSecond(0, 0)).isZero();
    pace.add(0, 400); // a watcher that came late does not count what was done before
    assertThat(pace.perSecond(0, 400)).isZero();
    pace.add(10 * second, 500);
    assertThat(pace.perSecond(10 * second, 500)).isEqualTo(10);
    for (int i = 11; i <= 60; i++) {
      pace.add(i * second, 500 + 2 * (i - 10));
    }
    assertThat(pace.perSecond(60 * second, 600)).isEqualTo(2);
  }
}
