package io.netauto.server.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The durable queue: work is queued in the caller's transaction and claimed by any node. */
@Service
public class WorkQueue {
  private final ObjectProvider<Scheduler> scheduler;
  private final JdbcClient jdbc;
  private final Clock clock;

  WorkQueue(ObjectProvider<Scheduler> scheduler, JdbcClient jdbc, Clock clock) {
    this.scheduler = scheduler;
    this.jdbc = jdbc;
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

    /** As in the API and the database. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Queues work that is due now; call it in a transaction. */
  public void enqueue(String work, Collection<String> ids, Priority priority) {
    enqueue(work, ids, priority, clock.instant());
  }

  /**
   * Queues work of the kind that {@link WorkTasks#of} named; call it in a transaction.
   *
   * @param ids each new among the queued work of this kind
   */
  public void enqueue(String work, Collection<String> ids, Priority priority, Instant due) {
    List<SchedulableInstance<?>> instances =
        ids.stream()
            .<SchedulableInstance<?>>map(
                id ->
                    SchedulableInstance.of(
                        new TaskInstance<>(work, id, () -> null, priority.value), due))
            .toList();
    scheduler.getObject().scheduleBatch(instances);
    lookAfterCommit();
  }

  /**
   * Queues work that is due then, or makes the queued one of the same id due then; call it in a
   * transaction. Work that is being done is left to say itself when it is due again.
   */
  public void at(String work, String id, Priority priority, Instant due) {
    boolean queued =
        jdbc.sql(
                    """
                    update scheduled_tasks
                    set execution_time = case when picked then execution_time else :due end,
                        version = case when picked then version else version + 1 end
                    where task_name = :work and task_instance = :id
                    """)
                .param("due", Timestamp.from(due))
                .param("work", work)
                .param("id", id)
                .update()
            == 1;
    if (queued) {
      lookAfterCommit();
    } else {
      enqueue(work, List.of(id), priority, due);
    }
  }

  /** Makes queued work due now that was due later; does nothing when it is done or being done. */
  public void hurry(String work, String id) {
    jdbc.sql(
            """
            update scheduled_tasks set execution_time = :now, version = version + 1
            where task_name = :work and task_instance = :id and not picked and execution_time > :now
            """)
        .param("now", Timestamp.from(clock.instant()))
        .param("work", work)
        .param("id", id)
        .update();
    lookAfterCommit();
  }

  private void lookAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            scheduler.getObject().triggerCheckForDueExecutions();
          }
        });
  }
}
