package io.netauto.server.inventory.transfer;

import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.inventory.SshProfile;
import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Makes drafts of the values that a file gives by the fields' names, telling each wrong one. */
final class DraftOfValues {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, ? extends @Nullable Object> values;
  private final List<FieldError> errors = new ArrayList<>();

  private DraftOfValues(Map<String, ? extends @Nullable Object> values) {
    this.values = values;
  }

  /**
   * @param values texts, or JSON values; a name that is missing leaves the field as it is
   * @param before what is wrong already
   */
  static ImportRow row(
      int line, Map<String, ? extends @Nullable Object> values, List<FieldError> before) {
    DraftOfValues made = new DraftOfValues(values);
    made.errors.addAll(before);
    DeviceDraft draft = made.draft();
    return new ImportRow(line, draft, made.groups(), made.errors);
  }

  private DeviceDraft draft() {
    return new DeviceDraft(
        text("hostname"),
        text("address"),
        port(),
        protocol(),
        sshProfile(),
        text("jumpHost"),
        text("username"),
        text("credRef"),
        text("vendor"),
        text("platform"),
        text("model"),
        text("role"),
        text("site"),
        tags(),
        map("metadata"),
        enabled());
  }

  private void wrong(String field, String message) {
    errors.add(new FieldError(field, message));
  }

  private @Nullable String text(String field) {
    Object value = values.get(field);
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> {
        wrong(field, "A text is needed here, not a list or an object.");
        yield null;
      }
    };
  }

  private @Nullable Integer port() {
    String text = text("port");
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      wrong("port", "\"%s\" is not a port: a number from 1 to 65535.".formatted(cut(text)));
      return null;
    }
  }

  private @Nullable Protocol protocol() {
    String text = text("protocol");
    if (text == null || text.isBlank()) {
      return null;
    }
    var found = Protocol.of(text.strip());
    if (found.isEmpty()) {
      wrong("protocol", "\"%s\" is not a protocol: use ssh or telnet.".formatted(cut(text)));
    }
    return found.orElse(null);
  }

  private @Nullable SshProfile sshProfile() {
    String text = text("sshProfile");
    if (text == null || text.isBlank()) {
      return null;
    }
    var found = SshProfile.of(text.strip());
    if (found.isEmpty()) {
      wrong("sshProfile", SshProfile.problem(text).orElse(""));
    }
    return found.orElse(null);
  }

  private @Nullable Boolean enabled() {
    String text = text("enabled");
    if (text == null || text.isBlank()) {
      return null;
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> {
        wrong("enabled", "\"%s\" is neither true nor false.".formatted(cut(text)));
        yield null;
      }
    };
  }

  private @Nullable Map<String, Object> map(String field) {
    Object value = values.get(field);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      if (text.isBlank()) {
        return Map.of();
      }
      try {
        value = JSON.readValue(text, Object.class);
      } catch (JacksonException e) {
        wrong(field, "This is not JSON: %s. Write {\"name\": \"value\"}.".formatted(cut(text)));
        return null;
      }
    }
    if (!(value instanceof Map<?, ?> given)) {
      wrong(field, "A JSON object is needed, {\"name\": \"value\"}.");
      return null;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    given.forEach((name, each) -> map.put(String.valueOf(name), each));
    return map;
  }

  private @Nullable Map<String, String> tags() {
    Map<String, Object> map = map("tags");
    if (map == null) {
      return null;
    }
    Map<String, String> tags = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            tags.put(name, value.toString());
          } else {
            wrong("tags", "The tag \"%s\" has no text.".formatted(cut(name)));
          }
        });
    return tags;
  }

  /** A list, its JSON, or names with semicolons between them. */
  private @Nullable List<String> groups() {
    Object value = values.get("groups");
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      if (!text.strip().startsWith("[")) {
        List<String> names = new ArrayList<>();
        for (String name : text.split(";", -1)) {
          if (!name.isBlank()) {
            names.add(name.strip());
          }
        }
        return names;
      }
      try {
        value = JSON.readValue(text, Object.class);
      } catch (JacksonException e) {
        wrong("groups", "This is not a list: write a; b or [\"a\", \"b\"].");
        return null;
      }
    }
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      wrong("groups", "A list of the names of groups is needed.");
      return null;
    }
    return list.stream().map(name -> ((String) name).strip()).toList();
  }

  static String cut(String text) {
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }
}
