package io.netauto.server.rows.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Cells and columns of a parsed table as text. */
public final class Cells {
  private static final String FORMULA = "=+-@\t\r";

  private Cells() {}

  /** A list is joined by {@code "; "}; a match with named groups is {@code name=value, …}. */
  public static String text(Object cell) {
    return switch (cell) {
      case List<?> items ->
          items.stream()
              .map(item -> text(item == null ? "" : item))
              .collect(Collectors.joining("; "));
      case Map<?, ?> named ->
          named.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(", "));
      default -> cell.toString();
    };
  }

  /** As ntc-templates names a column for programs. */
  public static String column(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** As people read a column: {@code IP_ADDRESS} is {@code ip address}. */
  public static String heading(String name) {
    return column(name).replace('_', ' ');
  }

  /**
   * A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe
   * (OWASP, CSV Injection).
   */
  static String safe(String text) {
    return text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
  }
}
