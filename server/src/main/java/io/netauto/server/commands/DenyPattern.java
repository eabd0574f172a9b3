package io.netauto.server.commands;

import com.google.re2j.Pattern;
import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Locale;

/**
 * What an administrator writes to deny commands.
 *
 * <p>{@code write erase} are the first words of a command. A device takes words that are cut short,
 * so {@code wr er} is denied too, and so is every other beginning of these words; {@code *} is any
 * one word. {@code /^no (router|vrf)/} is a regular expression that is looked for in the command
 * without regard to case; RE2 matches it in time that grows with the length of the command alone.
 */
sealed interface DenyPattern {
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
    if (pattern.length() > LinearPattern.LONGEST + 2) {
      throw wrong("A pattern has at most %d characters.".formatted(LinearPattern.LONGEST));
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
    static Expression of(String text) {
      LinearPattern.problem(text)
          .ifPresent(
              problem -> {
                throw wrong(problem);
              });
      Pattern pattern = LinearPattern.ofAnyCase(text);
      if (pattern.matcher("").find()) {
        throw wrong("This expression is found in every command, so nothing could be run.");
      }
      return new Expression(pattern);
    }

    @Override
    public boolean denies(String command) {
      return pattern.matcher(command).find();
    }
  }
}
