package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.text.Line;
import java.util.List;
import java.util.Optional;

/** Output without the two lines that "terminal exec prompt timestamp" puts above it. */
final class IosOutput {
  private IosOutput() {}

  static List<Line> lines(Asked asked, String command) {
    return withoutTimestamp(asked.printed(command).lines());
  }

  /** The lines, or nothing when the device refuses the command. */
  static Optional<List<Line>> linesIfKnown(Asked asked, String command) {
    return asked.printedIfKnown(command).map(printed -> withoutTimestamp(printed.lines()));
  }

  private static List<Line> withoutTimestamp(List<Line> lines) {
    return lines.stream()
        .filter(line -> !line.text().startsWith("Load for five secs"))
        .filter(line -> !line.text().startsWith("Time source is "))
        .toList();
  }
}
