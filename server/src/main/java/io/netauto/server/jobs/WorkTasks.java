package io.netauto.server.jobs;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a kind of work known to the queue: a feature offers what {@link #of} returns as a bean. */
public final class WorkTasks {
  /** The database was away, say: the work is due again after this. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  private WorkTasks() {}

  /**
   * @param name stable, for it is stored; {@link WorkQueue#enqueue} takes it
   * @param work asked for when the first is due, not before
   */
  public static Task<Void> of(String name, Supplier<? extends Work> work) {
    return Tasks.custom(name, Void.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
        .onDeadExecution((complete, operations) -> operations.reschedule(complete, Instant.now()))
        .execute((instance, context) -> after(perform(work.get(), instance.getId())));
  }

  private static Optional<Instant> perform(Work work, String id) {
    try {
      return work.perform(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(Instant.now());
    }
  }

  private static CompletionHandler<Void> after(Optional<Instant> again) {
    return (ExecutionComplete complete,
        com.github.kagkarlsson.scheduler.task.ExecutionOperations<Void> operations) -> {
      if (again.isPresent()) {
        operations.reschedule(complete, again.get());
      } else {
        operations.stop();
      }
    };
  }
}
