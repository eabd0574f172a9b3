package io.netauto.server.runs.web;

import io.netauto.server.runs.Job;
import io.netauto.server.runs.RunStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as the API shows it. */
record JobJson(
    long id,
    String type,
    String mode,
    String title,
    String priority,
    String status,
    List<String> commands,
    @Nullable String template,
    @Nullable Map<String, String> variables,
    @Nullable Map<String, Object> targets,
    int total,
    int made,
    Map<String, Integer> counts,
    boolean cancelAsked,
    @Nullable Long parentId,
    @Nullable Long scheduleId,
    @Nullable Instant dueAt,
    long seq,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String waitingFor) {

  static JobJson of(Job j) {
    return of(j, null);
  }

  /**
   * @param waitingFor what its waiting runs wait for; null when none waits, or nobody asked
   */
  static JobJson of(Job j, @Nullable String waitingFor) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (RunStatus status : RunStatus.values()) {
      counts.put(status.code(), j.counts().getOrDefault(status, 0));
    }
    return new JobJson(
        j.id().value(),
        j.type(),
        j.mode().code(),
        j.title(),
        j.priority(),
        j.status(),
        j.order().commands(),
        j.order().template(),
        j.order().variables(),
        j.order().targets(),
        j.total(),
        j.made(),
        counts,
        j.cancelAsked(),
        j.parent() == null ? null : j.parent().value(),
        j.schedule(),
        j.due(),
        j.seq(),
        j.requestedBy(),
        j.createdAt(),
        j.startedAt(),
        j.finishedAt(),
        waitingFor);
  }
}
