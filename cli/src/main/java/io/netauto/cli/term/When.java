package io.netauto.cli.term;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times in words. */
public final class When {
  private static final DateTimeFormatter ABSOLUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(ZoneId.systemDefault());

  private When() {}

  /** How long ago, roughly: {@code 5 min ago}. */
  public static String ago(Instant then, Instant now) {
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds < 60) {
      return seconds + " s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min ago";
    }
    if (seconds < 2 * 86_400) {
      return seconds / 3600 + " h ago";
    }
    return seconds / 86_400 + " days ago";
  }

  /** Date and time in the user's time zone. */
  public static String at(Instant then) {
    return ABSOLUTE.format(then);
  }

  /** How long it took: {@code 1.3 s}, {@code 2 min 5 s}. */
  public static String took(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return "%d.%d s".formatted(seconds, duration.toMillisPart() / 100);
    }
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }
}
