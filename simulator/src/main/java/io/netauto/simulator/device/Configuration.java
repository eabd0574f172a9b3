package io.netauto.simulator.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as a tree of lines, drawn with indents or with braces. Thread-safe: every method
 * holds the monitor.
 */
public final class Configuration {
  private final ConfigNode root;
  private final int unit;
  private final boolean braces;

  private Configuration(ConfigNode root, int unit, boolean braces) {
    this.root = root;
    this.unit = unit;
    this.braces = braces;
  }

  /** The configuration written with indents in the text. */
  static Configuration parse(String text, boolean braces) {
    ConfigNode root = new ConfigNode("");
    int unit = braces ? 4 : 1;
    Deque<ConfigNode> open = new ArrayDeque<>();
    Deque<Integer> indents = new ArrayDeque<>();
    open.push(root);
    indents.push(-1);
    boolean unitKnown = braces;
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (stripped.isEmpty()) {
        continue;
      }
      int indent = line.indexOf(stripped.charAt(0));
      if (!unitKnown && indent > 0) {
        unit = indent;
        unitKnown = true;
      }
      while (indents.element() >= indent) {
        indents.pop();
        open.pop();
      }
      ConfigNode node = new ConfigNode(stripped);
      open.element().children.add(node);
      open.push(node);
      indents.push(indent);
    }
    return new Configuration(root, unit, braces);
  }

  synchronized Configuration copy() {
    return new Configuration(root.copy(), unit, braces);
  }

  /** The text that a device shows. */
  public synchronized String text() {
    StringBuilder out = new StringBuilder();
    draw(root, 0, braces, out);
    return out.toString();
  }

  /** The configuration written with indents alone, as {@link #parse} reads it. */
  synchronized String indented() {
    StringBuilder out = new StringBuilder();
    draw(root, 0, false, out);
    return out.toString();
  }

  /** The host name that it sets, or the other. */
  synchronized String hostname(String otherwise) {
    ConfigNode system = root.child("system");
    ConfigNode at = system == null ? root : system;
    for (String key : List.of("hostname", "sysname", "host-name")) {
      ConfigNode line = at.keyed(key);
      if (line != null) {
        return line.after(key);
      }
    }
    return otherwise;
  }

  /** The configuration as one {@code set} line for each leaf. */
  synchronized List<String> setLines() {
    List<String> lines = new ArrayList<>();
    setLines(root, "set", lines);
    return lines;
  }

  /** The full name of a section: the one that exists under an abbreviated name, else as given. */
  public synchronized String sectionName(String typed) {
    String[] words = typed.split(" ", 2);
    if (words.length < 2) {
      return typed;
    }
    String name = words[1].replace(" ", "").toLowerCase(Locale.ROOT);
    String letters = name.replaceFirst("[0-9].*", "");
    for (ConfigNode each : root.children) {
      if (each.is(words[0])) {
        String other = each.after(words[0]).toLowerCase(Locale.ROOT);
        String otherLetters = other.replaceFirst("[0-9].*", "");
        if (!letters.isEmpty()
            && otherLetters.startsWith(letters)
            && other.substring(otherLetters.length()).equals(name.substring(letters.length()))) {
          return each.text;
        }
      }
    }
    return typed;
  }

  /** Opens a section, at the top if {@code within} is null, and makes it if it is new. */
  public synchronized void open(String section) {
    if (root.child(section) == null) {
      String kind = section.split(" ", 2)[0];
      int at = afterLast(kind);
      root.children.add(at, new ConfigNode(section));
      root.children.add(at + 1, new ConfigNode(unit == 1 && !hasBangs() ? "#" : "!"));
    }
  }

  /** Writes a line into a section, or at the top if the section is null. */
  public synchronized void set(@Nullable String section, String key, String line, boolean single) {
    ConfigNode parent = parent(section);
    ConfigNode same = single ? parent.keyed(key) : parent.child(line);
    if (same != null) {
      same.text = line;
    } else if (parent == root) {
      root.children.add(afterLast(line.split(" ", 2)[0]), new ConfigNode(line));
    } else {
      parent.children.add(new ConfigNode(line));
    }
  }

  /** Removes the lines of a section that start with these words. */
  public synchronized void remove(@Nullable String section, String words) {
    parent(section).children.removeIf(each -> each.is(words));
  }

  /** Writes a path, word by word, into the tree. */
  public synchronized void setPath(String path, List<String> joined, List<String> leaves) {
    List<String> words = List.of(path.split(" "));
    ConfigNode at = root;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String rest = String.join(" ", words.subList(i, words.size()));
      if (leaves.contains(word)) {
        ConfigNode same = at.keyed(word);
        if (same == null) {
          at.children.add(new ConfigNode(rest));
        } else {
          same.text = rest;
        }
        return;
      }
      if (joined.contains(word) && i + 1 < words.size()) {
        word = word + " " + words.get(++i);
      }
      ConfigNode next = at.child(word);
      if (next == null) {
        next = new ConfigNode(word);
        at.children.add(next);
      }
      at = next;
    }
  }

  /** Removes what is under a path; false if there is nothing. */
  public synchronized boolean removePath(String path) {
    return removePath(root, path);
  }

  /** Name, description, address and state of each interface, in order. */
  synchronized List<Map<String, String>> interfaces() {
    List<Map<String, String>> all = new ArrayList<>();
    if (braces) {
      ConfigNode parent = root.child("interfaces");
      if (parent != null) {
        parent.children.forEach(each -> all.add(facts(each.text, each, "address", "disable")));
      }
    } else {
      for (ConfigNode each : root.children) {
        if (each.is("interface")) {
          all.add(facts(each.after("interface"), each, "ip address", "shutdown"));
        }
      }
    }
    return all;
  }

  private static Map<String, String> facts(
      String name, ConfigNode node, String addressKey, String downKey) {
    ConfigNode description = node.find("description");
    ConfigNode address = node.find(addressKey);
    String ip = address == null ? "unassigned" : address.after(addressKey);
    boolean down = node.find(downKey) != null;
    String alone = ip.split("[ /]", 2)[0];
    return Map.of(
        "name",
        name,
        "description",
        description == null ? "" : description.after("description"),
        "address",
        ip.replace(' ', '/'),
        "ip",
        alone,
        "status",
        down ? "administratively down" : "up",
        "protocol",
        down ? "down" : "up");
  }

  private ConfigNode parent(@Nullable String section) {
    if (section == null) {
      return root;
    }
    ConfigNode parent = root.child(section);
    if (parent == null) {
      open(section);
      parent = root.child(section);
    }
    return parent == null ? root : parent;
  }

  private boolean hasBangs() {
    return root.child("!") != null;
  }

  /** Where a line of that kind goes: after the last of its kind, else before the end. */
  private int afterLast(String kind) {
    int at = -1;
    for (int i = 0; i < root.children.size(); i++) {
      if (root.children.get(i).is(kind)) {
        at = i;
      }
    }
    if (at < 0) {
      int size = root.children.size();
      boolean closed = size > 0 && List.of("end", "return").contains(root.children.getLast().text);
      return closed ? size - 1 : size;
    }
    boolean separated =
        at + 1 < root.children.size() && root.children.get(at + 1).text.matches("[!#]");
    return at + (separated && !root.children.get(at).children.isEmpty() ? 2 : 1);
  }

  private void draw(ConfigNode node, int depth, boolean braced, StringBuilder out) {
    for (ConfigNode child : node.children) {
      out.repeat(' ', depth * unit).append(child.text);
      if (!braced) {
        out.append('\n');
        draw(child, depth + 1, braced, out);
      } else if (child.children.isEmpty()) {
        out.append(";\n");
      } else {
        out.append(" {\n");
        draw(child, depth + 1, braced, out);
        out.repeat(' ', depth * unit).append("}\n");
      }
    }
  }

  private static void setLines(ConfigNode node, String path, List<String> lines) {
    for (ConfigNode child : node.children) {
      String longer = path + " " + child.text;
      if (child.children.isEmpty()) {
        lines.add(longer);
      } else {
        setLines(child, longer, lines);
      }
    }
  }

  private static boolean removePath(ConfigNode at, String path) {
    for (ConfigNode child : at.children) {
      if (child.text.equals(path) || (child.children.isEmpty() && child.is(path))) {
        at.children.remove(child);
        return true;
      }
      if (path.startsWith(child.text + " ")
          && removePath(child, path.substring(child.text.length() + 1))) {
        return true;
      }
    }
    return false;
  }
}
