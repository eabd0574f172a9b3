package io.netauto.server.inventory.web;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A column of the device list that a person may choose; the name is always there. */
public enum DeviceColumn {
  ADDRESS("address", "Address", "address", true),
  PLATFORM("platform", "Platform", "platform", true),
  SITE("site", "Site", "site", true),
  ROLE("role", "Role", "role", true),
  STATE("state", "State", null, true),
  CHECKED("checked", "Last contact", null, true),
  VENDOR("vendor", "Vendor", "vendor", false),
  MODEL("model", "Model", null, false),
  PROTOCOL("protocol", "Protocol", null, false),
  CREDENTIAL("credential", "Credential", null, false),
  TAGS("tags", "Tags", null, false),
  ADDED("added", "Added", "createdAt", false),
  CHANGED("changed", "Changed", "updatedAt", false);

  private final String key;
  private final String label;
  private final @Nullable String sort;
  private final boolean standard;

  DeviceColumn(String key, String label, @Nullable String sort, boolean standard) {
    this.key = key;
    this.label = label;
    this.sort = sort;
    this.standard = standard;
  }

  public String key() {
    return key;
  }

  public String label() {
    return label;
  }

  /** The sort of the query by this column; null where there is none. */
  public @Nullable String sort() {
    return sort;
  }

  static Set<DeviceColumn> standard() {
    return Arrays.stream(values())
        .filter(c -> c.standard)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DeviceColumn.class)));
  }

  /** The columns of these keys; empty when none is known. */
  static Optional<Set<DeviceColumn>> of(List<String> keys) {
    EnumSet<DeviceColumn> chosen = EnumSet.noneOf(DeviceColumn.class);
    Arrays.stream(values()).filter(c -> keys.contains(c.key)).forEach(chosen::add);
    return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
  }
}
