package io.netauto.server.inventory.web;

import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.GroupDraft;
import io.netauto.server.web.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of an addition or change; a name that is missing or null is left as it is.
 *
 * @param kind static or dynamic; null for what the filter tells
 * @param filter for a dynamic group
 */
record GroupInput(
    @Nullable String name,
    @Nullable String description,
    @Nullable String kind,
    @Nullable FilterInput filter,
    @Nullable DefaultsInput defaults) {

  /**
   * @param fields exact values by field; tags as {@code tag:NAME}
   */
  record FilterInput(
      @Nullable String text, @Nullable Map<@Nullable String, @Nullable String> fields) {
    DeviceSelection.Filter filter() {
      Map<String, String> whole = new LinkedHashMap<>();
      if (fields != null) {
        fields.forEach(
            (field, value) -> {
              if (field == null || value == null) {
                throw ProblemException.invalid("filter", "Give each field a text.");
              }
              whole.put(field, value);
            });
      }
      return new DeviceSelection.Filter(text == null ? "" : text, whole);
    }
  }

  /**
   * @param credRef empty for none
   * @param jumpHost a hostname or a device's number; empty for none
   * @param maxSessions 0 for no limit
   */
  record DefaultsInput(
      @Nullable String credRef, @Nullable String jumpHost, @Nullable Integer maxSessions) {}

  /** The draft of a new group. */
  GroupDraft draft() {
    if (kind != null && !kind.equals("static") && !kind.equals("dynamic")) {
      throw ProblemException.invalid(
          "kind", "\"%s\" is not a kind of group: use static or dynamic.".formatted(kind));
    }
    if ("dynamic".equals(kind) && filter == null) {
      throw ProblemException.invalid(
          "filter", "A dynamic group needs a filter: what its devices have in common.");
    }
    if ("static".equals(kind) && filter != null) {
      throw ProblemException.invalid(
          "filter", "A static group has no filter; its devices are added.");
    }
    return change();
  }

  /** The draft of a change of a group of this kind. */
  GroupDraft change(String present) {
    if (kind != null && !kind.equals(present)) {
      throw ProblemException.invalid(
          "kind", "The group is %s and stays so. Make another group instead.".formatted(present));
    }
    return change();
  }

  private GroupDraft change() {
    return new GroupDraft(
        name,
        description,
        filter == null ? null : filter.filter(),
        defaults == null ? null : defaults.credRef(),
        defaults == null ? null : defaults.jumpHost(),
        defaults == null ? null : defaults.maxSessions());
  }

  /**
   * Which devices are to be added or taken out; exactly one is given.
   *
   * @param devices hostnames or numbers
   * @param filter all that match
   */
  record MembersInput(@Nullable List<@Nullable String> devices, @Nullable FilterInput filter) {
    DeviceSelection selection() {
      if (filter != null && devices == null) {
        return filter.filter();
      }
      if (filter != null || devices == null || devices.stream().anyMatch(Objects::isNull)) {
        throw ProblemException.invalid(
            "devices", "Give either the names or numbers of devices, or a filter.");
      }
      return new DeviceSelection.Devices(devices.stream().map(Objects::requireNonNull).toList());
    }
  }
}
