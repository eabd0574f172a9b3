package io.netauto.server.rights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import tools.jackson.databind.JsonNode;

/**
 * Bodies that the OpenAPI document allows: one of each property, numbers and names of things chosen
 * by the caller.
 */
final class SampleBody {
  private static final int DEEP = 6;

  /** Words that a property of this name may have, where the document lists none. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("kind", "site"),
          Map.entry("which", "failed"),
          Map.entry("protocol", "ssh"),
          Map.entry("sshProfile", "modern"),
          Map.entry("address", "127.0.0.1"),
          Map.entry("cron", "0 0 1 1 *"),
          Map.entry("zone", "UTC"),
          Map.entry("mode", "read"),
          Map.entry("role", "viewer"),
          Map.entry("action", "disable"),
          Map.entry("state", "pending"),
          Map.entry("policy", "strict"),
          Map.entry("id", "1"),
          Map.entry("credRef", "env:SAMPLE"));

  private final JsonNode api;
  private final Function<String, @Nullable String> ids;

  /**
   * @param ids the number to put where a property of this name stands; null for any value
   */
  SampleBody(JsonNode api, Function<String, @Nullable String> ids) {
    this.api = api;
    this.ids = ids;
  }

  /** The body for an endpoint; null when it takes none. */
  @Nullable Object of(Door door) {
    Object chosen = chosen(door);
    return chosen == null ? described(door) : chosen;
  }

  /** Where just some of the properties may stand together; null for all others. */
  private @Nullable Object chosen(Door door) {
    List<Long> devices = List.of(Long.parseLong(String.valueOf(value("devices"))));
    Map<String, Object> job =
        Map.of("targets", Map.of("devices", devices), "commands", List.of("show version"));
    return switch (door.toString()) {
      case "POST /api/v1/groups" -> Map.of("name", "sample", "kind", "static");
      case "PATCH /api/v1/groups/{id}" -> Map.of("description", "sample");
      case "POST /api/v1/groups/{id}/members", "POST /api/v1/groups/{id}/members/remove" ->
          Map.of("devices", devices);
      case "POST /api/v1/jobs" -> job;
      case "POST /api/v1/schedules", "PUT /api/v1/schedules/{id}" -> {
        Map<String, Object> schedule = new LinkedHashMap<>(job);
        schedule.putAll(Map.of("name", "sample", "cron", "0 0 1 1 *", "zone", "UTC"));
        yield schedule;
      }
      default -> null;
    };
  }

  private String value(String name) {
    String id = ids.apply(name);
    return id == null ? "1" : id;
  }

  private @Nullable Object described(Door door) {
    JsonNode content =
        api.path("paths")
            .path(door.path())
            .path(door.method().toLowerCase(Locale.ROOT))
            .path("requestBody")
            .path("content");
    JsonNode schema = content.path("application/json").path("schema");
    return schema.isMissingNode() ? null : value("", schema, 0);
  }

  private @Nullable Object value(String name, JsonNode schema, int depth) {
    if (depth > DEEP) {
      return null;
    }
    JsonNode ref = schema.path("$ref");
    if (!ref.isMissingNode()) {
      String type = ref.asString();
      JsonNode target =
          api.path("components").path("schemas").path(type.substring(type.lastIndexOf('/') + 1));
      return value(name, target, depth + 1);
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      if (!schema.path(choice).isEmpty()) {
        return value(name, schema.path(choice).path(0), depth + 1);
      }
    }
    if (!schema.path("enum").isEmpty()) {
      return schema.path("enum").path(0).asString();
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> {
        List<@Nullable Object> one = new ArrayList<>();
        one.add(value(name, schema.path("items"), depth + 1));
        yield one;
      }
      case "integer", "number" -> {
        String id = ids.apply(name);
        yield id == null ? 1L : Long.parseLong(id);
      }
      case "boolean" -> false;
      default -> {
        String id = ids.apply(name);
        yield id == null ? text(name, schema.path("format").asString("")) : id;
      }
    };
  }

  private Map<String, @Nullable Object> object(JsonNode schema, int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                object.put(
                    property.getKey(), value(property.getKey(), property.getValue(), depth + 1)));
    return object;
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (!type.isArray()) {
      return type.asString(schema.path("properties").isMissingNode() ? "string" : "object");
    }
    for (JsonNode one : type) {
      if (!one.asString().equals("null")) {
        return one.asString();
      }
    }
    return "string";
  }

  /** What a form sends for a parameter of this name and type. */
  static String text(String name, MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    if (type == boolean.class || type == Boolean.class) {
      return "false";
    }
    return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "1" : text(name, "");
  }

  private static String text(String name, String format) {
    String known = KNOWN.get(name);
    return known != null
        ? known
        : switch (format) {
          case "date-time" -> "2099-01-01T00:00:00Z";
          case "date" -> "2099-01-01";
          default -> "sample";
        };
  }
}
