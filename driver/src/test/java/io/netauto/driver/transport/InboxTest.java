package io.netauto.driver.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InboxTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Inbox inbox = new Inbox();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void every_byte_is_read_once_and_in_order_whatever_the_pieces(long seed) throws Exception {
    int total = 8_000_000;
    Thread sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  Random random = new Random(seed);
                  byte[] piece = new byte[40_000];
                  int at = 0;
                  while (at < total) {
                    int n = Math.min(1 + random.nextInt(piece.length), total - at);
                    for (int i = 0; i < n; i++) {
                      piece[i] = (byte) ((at + i) * 31 >> 3);
                    }
                    inbox.put(piece, 0, n);
                    at += n;
                    try {
                      inbox.awaitSpace();
                    } catch (InterruptedException e) {
                      return;
                    }
                  }
                  inbox.end();
                });
    Random random = new Random(-seed);
    int at = 0;
    while (true) {
      byte[] buffer = new byte[1 + random.nextInt(70_000)];
      int n = inbox.take(buffer, Deadline.after(LONG));
      if (n == Transport.END) {
        break;
      }
      assertThat(n).isPositive();
      for (int i = 0; i < n; i++) {
        if (buffer[i] != (byte) ((at + i) * 31 >> 3)) {
          throw new AssertionError("Another byte at " + (at + i));
        }
      }
      at += n;
    }
    assertThat(at).isEqualTo(total);
    sender.join();
  }

  @Test
  void what_arrived_is_read_before_the_failure_is_told() throws Exception {
    inbox.put(new byte[] {1, 2, 3}, 0, 3);
    inbox.fail(new IOException("gone"));
    byte[] buffer = new byte[2];
    assertThat(inbox.take(buffer, Deadline.after(LONG))).isEqualTo(2);
    assertThat(inbox.take(buffer, Deadline.after(LONG))).isEqualTo(1);
    assertThatThrownBy(() -> inbox.take(buffer, Deadline.after(LONG))).hasMessage("gone");
  }

  @Test
  void a_reader_who_waits_ends_with_the_deadline_an_interrupt_or_an_abort() throws Exception {
    assertThat(inbox.take(new byte[8], Deadline.after(Duration.ofMillis(5))))
        .isEqualTo(Transport.TIMEOUT);
    CompletableFuture<Throwable> interrupted = waiting();
    assertThat(interrupted.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    CompletableFuture<Throwable> aborted = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> aborted.complete(failureOfTake()));
    inbox.abort(new IOException("closed"));
    assertThat(aborted.get(5, TimeUnit.SECONDS)).hasMessage("closed");
  }

  private CompletableFuture<Throwable> waiting() throws InterruptedException {
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread reader = Thread.ofPlatform().start(() -> outcome.complete(failureOfTake()));
    while (!isWaiting(reader)) {
      Thread.onSpinWait();
    }
    reader.interrupt();
    return outcome;
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private Throwable failureOfTake() {
    try {
      return new IllegalStateException(
          "Read " + inbox.take(new byte[8], Deadline.after(LONG)) + " bytes.");
    } catch (IOException | InterruptedException e) {
      return e;
    }
  }

  @Test
  void bytes_that_come_with_the_end_are_read_before_it() throws Exception {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    byte[] buffer = new byte[8];
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    first.complete(inbox.take(buffer, Deadline.after(LONG)));
                  } catch (IOException | InterruptedException e) {
                    first.completeExceptionally(e);
                  }
                });
    while (!isWaiting(reader)) {
      Thread.onSpinWait();
    }
    inbox.put(new byte[] {7}, 0, 1);
    inbox.end();
    assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(buffer[0]).isEqualTo((byte) 7);
    assertThat(inbox.take(buffer, Deadline.after(LONG))).isEqualTo(Transport.END);
  }

  @Test
  void a_long_wait_ends_at_its_deadline() throws Exception {
    Deadline deadline = Deadline.after(LongWaits.SHORT.plusMillis(600));
    assertThat(inbox.take(new byte[10], deadline)).isEqualTo(Transport.TIMEOUT);
    assertThat(deadline.remainingNanos()).isBetween(-Duration.ofSeconds(5).toNanos(), 0L);
  }

  @Test
  void the_next_long_wait_ends_too_when_none_was_left_meanwhile() throws Exception {
    for (int i = 0; i < 2; i++) {
      Deadline deadline = Deadline.after(LongWaits.SHORT.plusMillis(10));
      assertThat(inbox.take(new byte[10], deadline)).isEqualTo(Transport.TIMEOUT);
      assertThat(deadline.passed()).isTrue();
    }
  }
}
