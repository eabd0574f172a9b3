package io.netauto.server.runs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A flag that one thread waits for and any may raise; raising it twice is raising it once. */
final class Signal implements AutoCloseable {
  private final Semaphore raised = new Semaphore(0);
  private final Consumer<Signal> onClose;

  Signal(Consumer<Signal> onClose) {
    this.onClose = onClose;
  }

  void raise() {
    raised.release();
  }

  /**
   * Waits until the flag is raised and lowers it.
   *
   * @return false when the time was over first
   */
  boolean await(Duration limit) throws InterruptedException {
    boolean was = raised.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    raised.drainPermits();
    return was;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
