package io.netauto.server.inventory.web;

import io.netauto.server.inventory.Device;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device as the API shows it.
 *
 * @param jumpHost the number of the device through which it is reached; null for none
 */
record DeviceJson(
    long id,
    String hostname,
    String address,
    int port,
    String protocol,
    String sshProfile,
    @Nullable Long jumpHost,
    String username,
    String credRef,
    String vendor,
    String platform,
    String model,
    String role,
    String site,
    Map<String, String> tags,
    Map<String, Object> metadata,
    boolean enabled,
    ReachabilityJson reachability,
    @Nullable SshSessionJson sshSession,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * @param status unknown, reachable or unreachable
   */
  record ReachabilityJson(String status, @Nullable Instant checkedAt) {}

  static DeviceJson of(Device d) {
    return new DeviceJson(
        d.id().value(),
        d.hostname(),
        d.address(),
        d.port(),
        d.protocol().code(),
        d.sshProfile().code(),
        d.jumpHost() == null ? null : d.jumpHost().value(),
        d.username(),
        d.credRef(),
        d.vendor(),
        d.platform(),
        d.model(),
        d.role(),
        d.site(),
        d.tags(),
        d.metadata(),
        d.enabled(),
        new ReachabilityJson(
            d.reachability().status().name().toLowerCase(Locale.ROOT),
            d.reachability().checkedAt()),
        SshSessionJson.of(d.sshSession()),
        d.createdAt(),
        d.updatedAt());
  }
}
