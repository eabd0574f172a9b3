package io.netauto.server.inventory.web;

import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceQuery;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.GroupDraft;
import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The form of a group as it was typed, right or wrong, with what is wrong at each field.
 *
 * @param group the one that is edited; null for a new one
 * @param dynamic whether its devices are those that match a filter
 * @param values what stands in the fields, by the draft's names; {@code text} is the filter's
 * @param fields of the filter, names and values as typed
 * @param errors in words, by the draft's names
 */
public record GroupForm(
    @Nullable DeviceGroup group,
    boolean dynamic,
    Map<String, String> values,
    List<DeviceForm.Pair> fields,
    Map<String, String> errors) {
  private static final List<String> NAMES =
      List.of("name", "description", "credRef", "jumpHost", "maxSessions", "text");

  public GroupForm {
    values = Map.copyOf(values);
    fields = List.copyOf(fields);
    errors = Map.copyOf(errors);
  }

  /** A new group of what a filter finds; static where it finds all. */
  static GroupForm empty(boolean dynamic, DeviceFilter filter) {
    return new GroupForm(
        null, dynamic, Map.of("text", filter.text()), pairs(filter.fields()), Map.of());
  }

  /**
   * @param jumpHost what its jump host is called by; empty for none
   */
  static GroupForm of(DeviceGroup group, String jumpHost) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", group.name());
    values.put("description", group.description());
    String credRef = group.defaults().credRef();
    values.put("credRef", credRef == null ? "" : credRef);
    values.put("jumpHost", jumpHost);
    Integer most = group.defaults().maxSessions();
    values.put("maxSessions", most == null ? "" : most.toString());
    DeviceSelection.Filter filter = group.filter();
    values.put("text", filter == null ? "" : filter.text());
    return new GroupForm(
        group,
        group.isDynamic(),
        values,
        filter == null ? List.of() : pairs(filter.fields()),
        Map.of());
  }

  static GroupForm typed(@Nullable DeviceGroup group, MultiValueMap<String, String> sent) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = sent.getFirst(name);
      if (value != null) {
        values.put(name, value.strip());
      }
    }
    List<String> names = sent.getOrDefault("fieldName", List.of());
    List<String> texts = sent.getOrDefault("fieldValue", List.of());
    List<DeviceForm.Pair> fields = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), texts.size()); i++) {
      if (!names.get(i).isBlank() || !texts.get(i).isBlank()) {
        fields.add(new DeviceForm.Pair(names.get(i).strip(), texts.get(i).strip()));
      }
    }
    return new GroupForm(
        group,
        group == null ? "dynamic".equals(sent.getFirst("kind")) : group.isDynamic(),
        values,
        fields,
        Map.of());
  }

  private static List<DeviceForm.Pair> pairs(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> new DeviceForm.Pair(field.getKey(), field.getValue()))
        .toList();
  }

  /**
   * The draft that was typed.
   *
   * @param errors is told what cannot even be read
   */
  GroupDraft draft(List<FieldError> errors) {
    return new GroupDraft(
        value("name"),
        value("description"),
        dynamic ? filter(errors) : null,
        value("credRef"),
        value("jumpHost"),
        maxSessions(errors));
  }

  private DeviceSelection.Filter filter(List<FieldError> errors) {
    Map<String, String> named = new LinkedHashMap<>();
    for (DeviceForm.Pair field : fields) {
      if (named.put(field.name(), field.value()) != null) {
        errors.add(
            new FieldError("filter", "The field \"%s\" is there twice.".formatted(field.name())));
      }
    }
    return new DeviceSelection.Filter(value("text"), named);
  }

  private @Nullable Integer maxSessions(List<FieldError> errors) {
    String text = value("maxSessions");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      errors.add(
          new FieldError(
              "maxSessions", "\"%s\" is not a number; empty is no limit.".formatted(text)));
      return null;
    }
  }

  GroupForm with(List<FieldError> wrong) {
    Map<String, String> byField = new LinkedHashMap<>();
    wrong.forEach(error -> byField.merge(error.field(), error.message(), (a, b) -> a + " " + b));
    return new GroupForm(group, dynamic, values, fields, byField);
  }

  public String value(String name) {
    return values.getOrDefault(name, "");
  }

  public @Nullable String error(String name) {
    return errors.get(name);
  }

  /** The names of fields that a filter may have, for suggestions. */
  public List<String> known() {
    return Stream.concat(
            DeviceQuery.FIELDS.stream().filter(field -> !field.equals("group")).sorted(),
            Stream.of("tag:"))
        .toList();
  }

  public String title() {
    if (group != null) {
      return "Edit " + group.name();
    }
    return dynamic ? "New dynamic group" : "New group";
  }

  public String action() {
    return group == null ? "/groups" : "/groups/" + group.id();
  }
}
