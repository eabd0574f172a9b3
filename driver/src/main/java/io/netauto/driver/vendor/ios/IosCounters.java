package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Counters;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show interfaces}, and the drops of {@code show interface summary}. */
final class IosCounters {
  private static final Pattern INPUT =
      Pattern.compile("(\\d{1,19}) packets input, (\\d{1,19}) bytes");
  private static final Pattern OUTPUT =
      Pattern.compile("(\\d{1,19}) packets output, (\\d{1,19}) bytes");
  private static final Pattern BROADCASTS =
      Pattern.compile("Received (\\d{1,19}) broadcasts(?: \\((\\d{1,19}) (?:IP )?multicasts\\))?");
  private static final Pattern INPUT_ERRORS = Pattern.compile("(\\d{1,19}) input errors");
  private static final Pattern OUTPUT_ERRORS = Pattern.compile("(\\d{1,19}) output errors");

  /** Name, then the input queue's length and drops, and the output queue's. */
  private static final Pattern SUMMARY =
      Pattern.compile("^\\*?\\s*(\\S+)\\s+\\d+\\s+(\\d{1,19})\\s+\\d+\\s+(\\d{1,19})\\s+\\d");

  private static final Counters UNKNOWN =
      new Counters(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);

  private IosCounters() {}

  static Map<String, Counters> read(Asked asked) {
    Map<String, Counters> all = new LinkedHashMap<>();
    String name = "";
    for (Line line : IosOutput.lines(asked, "show interfaces")) {
      Matcher head = IosInterfaces.HEAD.matcher(line.text());
      if (head.find()) {
        name = head.group(1);
        all.put(name, UNKNOWN);
      } else if (!name.isEmpty()) {
        all.computeIfPresent(name, (any, counters) -> counted(counters, line));
      }
    }
    Map<String, long[]> drops =
        IosOutput.linesIfKnown(asked, "show interface summary")
            .map(IosCounters::drops)
            .orElse(Map.of());
    all.replaceAll(
        (interfaceName, counters) ->
            drops.containsKey(interfaceName)
                ? withDrops(counters, drops.getOrDefault(interfaceName, new long[2]))
                : counters);
    return all;
  }

  private static Counters counted(Counters now, Line line) {
    Matcher match = INPUT.matcher(line.text());
    if (match.find()) {
      return now.withReceived(line.integer(match.group(1)), line.integer(match.group(2)));
    }
    if (match.reset().usePattern(OUTPUT).find()) {
      return now.withSent(line.integer(match.group(1)), line.integer(match.group(2)));
    }
    if (match.reset().usePattern(BROADCASTS).find()) {
      long multicasts = match.group(2) == null ? -1 : line.integer(match.group(2));
      return now.withReceivedToMany(line.integer(match.group(1)), multicasts);
    }
    if (match.reset().usePattern(INPUT_ERRORS).find()) {
      return now.withErrors(now.txErrors(), line.integer(match.group(1)));
    }
    if (match.reset().usePattern(OUTPUT_ERRORS).find()) {
      return now.withErrors(line.integer(match.group(1)), now.rxErrors());
    }
    return now;
  }

  private static Counters withDrops(Counters counters, long[] drops) {
    return counters.withDiscards(drops[1], drops[0]);
  }

  private static Map<String, long[]> drops(List<Line> lines) {
    Map<String, long[]> drops = new HashMap<>();
    for (Line line : lines) {
      Matcher row = SUMMARY.matcher(line.text());
      if (row.find()) {
        long[] both = {line.integer(row.group(2)), line.integer(row.group(3))};
        drops.put(row.group(1), both);
        drops.put(InterfaceName.canonical(row.group(1)), both);
      }
    }
    return drops;
  }
}
