package io.netauto.simulator.device;

import io.netauto.simulator.plan.RealmPlan;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What judges the logins of many devices, as an AAA server does: it takes so many in any sliding
 * second and refuses the rest. Thread-safe.
 */
public final class Realm {
  private static final long SECOND = 1_000_000_000L;

  private final RealmPlan plan;
  private final Deque<Long> taken = new ArrayDeque<>();
  private final Deque<Long> asked = new ArrayDeque<>();
  private long logins;
  private long refused;
  private int peak;

  public Realm(RealmPlan plan) {
    this.plan = plan;
  }

  /**
   * Whether a login is taken now; one that is not does not use up the rate.
   *
   * @param now of {@link System#nanoTime}
   */
  public synchronized boolean admits(long now) {
    expire(taken, now);
    expire(asked, now);
    asked.add(now);
    peak = Math.max(peak, asked.size());
    if (plan.rate() > 0 && taken.size() >= plan.rate()) {
      refused++;
      return false;
    }
    taken.add(now);
    logins++;
    return true;
  }

  private static void expire(Deque<Long> times, long now) {
    while (!times.isEmpty() && now - times.element() >= SECOND) {
      times.remove();
    }
  }

  public synchronized Figures figures() {
    return new Figures(plan.name(), plan.rate(), logins, refused, peak);
  }

  /** Counts from zero; the logins of the last second still use up the rate. */
  public synchronized void reset() {
    logins = 0;
    refused = 0;
    peak = 0;
  }

  /**
   * What a realm has counted.
   *
   * @param rate logins in any second; zero is without limit
   * @param logins taken, with right or wrong passwords
   * @param refused beyond the rate: each a violation of it
   * @param mostPerSecond the most that was asked in any sliding second, refused ones among it
   */
  public record Figures(String name, int rate, long logins, long refused, int mostPerSecond) {}
}
