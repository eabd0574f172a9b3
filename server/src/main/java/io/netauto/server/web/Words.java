package io.netauto.server.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times, lengths and sizes in words. The script words.js says the same, so that a page does not
 * change when its script arrives.
 */
public final class Words {
  private static final DateTimeFormatter ABSOLUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Words() {}

  /** {@code 3 min ago}. */
  public static String ago(Instant at, Instant now) {
    long seconds = Math.floorDiv(Duration.between(at, now).toMillis(), 1000L);
    if (seconds < -5) {
      return "in " + length(-seconds);
    }
    return seconds < 5 ? "just now" : length(seconds) + " ago";
  }

  private static String length(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min";
    }
    return seconds < 2 * 86_400 ? seconds / 3_600 + " h" : count(seconds / 86_400) + " days";
  }

  /** {@code 0.4 s}, {@code 3 min 5 s}. */
  public static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 10_000) {
      return millis / 1000 + "." + millis / 100 % 10 + " s";
    }
    long s = millis / 1000;
    if (s < 60) {
      return s + " s";
    }
    return s < 3_600
        ? s / 60 + " min " + s % 60 + " s"
        : s / 3_600 + " h " + s % 3_600 / 60 + " min";
  }

  /** {@code 4.2 kB}, in powers of 1,000. */
  public static String bytes(long n) {
    if (n < 1000) {
      return n + " B";
    }
    double value = n / 1000.0;
    int unit = 0;
    while (value >= 999.95 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** {@code 1,234}. */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** {@code 1 device}, {@code 1,234 devices}. */
  public static String count(long n, String one, String many) {
    return n == 1 ? "1 " + one : count(n) + " " + many;
  }

  /** {@code 2026-03-01 12:00:00 UTC}. */
  public static String absolute(Instant at) {
    return ABSOLUTE.format(at);
  }

  /** Control characters as their pictures (U+2400), so that a person sees what a device sent. */
  public static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0x7f) {
        out.append('\u2421');
      } else if (c < 0x20 && c != '\n') {
        out.append((char) (0x2400 + c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
