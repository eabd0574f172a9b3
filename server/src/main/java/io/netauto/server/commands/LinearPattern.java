package io.netauto.server.commands;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * Regular expressions that people write: RE2 matches them in time that grows with the text alone,
 * and what would make a large program of one is refused.
 */
final class LinearPattern {
  static final int LONGEST = 200;

  /** The product of counted repetitions, such as {@code {3,9}}, which RE2 writes out. */
  private static final int MOST_REPEATED = 1_000;

  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("\\{([0-9]*),?([0-9]*)\\}");

  private LinearPattern() {}

  /** Without regard to case; the text is one that {@link #problem} finds nothing wrong with. */
  static Pattern ofAnyCase(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }

  static Pattern of(String text) {
    return Pattern.compile(text);
  }

  /** Why the expression is not taken, in words. */
  static Optional<String> problem(String text) {
    if (text.length() > LONGEST) {
      return Optional.of("A pattern has at most %d characters.".formatted(LONGEST));
    }
    if (repeated(text) > MOST_REPEATED) {
      return Optional.of(
          "The counted repetitions multiply to more than %d. Use * or + instead."
              .formatted(MOST_REPEATED));
    }
    try {
      Pattern.compile(text);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "This is no regular expression of RE2: %s. It knows neither look-around nor back-references."
              .formatted(e.getDescription()));
    }
  }

  private static long repeated(String text) {
    return COUNT
        .matcher(text)
        .results()
        .mapToLong(LinearPattern::most)
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
}
