package io.netauto.server.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time that recurs, in which jobs that ask for it may begin their runs.
 *
 * @param name unique within the customer, without regard to case
 * @param cron when it opens: minute hour day month weekday
 * @param minutes how long it is open, 1 to 10,080
 */
public record MaintenanceWindow(long id, String name, String cron, String zone, int minutes) {

  /** When it closes, if it is open at this time. */
  public Optional<Instant> openUntil(Instant now) {
    Cron recurring = Cron.of(cron, zone);
    Duration open = Duration.ofMinutes(minutes);
    // It opened last, if at all, within its own length.
    return recurring
        .after(now.minus(open))
        .filter(opened -> !opened.isAfter(now))
        .map(opened -> last(recurring, opened, now).plus(open));
  }

  private static Instant last(Cron cron, Instant opened, Instant now) {
    Instant last = opened;
    for (Optional<Instant> next = cron.after(last);
        next.isPresent() && !next.get().isAfter(now);
        next = cron.after(last)) {
      last = next.get();
    }
    return last;
  }

  /** What waits for it, waits for this. */
  public String words(Instant now) {
    return "the maintenance window "
        + name
        + opensAfter(now)
            .map(opens -> ", which opens at %s (%s)".formatted(CronTimes.date(opens, zone), zone))
            .orElse(", which never opens again");
  }

  /** When it opens, and for how long, in words. */
  public String words() {
    return "%s, for %s".formatted(CronWords.of(cron), length(minutes));
  }

  private static String length(int minutes) {
    int hours = minutes / 60;
    int rest = minutes % 60;
    String h = hours == 1 ? "1 hour" : hours + " hours";
    String m = rest == 1 ? "1 minute" : rest + " minutes";
    return hours == 0 ? m : rest == 0 ? h : h + " and " + m;
  }

  /** When it opens next, after this time. */
  public Optional<Instant> opensAfter(Instant now) {
    return Cron.of(cron, zone).after(now);
  }
}
