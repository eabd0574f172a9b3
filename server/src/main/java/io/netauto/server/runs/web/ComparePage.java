package io.netauto.server.runs.web;

import io.netauto.server.runs.Comparison;
import io.netauto.server.runs.Job;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two answers side by side.
 *
 * @param note says that not all was compared; null when all was
 */
public record ComparePage(Job job, Comparison comparison, @Nullable String note) {
  private static final int AROUND = 3;

  /**
   * Rows that belong together.
   *
   * @param folded whether they are equal and far from any difference
   */
  public record Part(boolean folded, List<Comparison.Row> rows) {}

  public List<Part> parts() {
    List<Comparison.Row> rows = comparison.rows();
    boolean[] near = new boolean[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).equal()) {
        for (int j = Math.max(0, i - AROUND); j <= Math.min(rows.size() - 1, i + AROUND); j++) {
          near[j] = true;
        }
      }
    }
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= rows.size(); i++) {
      if (i == rows.size() || near[i] != near[from]) {
        List<Comparison.Row> part = rows.subList(from, i);
        parts.add(new Part(!near[from] && part.size() > AROUND, part));
        from = i;
      }
    }
    return parts;
  }
}
