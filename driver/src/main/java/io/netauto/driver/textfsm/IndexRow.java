package io.netauto.driver.textfsm;

import java.time.Duration;
import java.util.List;

/**
 * A row of an index: the templates for a platform's command.
 *
 * @param line in the index
 * @param templates file names; their tables are joined
 */
record IndexRow(int line, List<String> templates, LinePattern platform, LinePattern command) {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** True when the row is for this platform's command; throws {@link Line.TooLong}. */
  boolean matches(String platformName, String commandText) {
    Line line = new Line(LIMIT);
    line.set(platformName);
    LinePattern.Lines platforms = platform.lines();
    if (!platforms.match(line) || !endsWord(platformName, platforms.end(0))) {
      return false;
    }
    line.set(commandText);
    return command.lines().match(line);
  }

  /** A row for {@code cisco_ios} is good for {@code cisco_ios_telnet}, not for cisco_iosxr. */
  private static boolean endsWord(String text, int end) {
    return end == text.length() || text.charAt(end) == '_';
  }
}
