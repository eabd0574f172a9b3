package io.netauto.server.inventory.transfer;

import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of JSON objects: our own, as the API shows devices, and NetBox's. */
final class JsonLists {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What the API shows besides the fields that can be set. */
  private static final Set<String> IGNORED =
      Set.of("id", "reachability", "sshSession", "createdAt", "updatedAt");

  private JsonLists() {}

  static boolean isWhole(String text) {
    try {
      JSON.readTree(text);
      return true;
    } catch (JacksonException e) {
      return false;
    }
  }

  static boolean isNetBox(String text) {
    String begin = text.substring(0, Math.min(text.length(), 20_000));
    return begin.contains("\"device_type\"")
        || begin.contains("\"primary_ip4\"")
        || begin.contains("\"device_role\"");
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw ImportText.refused(
          "This is not JSON: line %d, column %d."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  /** An array, or an object with one named {@code devices} or {@code items}. */
  static List<ImportRow> array(String text) {
    JsonNode root = tree(text);
    JsonNode list = root.isArray() ? root : root.path(root.has("devices") ? "devices" : "items");
    if (!list.isArray()) {
      throw ImportText.refused(
          "A list of devices is needed: [{\"hostname\": …}, …] or {\"devices\": […]}.");
    }
    List<ImportRow> rows = new ArrayList<>();
    int place = 0;
    for (JsonNode node : list) {
      rows.add(row(++place, node));
    }
    return rows;
  }

  static List<ImportRow> lines(String text) {
    List<ImportRow> rows = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        rows.add(row(number, JSON.readTree(line)));
      } catch (JacksonException e) {
        rows.add(
            DraftOfValues.row(
                number,
                Map.of(),
                List.of(
                    new FieldError(
                        "row",
                        "The line is not JSON from column %d on."
                            .formatted(e.getLocation().getColumnNr())))));
      }
      if (rows.size() > DeviceLists.MOST_ROWS) {
        throw DeviceLists.tooMany();
      }
    }
    return rows;
  }

  private static ImportRow row(int line, JsonNode node) {
    List<FieldError> errors = new ArrayList<>();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (!node.isObject()) {
      errors.add(new FieldError("row", "A JSON object is needed, {\"hostname\": …}."));
    }
    node.properties()
        .forEach(
            each -> {
              if (CsvLists.COLUMNS.contains(each.getKey())) {
                values.put(each.getKey(), JSON.treeToValue(each.getValue(), Object.class));
              } else if (!IGNORED.contains(each.getKey())) {
                errors.add(
                    new FieldError(
                        "row",
                        "There is no field \"%s\".".formatted(DraftOfValues.cut(each.getKey()))));
              }
            });
    return DraftOfValues.row(line, values, errors);
  }

  static List<ImportRow> netBox(String text, UnaryOperator<String> platform) {
    JsonNode root = tree(text);
    List<ImportRow> rows = new ArrayList<>();
    int place = 0;
    for (JsonNode node : root.isArray() ? root : root.path("results")) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("hostname", node.path("name").asString(""));
      JsonNode ip = node.path(node.path("primary_ip4").isObject() ? "primary_ip4" : "primary_ip");
      put(values, "address", Foreign.address(ip.path("address").asString("")));
      put(values, "site", name(node.path("site")));
      put(values, "role", name(node.path(node.has("role") ? "role" : "device_role")));
      put(values, "vendor", name(node.path("device_type").path("manufacturer")));
      put(values, "model", node.path("device_type").path("model").asString(""));
      put(values, "platform", platform.apply(name(node.path("platform"))));
      String status = node.path("status").path("value").asString("active");
      values.put("enabled", status.equals("active"));
      Map<String, Object> tags = new LinkedHashMap<>();
      node.path("tags").forEach(tag -> tags.put(name(tag), "true"));
      if (!tags.isEmpty()) {
        values.put("tags", tags);
      }
      if (node.path("custom_fields").size() > 0) {
        values.put("metadata", JSON.treeToValue(node.path("custom_fields"), Object.class));
      }
      rows.add(DraftOfValues.row(++place, values, List.of()));
    }
    return rows;
  }

  private static String name(JsonNode node) {
    return node.path(node.has("slug") ? "slug" : "name").asString("");
  }

  private static void put(Map<String, Object> values, String field, String text) {
    if (!text.isBlank()) {
      values.put(field, text);
    }
  }
}
