package io.netauto.server.inventory.web;

import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceGroups;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.Inherited;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device group as the API shows it.
 *
 * @param kind static or dynamic
 * @param filter what the devices of a dynamic group have in common; null for a static one
 * @param devices how many devices belong to it now
 */
record GroupJson(
    long id,
    String name,
    String description,
    String kind,
    @Nullable FilterJson filter,
    DefaultsJson defaults,
    long devices,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * @param text empty for any
   * @param fields exact values by field; tags as {@code tag:NAME}
   */
  record FilterJson(String text, Map<String, String> fields) {}

  /**
   * @param jumpHost the number of a device
   * @param maxSessions the most sessions at once to the devices of the group
   */
  record DefaultsJson(
      @Nullable String credRef, @Nullable Long jumpHost, @Nullable Integer maxSessions) {}

  static GroupJson of(DeviceGroups.Counted counted) {
    DeviceGroup g = counted.group();
    DeviceSelection.Filter filter = g.filter();
    return new GroupJson(
        g.id().value(),
        g.name(),
        g.description(),
        g.kind(),
        filter == null ? null : new FilterJson(filter.text(), filter.fields()),
        new DefaultsJson(
            g.defaults().credRef(),
            g.defaults().jumpHost() == null ? null : g.defaults().jumpHost().value(),
            g.defaults().maxSessions()),
        counted.devices(),
        g.createdAt(),
        g.updatedAt());
  }

  /** A group by its name. */
  record NameJson(long id, String name, String kind) {
    static NameJson of(DeviceGroup g) {
      return new NameJson(g.id().value(), g.name(), g.kind());
    }

    static @Nullable NameJson ofNullable(@Nullable DeviceGroup g) {
      return g == null ? null : of(g);
    }
  }

  /**
   * The groups of a device.
   *
   * @param groups by name
   * @param credRef the group that gives its credential; null when it has its own, or none
   * @param jumpHost the group that gives its jump host; null when it has its own, or none
   */
  record OfDevice(List<NameJson> groups, @Nullable NameJson credRef, @Nullable NameJson jumpHost) {
    static OfDevice of(Inherited inherited) {
      return new OfDevice(
          inherited.groups().stream().map(NameJson::of).toList(),
          NameJson.ofNullable(inherited.credRef()),
          NameJson.ofNullable(inherited.jumpHost()));
    }
  }
}
