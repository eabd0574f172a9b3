package io.netauto.cli.term;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under headings. Where they do not fit, columns without any value go first, then the widest
 * are shortened.
 */
public final class Table {
  private static final int GAP = 2;
  private static final int HIDDEN = 0;
  private static final int NARROWEST = 4;

  private record Cell(String text, Style style) {}

  private final List<List<Cell>> rows = new ArrayList<>();
  private final int columns;

  public Table(String... headings) {
    columns = headings.length;
    add(Style.QUIET, List.of(headings));
  }

  /** Adds a row; a word of state in it gets its colour. */
  public Table row(String... texts) {
    add(null, List.of(texts));
    return this;
  }

  private void add(@Nullable Style style, List<String> texts) {
    if (texts.size() != columns) {
      throw new IllegalArgumentException(texts.size() + " cells for " + columns + " columns");
    }
    var row = new ArrayList<Cell>();
    for (String text : texts) {
      String safe = Printable.line(text).replace('\t', ' ');
      row.add(new Cell(safe, style == null ? Style.ofState(safe) : style));
    }
    rows.add(row);
  }

  /**
   * The table as lines.
   *
   * @param width the most characters of a line; 0 for no limit
   */
  public String render(int width, boolean color) {
    int[] widths = fit(width);
    var result = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      int padding = 0;
      for (int i = 0; i < columns; i++) {
        String text = shorten(row.get(i).text, widths[i]);
        if (widths[i] == HIDDEN) {
          continue;
        }
        if (!text.isEmpty()) {
          line.repeat(' ', padding).append(color ? row.get(i).style.apply(text) : text);
          padding = 0;
        }
        padding += widths[i] - length(text) + GAP;
      }
      result.append(line);
      result.append('\n');
    }
    return result.toString();
  }

  private int[] fit(int width) {
    int[] widths = new int[columns];
    int total = -GAP;
    for (int i = 0; i < columns; i++) {
      for (var row : rows) {
        widths[i] = Math.max(widths[i], length(row.get(i).text));
      }
      total += widths[i] + GAP;
    }
    for (int i = 0; i < columns && width > 0 && total > width; i++) {
      if (isEmpty(i)) {
        total -= widths[i] + GAP;
        widths[i] = HIDDEN;
      }
    }
    for (; width > 0 && total > width; total--) {
      int widest = 0;
      for (int i = 1; i < columns; i++) {
        widest = widths[i] >= widths[widest] ? i : widest; // the first columns say most
      }
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private boolean isEmpty(int column) {
    return rows.stream().skip(1).allMatch(row -> row.get(column).text.isEmpty());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String shorten(String text, int width) {
    return length(text) <= width || width == HIDDEN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }
}
