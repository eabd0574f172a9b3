package io.netauto.server.inventory.web;

import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.inventory.SshProfile;
import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an addition or change; a name that is missing or null is left as it is.
 *
 * @param jumpHost a hostname or a device's number; empty for none
 */
record DeviceInput(
    @Nullable String hostname,
    @Nullable String address,
    @Nullable Integer port,
    @Nullable String protocol,
    @Nullable String sshProfile,
    @Nullable String jumpHost,
    @Nullable String username,
    @Nullable String credRef,
    @Nullable String vendor,
    @Nullable String platform,
    @Nullable String model,
    @Nullable String role,
    @Nullable String site,
    @Nullable Map<String, String> tags,
    @Nullable Map<String, Object> metadata,
    @Nullable Boolean enabled) {

  DeviceDraft draft() {
    return new DeviceDraft(
        hostname,
        address,
        port,
        protocol == null ? null : Protocol.of(protocol).orElse(null),
        sshProfile == null ? null : SshProfile.of(sshProfile).orElse(null),
        jumpHost,
        username,
        credRef,
        vendor,
        platform,
        model,
        role,
        site,
        tags,
        metadata,
        enabled);
  }

  /** What no draft can hold. */
  List<FieldError> unreadable() {
    List<FieldError> errors = new ArrayList<>();
    if (protocol != null && Protocol.of(protocol).isEmpty()) {
      errors.add(new FieldError("protocol", notAProtocol(protocol)));
    }
    if (sshProfile != null && SshProfile.of(sshProfile).isEmpty()) {
      errors.add(new FieldError("sshProfile", notAProfile(sshProfile)));
    }
    return errors;
  }

  static String notAProtocol(@Nullable String text) {
    return "\"%s\" is not a protocol: use ssh or telnet.".formatted(text);
  }

  static String notAProfile(@Nullable String text) {
    return SshProfile.problem(text == null ? "" : text).orElse("");
  }
}
