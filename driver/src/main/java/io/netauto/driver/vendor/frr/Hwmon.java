package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sensors of a Linux host, as they stand in files below {@code /sys/class/hwmon}: {@code
 * hwmon2/temp1_input:45000}. Their names and units are the kernel's, see {@code
 * Documentation/hwmon/sysfs-interface}.
 */
final class Hwmon {
  private static final Pattern FILE =
      Pattern.compile(
          "^/sys/class/hwmon/(hwmon\\d{1,4}+)/(?:(name)|((?:fan|temp)\\d{1,4}+)_([a-z_]{1,32}+)):(.*)$");
  private static final String NAME = "name";
  private static final double MILLI = 1000;

  /** By chip, then sensor, then what is told of it; the chip's own name stands at {@code name}. */
  private final Map<String, Map<String, Map<String, String>>> chips = new LinkedHashMap<>();

  /** Takes a line of {@code grep -H}; others are left out. */
  void add(String line) {
    Matcher file = FILE.matcher(line);
    if (file.matches()) {
      boolean isName = file.group(2) != null;
      chips
          .computeIfAbsent(file.group(1), chip -> new TreeMap<>())
          .computeIfAbsent(isName ? NAME : file.group(3), sensor -> new LinkedHashMap<>())
          .put(isName ? NAME : file.group(4), file.group(5).strip());
    }
  }

  /** A fan works while it turns and its chip does not complain of it. */
  Map<String, Environment.Fan> fans() {
    Map<String, Environment.Fan> fans = new LinkedHashMap<>();
    each(
        "fan",
        (name, told) ->
            fans.put(
                name,
                new Environment.Fan(
                    number(told, "input") > 0 && !is(told, "fault") && !is(told, "alarm"))));
    return fans;
  }

  Map<String, Environment.Temperature> temperatures() {
    Map<String, Environment.Temperature> temperatures = new LinkedHashMap<>();
    each("temp", (name, told) -> temperatures.put(name, temperature(told)));
    return temperatures;
  }

  private static Environment.Temperature temperature(Map<String, String> told) {
    if (is(told, "fault")) {
      return new Environment.Temperature(-1, false, false);
    }
    boolean critical =
        is(told, "crit_alarm") || is(told, "emergency_alarm") || isAtLeast(told, "crit");
    boolean alert =
        critical || is(told, "alarm") || is(told, "max_alarm") || isAtLeast(told, "max");
    return new Environment.Temperature(number(told, "input") / MILLI, alert, critical);
  }

  private interface Sensor {
    void told(String name, Map<String, String> values);
  }

  /** Sensors without a value are left out: the chip has no such part. */
  private void each(String kind, Sensor sensor) {
    chips.forEach(
        (chip, sensors) ->
            sensors.forEach(
                (id, told) -> {
                  if (id.startsWith(kind) && told.containsKey("input")) {
                    sensor.told(chipName(chip) + " " + told.getOrDefault("label", id), told);
                  }
                }));
  }

  /** What the chip is called, or where it is when another one is called so too. */
  private String chipName(String chip) {
    String name = nameOf(chip);
    long alike = chips.keySet().stream().filter(other -> nameOf(other).equals(name)).count();
    return alike > 1 ? name + " " + chip : name;
  }

  private String nameOf(String chip) {
    return chips.getOrDefault(chip, Map.of()).getOrDefault(NAME, Map.of()).getOrDefault(NAME, chip);
  }

  private static boolean is(Map<String, String> told, String flag) {
    return told.getOrDefault(flag, "0").equals("1");
  }

  /** A limit of zero or below is none. */
  private static boolean isAtLeast(Map<String, String> told, String limit) {
    double at = number(told, limit);
    return at > 0 && number(told, "input") >= at;
  }

  private static double number(Map<String, String> told, String name) {
    String text = told.getOrDefault(name, "");
    return text.matches("-?\\d{1,12}") ? Double.parseDouble(text) : -1;
  }
}
