package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Mark;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.NewJob;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RunLogTest {
  private static final String OUTPUT = "Grüße, line %d of the output\r\n";

  private static final RunStates.Claimed CLAIMED =
      new RunStates.Claimed(
          new RunId(1),
          new JobId(1),
          new CustomerId(1),
          null,
          "r1",
          List.of("show it"),
          "admin",
          NewJob.Mode.READ,
          true,
          List.of(),
          1,
          0,
          null,
          0,
          0,
          0);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A session with a pager, two commands and letters of two bytes, in pieces of random size. */
  private static List<LogEntry> session(long seed) {
    Random random = new Random(seed);
    RunLog log = new RunLog(CLAIMED, run -> {}, () -> {}, Clock.systemUTC());
    List<LogEntry> entries = new ArrayList<>();
    Runnable maybeTake =
        () -> {
          if (random.nextInt(3) == 0) {
            RunLog.Waiting waiting = log.take();
            entries.addAll(waiting.entries());
            log.stored(waiting);
          }
        };
    send(log, "Welcome\r\nr1# ", random, maybeTake);
    log.mark(new Mark.Ready("r1#"));
    for (int command = 0; command < 2; command++) {
      log.mark(new Mark.CommandSent(command, "show it"));
      send(log, "show it\r\n", random, maybeTake);
      log.mark(new Mark.OutputBegan(command));
      for (int line = 0; line < 40; line++) {
        send(log, OUTPUT.formatted(line), random, maybeTake);
      }
      send(log, " --More-- ", random, maybeTake);
      log.mark(new Mark.PagerAnswered(10));
      send(log, "\r          \r  indented\r\nr1# ", random, maybeTake);
      log.mark(new Mark.OutputEnded(command, 4));
    }
    entries.addAll(log.take().entries());
    return entries;
  }

  private static void send(RunLog log, String text, Random random, Runnable after) {
    byte[] all = bytes(text);
    int at = 0;
    while (at < all.length) {
      int piece = Math.min(all.length - at, 1 + random.nextInt(20));
      log.bytes(all, at, piece);
      at += piece;
      after.run();
    }
  }

  private static List<RunLine> read(List<LogEntry> entries) {
    List<RunLine> lines = new ArrayList<>();
    Lines reader = new Lines(View.SESSION, null, lines::add);
    entries.forEach(reader::feed);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void can_be_read_from_every_entry_that_starts_a_line_to_the_same_lines(long seed) {
    List<LogEntry> entries = session(seed);
    List<RunLine> whole = read(entries);
    assertThat(whole).hasSize(1 + 2 * (1 + 40 + 1));
    assertThat(whole.get(42)).isEqualTo(new RunLine(43, "output", 0, "  indented"));
    int starts = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).lineStart()) {
        starts++;
        List<RunLine> tail = read(entries.subList(i, entries.size()));
        assertThat(tail)
            .as("read from entry " + entries.get(i).seq())
            .isEqualTo(whole.subList(whole.size() - tail.size(), whole.size()));
      }
    }
    assertThat(starts).isGreaterThan(10);
  }

  @Test
  void numbers_its_entries_without_a_gap() {
    List<LogEntry> entries = session(42);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).seq()).isEqualTo(i + 1);
    }
  }

  @Test
  void blocks_the_session_while_too_much_waits_and_lets_it_go_on_when_stored() throws Exception {
    RunLog log = new RunLog(CLAIMED, run -> {}, () -> {}, Clock.systemUTC());
    byte[] much = new byte[RunLog.LIMIT * 3];
    CompletableFuture<Void> session =
        CompletableFuture.runAsync(
            () -> log.bytes(much, 0, much.length), Thread::startVirtualThread);
    long stored = 0;
    while (stored < much.length) {
      RunLog.Waiting waiting = log.take();
      assertThat(waiting.size()).isLessThanOrEqualTo(RunLog.LIMIT);
      stored += waiting.size();
      log.stored(waiting);
      Thread.onSpinWait();
    }
    session.get(10, TimeUnit.SECONDS);
  }

  @Test
  void lets_a_session_go_when_the_recorder_gave_up() throws Exception {
    RunLog log = new RunLog(CLAIMED, run -> {}, () -> {}, Clock.systemUTC());
    CompletableFuture<Void> session =
        CompletableFuture.runAsync(
            () -> log.bytes(new byte[RunLog.LIMIT * 2], 0, RunLog.LIMIT * 2),
            Thread::startVirtualThread);
    log.giveUp();
    session.get(10, TimeUnit.SECONDS);
    assertThat(log.flush()).isFalse();
  }
}
