package io.netauto.server.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The durable queue: work is queued in the caller's transaction and claimed by any node. */
@Service
public class WorkQueue {
  private final ObjectProvider<Scheduler> scheduler;
  private final Clock clock;

  WorkQueue(ObjectProvider<Scheduler> scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Who asks decides what goes first: a person's single run overtakes a bulk job. */
  public enum Priority {
    BULK(10),
    PERSON(100);

    private final int value;

    Priority(int value) {
      this.value = value;
    }
  }

  /** Queues work of the kind that {@link WorkTasks#of} named; call it in a transaction. */
  public void enqueue(String work, Collection<Long> ids, Priority priority) {
    Instant now = clock.instant();
    List<SchedulableInstance<?>> instances =
        ids.stream()
            .<SchedulableInstance<?>>map(
                id ->
                    SchedulableInstance.of(
                        new TaskInstance<>(work, id.toString(), () -> null, priority.value), now))
            .toList();
    scheduler.getObject().scheduleBatch(instances);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            scheduler.getObject().triggerCheckForDueExecutions();
          }
        });
  }
}
