package io.netauto.driver.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes who waits long, shortly before the time is over. A wait that nearly always ends by bytes
 * would set and clear a timer of its own, which wakes the thread of the timers each time: a fifth
 * of the CPU of a short command. Here all share one, which runs only while somebody waits.
 * Thread-safe.
 */
final class LongWaits {
  /** Shorter waits need a timer of their own. */
  static final Duration SHORT = Duration.ofSeconds(1);

  /** Not in a pool that others may keep busy. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          250, TimeUnit.MILLISECONDS, Thread.ofVirtual().name("long-waits")::start);

  /** Those of this process. */
  static final LongWaits ALL = new LongWaits();

  private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();

  /** Who waits. */
  interface Waiter {
    /**
     * Called now and then, on a thread that others share, as long as it waits: it wakes itself when
     * no more than {@link #SHORT} is left.
     */
    void look();
  }

  void add(Waiter waiter) {
    waiting.add(waiter);
    tick();
  }

  void remove(Waiter waiter) {
    waiting.remove(waiter);
  }

  private void tick() {
    if (!ticking.get() && ticking.compareAndSet(false, true)) {
      LATER.execute(this::look);
    }
  }

  private void look() {
    waiting.forEach(Waiter::look);
    ticking.set(false);
    if (!waiting.isEmpty()) {
      tick();
    }
  }
}
