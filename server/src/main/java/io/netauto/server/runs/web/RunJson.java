package io.netauto.server.runs.web;

import io.netauto.server.inventory.DeviceId;
import io.netauto.server.runs.Run;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run as the API shows it. */
record RunJson(
    long id,
    long jobId,
    DeviceJson device,
    List<String> commands,
    String status,
    Run.@Nullable Cause cause,
    long bytes,
    long lines,
    long seq,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    int attempt,
    String mode,
    boolean sessionReused,
    @Nullable String waitingFor) {

  /**
   * @param id null when the device was deleted
   */
  record DeviceJson(
      @Nullable Long id, String hostname, String address, int port, String platform) {}

  static RunJson of(Run r) {
    DeviceId device = r.device().id();
    return new RunJson(
        r.id().value(),
        r.jobId(),
        new DeviceJson(
            device == null ? null : device.value(),
            r.device().hostname(),
            r.device().address(),
            r.device().port(),
            r.device().platform()),
        r.commands(),
        r.status().code(),
        r.cause(),
        r.bytes(),
        r.lines(),
        r.seq(),
        r.requestedBy(),
        r.createdAt(),
        r.startedAt(),
        r.finishedAt(),
        r.attempt(),
        r.mode().code(),
        r.sessionReused(),
        r.waitingFor());
  }
}
