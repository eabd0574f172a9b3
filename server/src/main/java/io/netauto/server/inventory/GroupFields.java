package io.netauto.server.inventory;

import static java.util.Objects.requireNonNullElse;

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
