package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Objects;

/** The commands of a request, checked. */
final class CommandLines {
  private static final int LINES_LIMIT = 100;
  private static final int LINE_LIMIT = 1_000;

  private CommandLines() {}

  /** The commands without surrounding space and without empty ones; refused when they are none. */
  static List<String> checked(List<String> commands) {
    List<String> lines =
        commands.stream()
            .filter(Objects::nonNull)
            .map(String::strip)
            .filter(c -> !c.isEmpty())
            .toList();
    if (lines.isEmpty()) {
      throw ProblemException.invalid("commands", "Give at least one command, e.g. show version.");
    }
    if (lines.size() > LINES_LIMIT) {
      throw ProblemException.invalid(
          "commands", "At most %d commands in one run.".formatted(LINES_LIMIT));
    }
    for (String line : lines) {
      if (line.length() > LINE_LIMIT) {
        throw ProblemException.invalid(
            "commands", "A command has at most %d characters.".formatted(LINE_LIMIT));
      }
      if (line.contains(Redactor.MASK)) {
        throw ProblemException.invalid(
            "commands",
            "A command holds \"%s\", which stands for a secret that you may not see. Write the secret there."
                .formatted(Redactor.MASK));
      }
      if (line.chars().anyMatch(Character::isISOControl)) {
        throw ProblemException.invalid(
            "commands",
            "A command is one line without control characters; give several as several.");
      }
    }
    return lines;
  }
}
