package io.netauto.cli.run;

import static io.netauto.cli.run.ProgressLineTest.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.cli.term.Prompt;
import io.netauto.cli.term.Terminal;
import io.netauto.cli.term.Terminal.Tty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  private JobProgress progress(boolean atTerminal, boolean quiet) {
    var prompt =
        new Prompt() {
          @Override
          public String line(String question) {
            throw new AssertionError(question);
          }

          @Override
          public String secret(String question) {
            throw new AssertionError(question);
          }
        };
    var terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Tty(false, false, atTerminal),
            prompt,
            Map.of("COLUMNS", "80", "NO_COLOR", "1"));
    return new JobProgress(terminal, quiet, nanos::get);
  }

  private String written() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void at_a_terminal_one_line_is_written_over_and_taken_away_at_the_end() {
    var progress = progress(true, false);
    progress.job(job("running", 4, 0, 0, 4));
    String first = written();
    assertThat(first).startsWith("\rJob 7 ░").endsWith(" 0/4  0 ok  0 failed\u001b[K");
    progress.tick(); // nothing new: nothing is drawn
    assertThat(written()).isEqualTo(first);

    nanos.set(Duration.ofSeconds(2).toNanos());
    progress.job(job("running", 4, 1, 1, 2));
    String second = written().substring(first.length());
    assertThat(second).startsWith("\rJob 7 █").contains("2/4  1 ok  1 failed  1.0/s  ETA 2 s");
    assertThat(written()).doesNotContain("\n");

    nanos.set(Duration.ofSeconds(4).toNanos());
    progress.tick(); // the rate falls while nothing ends
    assertThat(written()).endsWith("0.5/s  ETA 4 s\u001b[K");

    progress.close();
    assertThat(written()).endsWith("\r\u001b[K");
    String last = written();
    progress.job(job("running", 4, 4, 0, 0));
    progress.tick();
    assertThat(written()).isEqualTo(last);
  }

  @Test
  void a_lost_connection_is_told_above_the_line() {
    var progress = progress(true, false);
    progress.job(job("running", 4, 1, 0, 3));
    progress.lost("reset", Duration.ofMillis(250));
    String[] lines = written().split("\n", -1);
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).endsWith("\r\u001b[KConnection lost (reset); next attempt in 250 ms");
    assertThat(lines[1]).startsWith("\rJob 7 ").contains("1/4");
  }

  @Test
  void in_a_log_a_line_comes_with_each_tick_and_none_with_each_event() {
    var progress = progress(false, false);
    progress.tick();
    for (int i = 0; i <= 4; i++) {
      progress.job(job("running", 4, i, 0, 0));
    }
    assertThat(written()).isEmpty();
    nanos.set(Duration.ofSeconds(10).toNanos());
    progress.tick();
    progress.tick();
    assertThat(written()).isEqualTo("Job 7: 4/4, 4 ok, 0 failed, 24.0/min\n".repeat(2));
    progress.close();
  }

  @Test
  void quiet_shows_nothing() {
    var progress = progress(true, true);
    progress.start();
    progress.job(job("running", 4, 1, 0, 3));
    progress.tick();
    progress.close();
    assertThat(written()).isEmpty();
  }
}
