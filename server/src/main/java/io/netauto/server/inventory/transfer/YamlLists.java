package io.netauto.server.inventory.transfer;

import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The inventories of Nornir and Oxidized. Passwords in them are not read. */
final class YamlLists {
  private YamlLists() {}

  /** Plain values only: the loader makes no objects, and aliases are few. */
  static Map<String, Object> yaml(String text) {
    try {
      Object content =
          new Load(
                  LoadSettings.builder()
                      .setLabel("the file")
                      .setMaxAliasesForCollections(50)
                      .setCodePointLimit(ImportText.MOST_BYTES)
                      .setAllowRecursiveKeys(false)
                      .build())
              .loadFromString(text);
      return map(content);
    } catch (YamlEngineException e) {
      throw ImportText.refused(
          "This is not YAML: " + DraftOfValues.cut(String.valueOf(e.getMessage()).strip()));
    }
  }

  static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach(
          (name, each) -> {
            if (each != null) {
              map.put(String.valueOf(name), each);
            } else {
              map.put(String.valueOf(name), "");
            }
          });
    }
    return map;
  }

  static boolean isAnsible(String text) {
    return yaml(text).values().stream()
        .map(YamlLists::map)
        .anyMatch(
            group -> group.get("hosts") instanceof Map<?, ?> || group.containsKey("children"));
  }

  /** Hosts by name; or an object of {@code hosts}, {@code groups} and {@code defaults}. */
  static List<ImportRow> nornir(String text, UnaryOperator<String> platform, List<String> notices) {
    Map<String, Object> root = yaml(text);
    boolean whole = root.get("hosts") instanceof Map<?, ?>;
    Map<String, Object> hosts = whole ? map(root.get("hosts")) : root;
    Map<String, Object> groups = whole ? map(root.get("groups")) : Map.of();
    Map<String, Object> defaults = whole ? map(root.get("defaults")) : Map.of();
    List<ImportRow> rows = new ArrayList<>();
    int[] passwords = {0};
    boolean[] missing = {false};
    hosts.forEach(
        (name, given) -> {
          Map<String, Object> host = new LinkedHashMap<>(defaults);
          List<String> of = new ArrayList<>();
          if (map(given).get("groups") instanceof List<?> list) {
            list.forEach(group -> of.add(String.valueOf(group)));
          }
          for (String group : of.reversed()) {
            missing[0] |= !groups.containsKey(group);
            host.putAll(map(groups.get(group)));
          }
          host.putAll(map(given));
          if (host.remove("password") != null) {
            passwords[0]++;
          }
          rows.add(
              DraftOfValues.row(rows.size() + 1, ofNornir(name, host, of, platform), List.of()));
        });
    passwords(passwords[0], notices);
    if (missing[0]) {
      notices.add(
          "What the hosts inherit from groups.yaml was not read, because it is another file. Put"
              + " both into one: hosts: …, groups: …, defaults: ….");
    }
    return rows;
  }

  private static Map<String, Object> ofNornir(
      String name, Map<String, Object> host, List<String> groups, UnaryOperator<String> platform) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("hostname", name);
    Object address = host.get("hostname");
    values.put("address", address == null ? name : String.valueOf(address));
    put(values, "port", host.get("port"));
    put(values, "username", host.get("username"));
    if (host.get("platform") instanceof String text) {
      values.put("platform", platform.apply(text));
    }
    Map<String, Object> data = map(host.get("data"));
    for (String field : List.of("site", "role", "model", "vendor")) {
      if (data.get(field) instanceof String text) {
        values.put(field, text);
        data.remove(field);
      }
    }
    if (!groups.isEmpty()) {
      data.put("nornir_groups", groups);
    }
    if (!data.isEmpty()) {
      values.put("metadata", data);
    }
    return values;
  }

  static void put(Map<String, Object> values, String field, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      values.put(field, value);
    }
  }

  static void passwords(int hosts, List<String> notices) {
    if (hosts > 0) {
      notices.add(
          "The passwords of %,d devices were not read: devices name a credential, they hold no secret."
              .formatted(hosts));
    }
  }

  /** Lines of {@code name:model} or {@code name:address:model[:group[:user[:password]]]}. */
  static List<ImportRow> oxidized(
      String text, UnaryOperator<String> platform, List<String> notices) {
    List<ImportRow> rows = new ArrayList<>();
    int passwords = 0;
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String plain = line.strip();
      if (plain.isEmpty() || plain.startsWith("#")) {
        continue;
      }
      String[] parts = plain.split(":", -1);
      Map<String, Object> values = new LinkedHashMap<>();
      List<FieldError> errors = new ArrayList<>();
      boolean addressed = parts.length > 2 && parts[1].matches("[0-9.]+|[^.]+\\..+");
      int model = addressed ? 2 : 1;
      if (parts.length < 2) {
        errors.add(new FieldError("row", "A line is name:model or name:address:model."));
      } else {
        values.put("hostname", parts[0]);
        values.put("address", addressed ? parts[1] : parts[0]);
        values.put("platform", platform.apply(parts[model]));
        if (parts.length > model + 1) {
          put(values, "site", parts[model + 1]);
        }
        if (parts.length > model + 2) {
          put(values, "username", parts[model + 2]);
        }
        passwords += parts.length > model + 3 ? 1 : 0;
      }
      rows.add(DraftOfValues.row(number, values, errors));
      if (rows.size() > DeviceLists.MOST_ROWS) {
        throw DeviceLists.tooMany();
      }
    }
    passwords(passwords, notices);
    return rows;
  }
}
