package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of a command: tables in which a single row is not in a list, and in which the list may
 * be that of the tables or that of the rows.
 */
record NxosJson(String command, JsonNode root) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** What stands where a number would, when the device has none. */
  private static final Set<String> NOTHING = Set.of("N/A", "n/a", "-", "--");

  /** The JSON of a command, or nothing when the device has none for it. */
  static Optional<NxosJson> ask(Asked asked, String command) {
    return asked
        .textIfKnown(command + " | json")
        .map(String::strip)
        .filter(text -> text.startsWith("{"))
        .flatMap(text -> parse(command, text));
  }

  private static Optional<NxosJson> parse(String command, String text) {
    try {
      return Optional.of(new NxosJson(command, MAPPER.readTree(text)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The rows of a table of the answer itself. */
  List<NxosJson> rows(String name) {
    return rows("TABLE_" + name, "ROW_" + name);
  }

  List<NxosJson> rows(String table, String row) {
    return tables(table).stream().flatMap(one -> one.tables(row).stream()).toList();
  }

  /** The objects of a member that may be one or a list. */
  List<NxosJson> tables(String name) {
    return each(root.path(name)).stream().map(one -> new NxosJson(command, one)).toList();
  }

  private static List<JsonNode> each(JsonNode node) {
    if (node.isArray()) {
      List<JsonNode> all = new ArrayList<>();
      node.forEach(all::add);
      return all;
    }
    return node.isObject() ? List.of(node) : List.of();
  }

  /** A member that is an object; one with no members when there is none. */
  NxosJson in(String name) {
    return new NxosJson(command, root.path(name));
  }

  /** The first member whose name begins so; models add a suffix to some names. */
  Optional<String> nameWith(String beginning) {
    return root.propertyNames().stream().filter(name -> name.startsWith(beginning)).findFirst();
  }

  boolean has(String name) {
    return root.has(name);
  }

  /** The first of these members that is there and not empty, without blanks around it. */
  String text(String... names) {
    for (String name : names) {
      JsonNode node = root.path(name);
      JsonNode value = node.isArray() && !node.isEmpty() ? node.get(0) : node;
      String text = value.isValueNode() && !value.isNull() ? value.asString().strip() : "";
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** All texts of a member that may be one or a list. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    JsonNode node = root.path(name);
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asString("")));
    } else if (node.isValueNode() && !node.isNull()) {
      texts.add(node.asString(""));
    }
    return texts;
  }

  /** A member as a number, or {@code otherwise} when it is missing. */
  double number(double otherwise, String... names) {
    return value(otherwise, "A number", Double::parseDouble, names);
  }

  /** A member as a whole number, or {@code otherwise} when it is missing. */
  long integer(long otherwise, String... names) {
    return value(otherwise, "A whole number", Long::parseLong, names);
  }

  private <T> T value(T otherwise, String what, Function<String, T> parse, String... names) {
    String text = text(names);
    try {
      return text.isEmpty() || NOTHING.contains(text) ? otherwise : parse.apply(text);
    } catch (NumberFormatException e) {
      throw unreadable(what + " was expected in \"" + names[0] + "\".");
    }
  }

  /** To be thrown when the answer does not have the form that is known. */
  UnreadableException unreadable(String expected) {
    String text = root.toString();
    return new UnreadableException(
        command + " | json", 0, text.substring(0, Math.min(200, text.length())), expected);
  }
}
