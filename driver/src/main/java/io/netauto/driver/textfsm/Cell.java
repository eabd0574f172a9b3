package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the record under construction holds of one value.
 *
 * <p>The options act one after the other in the template's order, each on what the one before left,
 * as in the original: {@code Required,List} and {@code List,Required} differ.
 */
final class Cell {
  private static final String NO_MATCH = "None";

  private final Value value;
  private final List<Object> items = new ArrayList<>();
  private final LinePattern.@Nullable Lines nested;
  private @Nullable Object content;
  private @Nullable Object fill;

  Cell(Value value) {
    this.value = value;
    this.nested = value.nested() == null ? null : value.nested().lines();
  }

  @Nullable Object content() {
    return content;
  }

  /** Takes what a rule matched; null when the value took no part in the match. */
  void assign(@Nullable String text, Line scratch) {
    content = text;
    for (Value.Option option : value.options()) {
      switch (option) {
        case FILLDOWN -> fill = text;
        case LIST -> items.add(text == null ? NO_MATCH : item(text, scratch));
        case REQUIRED, FILLUP, KEY -> {}
      }
    }
  }

  private Object item(String text, Line scratch) {
    if (nested == null || value.nested() == null) {
      return text;
    }
    scratch.set(text);
    if (!nested.match(scratch)) {
      return text;
    }
    Map<String, String> item = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> name : value.nested().names().entrySet()) {
      int group = name.getValue();
      int start = nested.start(group);
      item.put(name.getKey(), start < 0 ? "" : text.substring(start, nested.end(group)));
    }
    return Collections.unmodifiableMap(item);
  }

  /** False when the record has to be dropped because this value is required and empty. */
  boolean save() {
    for (Value.Option option : value.options()) {
      if (option == Value.Option.REQUIRED && isEmpty(content)) {
        return false;
      }
      if (option == Value.Option.LIST) {
        content = List.copyOf(items);
      }
    }
    return true;
  }

  void clear() {
    content = null;
    for (Value.Option option : value.options()) {
      if (option == Value.Option.FILLDOWN) {
        content = fill;
      } else if (option == Value.Option.LIST && !value.is(Value.Option.FILLDOWN)) {
        items.clear();
      }
    }
  }

  void clearAll() {
    content = null;
    fill = null;
    items.clear();
  }

  static boolean isEmpty(@Nullable Object content) {
    return content == null || content.equals("") || content.equals(List.of());
  }
}
