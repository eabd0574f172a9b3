package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.web.ProblemException;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Filters of devices as SQL conditions on the table {@code device}. */
@Component
class DeviceConditions {
  static final String GROUP = "group";
  static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("hostname", "hostname"),
          Map.entry("address", "address"),
          Map.entry("platform", "platform"),
          Map.entry("vendor", "vendor"),
          Map.entry("model", "model"),
          Map.entry("site", "site"),
          Map.entry("role", "role"),
          Map.entry("credRef", "cred_ref"),
          Map.entry("protocol", "protocol"),
          Map.entry("enabled", "enabled"),
          Map.entry("status", "status"),
          Map.entry("createdAt", "created_at"),
          Map.entry("updatedAt", "updated_at"));

  /** As in the index {@code device_legacy}. */
  private static final String LEGACY =
      "(ssh_profile <> 'modern' or coalesce(ssh_session -> 'weak', '[]') <> '[]')";

  private final GroupTable groups;
  private final JsonMapper json;

  DeviceConditions(GroupTable groups, JsonMapper json) {
    this.groups = groups;
    this.json = json;
  }

  /**
   * The condition that a device of the customer matches.
   *
   * @param params is given the values that it names, each under a name not there before
   * @throws ProblemException that names the field which cannot be asked for so
   */
  String where(CustomerId customer, DeviceSelection.Filter filter, Map<String, Object> params) {
    return "customer_id = " + param(params, customer.value()) + matches(customer, filter, params);
  }

  /** The condition that a device of the customer belongs to the group. */
  String in(DeviceGroup group, Map<String, Object> params) {
    return "customer_id = " + param(params, group.customer().value()) + member(group, params);
  }

  private String member(DeviceGroup group, Map<String, Object> params) {
    return group.filter() == null
        ? " and id in (select device_id from device_group_member where group_id = "
            + param(params, group.id().value())
            + ")"
        : matches(group.customer(), group.filter(), params);
  }

  private String matches(
      CustomerId customer, DeviceSelection.Filter filter, Map<String, Object> params) {
    StringBuilder where = new StringBuilder();
    if (!filter.text().isBlank()) {
      String text = param(params, containing(filter.text()));
      where.append(
          " and (hostname ilike %1$s or address ilike %1$s or site ilike %1$s or role ilike %1$s or model ilike %1$s or vendor ilike %1$s)"
              .formatted(text));
    }
    filter
        .fields()
        .forEach((field, value) -> where.append(condition(customer, field, value, params)));
    return where.toString();
  }

  private String condition(
      CustomerId customer, String field, String value, Map<String, Object> params) {
    if (field.startsWith("tag:")) {
      String tag = json.writeValueAsString(Map.of(field.substring(4), value));
      return " and tags @> " + param(params, tag) + "::jsonb";
    }
    return switch (field) {
      case "enabled" -> " and enabled = " + param(params, truth(field, value));
      case "legacy" -> (truth(field, value) ? " and " : " and not ") + LEGACY;
      case "hostname" -> " and lower(hostname) = lower(" + param(params, value) + ")";
      case GROUP -> member(group(customer, value), params);
      default -> {
        String column = DeviceQuery.FIELDS.contains(field) ? COLUMNS.get(field) : null;
        if (column == null) {
          throw ProblemException.invalid(
              field, "Devices cannot be filtered by \"%s\".".formatted(field));
        }
        yield " and " + column + " = " + param(params, value);
      }
    };
  }

  /** The group of this name or number. */
  DeviceGroup group(CustomerId customer, String name) {
    return groups
        .named(customer, name)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    GROUP, "There is no device group \"%s\".".formatted(name.strip())));
  }

  /** The pattern of {@code ilike} for all that has the text in it. */
  static String containing(String text) {
    return "%" + text.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private static String param(Map<String, Object> params, Object value) {
    String name = "p" + params.size();
    params.put(name, value);
    return ":" + name;
  }

  private static boolean truth(String field, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ProblemException.invalid(
              field, "\"%s\" is neither true nor false.".formatted(value));
    };
  }
}
