package io.netauto.driver.getters.text;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in the forms that devices print, in seconds. A year has 365 days. */
public final class Durations {
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):(\\d{1,2}):(\\d{1,2})");
  private static final Pattern SHORT = Pattern.compile("(?:\\d{1,9}[ywdhms]){1,6}");
  private static final Pattern SHORT_PART = Pattern.compile("(\\d{1,9})([ywdhms])");
  private static final Pattern WORDS =
      Pattern.compile("(\\d{1,9}) ?(year|week|day|hour|minute|second)(?:\\(s\\)|s)?+\\b?+");

  private Durations() {}

  /** The seconds of {@code 01:02:03}, {@code 3d04h}, {@code 8w5d} or {@code 1y28w}. */
  public static OptionalLong parseShort(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      return OptionalLong.of(
          Long.parseLong(clock.group(1)) * 3600
              + Long.parseLong(clock.group(2)) * 60
              + Long.parseLong(clock.group(3)));
    }
    if (!SHORT.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    return sum(SHORT_PART.matcher(text));
  }

  /** The seconds of {@code 27 weeks, 4 days, 16 minutes} or {@code 23 day(s), 12 hour(s)}. */
  public static OptionalLong parseWords(String text) {
    return sum(WORDS.matcher(text));
  }

  private static OptionalLong sum(Matcher parts) {
    boolean found = false;
    long seconds = 0;
    while (parts.find()) {
      found = true;
      seconds += Long.parseLong(parts.group(1)) * unit(parts.group(2).charAt(0));
    }
    return found ? OptionalLong.of(seconds) : OptionalLong.empty();
  }

  private static long unit(char letter) {
    return switch (letter) {
      case 'y' -> 365L * 86400;
      case 'w' -> 7L * 86400;
      case 'd' -> 86400;
      case 'h' -> 3600;
      case 'm' -> 60;
      default -> 1;
    };
  }
}
