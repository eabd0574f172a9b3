package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.Environment.Cpu;
import io.netauto.driver.getters.Environment.Fan;
import io.netauto.driver.getters.Environment.Memory;
import io.netauto.driver.getters.Environment.Power;
import io.netauto.driver.getters.Environment.Temperature;
import io.netauto.driver.getters.text.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads processor load, memory and temperatures. Fans and power supplies are not read: an entry
 * {@code invalid} stands for them, as in NAPALM.
 */
final class IosEnvironment {
  private static final String UNREAD = "invalid";
  private static final Pattern ONE_MINUTE = Pattern.compile("one minute: (\\d{1,3})%; five");
  private static final Pattern SYSTEM_MEMORY =
      Pattern.compile("System memory\\s*:\\s*(\\d+)K total, (\\d+)K used");
  private static final Pattern SENSOR = Pattern.compile("^(.*) Temperature Value");
  private static final Pattern DEGREES = Pattern.compile(":\\s*+(-?\\d{1,4}(?:\\.\\d{1,4})?)");

  private IosEnvironment() {}

  static Environment read(Asked asked) {
    double usage = 0;
    for (Line line : IosOutput.lines(asked, "show proc cpu")) {
      Matcher load = ONE_MINUTE.matcher(line.text());
      if (load.find()) {
        usage = line.number(load.group(1));
        break;
      }
    }
    Memory memory =
        IosOutput.linesIfKnown(asked, "show memory statistics")
            .map(IosEnvironment::pools)
            .orElseGet(() -> systemMemory(asked));
    Map<String, Temperature> temperatures =
        IosOutput.linesIfKnown(asked, "show env temperature status")
            .filter(lines -> lines.stream().noneMatch(l -> l.text().contains("Not Supported")))
            .map(IosEnvironment::temperatures)
            .orElseGet(() -> Map.of(UNREAD, new Temperature(-1, false, false)));
    return new Environment(
        Map.of(UNREAD, new Fan(true)),
        temperatures,
        Map.of(UNREAD, new Power(true, -1, -1)),
        Map.of("0", new Cpu(usage)),
        memory);
  }

  /** The sums of the processor's and the I/O pool, in bytes. */
  private static Memory pools(List<Line> lines) {
    long total = 0;
    long used = 0;
    for (Line line : lines) {
      List<String> words = line.words();
      boolean isPool =
          words.size() >= 5
              && (words.getFirst().equals("Processor")
                  || words.getFirst().equals("I/O")
                  || words.getFirst().endsWith("_io"));
      if (isPool) {
        total += line.integer(words.get(2));
        used += line.integer(words.get(3));
      }
    }
    return new Memory(total, used);
  }

  /** In kilobytes, on systems without {@code show memory statistics}. */
  private static Memory systemMemory(Asked asked) {
    for (Line line : IosOutput.lines(asked, "show memory")) {
      Matcher matcher = SYSTEM_MEMORY.matcher(line.text());
      if (matcher.find()) {
        return new Memory(line.integer(matcher.group(1)), line.integer(matcher.group(2)));
      }
    }
    throw asked.printed("show memory").unreadable("A line \"System memory\" was expected.");
  }

  private static Map<String, Temperature> temperatures(List<Line> lines) {
    Map<String, Temperature> all = new LinkedHashMap<>();
    String name = "";
    for (Line line : lines) {
      Matcher sensor = SENSOR.matcher(line.text());
      Temperature last = all.get(name);
      if (sensor.find()) {
        name = sensor.group(1).toLowerCase(Locale.ROOT);
        all.put(name, new Temperature(degrees(line), false, false));
      } else if (last != null && line.text().contains("Yellow Threshold")) {
        boolean alert = last.temperature() > degrees(line);
        all.put(name, new Temperature(last.temperature(), alert, last.isCritical()));
      } else if (last != null && line.text().contains("Red Threshold")) {
        boolean critical = last.temperature() > degrees(line);
        all.put(name, new Temperature(last.temperature(), last.isAlert(), critical));
      }
    }
    return all;
  }

  private static double degrees(Line line) {
    Matcher matcher = DEGREES.matcher(line.text());
    if (!matcher.find()) {
      throw line.unreadable("A temperature was expected behind the colon.");
    }
    return line.number(matcher.group(1));
  }
}
