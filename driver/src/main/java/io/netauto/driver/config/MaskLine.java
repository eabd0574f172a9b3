package io.netauto.driver.config;

import io.netauto.driver.platform.LimitedText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the secrets in one line.
 *
 * <p>Masks that stand in the line already are shrunk to one character first, so that a pattern that
 * takes a word takes the whole mask and not its first half; what is a mask stays one. The patterns
 * are applied until they find nothing new, which is why a second redaction cannot find anything.
 */
final class MaskLine {
  /** Stands for a mask while patterns are tried; Unicode keeps it free for such use. */
  private static final char HIDDEN = '\uFFFF';

  private static final String SECRET = "secret";
  private static final int MOST_ROUNDS = 8;
  private static final int STEPS_FOR_EACH_CHARACTER = 2000;
  private static final int LEAST_STEPS = 200_000;

  private static final Pattern IN_URL =
      Pattern.compile("://[^\\s:/@\"']{0,128}:(?<secret>[^\\s@\"'/]{1,256})@");

  private final List<Pattern> patterns;

  /**
   * A line without its secrets.
   *
   * @param masked how many were replaced
   */
  record Masked(String line, int masked) {}

  MaskLine(List<Pattern> secrets) {
    List<Pattern> all = new ArrayList<>();
    for (Pattern pattern : secrets) {
      if (!pattern.namedGroups().containsKey(SECRET)) {
        throw new IllegalArgumentException(
            "The pattern \"" + pattern + "\" has no group named secret.");
      }
      all.add(pattern);
    }
    all.add(IN_URL);
    patterns = List.copyOf(all);
  }

  Masked mask(String line) {
    return mask(line, secret -> {});
  }

  /**
   * @param secrets is given each text that was replaced; of a line that is hidden whole, the line
   */
  Masked mask(String line, Consumer<String> secrets) {
    String shrunk = line.replace(Redactor.MASK, String.valueOf(HIDDEN));
    int masked = 0;
    try {
      for (int round = 0; ; round++) {
        BitSet secret = find(shrunk);
        if (secret.isEmpty()) {
          return new Masked(shrunk.replace(String.valueOf(HIDDEN), Redactor.MASK), masked);
        }
        if (round == MOST_ROUNDS) {
          return whole(line, secrets);
        }
        StringBuilder next = new StringBuilder(shrunk.length());
        int at = 0;
        for (int from = secret.nextSetBit(0); from >= 0; from = secret.nextSetBit(at)) {
          next.append(shrunk, at, from).append(HIDDEN);
          at = secret.nextClearBit(from);
          secrets.accept(shrunk.substring(from, at));
          masked++;
        }
        shrunk = next.append(shrunk, at, shrunk.length()).toString();
      }
    } catch (LimitedText.TooManySteps | StackOverflowError e) {
      return whole(line, secrets);
    }
  }

  private static Masked whole(String line, Consumer<String> secrets) {
    secrets.accept(line);
    return new Masked(line.equals(Redactor.MASK) ? line : Redactor.MASK, 1);
  }

  /** The characters that belong to a secret and are not hidden yet. */
  private BitSet find(String line) {
    BitSet found = new BitSet();
    long most = Math.max(LEAST_STEPS, (long) line.length() * STEPS_FOR_EACH_CHARACTER);
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(new LimitedText(line, most));
      int from = 0;
      while (from <= line.length() && matcher.find(from)) {
        int start = matcher.start(SECRET);
        int end = matcher.end(SECRET);
        if (start >= 0 && hasVisible(line, start, end)) {
          found.set(start, end);
        }
        from = Math.max(matcher.end(), from + 1);
      }
    }
    return found;
  }

  private static boolean hasVisible(String line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (line.charAt(i) != HIDDEN) {
        return true;
      }
    }
    return false;
  }
}
