package io.netauto.simulator.device;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The words between double braces, for one output of one device: {@code hostname}, {@code site},
 * {@code model} and other names, {@code n} and {@code n+1} of a repeated block, {@code rand 1 9},
 * {@code pick a|b}, {@code clock HH:mm}; {@code name:20} is padded to 20 columns. What is random is
 * the same each time for the same seed.
 */
final class Variables {
  private final Map<String, String> names;
  private final Random random;
  private final Clock clock;

  Variables(Map<String, String> names, long seed, Clock clock) {
    this.names = names;
    this.random = new Random(seed);
    this.clock = clock;
  }

  String fill(String template, int n, Map<String, String> row) {
    int open = template.indexOf("{{");
    if (open < 0) {
      return template;
    }
    StringBuilder out = new StringBuilder(template.length() + 64);
    int done = 0;
    while (open >= 0) {
      int close = template.indexOf("}}", open);
      if (close < 0) {
        throw new IllegalArgumentException("Braces are not closed in '" + template + "'");
      }
      out.append(template, done, open).append(value(template.substring(open + 2, close), n, row));
      done = close + 2;
      open = template.indexOf("{{", done);
    }
    return out.append(template, done, template.length()).toString();
  }

  private String value(String expression, int n, Map<String, String> row) {
    if (expression.startsWith("rand ")) {
      String[] bounds = expression.split(" ", 3);
      return Integer.toString(
          random.nextInt(Integer.parseInt(bounds[1]), Integer.parseInt(bounds[2]) + 1));
    }
    if (expression.startsWith("pick ")) {
      String[] choices = expression.substring(5).split("\\|", -1);
      return choices[random.nextInt(choices.length)];
    }
    if (expression.startsWith("clock ")) {
      return DateTimeFormatter.ofPattern(expression.substring(6), Locale.ENGLISH)
          .format(ZonedDateTime.now(clock));
    }
    if (expression.startsWith("n+")) {
      return Integer.toString(n + Integer.parseInt(expression.substring(2)));
    }
    int colon = expression.indexOf(':');
    if (colon > 0) {
      String value = value(expression.substring(0, colon), n, row);
      int width = Integer.parseInt(expression.substring(colon + 1));
      return value + " ".repeat(Math.max(1, width - value.length()));
    }
    if (expression.equals("n")) {
      return Integer.toString(n);
    }
    String value = row.getOrDefault(expression, names.get(expression));
    if (value == null) {
      throw new IllegalArgumentException("No such variable: '" + expression + "'");
    }
    return value;
  }
}
