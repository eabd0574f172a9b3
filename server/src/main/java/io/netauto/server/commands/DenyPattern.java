package io.netauto.server.commands;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;

/**
 * What an administrator writes to deny commands.
 *
 * <p>{@code write erase} are the first words of a command. A device takes words that are cut short,
 * so {@code wr er} is denied too, and so is every other beginning of these words; {@code *} is any
 * one word. {@code /^no (router|vrf)/} is a regular expression that is looked for in the command
 * without regard to case; RE2 matches it in time that grows with the length of the command alone.
 */
sealed interface DenyPattern {
  int LONGEST = 200;

  /** The product of counted repetitions, such as {@code {3,9}}, which RE2 writes out. */
  int MOST_REPEATED = 1_000;

  /** Whether a command in its normal form is denied. */
  boolean denies(String command);

  /**
   * Reads a pattern.
   *
   * @throws ProblemException 422 for the field {@code pattern}
   */
  static DenyPattern of(String text) {
    String pattern = CommandPieces.normal(text);
    if (pattern.isEmpty()) {
      throw wrong("Give the first words of the commands, e.g. write erase.");
    }
    if (pattern.length() > LONGEST) {
      throw wrong("A pattern has at most %d characters.".formatted(LONGEST));
    }
    if (pattern.length() > 1 && pattern.startsWith("/") && pattern.endsWith("/")) {
      return Expression.of(pattern.substring(1, pattern.length() - 1));
    }
    return new Words(List.of(pattern.toLowerCase(Locale.ROOT).split(" ", -1)));
  }

  private static ProblemException wrong(String message) {
    return ProblemException.invalid("pattern", message);
  }

  /** The first words, in lower case. */
  record Words(List<String> words) implements DenyPattern {
    @Override
    public boolean denies(String command) {
      String[] given = command.toLowerCase(Locale.ROOT).split(" ", -1);
      if (given.length < words.size()) {
        return false;
      }
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        if (!word.equals("*") && (given[i].isEmpty() || !word.startsWith(given[i]))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A regular expression. */
  record Expression(Pattern pattern) implements DenyPattern {
    private static final java.util.regex.Pattern COUNT =
        java.util.regex.Pattern.compile("\\{([0-9]*),?([0-9]*)\\}");

    static Expression of(String text) {
      if (repeated(text) > MOST_REPEATED) {
        throw wrong(
            "The counted repetitions multiply to more than %d. Use * or + instead."
                .formatted(MOST_REPEATED));
      }
      try {
        Pattern pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        if (pattern.matcher("").find()) {
          throw wrong("This expression is found in every command, so nothing could be run.");
        }
        return new Expression(pattern);
      } catch (PatternSyntaxException e) {
        throw wrong(
            "This is no regular expression of RE2: %s. It knows neither look-around nor"
                    .formatted(e.getDescription())
                + " back-references.");
      }
    }

    private static long repeated(String text) {
      return COUNT
          .matcher(text)
          .results()
          .mapToLong(Expression::most)
          .reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
    }

    private static long most(MatchResult count) {
      return Math.max(1, Math.max(number(count.group(1)), number(count.group(2))));
    }

    private static long number(String digits) {
      if (digits.isEmpty()) {
        return 1;
      }
      return digits.length() > 6 ? Integer.MAX_VALUE : Long.parseLong(digits);
    }

    @Override
    public boolean denies(String command) {
      return pattern.matcher(command).find();
    }
  }
}
