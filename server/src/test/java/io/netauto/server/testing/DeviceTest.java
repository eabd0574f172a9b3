package io.netauto.server.testing;

import io.netauto.driver.Secret;
import io.netauto.server.credentials.Credential;
import io.netauto.server.credentials.CredentialSource;
import io.netauto.server.credentials.Resolution;
import io.netauto.server.identity.CustomerId;
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
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Simulated devices, in the inventory of the server under test. */
@Import(DeviceTest.SimulatorLogin.class)
@TestPropertySource(properties = {"netauto.telnet=true", "netauto.trust-on-first-use=true"})
public abstract class DeviceTest extends ServerTest {
  /** The login of simulated devices, by any name, unless a test gives a name another password. */
  public static class SimulatorLogin implements CredentialSource {
    public static final Map<String, String> PASSWORDS = new ConcurrentHashMap<>();

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
}
