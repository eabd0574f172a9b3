package io.netauto.driver.transport;

import java.time.Duration;

/** A point in time on the clock of {@link System#nanoTime()}. */
public record Deadline(long nanoTime) {

  public static Deadline after(Duration limit) {
    return new Deadline(System.nanoTime() + Math.min(limit.toNanos(), Long.MAX_VALUE / 4));
  }

  /** What is left, negative when it has passed. */
  public long remainingNanos() {
    return nanoTime - System.nanoTime();
  }

  public boolean passed() {
    return remainingNanos() <= 0;
  }

  /** The sooner of the two. */
  public Deadline or(Deadline other) {
    return nanoTime - other.nanoTime <= 0 ? this : other;
  }
}
