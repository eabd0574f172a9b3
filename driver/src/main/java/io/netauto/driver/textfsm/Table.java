package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a template found in a text. Does not change.
 *
 * @param columns names of the template's values, in its order
 * @param rows one cell for each column: a {@code String}, empty when nothing was found, or a {@code
 *     List}. A list holds a {@code String} for each match ({@code None} for a match without the
 *     value), or a {@code Map<String, String>} when the value's expression names groups
 */
public record Table(List<String> columns, List<List<Object>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The rows as ntc-templates gives them: cells by column name in lower case, in order. */
  public List<Map<String, Object>> asMaps() {
    List<String> keys = columns.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    List<Map<String, Object>> maps = new ArrayList<>(rows.size());
    for (List<Object> row : rows) {
      Map<String, Object> map = LinkedHashMap.newLinkedHashMap(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        map.put(keys.get(i), row.get(i));
      }
      maps.add(Collections.unmodifiableMap(map));
    }
    return Collections.unmodifiableList(maps);
  }
}
