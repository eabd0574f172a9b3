package io.netauto.server.runs;

import io.netauto.server.calendar.MaintenanceWindow;
import io.netauto.server.calendar.MaintenanceWindows;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.jobs.JobId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets the runs of a job begin in its maintenance window only. */
@Component
class WindowsOfJobs {
  private final JdbcClient jdbc;
  private final MaintenanceWindows windows;
  private final Clock clock;

  WindowsOfJobs(JdbcClient jdbc, MaintenanceWindows windows, Clock clock) {
    this.jdbc = jdbc;
    this.windows = windows;
    this.clock = clock;
  }

  private record Bound(CustomerId customer, long window) {}

  /**
   * When the window of a job opens; empty when it is open now, or the job has none. Notes until
   * when it is open, so that no run begins later.
   */
  Optional<Instant> opens(JobId job) {
    Optional<MaintenanceWindow> window = of(job);
    if (window.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Instant> until = window.get().openUntil(now);
    jdbc.sql("update job set open_until = :until where id = :id")
        .param("until", Timestamp.from(until.orElse(now)))
        .param("id", job.value())
        .update();
    return until.isPresent()
        ? Optional.empty()
        : Optional.of(window.get().opensAfter(now).orElse(now.plus(1, ChronoUnit.DAYS)));
  }

  /** Which window a job waits for now, and until when; empty when it waits for none. */
  Optional<String> waits(JobId job) {
    Instant now = clock.instant();
    return of(job)
        .filter(window -> window.openUntil(now).isEmpty())
        .map(window -> window.words(now));
  }

  private Optional<MaintenanceWindow> of(JobId job) {
    return jdbc.sql(
            "select customer_id, window_id from job where id = :id and window_id is not null")
        .param("id", job.value())
        .query(
            (rs, row) ->
                new Bound(new CustomerId(rs.getLong("customer_id")), rs.getLong("window_id")))
        .optional()
        .flatMap(bound -> windows.byId(bound.customer(), bound.window()));
  }
}
