package io.netauto.server.runs.web;

import io.netauto.server.calendar.MaintenanceWindow;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.RunStatus;
import io.netauto.server.runs.Schedule;
import io.netauto.server.web.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One job.
 *
 * @param schedule which made it; null for none
 * @param window in which its runs may begin; null for any time
 * @param waitingFor what its waiting runs wait for; null when none waits
 */
public record JobPage(
    Job job,
    @Nullable Schedule schedule,
    @Nullable MaintenanceWindow window,
    @Nullable String waitingFor) {

  public int count(RunStatus status) {
    return job.counts().getOrDefault(status, 0);
  }

  public int over() {
    return job.total() - count(RunStatus.PENDING) - count(RunStatus.RUNNING);
  }

  public boolean isOver() {
    return job.isFinal();
  }

  public int failed() {
    return count(RunStatus.ERROR) + count(RunStatus.CANCELLED) + count(RunStatus.INTERRUPTED);
  }

  /** The devices in words, as they were asked for. */
  public String targets() {
    Map<String, Object> targets = job.order().targets();
    String devices = Words.count(job.total(), "device", "devices");
    if (targets != null && targets.get("group") instanceof String group) {
      return devices + " of the group " + group;
    }
    if (targets != null && targets.get("filter") instanceof Map<?, ?> filter) {
      List<String> words = new ArrayList<>();
      if (filter.get("text") instanceof String text && !text.isEmpty()) {
        words.add("text has " + text);
      }
      if (filter.get("fields") instanceof Map<?, ?> fields) {
        fields.forEach((name, value) -> words.add(name + " is " + value));
      }
      return words.isEmpty() ? devices : devices + " where " + String.join(", ", words);
    }
    return devices;
  }

  /** How tall the grid's place is, so that nothing moves when the grid comes. */
  public String size() {
    return job.total() <= 60 ? "s" : job.total() <= 1_000 ? "m" : "l";
  }
}
