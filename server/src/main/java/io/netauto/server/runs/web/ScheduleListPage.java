package io.netauto.server.runs.web;

import io.netauto.server.runs.Job;
import io.netauto.server.runs.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schedules, by name. */
public record ScheduleListPage(List<Row> rows) {
  public ScheduleListPage {
    rows = List.copyOf(rows);
  }

  /**
   * @param last the newest job that it made; null for none
   */
  public record Row(Schedule schedule, @Nullable Job last) {}
}
