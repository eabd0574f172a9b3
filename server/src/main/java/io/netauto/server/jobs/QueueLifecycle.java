package io.netauto.server.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** At the stop of a node the queue claims nothing new before the features end what they do. */
@Component
class QueueLifecycle implements SmartLifecycle {
  private final ObjectProvider<Scheduler> scheduler;
  private volatile boolean running;
  private volatile boolean paused;

  QueueLifecycle(ObjectProvider<Scheduler> scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void start() {
    running = true;
    if (paused) {
      paused = false;
      scheduler.getObject().resume();
    }
  }

  @Override
  public void stop() {
    running = false;
    paused = true;
    scheduler.getObject().pause();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before the features do. */
  @Override
  public int getPhase() {
    return 1_000;
  }
}
