package io.netauto.server.jobs;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a kind of work known to the queue: a feature offers what {@link #of} returns as a bean. */
public final class WorkTasks {
  private static final Logger log = LoggerFactory.getLogger(WorkTasks.class);

  /** The database was away, say: the work is due again after this. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  private WorkTasks() {}

  /**
   * @param name stable, for it is stored; {@link WorkQueue#enqueue} takes it
   * @param work asked for when the first is due, not before
   */
  public static Task<Void> of(String name, Supplier<? extends Work> work) {
    return Tasks.oneTime(name, Void.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
        .onDeadExecution((complete, operations) -> judge(work.get(), complete, operations))
        .execute((instance, context) -> work.get().perform(Long.parseLong(instance.getId())));
  }

  private static void judge(
      Work work, ExecutionComplete complete, ExecutionOperations<Void> operations) {
    String id = complete.getExecution().getId();
    log.warn("The node that did {} {} is dead.", complete.getExecution().getTaskName(), id);
    if (work.redoAfterDeath(Long.parseLong(id))) {
      operations.reschedule(complete, Instant.now());
    } else {
      operations.stop();
    }
  }
}
