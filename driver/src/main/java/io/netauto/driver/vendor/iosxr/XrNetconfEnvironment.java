package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.vendor.xml.Xml;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Fans, temperatures, power, load and memory in bytes, from answers of NETCONF. */
final class XrNetconfEnvironment {
  private static final List<String> MODELS =
      List.of("sysadmin-asr9k-envmon-ui", "sysadmin-envmon-ui", "sysadmin-fretta-envmon-ui");
  private static final Set<String> WITHOUT_SENSORS = Set.of("R-IOSXRV9000-CC");
  static final Set<String> INLETS = Set.of("Inlet", "Control Sensor");
  private static final Pattern POWER_TRAY = Pattern.compile("\\d/P[TM]\\d");

  private XrNetconfEnvironment() {}

  static Environment read(Asked asked) {
    boolean sensors = !WITHOUT_SENSORS.contains(XrSystem.facts(asked).model());
    List<Xml> told = sensors ? sensors(asked) : List.of();
    Map<String, Environment.Fan> fans = new LinkedHashMap<>();
    Map<String, Environment.Temperature> temperatures = new LinkedHashMap<>();
    Map<String, Environment.Power> power = new LinkedHashMap<>();
    for (Xml oper : told) {
      oper.all("fan/location").forEach(place -> addFan(fans, place));
      oper.all("temperatures/location").forEach(place -> addTemperature(temperatures, place));
      addPower(power, oper.all("power/location"));
    }
    return new Environment(fans, temperatures, power, cpus(asked), memory(asked));
  }

  /** Each family of devices has its own model; the others are empty there or refused. */
  private static List<Xml> sensors(Asked asked) {
    for (String model : MODELS) {
      List<Xml> found =
          XrRequest.ENVIRONMENT
              .ifKnown(asked, model)
              .map(answer -> answer.within("oper"))
              .orElse(List.of());
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static void addFan(Map<String, Environment.Fan> fans, Xml place) {
    String name = place.text("location").replaceFirst("^[0/]++", "");
    if (name.contains("FT")) {
      fans.put(name, new Environment.Fan(true));
    }
  }

  private static void addTemperature(Map<String, Environment.Temperature> temperatures, Xml place) {
    place.all("sensor-attributes").stream()
        .filter(sensor -> INLETS.contains(sensor.text("sensor-id")))
        .findFirst()
        .ifPresent(sensor -> temperatures.put(place.text("location"), temperature(sensor)));
  }

  private static Environment.Temperature temperature(Xml sensor) {
    double celsius = sensor.decimal("value", 0);
    return new Environment.Temperature(
        celsius, isBeyond(celsius, sensor, "major"), isBeyond(celsius, sensor, "critical"));
  }

  private static boolean isBeyond(double celsius, Xml sensor, String limit) {
    return celsius <= sensor.decimal(limit + "-lo", -1e6)
        || celsius >= sensor.decimal(limit + "-hi", 1e6);
  }

  /** A rack stands before its trays and tells the capacity of all. */
  private static void addPower(Map<String, Environment.Power> power, List<Xml> places) {
    double capacity = 0;
    for (Xml place : places) {
      String name = place.text("location");
      if (name.matches("\\d++")) {
        capacity = place.decimal("pem-attributes/usable-power-capacity", capacity);
      } else if (POWER_TRAY.matcher(name).find()) {
        for (Xml supply : place.all("pem-attributes")) {
          power.put(
              supply.text("pem"),
              new Environment.Power(
                  supply.text("status").equals("OK"),
                  capacity,
                  watts(supply.decimal("output-voltage", 0), supply.decimal("output-current", 0))));
        }
      }
    }
  }

  static double watts(double volts, double amperes) {
    return new BigDecimal(volts * amperes).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static Map<String, Environment.Cpu> cpus(Asked asked) {
    Map<String, Environment.Cpu> cpus = new LinkedHashMap<>();
    for (Xml told : XrRequest.CPU.of(asked).within("cpu-utilization")) {
      cpus.put(
          told.text("node-name"), new Environment.Cpu(told.decimal("total-cpu-five-minute", 0)));
    }
    return cpus;
  }

  private static Environment.Memory memory(Asked asked) {
    for (Xml node : XrRequest.MEMORY.of(asked).within("node")) {
      String[] place = node.text("node-name").split("/", -1);
      if (place.length > 1 && (place[1].equals("RP0") || place[1].equals("RSP0"))) {
        long available = node.number("summary/system-ram-memory", 0);
        long free = node.number("summary/free-physical-memory", 0);
        return new Environment.Memory(available, available - free);
      }
    }
    return new Environment.Memory(0, 0);
  }
}
