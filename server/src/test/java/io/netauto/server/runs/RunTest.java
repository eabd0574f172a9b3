package io.netauto.server.runs;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.server.testing.DeviceTest;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Runs on simulated devices, each done in the thread of its test. */
abstract class RunTest extends DeviceTest {
  @Autowired protected PerformRun work;
  @Autowired protected RunStates states;
  @Autowired protected JobTable targets;
  @Autowired protected Jobs jobs;
  @Autowired protected Logins logins;
  @Autowired protected TransactionTemplate transaction;

  private CustomerId customer(long device) {
    return new CustomerId(
        jdbc.sql("select customer_id from device where id = :id")
            .param("id", device)
            .query(Long.class)
            .single());
  }

  /** A run of a job of its own, which this node has claimed and not begun. */
  protected Claimed claimed(long device, String... commands) {
    CustomerId customer = customer(device);
    return transaction.execute(
        status -> {
          NewJob order = NewJob.single("run_commands", NewJob.Mode.READ, "", Map.of(), null);
          JobId job = jobs.create(logins.firstAdmin(), order).orElseThrow();
          JobTable.Plan plan =
              new JobTable.Plan(
                  job,
                  customer,
                  NewJob.Mode.READ,
                  true,
                  false,
                  1,
                  1,
                  JobOrder.of(List.of(commands), Map.of()));
          return states
              .claim(targets.make(plan, targets.targets(customer, List.of(new DeviceId(device)))))
              .getFirst();
        });
  }

  /** Runs a command in this thread. */
  protected RunEnd run(long device, String... commands) {
    return work.perform(
            claimed(device, commands.length == 0 ? new String[] {"show version"} : commands))
        .orElseThrow();
  }

  protected String cause(RunEnd end) {
    return end.cause() == null ? "" : end.cause().code();
  }

  protected JsonNode shown(RunId run) {
    return admin().get("/api/v1/runs/" + run).with(200);
  }
}
