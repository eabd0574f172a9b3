package io.netauto.server.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of two runs, side by side.
 *
 * @param differences rows that are not equal
 * @param cut whether one of them has more lines than were compared
 * @param hidden how many secrets were hidden before they were compared
 */
public record Comparison(Run a, Run b, List<Row> rows, int differences, boolean cut, int hidden) {
  public Comparison {
    rows = List.copyOf(rows);
  }

  /**
   * A line of each that belong together.
   *
   * @param lineA counts from 1; 0 where a has no line
   * @param a null where b has a line of its own
   */
  public record Row(boolean equal, int lineA, @Nullable String a, int lineB, @Nullable String b) {}
}
