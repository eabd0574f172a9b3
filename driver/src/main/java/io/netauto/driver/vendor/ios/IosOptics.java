package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Optics;
import io.netauto.driver.getters.Optics.Channel;
import io.netauto.driver.getters.Optics.Level;
import io.netauto.driver.getters.Optics.PhysicalChannels;
import io.netauto.driver.getters.Optics.State;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code show interfaces transceiver}, switch by switch where two are joined to one. What the
 * device does not tell is -100 dBm.
 */
final class IosOptics {
  private static final String COMMAND = "show interfaces transceiver";
  private static final double UNKNOWN = -100;

  private IosOptics() {}

  static Map<String, Optics> read(Asked asked) {
    Map<String, Optics> all = new LinkedHashMap<>();
    for (Line line : lines(asked)) {
      List<String> words = line.words();
      if (words.size() >= 5) {
        all.put(
            InterfaceName.canonical(words.getFirst()),
            optics(power(words.get(4)), power(words.get(3))));
      }
    }
    return all;
  }

  private static List<Line> lines(Asked asked) {
    Optional<List<Line>> one = IosOutput.linesIfKnown(asked, COMMAND);
    if (one.isPresent()) {
      return table(one.get());
    }
    List<Line> both = new ArrayList<>();
    for (String number : List.of("1", "2")) {
      IosOutput.linesIfKnown(asked, COMMAND + " switch " + number)
          .ifPresent(lines -> both.addAll(table(lines)));
    }
    return both;
  }

  private static List<Line> table(List<Line> lines) {
    return lines.stream()
        .dropWhile(line -> !line.text().startsWith("---------"))
        .skip(1)
        .takeWhile(line -> !line.text().startsWith("---------"))
        .toList();
  }

  private static double power(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  private static Optics optics(double input, double output) {
    State state =
        new State(
            new Level(input, UNKNOWN, UNKNOWN, UNKNOWN),
            new Level(output, UNKNOWN, UNKNOWN, UNKNOWN),
            new Level(0, 0, 0, 0));
    return new Optics(new PhysicalChannels(List.of(new Channel(0, state))));
  }
}
