package io.netauto.simulator;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.device.Realm;
import io.netauto.simulator.device.Totals;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.recording.Recording;
import io.netauto.simulator.ssh.Port;
import io.netauto.simulator.ssh.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet of simulated devices that are reachable over SSH until it is closed. Thread-safe. */
public final class Fleet implements AutoCloseable {
  private final Ports ports;
  private final Map<String, SimulatedDevice> devices;
  private final List<Realm> realms;
  private final Totals totals;

  private Fleet(
      Ports ports, Map<String, SimulatedDevice> devices, Collection<Realm> realms, Totals totals) {
    this.ports = ports;
    this.devices = Collections.unmodifiableMap(devices);
    this.realms = List.copyOf(realms);
    this.totals = totals;
  }

  /** Starts all devices of a plan; none, if one of their ports is taken. */
  public static Fleet start(FleetPlan plan) {
    return start(plan, Map.of());
  }

  /**
   * Starts all devices of a plan; none, if one of their ports is taken.
   *
   * @param recordings what answers instead of a platform, by the device's name
   */
  public static Fleet start(FleetPlan plan, Map<String, Recording> recordings) {
    Ports ports = new Ports(plan.seed());
    Totals totals = new Totals();
    Map<String, Realm> realms = new LinkedHashMap<>();
    plan.realms().forEach(each -> realms.put(each.name(), new Realm(each)));
    try {
      Map<Device, Integer> wanted = new LinkedHashMap<>();
      int next = plan.basePort();
      for (DevicePlan each : plan.devices()) {
        int number = each.port() > 0 || next == 0 ? each.port() : next;
        next += next == 0 || each.port() > 0 ? 0 : 1;
        Realm realm = realms.get(each.login().realm());
        wanted.put(
            new Device(each, Clock.systemUTC(), totals, realm, recordings.get(each.name())),
            number);
      }
      Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
      for (Port port : ports.open(wanted)) {
        devices.put(port.device().plan().name(), new SimulatedDevice(port));
      }
      return new Fleet(ports, devices, realms.values(), totals);
    } catch (IOException e) {
      ports.close();
      throw new UncheckedIOException("The fleet did not start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      ports.close();
      throw e;
    }
  }

  /** The devices, in the order of the plan. */
  public List<SimulatedDevice> devices() {
    return List.copyOf(devices.values());
  }

  /** The device of that name; a name that is not known is refused. */
  public SimulatedDevice device(String name) {
    SimulatedDevice device = devices.get(name);
    if (device == null) {
      throw new IllegalArgumentException("No such device: '" + name + "'");
    }
    return device;
  }

  /** The device of that name, if there is one. */
  public Optional<SimulatedDevice> find(String name) {
    return Optional.ofNullable(devices.get(name));
  }

  /** What has been counted on all devices since the start or the last reset. */
  public Totals.Figures totals() {
    return totals.figures();
  }

  /** What each realm has counted, in the order of the plan. */
  public List<Realm.Figures> realms() {
    return realms.stream().map(Realm::figures).toList();
  }

  /**
   * Forgets what was received and counts from zero; sessions go on.
   *
   * @param configurations whether the devices lose what was configured, too
   */
  public void reset(boolean configurations) {
    totals.reset();
    realms.forEach(Realm::reset);
    devices.values().forEach(each -> each.reset(configurations));
  }

  /** Ends all sessions, frees all ports, leaves no thread. */
  @Override
  public void close() {
    ports.close();
  }
}
