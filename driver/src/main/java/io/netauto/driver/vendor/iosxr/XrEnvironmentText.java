package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.vendor.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code show environment all} as 64-bit IOS XR prints it, {@code show processes cpu} and
 * {@code show memory summary}. The sensor of the inlet goes by the name of its place, the others by
 * place and sensor; memory is in bytes.
 */
final class XrEnvironmentText {
  private static final List<String> COMMANDS =
      List.of("show environment all", "admin show environment all");
  private static final String PROCESSORS = "show processes cpu";
  private static final String MEMORY = "show memory summary";
  private static final String NOTHING = "No entries found";

  private static final Pattern NODE =
      Pattern.compile("^\\s*+-{4} node(\\d++)_(\\w+?)_(\\w++) -{4}");
  private static final Pattern LOAD =
      Pattern.compile("^CPU utilization for one minute: \\d{1,3}%; five minutes: (\\d{1,3})%");
  private static final Pattern PHYSICAL =
      Pattern.compile(
          "^\\s*+Physical Memory: (\\d{1,12})([KMG]) total \\((\\d{1,12})([KMG]) available\\)");

  private XrEnvironmentText() {}

  static Environment read(Asked asked) {
    XrEnvironmentTables tables = tables(asked);
    return new Environment(
        tables.fans(), tables.temperatures(), tables.power(), cpus(asked), memory(asked));
  }

  private static XrEnvironmentTables tables(Asked asked) {
    for (String command : COMMANDS) {
      List<Line> lines = XrText.linesIfKnown(asked, command).orElse(List.of());
      XrEnvironmentTables tables = XrEnvironmentTables.of(lines);
      // A virtual router has no sensors.
      boolean none = lines.stream().anyMatch(line -> line.text().contains(NOTHING));
      if (tables.isKnown() || none) {
        return tables;
      }
    }
    throw asked
        .printed(COMMANDS.getLast())
        .unreadable("The tables of temperatures, fans and power of 64-bit IOS XR were expected.");
  }

  private static Map<String, Environment.Cpu> cpus(Asked asked) {
    Map<String, Environment.Cpu> cpus = new LinkedHashMap<>();
    String name = "0";
    for (Line line : XrText.lines(asked, PROCESSORS)) {
      Matcher node = NODE.matcher(line.text());
      Matcher load = LOAD.matcher(line.text());
      if (node.find()) {
        name = node.group(1) + "/" + node.group(2) + "/" + node.group(3);
      } else if (load.find()) {
        cpus.put(name, new Environment.Cpu(line.number(load.group(1))));
      }
    }
    if (cpus.isEmpty()) {
      throw asked.printed(PROCESSORS).unreadable("A line \"CPU utilization\" was expected.");
    }
    return cpus;
  }

  private static Environment.Memory memory(Asked asked) {
    for (Line line : XrText.lines(asked, MEMORY)) {
      Matcher told = PHYSICAL.matcher(line.text());
      if (told.find()) {
        long total = bytes(told.group(1), told.group(2));
        return new Environment.Memory(total, total - bytes(told.group(3), told.group(4)));
      }
    }
    throw asked.printed(MEMORY).unreadable("A line \"Physical Memory\" was expected.");
  }

  private static long bytes(String number, String unit) {
    int shift =
        switch (unit) {
          case "K" -> 10;
          case "M" -> 20;
          default -> 30;
        };
    return Numbers.whole(number, 0) << shift;
  }
}
