package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which devices can be the jump hosts of which. */
final class JumpHosts {
  private static final String FIELD = "jumpHost";

  private final DeviceTable table;
  private final GroupDefaults defaults;

  JumpHosts(DeviceTable table, GroupDefaults defaults) {
    this.table = table;
    this.defaults = defaults;
  }

  /**
   * The jump host that was named; null for none.
   *
   * @param device the one that is to be reached through it; null for a new one
   * @param errors is told why it cannot be
   */
  @Nullable DeviceId named(
      CustomerId customer, String name, @Nullable Device device, List<FieldError> errors) {
    if (name.isBlank()) {
      return null;
    }
    List<Device> found = find(customer, name.strip());
    if (found.size() != 1) {
      errors.add(
          new FieldError(
              FIELD,
              found.isEmpty()
                  ? "There is no device \"%s\".".formatted(name.strip())
                  : "Several sites have a device \"%s\": give its number instead."
                      .formatted(name.strip())));
      return null;
    }
    Device jumpHost = found.getFirst();
    if (jumpHost.protocol() == Protocol.TELNET) {
      errors.add(
          new FieldError(
              FIELD,
              "%s is reached over Telnet; a jump host needs SSH.".formatted(jumpHost.hostname())));
    }
    if (device != null) {
      circle(device, jumpHost)
          .ifPresent(
              names ->
                  errors.add(
                      new FieldError(
                          FIELD, "The jump hosts would go round in a circle: " + names + ".")));
    }
    return jumpHost.id();
  }

  private List<Device> find(CustomerId customer, String name) {
    if (name.matches("[0-9]{1,18}")) {
      Optional<Device> device = table.byId(customer, new DeviceId(Long.parseLong(name)));
      if (device.isPresent()) {
        return List.of(device.get());
      }
    }
    return table.byHostname(customer, name);
  }

  private Optional<String> circle(Device device, Device jumpHost) {
    List<Device> round = new ArrayList<>();
    round.add(device);
    round.add(jumpHost);
    if (!jumpHost.id().equals(device.id())) {
      for (Device next : before(jumpHost)) {
        round.add(next);
        if (next.id().equals(device.id())) {
          break;
        }
      }
    }
    return round.getLast().id().equals(device.id())
        ? Optional.of(round.stream().map(Device::hostname).collect(Collectors.joining(" → ")))
        : Optional.empty();
  }

  /**
   * The jump hosts of a device, its own or its groups', the one next to it first. One that comes
   * round a second time ends them, as the last.
   */
  List<Device> before(Device device) {
    List<Device> chain = new ArrayList<>();
    Set<DeviceId> seen = new HashSet<>(Set.of(device.id()));
    Optional<Device> next = jumpHost(device);
    while (next.isPresent()) {
      chain.add(next.get());
      next = seen.add(next.get().id()) ? jumpHost(next.get()) : Optional.empty();
    }
    return chain;
  }

  private Optional<Device> jumpHost(Device device) {
    return Optional.ofNullable(device.jumpHost())
        .or(() -> defaults.jumpHost(device).map(group -> group.defaults().jumpHost()))
        .flatMap(id -> table.byId(device.customer(), id));
  }
}
