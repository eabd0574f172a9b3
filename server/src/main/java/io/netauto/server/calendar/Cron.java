package io.netauto.server.calendar;

import io.netauto.server.web.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * When something recurs: five fields of cron(5) (minute hour day month weekday) in a time zone,
 * with Spring's additions (L, W, #). A time that the change of the clocks leaves out is skipped.
 */
public record Cron(String text, ZoneId zone, CronExpression expression) {

  /**
   * @throws ProblemException that names the field, for what is neither
   */
  public static Cron of(String text, String zone) {
    ZoneId id;
    try {
      id = ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      throw ProblemException.invalid(
          "zone", "There is no time zone \"%s\": use a name as Europe/Berlin.".formatted(zone));
    }
    String five = text.strip();
    if (five.split("\\s+", -1).length == 5) {
      try {
        return new Cron(five, id, CronExpression.parse("0 " + five));
      } catch (IllegalArgumentException e) {
        // Told below.
      }
    }
    throw ProblemException.invalid(
        "cron",
        ("\"%s\" is not minute hour day month weekday, e.g. 30 2 * * SAT for half past two each"
                + " Saturday.")
            .formatted(five));
  }

  /** The next time after this one; empty when there is none, e.g. on a 30th of February. */
  public Optional<Instant> after(Instant time) {
    return Optional.ofNullable(expression.next(time.atZone(zone))).map(ZonedDateTime::toInstant);
  }
}
