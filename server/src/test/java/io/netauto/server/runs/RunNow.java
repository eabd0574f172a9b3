package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.inventory.Device;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.jobs.NewJob.Mode;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs a command on a device in the calling thread, past the queue and the governor. */
@TestComponent
class RunNow {
  private final PerformRun work;
  private final RunStates states;
  private final JobTable targets;
  private final Jobs jobs;
  private final TransactionTemplate transaction;

  RunNow(
      PerformRun work,
      RunStates states,
      JobTable targets,
      Jobs jobs,
      TransactionTemplate transaction) {
    this.work = work;
    this.states = states;
    this.targets = targets;
    this.jobs = jobs;
    this.transaction = transaction;
  }

  RunId run(Actor actor, Device device) {
    RunStates.Claimed claimed =
        transaction.execute(
            status -> {
              JobId job =
                  jobs.create(actor, NewJob.single("run_commands", Mode.READ, "", Map.of(), null))
                      .orElseThrow();
              JobTable.Plan plan =
                  new JobTable.Plan(
                      job,
                      device.customer(),
                      Mode.READ,
                      true,
                      false,
                      1,
                      1,
                      JobOrder.of(List.of("show version"), Map.of()));
              return states
                  .claim(
                      targets.make(plan, targets.targets(device.customer(), List.of(device.id()))))
                  .getFirst();
            });
    work.perform(claimed);
    return claimed.id();
  }
}
