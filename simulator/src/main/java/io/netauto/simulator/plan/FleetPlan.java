package io.netauto.simulator.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A fleet as it is to be.
 *
 * @param basePort port of the first device, counted up from there; zero for any free ports
 */
public record FleetPlan(int basePort, List<DevicePlan> devices) {
  public FleetPlan {
    devices = List.copyOf(devices);
    if (basePort < 0 || (basePort > 0 && basePort + devices.size() > 65536)) {
      throw new IllegalArgumentException(
          "No room for " + devices.size() + " ports from " + basePort);
    }
    Set<String> names = new HashSet<>();
    for (DevicePlan device : devices) {
      if (!names.add(device.name())) {
        throw new IllegalArgumentException("Two devices are named '" + device.name() + "'");
      }
    }
  }

  public static FleetPlan of(DevicePlan... devices) {
    return new FleetPlan(0, List.of(devices));
  }

  /** So many equal devices: {@code name-1} and up. */
  public static FleetPlan many(int count, DevicePlan like) {
    return new FleetPlan(
        0,
        IntStream.rangeClosed(1, count)
            .mapToObj(
                n ->
                    new DevicePlan(
                        like.name() + "-" + n,
                        like.platform(),
                        0,
                        like.username(),
                        like.password(),
                        like.enablePassword(),
                        like.place(),
                        like.latency(),
                        like.faults()))
            .toList());
  }

  public FleetPlan withBasePort(int port) {
    return new FleetPlan(port, devices);
  }
}
