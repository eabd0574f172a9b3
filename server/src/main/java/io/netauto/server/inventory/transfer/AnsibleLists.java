package io.netauto.server.inventory.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inventories of Ansible: hosts, the variables of their groups, and their own. Passwords are not
 * read, nor are files beside the inventory (group_vars, host_vars).
 */
final class AnsibleLists {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^\\]:]+)(?::(vars|children|hosts))?\\]\\s*(?:[#;].*)?");
  private static final Pattern PAIR =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(\"[^\"]*\"|'[^']*'|\\S*)");
  private static final Pattern RANGE = Pattern.compile("\\[(\\d{1,6}):(\\d{1,6})\\]");
  private static final int DEPTH = 20;

  private final Map<String, Map<String, Object>> hosts = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> variables = new LinkedHashMap<>();
  private final Map<String, Set<String>> members = new LinkedHashMap<>();
  private final Map<String, Set<String>> children = new LinkedHashMap<>();

  private AnsibleLists() {}

  static List<ImportRow> ini(String text, UnaryOperator<String> platform, List<String> notices) {
    AnsibleLists read = new AnsibleLists();
    String group = "ungrouped";
    String kind = "hosts";
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String plain = line.strip();
      if (plain.isEmpty() || plain.startsWith("#") || plain.startsWith(";")) {
        continue;
      }
      Matcher section = SECTION.matcher(plain);
      if (section.matches()) {
        group = section.group(1).strip();
        kind = section.group(2) == null ? "hosts" : section.group(2);
      } else if (kind.equals("vars")) {
        read.variables.computeIfAbsent(group, g -> new LinkedHashMap<>()).putAll(pairs(plain));
      } else if (kind.equals("children")) {
        read.children.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(plain);
      } else {
        read.host(number, group, plain);
      }
    }
    return read.rows(platform, notices);
  }

  private void host(int line, String group, String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    Map<String, Object> pairs = pairs(text.substring(end));
    for (String name : expanded(text.substring(0, end))) {
      add(line, group, name, pairs);
    }
  }

  private void add(int line, String group, String name, Map<String, Object> values) {
    if (hosts.size() > DeviceLists.MOST_ROWS) {
      throw DeviceLists.tooMany();
    }
    lines.putIfAbsent(name, line);
    hosts.computeIfAbsent(name, n -> new LinkedHashMap<>()).putAll(values);
    members.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(name);
  }

  /** {@code r[01:03]} is three hosts. */
  private static List<String> expanded(String name) {
    Matcher range = RANGE.matcher(name);
    if (!range.find()) {
      return List.of(name);
    }
    int from = Integer.parseInt(range.group(1));
    int to = Integer.parseInt(range.group(2));
    if (to - from > DeviceLists.MOST_ROWS) {
      throw DeviceLists.tooMany();
    }
    String digits = range.group(1).startsWith("0") ? "%0" + range.group(1).length() + "d" : "%d";
    List<String> names = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      names.add(
          name.substring(0, range.start())
              + String.format(Locale.ROOT, digits, i)
              + name.substring(range.end()));
    }
    return names;
  }

  private static Map<String, Object> pairs(String text) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(text);
    while (pair.find()) {
      String value = pair.group(2);
      boolean quoted = value.length() > 1 && (value.charAt(0) == '"' || value.charAt(0) == '\'');
      pairs.put(pair.group(1), quoted ? value.substring(1, value.length() - 1) : value);
    }
    return pairs;
  }

  static List<ImportRow> yaml(String text, UnaryOperator<String> platform, List<String> notices) {
    AnsibleLists read = new AnsibleLists();
    YamlLists.yaml(text).forEach((name, group) -> read.group(name, group, 0));
    return read.rows(platform, notices);
  }

  private void group(String name, Object content, int depth) {
    if (depth > DEPTH) {
      throw ImportText.refused("The groups are nested too deeply.");
    }
    Map<String, Object> group = YamlLists.map(content);
    variables
        .computeIfAbsent(name, g -> new LinkedHashMap<>())
        .putAll(YamlLists.map(group.get("vars")));
    YamlLists.map(group.get("hosts"))
        .forEach(
            (host, values) -> {
              for (String each : expanded(host)) {
                add(hosts.size() + 1, name, each, YamlLists.map(values));
              }
            });
    YamlLists.map(group.get("children"))
        .forEach(
            (child, below) -> {
              children.computeIfAbsent(name, g -> new LinkedHashSet<>()).add(child);
              group(child, below, depth + 1);
            });
  }

  private List<ImportRow> rows(UnaryOperator<String> platform, List<String> notices) {
    Map<String, Set<String>> groupsOf = new LinkedHashMap<>();
    members.forEach(
        (group, names) ->
            names.forEach(
                host -> groupsOf.computeIfAbsent(host, h -> new LinkedHashSet<>()).add(group)));
    List<ImportRow> rows = new ArrayList<>();
    int passwords = 0;
    for (var host : hosts.entrySet()) {
      List<String> groups = withParents(groupsOf.getOrDefault(host.getKey(), Set.of()));
      Map<String, Object> all = new LinkedHashMap<>();
      all.putAll(variables.getOrDefault("all", Map.of()));
      groups.reversed().forEach(group -> all.putAll(variables.getOrDefault(group, Map.of())));
      all.putAll(host.getValue());
      if (all.keySet().removeIf(AnsibleLists::isSecret)) {
        passwords++;
      }
      groups.removeAll(List.of("all", "ungrouped"));
      rows.add(
          DraftOfValues.row(
              lines.getOrDefault(host.getKey(), 0),
              values(host.getKey(), all, groups, platform),
              List.of()));
    }
    YamlLists.passwords(passwords, notices);
    return rows;
  }

  private static boolean isSecret(String variable) {
    String name = variable.toLowerCase(Locale.ROOT);
    return name.contains("pass") || name.contains("secret") || name.contains("token");
  }

  /** The groups nearest to the host first. */
  private List<String> withParents(Set<String> own) {
    Set<String> all = new LinkedHashSet<>(own);
    for (int round = 0; round < DEPTH; round++) {
      int before = all.size();
      children.forEach(
          (parent, below) -> {
            if (below.stream().anyMatch(all::contains)) {
              all.add(parent);
            }
          });
      if (all.size() == before) {
        break;
      }
    }
    return new ArrayList<>(all);
  }

  private static Map<String, Object> values(
      String name, Map<String, Object> all, List<String> groups, UnaryOperator<String> platform) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("hostname", name);
    Object address = all.remove("ansible_host");
    values.put("address", address == null ? name : address);
    YamlLists.put(values, "port", all.remove("ansible_port"));
    YamlLists.put(values, "username", all.remove("ansible_user"));
    Object os = all.remove("ansible_network_os");
    if (os != null) {
      values.put("platform", platform.apply(String.valueOf(os)));
    }
    for (String field : List.of("site", "role", "model", "vendor", "platform")) {
      if (all.get(field) instanceof String text) {
        values.put(field, text);
        all.remove(field);
      }
    }
    all.keySet().removeIf(variable -> variable.startsWith("ansible_"));
    if (!groups.isEmpty()) {
      all.put("ansible_groups", groups);
    }
    if (!all.isEmpty()) {
      values.put("metadata", all);
    }
    return values;
  }
}
