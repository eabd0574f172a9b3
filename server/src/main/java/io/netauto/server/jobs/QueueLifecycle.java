package io.netauto.server.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the queue does at the start and the stop of a node: at the stop it claims nothing new before
 * the features end what they do.
 *
 * <p>At the start of a node that owns its database, every claim in the queue is of a node that is
 * dead, since the data folder's lock admits one at a time; their heartbeats are aged, so that they
 * are judged at once and not after the missed heartbeats.
 */
@Component
class QueueLifecycle implements SmartLifecycle {
  private final ObjectProvider<Scheduler> scheduler;
  private final JdbcClient jdbc;
  private final boolean ownsDatabase;
  private volatile boolean running;

  QueueLifecycle(
      ObjectProvider<Scheduler> scheduler,
      JdbcClient jdbc,
      @Value("${NET_AUTO_DB_URL:}") String databaseUrl) {
    this.scheduler = scheduler;
    this.jdbc = jdbc;
    this.ownsDatabase = databaseUrl.isBlank();
  }

  @Override
  public void start() {
    running = true;
    if (ownsDatabase) {
      jdbc.sql("update scheduled_tasks set last_heartbeat = 'epoch' where picked").update();
    }
  }

  @Override
  public void stop() {
    running = false;
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
