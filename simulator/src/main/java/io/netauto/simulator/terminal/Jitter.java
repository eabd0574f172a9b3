package io.netauto.simulator.terminal;

import java.time.Duration;
import java.util.Random;

/** Waits that vary as a person's or a busy device's do, the same for the same seed. */
public final class Jitter {
  private final Random random;
  private final double share;

  public Jitter(long seed, double share) {
    this.random = new Random(seed);
    this.share = share;
  }

  public synchronized Duration vary(Duration wait) {
    if (share == 0 || wait.isZero()) {
      return wait;
    }
    return Duration.ofNanos((long) (wait.toNanos() * (1 + share * (2 * random.nextDouble() - 1))));
  }
}
