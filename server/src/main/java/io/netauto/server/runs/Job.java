package io.netauto.server.runs;

import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.NewJob.Mode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as people see it.
 *
 * @param status queued, scheduled, running, success, partial, failed or cancelled
 * @param order what it does on each device
 * @param total how many devices it has
 * @param made how many of its runs exist; the others are counted as pending
 * @param counts its runs by status, each status named
 * @param parent the job whose runs it tries again; null for none
 * @param schedule the number of the schedule that made it; null for none
 * @param window the number of the maintenance window in which its runs may begin; null for any time
 * @param due when it was to begin; null for at once
 * @param seq the number of its newest event
 */
public record Job(
    JobId id,
    String type,
    Mode mode,
    String title,
    String priority,
    String status,
    JobOrder order,
    int total,
    int made,
    Map<RunStatus, Integer> counts,
    boolean cancelAsked,
    @Nullable JobId parent,
    @Nullable Long schedule,
    @Nullable Long window,
    @Nullable Instant due,
    long seq,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  public Job {
    counts = Map.copyOf(counts);
  }

  /** The same job with its title and its order in other words. */
  Job told(String name, JobOrder words) {
    return new Job(
        id,
        type,
        mode,
        name,
        priority,
        status,
        words,
        total,
        made,
        counts,
        cancelAsked,
        parent,
        schedule,
        window,
        due,
        seq,
        requestedBy,
        createdAt,
        startedAt,
        finishedAt);
  }

  /** Whether all its runs are over. */
  public boolean isFinal() {
    return counts.getOrDefault(RunStatus.PENDING, 0) + counts.getOrDefault(RunStatus.RUNNING, 0)
        == 0;
  }
}
