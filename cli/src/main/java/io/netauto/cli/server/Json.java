package io.netauto.cli.server;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as trees: the server may add fields at any time, and binding to classes would cost more than
 * half of the start-up.
 */
public final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads one document.
   *
   * @throws JacksonException when it is none
   */
  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /** The document over several lines, without a line end. */
  public static String pretty(JsonNode node) {
    return node.toPrettyString();
  }

  /** A field as text: empty when it is missing or null, JSON when it is an object or array. */
  public static String text(JsonNode node, String field) {
    return text(node.path(field));
  }

  public static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asString() : value.toString();
  }

  /** The texts of an array; empty when it is missing. */
  public static List<String> texts(JsonNode array) {
    var result = new ArrayList<String>();
    for (JsonNode item : array) {
      result.add(text(item));
    }
    return result;
  }

  /** A field as a time, or null when it is missing or none. */
  public static @Nullable Instant time(JsonNode node, String field) {
    String text = text(node, field);
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
