package io.netauto.simulator.device;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a configuration with the lines below it. Not thread-safe. */
final class ConfigNode {
  String text;
  final List<ConfigNode> children = new ArrayList<>();

  ConfigNode(String text) {
    this.text = text;
  }

  /** The child that is this line, or null. */
  @Nullable ConfigNode child(String line) {
    return children.stream().filter(each -> each.text.equals(line)).findFirst().orElse(null);
  }

  /** The first child whose line is the key, or starts with the key as words, or null. */
  @Nullable ConfigNode keyed(String key) {
    return children.stream().filter(each -> each.is(key)).findFirst().orElse(null);
  }

  /** The first line below, at any depth, that is keyed so, or null. */
  @Nullable ConfigNode find(String key) {
    for (ConfigNode child : children) {
      ConfigNode found = child.is(key) ? child : child.find(key);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  boolean is(String key) {
    return text.startsWith(key)
        && (text.length() == key.length() || text.charAt(key.length()) == ' ');
  }

  /** What follows the key in the line. */
  String after(String key) {
    return text.length() > key.length() ? text.substring(key.length() + 1) : "";
  }

  ConfigNode copy() {
    ConfigNode copy = new ConfigNode(text);
    children.forEach(child -> copy.children.add(child.copy()));
    return copy;
  }
}
