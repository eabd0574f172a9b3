package io.netauto.server.demo;

import io.netauto.server.credentials.KnownHosts;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.inventory.SshProfile;
import io.netauto.server.web.StartNotes;
import io.netauto.simulator.SimulatedDevice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Puts the simulated devices into the inventory, or tells those of an earlier demo their new ports.
 * Their host keys are new at each start, so the old ones are forgotten.
 */
@Component
@Profile("demo")
class DemoInventory implements SmartLifecycle {
  private final DemoFleet fleet;
  private final Devices devices;
  private final KnownHosts knownHosts;
  private final Logins logins;
  private final StartNotes notes;
  private boolean running;

  DemoInventory(
      DemoFleet fleet, Devices devices, KnownHosts knownHosts, Logins logins, StartNotes notes) {
    this.fleet = fleet;
    this.devices = devices;
    this.knownHosts = knownHosts;
    this.logins = logins;
    this.notes = notes;
  }

  @Override
  public void start() {
    running = true;
    Actor admin = logins.firstAdmin();
    List<SimulatedDevice> simulated = fleet.devices();
    for (SimulatedDevice device : simulated) {
      DeviceId id =
          devices
              .byHostname(admin, device.name())
              .map(known -> devices.edit(admin, known.id(), place(device)))
              .orElseGet(() -> devices.add(admin, whole(device)))
              .id();
      knownHosts.of(admin, id.value()).forEach(key -> knownHosts.delete(admin, key.id()));
    }
    notes.add(
        "%d simulated devices. Try: ./netauto run %s \"show version\""
            .formatted(simulated.size(), simulated.getFirst().name()));
  }

  /** What changes from start to start; the rest is the user's. */
  private static DeviceDraft place(SimulatedDevice device) {
    return new DeviceDraft(
        null,
        device.host(),
        device.port(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static DeviceDraft whole(SimulatedDevice device) {
    Map<String, String> tags = new HashMap<>();
    device.place().tags().forEach(tag -> tags.put(tag, "yes"));
    return new DeviceDraft(
        device.name(),
        device.host(),
        device.port(),
        Device.Protocol.SSH,
        SshProfile.MODERN,
        "",
        "",
        "demo:" + device.name(),
        device.place().vendor(),
        device.platform(),
        device.place().model(),
        device.place().role(),
        device.place().site(),
        tags,
        Map.of("simulated", true),
        true);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the first administrator is made, before the web server opens. */
  @Override
  public int getPhase() {
    return 10;
  }
}
