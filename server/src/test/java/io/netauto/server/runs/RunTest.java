package io.netauto.server.runs;

import io.netauto.driver.Secret;
import io.netauto.server.credentials.Credential;
import io.netauto.server.credentials.CredentialSource;
import io.netauto.server.credentials.Resolution;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.server.testing.ServerTest;
import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.RealmPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Runs on simulated devices, each done in the thread of its test. */
@Import(RunTest.SimulatorLogin.class)
@TestPropertySource(properties = {"netauto.telnet=true", "netauto.trust-on-first-use=true"})
abstract class RunTest extends ServerTest {
  /** The login of simulated devices, by any name, unless a test gives a name another password. */
  static class SimulatorLogin implements CredentialSource {
    static final Map<String, String> PASSWORDS = new ConcurrentHashMap<>();

    @Override
    public String scheme() {
      return "sim";
    }

    @Override
    public Optional<String> problemWith(CustomerId customer, String name) {
      return Optional.empty();
    }

    @Override
    public Resolution resolve(CustomerId customer, String name) {
      return new Resolution.Found(
          new Credential(
              "admin",
              Secret.of(PASSWORDS.getOrDefault(name, "admin-pass")),
              Secret.of("enable-pass"),
              null,
              null));
    }
  }

  @Autowired protected PerformRun work;
  @Autowired protected RunStates states;
  @Autowired protected JobTable targets;
  @Autowired protected Jobs jobs;
  @Autowired protected Logins logins;
  @Autowired protected TransactionTemplate transaction;

  /** A name that no other test logs in with. */
  protected final String credential = unique("cred");

  private final List<Fleet> toClose = new ArrayList<>();

  @AfterEach
  void closeAll() {
    toClose.forEach(Fleet::close);
  }

  protected Fleet fleet(List<DevicePlan> devices, RealmPlan... realms) {
    Fleet fleet = Fleet.start(new FleetPlan(0, devices, List.of(realms), 1));
    toClose.add(fleet);
    return fleet;
  }

  protected SimulatedDevice simulated(DevicePlan plan) {
    return fleet(List.of(plan)).devices().getFirst();
  }

  protected SimulatedDevice simulated() {
    return simulated(DevicePlan.of("r1", "cisco_ios"));
  }

  /** The number of a device in the inventory. */
  protected long added(SimulatedDevice at, Map<String, Object> more) {
    return added(admin(), at, more);
  }

  protected long added(Client client, SimulatedDevice at, Map<String, Object> more) {
    Map<String, Object> device = new HashMap<>();
    device.put("hostname", unique(at.name()));
    device.put("address", at.host());
    device.put("port", at.port());
    device.put("platform", at.platform());
    device.put("credRef", "sim:" + credential);
    device.putAll(more);
    return client.post("/api/v1/devices", device).with(201).path("id").asLong();
  }

  protected void change(long device, Map<String, Object> change) {
    admin().patch("/api/v1/devices/" + device, change).with(200);
  }

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
