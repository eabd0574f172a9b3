package io.netauto.server.inventory;

import static java.util.Objects.requireNonNullElse;

import io.netauto.server.inventory.Device.Protocol;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides about a device: a draft laid over what stands.
 *
 * @param portGiven null for the protocol's own, which follows the protocol
 */
record DeviceFields(
    String hostname,
    String address,
    @Nullable Integer portGiven,
    Protocol protocol,
    SshProfile sshProfile,
    @Nullable DeviceId jumpHost,
    String username,
    String credRef,
    String vendor,
    String platform,
    String model,
    String role,
    String site,
    Map<String, String> tags,
    Map<String, Object> metadata,
    boolean enabled) {

  /** A device of which nothing is said yet. */
  static final DeviceFields NEW =
      new DeviceFields(
          "",
          "",
          null,
          Protocol.SSH,
          SshProfile.MODERN,
          null,
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          Map.of(),
          Map.of(),
          true);

  static DeviceFields of(Device d) {
    return new DeviceFields(
        d.hostname(),
        d.address(),
        d.port() == d.protocol().port() ? null : d.port(),
        d.protocol(),
        d.sshProfile(),
        d.jumpHost(),
        d.username(),
        d.credRef(),
        d.vendor(),
        d.platform(),
        d.model(),
        d.role(),
        d.site(),
        d.tags(),
        d.metadata(),
        d.enabled());
  }

  /** The port given, or the protocol's own. */
  int port() {
    return requireNonNullElse(portGiven, protocol.port());
  }

  /**
   * @param through the jump host of the draft, or the one that stands
   */
  DeviceFields with(DeviceDraft draft, @Nullable DeviceId through) {
    return new DeviceFields(
        text(draft.hostname(), hostname),
        text(draft.address(), address),
        draft.port() != null ? draft.port() : portGiven,
        requireNonNullElse(draft.protocol(), protocol),
        requireNonNullElse(draft.sshProfile(), sshProfile),
        through,
        text(draft.username(), username),
        text(draft.credRef(), credRef),
        text(draft.vendor(), vendor),
        text(draft.platform(), platform),
        text(draft.model(), model),
        text(draft.role(), role),
        text(draft.site(), site),
        requireNonNullElse(draft.tags(), tags),
        requireNonNullElse(draft.metadata(), metadata),
        requireNonNullElse(draft.enabled(), enabled));
  }

  /** All by name, as the audit trail tells them; what is empty is left out. */
  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("hostname", hostname);
    told.put("address", address);
    told.put("port", port());
    told.put("protocol", protocol.code());
    told.put("sshProfile", sshProfile.code());
    told.put("jumpHost", jumpHost == null ? "" : jumpHost.toString());
    told.put("username", username);
    told.put("credRef", credRef);
    told.put("vendor", vendor);
    told.put("platform", platform);
    told.put("model", model);
    told.put("role", role);
    told.put("site", site);
    told.put("tags", tags);
    told.put("metadata", metadata);
    told.put("enabled", enabled);
    told.values().removeIf(value -> value.equals("") || value.equals(Map.of()));
    return told;
  }

  DeviceFields withVendor(String name) {
    return new DeviceFields(
        hostname,
        address,
        portGiven,
        protocol,
        sshProfile,
        jumpHost,
        username,
        credRef,
        name,
        platform,
        model,
        role,
        site,
        tags,
        metadata,
        enabled);
  }

  private static String text(@Nullable String wanted, String now) {
    return wanted == null ? now : wanted.strip();
  }
}
