package io.netauto.server.runs;

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

  /** When it opens next, after this time. */
  public Optional<Instant> opensAfter(Instant now) {
    return Cron.of(cron, zone).after(now);
  }
}
