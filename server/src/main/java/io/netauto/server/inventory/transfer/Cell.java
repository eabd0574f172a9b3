package io.netauto.server.inventory.transfer;

import java.util.regex.Pattern;

/**
 * Texts in cells of CSV files. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it (OWASP, CSV injection), which is taken away again when it is read; so is one
 * of a text that has apostrophes of its own there, and nothing is lost.
 */
final class Cell {
  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r]");
  private static final Pattern HARMLESS = Pattern.compile("'+[=+\\-@\\t\\r]");

  private Cell() {}

  static String written(String text) {
    return FORMULA.matcher(text).lookingAt() ? "'" + text : text;
  }

  static String read(String cell) {
    return HARMLESS.matcher(cell).lookingAt() ? cell.substring(1) : cell;
  }
}
