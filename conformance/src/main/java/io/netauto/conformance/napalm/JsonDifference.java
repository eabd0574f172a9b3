package io.netauto.conformance.napalm;

import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Where two JSON values differ first. Numbers are equal by value: 1 and 1.0 are the same. */
final class JsonDifference {
  /** What stands in an expected result where any value will do. */
  private static final String ANYTHING = "...";

  private JsonDifference() {}

  public static Optional<String> first(JsonNode expected, JsonNode actual) {
    return at("$", expected, actual);
  }

  private static Optional<String> at(String path, JsonNode expected, JsonNode actual) {
    if (expected.isString() && expected.stringValue().equals(ANYTHING)) {
      return Optional.empty();
    }
    if (expected.isObject() && actual.isObject()) {
      return inObject(path, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      if (expected.size() != actual.size()) {
        return Optional.of(path + ": " + actual.size() + " elements, expected " + expected.size());
      }
      for (int i = 0; i < expected.size(); i++) {
        Optional<String> found = at(path + "[" + i + "]", expected.get(i), actual.get(i));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    boolean equal =
        (expected.isNumber() && actual.isNumber())
            ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
            : expected.equals(actual);
    return equal
        ? Optional.empty()
        : Optional.of(path + ": " + cut(actual) + ", expected " + cut(expected));
  }

  private static Optional<String> inObject(String path, JsonNode expected, JsonNode actual) {
    TreeSet<String> names = new TreeSet<>(expected.propertyNames());
    names.addAll(actual.propertyNames());
    for (String name : names) {
      JsonNode left = expected.get(name);
      JsonNode right = actual.get(name);
      if (left == null || right == null) {
        return Optional.of(path + "." + name + (left == null ? " is not expected" : " is missing"));
      }
      Optional<String> found = at(path + "." + name, left, right);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String cut(JsonNode node) {
    String text = node.toString();
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }
}
