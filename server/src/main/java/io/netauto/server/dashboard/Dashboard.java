package io.netauto.server.dashboard;

import io.netauto.server.credentials.CredentialBreaker.Stopped;
import io.netauto.server.events.Event;
import io.netauto.server.inventory.DeviceCounts;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunStatus;
import java.util.List;
import java.util.Map;

/**
 * What the first page shows.
 *
 * @param runs how many of the last 24 hours, by status
 * @param recent the newest runs
 * @param stopped the credentials that are not used; none for who may not see them
 * @param events what nobody has looked at yet, the newest
 * @param failures the failed of the last 24 hours, grouped, the largest group first
 */
public record Dashboard(
    DeviceCounts devices,
    Map<RunStatus, Long> runs,
    List<Run> recent,
    List<Stopped> stopped,
    List<Event> events,
    List<Failure> failures) {

  /**
   * Runs that failed for one cause.
   *
   * @param latest the newest of them
   */
  public record Failure(String code, String advice, long count, Run latest, List<String> devices) {}

  public Dashboard {
    runs = Map.copyOf(runs);
    recent = List.copyOf(recent);
    stopped = List.copyOf(stopped);
    events = List.copyOf(events);
    failures = List.copyOf(failures);
  }

  public long count(RunStatus status) {
    return runs.getOrDefault(status, 0L);
  }

  public long runsInAll() {
    return runs.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether something is under way, so that the page is worth asking for again. */
  public boolean isMoving() {
    return recent.stream().anyMatch(r -> !r.status().isFinal());
  }
}
