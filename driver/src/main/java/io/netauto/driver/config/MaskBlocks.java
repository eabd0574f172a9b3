package io.netauto.driver.config;

import io.netauto.driver.platform.LimitedText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the secrets that span lines, by the patterns whose group {@code secret} can hold a line
 * end. What is found within a line is left to {@link MaskLine}.
 */
final class MaskBlocks {
  static final int LONGEST = 16 << 10;
  private static final int STEPS_FOR_EACH_CHARACTER = 200;
  private static final int LEAST_STEPS = 2_000_000;
  private static final String GROUP = "(?<secret>";

  /** A class of all but a few characters, of white space, or a dot that takes line ends too. */
  private static final Pattern TAKES_LINE_ENDS =
      Pattern.compile(
          "\\[\\^(?![^\\]]{0,40}\\\\[nsrR])|(?<!\\[\\^[^\\]]{0,40})\\\\[snRWD]|\\(\\?[a-z]{0,4}s[a-z]{0,4}\\)");

  private final List<Pattern> patterns;

  /** A text without the secrets that span lines. */
  record Masked(String text, int masked) {}

  MaskBlocks(List<Pattern> secrets) {
    patterns = secrets.stream().filter(MaskBlocks::mayHoldLineEnd).toList();
  }

  private static boolean mayHoldLineEnd(Pattern pattern) {
    String source = pattern.pattern();
    int from = Math.max(0, source.indexOf(GROUP));
    int depth = 0;
    int to = from;
    for (; to < source.length(); to++) {
      char c = source.charAt(to);
      if (c == '\\') {
        to++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        break;
      }
    }
    boolean dotTakesAll = (pattern.flags() & Pattern.DOTALL) != 0;
    return dotTakesAll
        || TAKES_LINE_ENDS.matcher(source.substring(from, Math.min(to, source.length()))).find();
  }

  /** The patterns whose secrets may span lines. */
  List<Pattern> patterns() {
    return patterns;
  }

  Masked mask(String text) {
    String current = text;
    int masked = 0;
    for (Pattern pattern : patterns) {
      StringBuilder next = new StringBuilder();
      int copied = 0;
      long most = Math.max(LEAST_STEPS, (long) current.length() * STEPS_FOR_EACH_CHARACTER);
      Matcher matcher = pattern.matcher(new LimitedText(current, most));
      try {
        while (matcher.find()) {
          int start = matcher.start("secret");
          int end = matcher.end("secret");
          int lineEnd = start < copied ? -1 : current.indexOf('\n', start);
          if (lineEnd >= 0 && lineEnd < end && end - start <= LONGEST) {
            next.append(current, copied, start).append(Redactor.MASK);
            copied = end;
            masked++;
          }
        }
      } catch (LimitedText.TooManySteps | StackOverflowError e) {
        // What was found until here is hidden, and each line is looked at by itself after this.
      }
      current = next.append(current, copied, current.length()).toString();
    }
    return new Masked(current, masked);
  }
}
