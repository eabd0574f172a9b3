package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.Environment.Cpu;
import io.netauto.driver.getters.Environment.Fan;
import io.netauto.driver.getters.Environment.Memory;
import io.netauto.driver.getters.Environment.Power;
import io.netauto.driver.getters.Environment.Temperature;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.Printed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code show system resources} and {@code show environment temperature}. Fans and
 * power supplies are not read: an entry {@code invalid} stands for them, as in NAPALM.
 */
final class NxosEnvironmentText {
  private static final String UNREAD = "invalid";
  private static final Pattern CPU =
      Pattern.compile("^\\s+CPU(\\d+) states\\s*:.*kernel,\\s+(\\d{1,3}(?:\\.\\d{1,4})?)% idle");
  private static final Pattern MEMORY =
      Pattern.compile("Memory usage:\\s+(\\d+)K total,\\s+(\\d+)K used");

  private NxosEnvironmentText() {}

  static Environment read(Asked asked) {
    Printed resources = asked.printed("show system resources");
    Map<String, Cpu> cpu = new LinkedHashMap<>();
    cpu.put("0", new Cpu(-1));
    Memory memory = null;
    for (Line line : resources.lines()) {
      Matcher load = CPU.matcher(line.text());
      Matcher usage = MEMORY.matcher(line.text());
      if (load.find()) {
        cpu.put(
            load.group(1), new Cpu(Math.round((100 - line.number(load.group(2))) * 100) / 100.0));
      } else if (memory == null && usage.find()) {
        memory = new Memory(line.integer(usage.group(1)), line.integer(usage.group(2)));
      }
    }
    if (memory == null) {
      throw resources.unreadable("A line \"Memory usage:\" was expected.");
    }
    return new Environment(
        Map.of(UNREAD, new Fan(true)),
        temperatures(asked.printed("show environment temperature")),
        Map.of(UNREAD, new Power(true, -1, -1)),
        cpu,
        memory);
  }

  private static Map<String, Temperature> temperatures(Printed printed) {
    Map<String, Temperature> all = new LinkedHashMap<>();
    for (Line line : printed.lines()) {
      if (line.text().isEmpty() || !Character.isDigit(line.text().charAt(0))) {
        continue;
      }
      List<String> words = line.words();
      if (words.size() != 6) {
        throw line.unreadable("Module, sensor, two limits, temperature and status were expected.");
      }
      double degrees = line.number(words.get(4));
      all.put(
          words.get(1) + "-" + words.get(0),
          new Temperature(
              degrees, degrees >= line.number(words.get(3)), degrees >= line.number(words.get(2))));
    }
    return all;
  }
}
