package io.netauto.server.inventory.web;

import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.web.FieldError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of an addition or change; a name that is missing or null is left as it is. */
record DeviceInput(
    @Nullable String hostname,
    @Nullable String address,
    @Nullable Integer port,
    @Nullable String protocol,
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
        readable(),
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
    return protocol == null || known().isPresent()
        ? List.of()
        : List.of(
            new FieldError(
                "protocol", "\"%s\" is not a protocol: use ssh or telnet.".formatted(protocol)));
  }

  private @Nullable Protocol readable() {
    return known().orElse(null);
  }

  private Optional<Protocol> known() {
    return Arrays.stream(Protocol.values())
        .filter(p -> p.name().equalsIgnoreCase(protocol))
        .findFirst();
  }
}
