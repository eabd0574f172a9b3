package io.netauto.server.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simple commands that a line holds. NX-OS and shells run several that {@code ;} or {@code &&}
 * parts, and some words only say where the next command runs: {@code do}, {@code sudo}.
 */
final class CommandPieces {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern WRAPPER =
      Pattern.compile(
          "(?i)(?:do(?:-exec)?|run|sudo(?: -[a-z]+)*|exec|admin|nohup|tmsh|vsh) (?=\\S)");
  private static final Pattern PATH = Pattern.compile("(?:/usr)?/s?bin/");
  private static final Pattern QUOTED_COMMAND = Pattern.compile("-c ?(?:\"([^\"]*)\"|'([^']*)')");

  private CommandPieces() {}

  /** One space where there were several or tabs, none around. */
  static String normal(String command) {
    return SPACE.matcher(command.strip()).replaceAll(" ");
  }

  /**
   * Everything in the line that a device might take for a command of its own: the line itself, what
   * separators part, and what stands behind words like {@code do}. Rather one too many than one too
   * few: separators count within quotes, too.
   */
  static List<String> suspects(String line) {
    List<String> suspects = new ArrayList<>();
    String whole = normal(line);
    addUnwrapped(suspects, whole);
    String[] parts = whole.split("&&|\\|\\||[;&\\n`]|\\$\\(", -1);
    if (parts.length > 1) {
      for (String part : parts) {
        addUnwrapped(suspects, part.strip());
      }
    }
    Matcher quoted = QUOTED_COMMAND.matcher(whole);
    while (quoted.find()) {
      String inner = quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
      addUnwrapped(suspects, inner.strip());
    }
    return suspects;
  }

  private static void addUnwrapped(List<String> suspects, String command) {
    String rest = command;
    for (int i = 0; i < 4 && !rest.isEmpty(); i++) {
      suspects.add(rest);
      if (rest.startsWith("/")) {
        Matcher path = PATH.matcher(rest);
        suspects.add(
            path.lookingAt() ? rest.substring(path.end()) : normal(rest.replace('/', ' ')));
      }
      Matcher wrapper = WRAPPER.matcher(rest);
      if (!wrapper.lookingAt()) {
        return;
      }
      rest = rest.substring(wrapper.end());
    }
  }

  /**
   * The text parted at {@code separator} where that stands outside of quotes.
   *
   * @return empty when a quote is not closed
   */
  static List<String> parted(String text, char separator) {
    List<String> parts = new ArrayList<>();
    char quote = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == separator) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return quote == 0 ? parts : List.of();
  }
}
