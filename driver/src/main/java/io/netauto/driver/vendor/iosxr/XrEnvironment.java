package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.xml.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fans, temperatures, power, load and memory in bytes, from answers of the XML agent. */
final class XrEnvironment {
  private static final String SENSOR = "sensor-name";

  private final Asked asked;
  private final Map<String, List<String>> slotsByKind = new LinkedHashMap<>();
  private final Map<String, Xml> modules = new LinkedHashMap<>();

  private XrEnvironment(Asked asked) {
    this.asked = asked;
    for (Xml slot : XrRequest.SLOTS.of(asked).within("slot")) {
      boolean active =
          slot.within("card-table").stream()
              .anyMatch(
                  cards ->
                      cards
                          .text("card/attributes/fru-info/module-administrative-state")
                          .equals("ADMIN_UP"));
      if (active) {
        String name = slot.text("naming/name");
        String kind = name.replaceAll("\\d++", "");
        slotsByKind
            .computeIfAbsent(kind.isEmpty() ? "LC" : kind, added -> new ArrayList<>())
            .add(name);
      }
    }
  }

  static Environment read(Asked asked) {
    XrEnvironment environment = new XrEnvironment(asked);
    boolean isVirtual = XrSystem.facts(asked).model().toLowerCase(Locale.ROOT).startsWith("xrv");
    return new Environment(
        isVirtual ? Map.of() : environment.fans(),
        isVirtual ? Map.of() : environment.temperatures(),
        environment.power(),
        environment.cpus(),
        isVirtual ? new Environment.Memory(0, 0) : environment.memory());
  }

  private List<String> slots(String kind) {
    return slotsByKind.getOrDefault(kind, List.of());
  }

  private Xml module(String slot) {
    return modules.computeIfAbsent(slot, name -> XrRequest.MODULE.of(asked, name));
  }

  private Map<String, Environment.Power> power() {
    Map<String, Environment.Power> power = new LinkedHashMap<>();
    for (String slot : slots("PM")) {
      // Two chassis versions tell these although they are not there.
      if (!slot.equals("PM6") && !slot.equals("PM7")) {
        double volts = sensor(slot, "host__VOLT");
        double amperes = sensor(slot, "host__CURR");
        double capacity = sensor(slot, "host__PM");
        power.put(
            slot,
            new Environment.Power(
                capacity > 0, Math.max(0, capacity), volts * amperes / 1_000_000.0));
      }
    }
    return power;
  }

  private double sensor(String slot, String name) {
    return named(slot, name).map(sensor -> sensor.decimal("value-brief", 0)).orElse(0.0);
  }

  private Optional<Xml> named(String slot, String name) {
    return module(slot).within(SENSOR).stream()
        .filter(sensor -> sensor.text("naming/name").equals(name))
        .findFirst();
  }

  private Map<String, Environment.Fan> fans() {
    Map<String, Environment.Fan> fans = new LinkedHashMap<>();
    for (String slot : slots("FT")) {
      named(slot, "host__FanSpeed_0")
          .ifPresent(
              sensor ->
                  fans.put(
                      slot, new Environment.Fan(sensor.number("value-detailed/status", 0) == 1)));
    }
    return fans;
  }

  private Map<String, Environment.Temperature> temperatures() {
    Map<String, Environment.Temperature> temperatures = new LinkedHashMap<>();
    for (List<String> slots : slotsByKind.values()) {
      for (String slot : slots) {
        named(slot, "host__Inlet0")
            .ifPresent(sensor -> temperatures.put(slot, temperature(sensor)));
      }
    }
    return temperatures;
  }

  /** Tenths of degrees; the limits stand in pairs: minor, major, critical, each low and high. */
  private static Environment.Temperature temperature(Xml sensor) {
    double tenths = sensor.decimal("value-brief", 0);
    List<Double> limits =
        sensor.all("threshold-table/threshold/value-brief").stream()
            .map(limit -> Numbers.decimal(limit.text(), 0))
            .toList();
    return new Environment.Temperature(
        tenths / 10, isBetween(tenths, limits, 2), isBetween(tenths, limits, 4));
  }

  private static boolean isBetween(double value, List<Double> limits, int low) {
    return limits.size() > low + 1 && limits.get(low) <= value && value <= limits.get(low + 1);
  }

  private Map<String, Environment.Cpu> cpus() {
    Map<String, Environment.Cpu> cpus = new LinkedHashMap<>();
    for (Xml told : XrRequest.CPU.of(asked).within("cpu-utilization")) {
      Xml node = told.find("naming/node-name").orElse(told);
      cpus.put(
          node.text("rack") + "/" + node.text("slot") + "/" + node.text("instance"),
          new Environment.Cpu(told.decimal("total-cpu-five-minute", 0)));
    }
    return cpus;
  }

  private Environment.Memory memory() {
    List<String> processors = slots("RSP");
    for (Xml node : XrRequest.MEMORY.of(asked).within("node")) {
      if (!processors.isEmpty()
          && node.text("naming/node-name/slot").equals(processors.getFirst())) {
        long available = node.number("summary/system-ram-memory", 0);
        long free = node.number("summary/free-application-memory", 0);
        return new Environment.Memory(available, available - free);
      }
    }
    return new Environment.Memory(0, 0);
  }
}
