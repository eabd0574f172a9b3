package io.netauto.server.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When something recurs, as people read it.
 *
 * @param words e.g. at 02:30 every Saturday
 * @param zone the time zone of the words
 * @param next the next times, the soonest first; empty when none comes
 */
public record CronTimes(String words, String zone, List<Instant> next) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.ENGLISH);

  public CronTimes {
    next = List.copyOf(next);
  }

  /**
   * The next times of five fields of cron.
   *
   * @throws io.netauto.server.web.ProblemException that names the field, for what is neither
   */
  public static CronTimes of(String cron, String zone, Instant now, int count) {
    Cron recurring = Cron.of(cron, zone);
    List<Instant> next = new ArrayList<>();
    Optional<Instant> time = recurring.after(now);
    while (time.isPresent() && next.size() < count) {
      next.add(time.get());
      time = recurring.after(time.get());
    }
    return new CronTimes(CronWords.of(recurring.text()), recurring.zone().getId(), next);
  }

  /** A time in a zone, e.g. Sat 28 Nov 2026, 02:30. */
  public static String date(Instant at, String zone) {
    return DATE.withZone(ZoneId.of(zone)).format(at);
  }

  public String date(Instant at) {
    return date(at, zone);
  }
}
