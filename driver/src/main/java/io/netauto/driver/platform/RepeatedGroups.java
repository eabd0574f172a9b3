package io.netauto.driver.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the groups of a regular expression that are repeated and can give back what they took. */
final class RepeatedGroups {
  /** What repeats more often than a few times. */
  private static final Pattern QUANTIFIER =
      Pattern.compile("(?:[*+]|\\{\\d{0,4},(?:\\d{2,6})?\\}|\\{\\d{2,6}\\})(?<mode>[+?]?)");

  private static final Pattern OPENING =
      Pattern.compile("\\((?:\\?(?:<[A-Za-z][A-Za-z0-9]*>|<?[=!]|>|[a-zA-Z-]*:))?");

  /** One character, escape or class, and its quantifier. */
  private static final Pattern ONLY_A_REPETITION =
      Pattern.compile(
          "(?:\\\\.|\\.|\\[(?:\\\\.|[^\\]\\\\])++\\]|[^\\\\\\[(.)|])(?:[*+]|\\{\\d{0,4},\\})\\??");

  /**
   * A repeated group.
   *
   * @param text the group with its parentheses and its quantifier
   * @param alternatives what stands between its bars
   * @param endless whether there is no bound to its repetitions
   */
  record Group(String text, List<String> alternatives, boolean endless) {
    Group {
      alternatives = List.copyOf(alternatives);
    }

    boolean repeatsARepetition() {
      return endless && alternatives.stream().anyMatch(a -> ONLY_A_REPETITION.matcher(a).matches());
    }
  }

  private record Open(int at, int inside, boolean atomic, List<Integer> bars) {}

  private RepeatedGroups() {}

  static List<Group> of(String expression) {
    List<Group> groups = new ArrayList<>();
    ArrayDeque<Open> open = new ArrayDeque<>();
    for (int i = 0; i < expression.length(); i++) {
      switch (expression.charAt(i)) {
        case '\\' -> i = behindEscape(expression, i) - 1;
        case '[' -> i = behindClass(expression, i) - 1;
        case '(' -> {
          Matcher opening = OPENING.matcher(expression).region(i, expression.length());
          int inside = opening.lookingAt() ? opening.end() : i + 1;
          open.push(new Open(i, inside, expression.startsWith("(?>", i), new ArrayList<>()));
          i = inside - 1;
        }
        case '|' -> {
          if (!open.isEmpty()) {
            open.peek().bars().add(i);
          }
        }
        case ')' -> {
          if (!open.isEmpty()) {
            close(expression, open.pop(), i, groups);
          }
        }
        default -> {}
      }
    }
    return groups;
  }

  private static void close(String expression, Open open, int end, List<Group> groups) {
    Matcher quantifier =
        QUANTIFIER
            .matcher(expression)
            .region(Math.min(end + 1, expression.length()), expression.length());
    if (!quantifier.lookingAt() || quantifier.group("mode").equals("+")) {
      return;
    }
    List<String> alternatives = new ArrayList<>();
    int from = open.inside();
    for (int bar : open.bars()) {
      alternatives.add(expression.substring(from, bar));
      from = bar + 1;
    }
    alternatives.add(expression.substring(from, end));
    boolean endless = !quantifier.group().matches("\\{\\d*,?\\d+\\}.?") && !open.atomic();
    groups.add(new Group(expression.substring(open.at(), quantifier.end()), alternatives, endless));
  }

  private static int behindEscape(String expression, int at) {
    if (expression.startsWith("\\Q", at)) {
      int end = expression.indexOf("\\E", at);
      return end < 0 ? expression.length() : end + 2;
    }
    return at + 2;
  }

  private static int behindClass(String expression, int at) {
    int depth = 0;
    for (int i = at; i < expression.length(); i++) {
      switch (expression.charAt(i)) {
        case '\\' -> i = behindEscape(expression, i) - 1;
        case '[' -> depth++;
        case ']' -> {
          // A bracket that stands first is a character of the class.
          boolean first = expression.charAt(i - 1) == '[' || expression.startsWith("[^", i - 2);
          if (!first && --depth == 0) {
            return i + 1;
          }
        }
        default -> {}
      }
    }
    return expression.length();
  }
}
