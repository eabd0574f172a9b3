package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.SessionListener;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Duration QUIET = Duration.ofSeconds(1);

  private int read = 1;
  private final Wire wire =
      new Wire(
          new Transport() {
            @Override
            public int read(byte[] buffer, Deadline deadline) {
              return read;
            }

            @Override
            public void write(byte[] bytes) {}

            @Override
            public void abort() {}

            @Override
            public void close() {}
          },
          Recording.PLATFORMS.get("frr"),
          Recording.options(),
          SessionListener.none());

  @Test
  void time_in_which_nobody_looked_is_no_quiet() throws Exception {
    wire.begin();
    wire.readNow();
    long later = aMomentLater();
    assertThat(wire.quietFor(QUIET).nanoTime()).isGreaterThanOrEqualTo(later + QUIET.toNanos());

    read = Transport.TIMEOUT;
    wire.readNow();
    Deadline quiet = wire.quietFor(QUIET);
    aMomentLater();
    wire.readNow();
    assertThat(wire.quietFor(QUIET)).isEqualTo(quiet);

    wire.type("");
    assertThat(wire.quietFor(QUIET).nanoTime()).isGreaterThan(quiet.nanoTime());
  }

  private static long aMomentLater() {
    long from = System.nanoTime();
    long now = from;
    while (now == from) {
      now = System.nanoTime();
    }
    return now;
  }
}
