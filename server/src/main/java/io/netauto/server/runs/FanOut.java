package io.netauto.server.runs;

import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.Work;
import io.netauto.server.jobs.WorkQueue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the runs of a job from its frozen targets, a batch at a time. Each batch is one transaction
 * with the note of how far it came, so a restart goes on where it was.
 */
@Component
class FanOut implements Work {
  /** The name of this work in the queue; its ids are numbers of jobs. */
  static final String NAME = "fan_out";

  private static final int BATCH = 500;

  private final JobTable table;
  private final Jobs jobs;
  private final WorkQueue queue;
  private final TransactionTemplate transaction;

  FanOut(JobTable table, Jobs jobs, WorkQueue queue, TransactionTemplate transaction) {
    this.table = table;
    this.jobs = jobs;
    this.queue = queue;
    this.transaction = transaction;
  }

  @Override
  public Optional<Instant> perform(String id) {
    JobId job = new JobId(Long.parseLong(id));
    jobs.release(job);
    while (Boolean.TRUE.equals(transaction.execute(status -> batch(job)))) {
      // The next one.
    }
    return Optional.empty();
  }

  /**
   * @return whether there may be more
   */
  private boolean batch(JobId job) {
    Optional<JobTable.Plan> plan = table.lockPlan(job);
    if (plan.isEmpty()) {
      return false;
    }
    JobTable.Plan p = plan.get();
    if (p.made() == p.total()) {
      table.forgetTargets(job);
      return false;
    }
    List<JobTable.Target> targets = table.targets(job, p.made(), BATCH);
    List<Long> pending = table.make(p, targets);
    if (!pending.isEmpty()) {
      queue.enqueue(
          PerformRuns.NAME,
          Slice.ids(job.value(), p.person(), pending),
          p.person() ? WorkQueue.Priority.PERSON : WorkQueue.Priority.BULK);
    }
    return true;
  }
}
