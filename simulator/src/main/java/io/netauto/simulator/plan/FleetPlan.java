package io.netauto.simulator.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A fleet as it is to be.
 *
 * @param basePort port of the first device, counted up from there; zero for any free ports
 * @param realms the realms that its devices name
 * @param seed the same seed gives each device the same host key again; zero makes new ones
 */
public record FleetPlan(int basePort, List<DevicePlan> devices, List<RealmPlan> realms, long seed) {
  public FleetPlan {
    devices = List.copyOf(devices);
    realms = List.copyOf(realms);
    long counted = devices.stream().filter(each -> each.port() == 0).count();
    if (basePort < 0 || (basePort > 0 && basePort + counted > 65536)) {
      throw new IllegalArgumentException(
          "No room for " + counted + " ports from " + basePort + "; give each device an address");
    }
    Set<String> known = new HashSet<>();
    for (RealmPlan realm : realms) {
      if (!known.add(realm.name())) {
        throw new IllegalArgumentException("Two realms are named '" + realm.name() + "'");
      }
    }
    Set<String> names = new HashSet<>();
    for (DevicePlan device : devices) {
      if (!names.add(device.name())) {
        throw new IllegalArgumentException("Two devices are named '" + device.name() + "'");
      }
      String realm = device.login().realm();
      if (!realm.isEmpty() && !known.contains(realm)) {
        throw new IllegalArgumentException(
            "No such realm: '" + realm + "' of '" + device.name() + "'; known are " + known);
      }
    }
  }

  public FleetPlan(int basePort, List<DevicePlan> devices) {
    this(basePort, devices, List.of(), 0);
  }

  public static FleetPlan of(DevicePlan... devices) {
    return new FleetPlan(0, List.of(devices));
  }

  /** So many equal devices: {@code name-1} and up. */
  public static FleetPlan many(int count, DevicePlan like) {
    return new FleetPlan(
        0,
        IntStream.rangeClosed(1, count)
            .mapToObj(n -> like.withName(like.name() + "-" + n))
            .toList());
  }

  /** The same fleet of altered devices. */
  public FleetPlan withEach(UnaryOperator<DevicePlan> change) {
    return new FleetPlan(basePort, devices.stream().map(change).toList(), realms, seed);
  }

  public FleetPlan withBasePort(int port) {
    return new FleetPlan(port, devices, realms, seed);
  }

  public FleetPlan withSeed(long other) {
    return new FleetPlan(basePort, devices, realms, other);
  }
}
