package io.netauto.server.runs.web;

import io.netauto.server.calendar.CronTimes;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.Schedule;
import java.util.List;

/**
 * One schedule.
 *
 * @param jobs the newest that it made, the newest first
 */
public record SchedulePage(Schedule schedule, JobTargets targets, CronTimes times, List<Job> jobs) {
  public SchedulePage {
    jobs = List.copyOf(jobs);
  }
}
