package io.netauto.simulator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One device as it is to be.
 *
 * @param name host name, unique in its fleet
 * @param platform id of its platform, such as {@code cisco_ios}
 * @param port TCP port; zero takes one from the fleet's base port, or any free port
 * @param enablePassword empty if the enable command asks for none
 */
public record DevicePlan(
    String name,
    String platform,
    int port,
    String username,
    String password,
    String enablePassword,
    Place place,
    Latency latency,
    List<Fault> faults) {

  public DevicePlan {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("Not a device name: '" + name + "'");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("Not a port of '" + name + "': " + port);
    }
    faults = List.copyOf(faults);
  }

  /** A device without latency and faults: user {@code admin}, {@code admin-pass}, enable-pass. */
  public static DevicePlan of(String name, String platform) {
    return new DevicePlan(
        name,
        platform,
        0,
        "admin",
        "admin-pass",
        "enable-pass",
        Place.NOWHERE,
        Latency.instant(),
        List.of());
  }

  /** The same device with one more fault. */
  public DevicePlan withFault(Fault fault) {
    List<Fault> more = new ArrayList<>(faults);
    more.add(fault);
    return new DevicePlan(
        name, platform, port, username, password, enablePassword, place, latency, more);
  }

  /** The same device, writing in random pieces. */
  public DevicePlan withChaos(long seed) {
    return withFault(new Fault.Chaos(seed));
  }

  public DevicePlan withLatency(Latency other) {
    return new DevicePlan(
        name, platform, port, username, password, enablePassword, place, other, faults);
  }

  public DevicePlan withPort(int other) {
    return new DevicePlan(
        name, platform, other, username, password, enablePassword, place, latency, faults);
  }

  public DevicePlan withPlace(Place other) {
    return new DevicePlan(
        name, platform, port, username, password, enablePassword, other, latency, faults);
  }

  /** The same device with another user, password and enable password. */
  public DevicePlan withLogin(String user, String pass, String enablePass) {
    return new DevicePlan(name, platform, port, user, pass, enablePass, place, latency, faults);
  }

  /** The first fault of a kind, if the device has it. */
  public <F extends Fault> Optional<F> fault(Class<F> kind) {
    return faults.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  public boolean has(Class<? extends Fault> kind) {
    return fault(kind).isPresent();
  }

  @Override
  public String toString() {
    return name + " (" + platform + ")";
  }
}
