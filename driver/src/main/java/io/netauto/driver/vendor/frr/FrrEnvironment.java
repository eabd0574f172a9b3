package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.Printed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the kernel of the host tells: each processor's load in the second between two looks,
 * the memory in bytes, and the sensors. Of power supplies it tells nothing.
 */
final class FrrEnvironment {
  private static final String LOAD = "grep '^cpu[0-9]' /proc/stat";
  private static final String COMMAND =
      "grep '^Mem' /proc/meminfo; %s; sleep 1; %s; grep -sH '' /sys/class/hwmon/hwmon*/[nft]*"
          .formatted(LOAD, LOAD);
  private static final Pattern MEMORY = Pattern.compile("^Mem(Total|Available):\\s++(\\d++) kB$");
  private static final Pattern PROCESSOR = Pattern.compile("^cpu(\\d{1,5}+) (.*)$");

  /** Columns of a processor; those behind count what is in the first two already. */
  private static final int USER_TO_STEAL = 8;

  private static final int IDLE = 3;
  private static final int WAITING = 4;

  /** Ticks since the host was started. */
  private record Ticks(long busy, long all) {}

  private FrrEnvironment() {}

  static Environment read(Asked asked) {
    Printed printed = FrrHost.ask(asked, COMMAND, "The shell of a Linux host was expected.");
    Map<String, Long> memory = new LinkedHashMap<>();
    Map<String, Ticks> before = new LinkedHashMap<>();
    Map<String, Environment.Cpu> cpus = new LinkedHashMap<>();
    Hwmon sensors = new Hwmon();
    for (Line line : printed.lines()) {
      Matcher kilobytes = MEMORY.matcher(line.text());
      Matcher processor = PROCESSOR.matcher(line.text());
      if (kilobytes.matches()) {
        memory.put(kilobytes.group(1), line.integer(kilobytes.group(2)) * 1024);
      } else if (processor.matches()) {
        Ticks now = ticks(line, List.of(processor.group(2).strip().split(" ++")));
        Ticks then = before.putIfAbsent(processor.group(1), now);
        if (then != null) {
          cpus.put(processor.group(1), new Environment.Cpu(usage(then, now)));
        }
      } else {
        sensors.add(line.text());
      }
    }
    Long total = memory.get("Total");
    Long available = memory.get("Available");
    if (total == null || available == null || cpus.isEmpty()) {
      throw printed.unreadable("MemTotal, MemAvailable and two looks at cpu0 were expected.");
    }
    return new Environment(
        sensors.fans(),
        sensors.temperatures(),
        Map.of(),
        cpus,
        new Environment.Memory(total, total - available));
  }

  private static Ticks ticks(Line line, List<String> columns) {
    if (columns.size() < USER_TO_STEAL) {
      throw line.unreadable("At least eight counters were expected.");
    }
    long all = 0;
    for (String column : columns.subList(0, USER_TO_STEAL)) {
      all += line.integer(column);
    }
    long busy = all - line.integer(columns.get(IDLE)) - line.integer(columns.get(WAITING));
    return new Ticks(busy, all);
  }

  /** Percent with one digit behind the point; the kernel's count of idle ticks may go back. */
  private static double usage(Ticks then, Ticks now) {
    long all = now.all() - then.all();
    double busy = (double) (now.busy() - then.busy()) / Math.max(all, 1);
    return Math.clamp(Math.round(busy * 1000) / 10.0, 0, 100);
  }
}
