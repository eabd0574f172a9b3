package io.netauto.server.runs.web;

import io.netauto.server.calendar.CronTimes;
import io.netauto.server.calendar.MaintenanceWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The maintenance windows, and a form for another.
 *
 * @param minutes as they were typed
 */
public record WindowsPage(
    List<MaintenanceWindow> windows,
    String name,
    String cron,
    String zone,
    String minutes,
    @Nullable CronTimes times,
    Map<String, String> errors) {
  public WindowsPage {
    windows = List.copyOf(windows);
    errors = Map.copyOf(errors);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /** A time in the zone of a window. */
  public static String date(Instant at, MaintenanceWindow window) {
    return CronTimes.date(at, window.zone());
  }
}
