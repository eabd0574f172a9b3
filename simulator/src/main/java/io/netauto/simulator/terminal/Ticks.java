package io.netauto.simulator.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lines {@code tick <sequence> <microseconds since 1970>}. The beat does not drift, and a line is
 * made at the moment when it is written, so whoever reads it can tell how long it was under way.
 */
final class Ticks {
  private final long count;
  private final Duration gap;
  private final Strand strand;
  private final Consumer<String> print;
  private final long began = System.nanoTime();

  Ticks(long count, Duration gap, Strand strand, Consumer<String> print) {
    this.count = count;
    this.gap = gap;
    this.strand = strand;
    this.print = print;
  }

  /**
   * Begins.
   *
   * @param wanted asked before each line; none comes any more once it is false
   * @param then run behind the last line
   */
  void run(BooleanSupplier wanted, Runnable then) {
    next(1, wanted, then);
  }

  private void next(long n, BooleanSupplier wanted, Runnable then) {
    if (n > count) {
      then.run();
      return;
    }
    long wait = began + n * gap.toNanos() - System.nanoTime();
    // Through the timer even when late, so that a fast beat does not grow the stack.
    strand.after(
        Duration.ofNanos(Math.max(1, wait)),
        () -> {
          if (wanted.getAsBoolean()) {
            print.accept("tick " + n + " " + micros() + "\n");
            next(n + 1, wanted, then);
          }
        });
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
