package io.netauto.server.runs;

import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.NewJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One device's part of a job.
 *
 * @param device as it was when the run was asked for; the device itself may be gone
 * @param cause why it did not end ok; null while it runs and when it did
 * @param bytes raw bytes received from the device
 * @param lines finished lines of the session view
 * @param seq the position of the newest entry in its log; 0 before the first
 * @param attempt how often it began; more than once after the death of a node
 * @param mode whether it may have changed the device
 * @param sessionReused whether it was given the session of an earlier run
 * @param waitingFor why a pending run has not begun; null when nothing holds it
 */
public record Run(
    RunId id,
    long jobId,
    DeviceRef device,
    List<String> commands,
    RunStatus status,
    @Nullable Cause cause,
    long bytes,
    long lines,
    long seq,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    int attempt,
    NewJob.Mode mode,
    boolean sessionReused,
    @Nullable String waitingFor) {

  public Run {
    commands = List.copyOf(commands);
  }

  Run waitingFor(String reason) {
    return with(commands, cause, reason);
  }

  /** The same run with its commands and its cause in other words. */
  Run told(List<String> told, @Nullable Cause other) {
    return with(told, other, waitingFor);
  }

  private Run with(List<String> told, @Nullable Cause why, @Nullable String reason) {
    return new Run(
        id,
        jobId,
        device,
        told,
        status,
        why,
        bytes,
        lines,
        seq,
        requestedBy,
        createdAt,
        startedAt,
        finishedAt,
        attempt,
        mode,
        sessionReused,
        reason);
  }

  /**
   * @param id null when the device was deleted
   */
  public record DeviceRef(
      @Nullable DeviceId id, String hostname, String address, int port, String platform) {}

  /**
   * Why a run failed, in words for the person who has to fix it.
   *
   * @param jumpHost the number of the jump host that failed; null when it was the device itself
   */
  public record Cause(
      String code,
      String summary,
      String expected,
      String lastBytes,
      String advice,
      @Nullable Long jumpHost) {
    /** The same with other last words of the device. */
    Cause saying(String words) {
      return new Cause(code, summary, expected, words, advice, jumpHost);
    }

    Cause(String code, String summary, String expected, String lastBytes, String advice) {
      this(code, summary, expected, lastBytes, advice, null);
    }
  }
}
