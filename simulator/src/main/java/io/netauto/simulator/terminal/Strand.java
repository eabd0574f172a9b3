package io.netauto.simulator.terminal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of one session one after the other, on whichever thread brings them: the first to
 * arrive runs its step and all that come meanwhile.
 */
final class Strand implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Strand.class);

  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ScheduledExecutorService timer;

  Strand(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  @Override
  public void execute(Runnable step) {
    steps.add(step);
    if (waiting.getAndIncrement() > 0) {
      return;
    }
    do {
      Runnable next = steps.poll();
      if (next != null) {
        run(next);
      }
    } while (waiting.decrementAndGet() > 0);
  }

  private static void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("A step of a simulated session failed", e);
    }
  }

  /** Runs a step after a wait, at once if there is none; not at all once the fleet is closed. */
  void after(Duration wait, Runnable step) {
    if (wait.isZero()) {
      execute(step);
      return;
    }
    try {
      var _ = timer.schedule(() -> execute(step), wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      steps.clear();
    }
  }
}
