package io.netauto.simulator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One device as it is to be.
 *
 * @param name host name, unique in its fleet
 * @param platform id of its platform, such as {@code cisco_ios}
 * @param host loopback address that it listens at, such as {@code 127.16.0.1}
 * @param port TCP port; zero takes one from the fleet's base port, or any free port
 */
public record DevicePlan(
    String name,
    String platform,
    String host,
    int port,
    Login login,
    Place place,
    Latency latency,
    List<Fault> faults) {
  /** Where a device listens unless told otherwise. */
  public static final String LOCALHOST = "127.0.0.1";

  public DevicePlan {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("Not a device name: '" + name + "'");
    }
    if (!host.matches("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}")) {
      throw new IllegalArgumentException(
          "Not a loopback address of '" + name + "': '" + host + "'; use 127.x.y.z");
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
        LOCALHOST,
        0,
        Login.of("admin", "admin-pass", "enable-pass"),
        Place.NOWHERE,
        Latency.instant(),
        List.of());
  }

  public String username() {
    return login.username();
  }

  public String password() {
    return login.password();
  }

  /** Empty if the enable command asks for none. */
  public String enablePassword() {
    return login.enablePassword();
  }

  /** The same device with one more fault. */
  public DevicePlan withFault(Fault fault) {
    List<Fault> more = new ArrayList<>(faults);
    more.add(fault);
    return new DevicePlan(name, platform, host, port, login, place, latency, more);
  }

  /** The same device, writing in random pieces. */
  public DevicePlan withChaos(long seed) {
    return withFault(new Fault.Chaos(seed));
  }

  public DevicePlan withName(String other) {
    return new DevicePlan(other, platform, host, port, login, place, latency, faults);
  }

  public DevicePlan withLatency(Latency other) {
    return new DevicePlan(name, platform, host, port, login, place, other, faults);
  }

  public DevicePlan withPort(int other) {
    return new DevicePlan(name, platform, host, other, login, place, latency, faults);
  }

  public DevicePlan withHost(String other) {
    return new DevicePlan(name, platform, other, port, login, place, latency, faults);
  }

  public DevicePlan withPlace(Place other) {
    return new DevicePlan(name, platform, host, port, login, other, latency, faults);
  }

  public DevicePlan withLogin(Login other) {
    return new DevicePlan(name, platform, host, port, other, place, latency, faults);
  }

  /** The same device with another user, password and enable password. */
  public DevicePlan withLogin(String user, String pass, String enablePass) {
    return withLogin(new Login(user, pass, enablePass, login.realm(), login.credRef()));
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
