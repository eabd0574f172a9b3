package io.netauto.driver.platform;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tells whether the regular expressions of a file could hold up a session.
 *
 * <p>What is refused by its form is a repetition of nothing but a repetition, like {@code (a+)+}.
 * Everything else is tried: each repeated group alone, made to fail, and then the whole expression,
 * on texts of the characters that it names, one and two of them in turn. Steps are counted, not
 * time, so that the same expression is always judged alike. An expression may take steps in
 * proportion to the square of the text's length; more is refused, and so is one that uses up the
 * stack on a long line. All expressions of a file together have a limit too, so that a file full of
 * them cannot hold up whoever checks it.
 */
final class PatternGuard {
  private static final int LONGEST = 2000;
  private static final int SHORT_TEXT = 200;
  private static final int LONG_TEXT = 2000;
  private static final long MOST_STEPS = 600_000;
  private static final long MOST_STEPS_IN_ALL = 400_000_000;
  private static final long STEPS_OF_A_START = 100;
  private static final int MOST_CHARACTERS = 20;
  private static final int PAIRED = 6;
  private static final String COMMON = "a0 -./:";

  private long left = MOST_STEPS_IN_ALL;

  /** What is dangerous about the expression, in words; empty when nothing is. */
  Optional<String> danger(Pattern pattern) {
    if (pattern.pattern().length() > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " characters");
    }
    if (left <= 0) {
      return Optional.of("is one too many: those of this file take too many steps in all");
    }
    List<RepeatedGroups.Group> groups = RepeatedGroups.of(pattern.pattern());
    for (RepeatedGroups.Group group : groups) {
      if (group.repeatsARepetition()) {
        return Optional.of("repeats a repetition: " + group.text());
      }
    }
    List<String> pumps = pumps(pattern.pattern());
    for (RepeatedGroups.Group group : groups) {
      if (isSlowAlone(group.text(), pattern.flags(), pumps)) {
        return Optional.of("can take very many steps: " + group.text());
      }
    }
    return isSlow(pattern, pumps) ? Optional.of("can take very many steps") : Optional.empty();
  }

  private boolean isSlowAlone(String group, int flags, List<String> pumps) {
    Pattern fails;
    Pattern goesOn;
    try {
      fails = Pattern.compile(group + "(?!)", flags);
      goesOn = Pattern.compile(group, flags);
    } catch (PatternSyntaxException e) {
      // Refers to a group outside; it is tried within the whole.
      return false;
    }
    for (String pump : pumps) {
      if (takesTooLong(repeat(pump, LONG_TEXT), t -> goesOn.matcher(t).lookingAt())) {
        return true;
      }
    }
    // The engine's own memory makes many of them cheap, but not those that count.
    for (String pump : pumps) {
      String text = repeat(pump, SHORT_TEXT);
      if (takesTooLong(text, t -> fails.matcher(t).lookingAt())) {
        return true;
      }
    }
    return false;
  }

  private boolean isSlow(Pattern pattern, List<String> pumps) {
    for (String pump : pumps) {
      for (String end : List.of("", "\u0001")) {
        String text = repeat(pump, SHORT_TEXT) + end;
        if (takesTooLong(text, t -> pattern.matcher(t).find())
            || takesTooLong(text, t -> pattern.matcher(t).matches())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean takesTooLong(String text, Consumer<CharSequence> match) {
    LimitedText limited = new LimitedText(text, Math.min(MOST_STEPS, left));
    try {
      match.accept(limited);
      return false;
    } catch (LimitedText.TooManySteps | StackOverflowError e) {
      return true;
    } finally {
      left -= limited.looks() + STEPS_OF_A_START;
    }
  }

  private static String repeat(String pump, int length) {
    return pump.repeat(length / pump.length());
  }

  /** The characters that the expression names, each alone, and the first of them in pairs. */
  private static List<String> pumps(String expression) {
    Set<Character> characters = new LinkedHashSet<>();
    for (int i = 0; i < expression.length() && characters.size() < MOST_CHARACTERS; i++) {
      char c = expression.charAt(i);
      boolean escaped = i > 0 && expression.charAt(i - 1) == '\\';
      if (Character.isLetterOrDigit(c) ? !escaped : escaped || "()[]{}|*+?^$\\".indexOf(c) < 0) {
        characters.add(c);
      }
    }
    COMMON.chars().forEach(c -> characters.add((char) c));
    List<String> pumps = new ArrayList<>();
    characters.forEach(c -> pumps.add(c.toString()));
    List<Character> first = List.copyOf(characters).subList(0, PAIRED);
    for (char one : first) {
      for (char other : first) {
        if (one != other) {
          pumps.add("" + one + other);
        }
      }
    }
    return pumps;
  }
}
