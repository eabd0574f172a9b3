package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the tables of several templates for one text: the first one's rows get the columns of the
 * others, from the first row with the same keys, or from the row in the same place when no template
 * has keys.
 */
final class JoinedTables {
  private JoinedTables() {}

  static Table of(List<Template> templates, String text, Limits limits) {
    Template first = templates.getFirst();
    Table table = first.run(text, limits);
    List<String> keys = first.keys();
    for (Template template : templates.subList(1, templates.size())) {
      keys = keys.isEmpty() ? template.keys() : keys;
      checkKeys(table.columns(), keys, template, first);
      checkKeys(template.columns(), keys, template, first);
      table = join(table, template.run(text, limits), keys);
    }
    return table;
  }

  private static void checkKeys(
      List<String> columns, List<String> keys, Template template, Template first) {
    for (String key : keys) {
      if (!columns.contains(key)) {
        String fault = "cannot be joined to " + first.name() + ": one of them has no \"" + key;
        throw new TemplateException(template.name(), 1, fault + "\", which is a key of the other");
      }
    }
  }

  private static Table join(Table table, Table other, List<String> keys) {
    List<String> added =
        other.columns().stream().filter(column -> !table.columns().contains(column)).toList();
    Map<List<Object>, List<Object>> byKey = new HashMap<>();
    for (List<Object> row : other.rows()) {
      byKey.putIfAbsent(cells(other, row, keys), row);
    }
    List<List<Object>> rows = new ArrayList<>(table.rows().size());
    for (int i = 0; i < table.rows().size(); i++) {
      List<Object> row = table.rows().get(i);
      List<Object> match;
      if (keys.isEmpty()) {
        match = i < other.rows().size() ? other.rows().get(i) : null;
      } else {
        match = byKey.get(cells(table, row, keys));
      }
      List<Object> joined = new ArrayList<>(row);
      if (match == null) {
        added.forEach(column -> joined.add(""));
      } else {
        joined.addAll(cells(other, match, added));
      }
      rows.add(List.copyOf(joined));
    }
    List<String> columns = new ArrayList<>(table.columns());
    columns.addAll(added);
    return new Table(columns, rows);
  }

  private static List<Object> cells(Table table, List<Object> row, List<String> columns) {
    return columns.stream().map(column -> row.get(table.columns().indexOf(column))).toList();
  }
}
