package io.netauto.server.demo;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.FleetFile;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The simulated devices of the demo, on free ports of the loopback address. */
@Component
@Profile("demo")
class DemoFleet implements AutoCloseable {
  private final Fleet fleet = Fleet.start(FleetFile.demo().withBasePort(0));

  List<SimulatedDevice> devices() {
    return fleet.devices();
  }

  Optional<SimulatedDevice> device(String name) {
    return fleet.devices().stream().filter(device -> device.name().equals(name)).findFirst();
  }

  @Override
  public void close() {
    fleet.close();
  }
}
