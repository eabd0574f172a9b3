package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.Printed;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What commands print, without the line with the time of day that IOS XR puts above it. */
final class XrText {
  private static final Pattern TIME_OF_DAY =
      Pattern.compile(
          "\\s*+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\w{3} {1,2}\\d{1,2} [\\d:.]{8,15} \\S{1,16}\\s*+");

  private XrText() {}

  static List<Line> lines(Asked asked, String command) {
    return withoutTime(asked.printed(command));
  }

  /** The lines, or nothing when the device refuses the command. */
  static Optional<List<Line>> linesIfKnown(Asked asked, String command) {
    return asked.printedIfKnown(command).map(XrText::withoutTime);
  }

  private static List<Line> withoutTime(Printed printed) {
    return printed.lines().stream()
        .filter(line -> !TIME_OF_DAY.matcher(line.text()).matches())
        .toList();
  }
}
