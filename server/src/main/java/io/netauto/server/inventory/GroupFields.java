package io.netauto.server.inventory;

import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person decides about a group: a draft laid over what stands. */
record GroupFields(
    String name,
    String description,
    DeviceSelection.@Nullable Filter filter,
    DeviceGroup.Defaults defaults) {
  static final GroupFields NEW = new GroupFields("", "", null, DeviceGroup.Defaults.NONE);

  static GroupFields of(DeviceGroup group) {
    return new GroupFields(group.name(), group.description(), group.filter(), group.defaults());
  }

  /** All by name, as the audit trail tells them; what is empty is left out. */
  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", name);
    told.put("description", description);
    if (filter != null) {
      told.put("filter", Map.of("text", filter.text(), "fields", filter.fields()));
    }
    if (defaults.credRef() != null) {
      told.put("credRef", defaults.credRef());
    }
    if (defaults.jumpHost() != null) {
      told.put("jumpHost", defaults.jumpHost().toString());
    }
    if (defaults.maxSessions() != null) {
      told.put("maxSessions", defaults.maxSessions());
    }
    told.values().removeIf(value -> value.equals(""));
    return told;
  }

  /**
   * @param through the jump host of the draft, or the one that stands
   */
  GroupFields with(GroupDraft draft, @Nullable DeviceId through) {
    String credRef = draft.credRef() == null ? defaults.credRef() : draft.credRef().strip();
    Integer most = draft.maxSessions() == null ? defaults.maxSessions() : draft.maxSessions();
    return new GroupFields(
        requireNonNullElse(draft.name(), name).strip(),
        requireNonNullElse(draft.description(), description).strip(),
        draft.filter() == null ? filter : draft.filter(),
        new DeviceGroup.Defaults(
            credRef == null || credRef.isEmpty() ? null : credRef,
            through,
            most == null || most == 0 ? null : most));
  }
}
