package io.netauto.driver.textfsm;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;

/**
 * A row of an index: the templates for a platform's command.
 *
 * @param line in the index
 * @param templates file names; their tables are joined
 */
record IndexRow(int line, List<String> templates, LinePattern platform, LinePattern command) {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  boolean matches(String platformName, String commandText) {
    Line line = new Line(LIMIT);
    line.set(platformName);
    Matcher matcher = platform.lines().match(line);
    if (matcher == null || !endsWord(platformName, matcher.end())) {
      return false;
    }
    line.set(commandText);
    return command.lines().match(line) != null;
  }

  /** A row for {@code cisco_ios} is good for {@code cisco_ios_telnet}, not for cisco_iosxr. */
  private static boolean endsWord(String text, int end) {
    return end == text.length() || text.charAt(end) == '_';
  }
}
