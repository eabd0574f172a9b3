package io.netauto.server.runs;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import io.netauto.server.runs.Comparison.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Lays two texts side by side: equal lines in one row, and what differs between them opposite. */
final class SideBySide {
  private SideBySide() {}

  /** Takes memory in proportion to the lines, and in the worst case time to their product. */
  static List<Row> rows(List<String> a, List<String> b) {
    Patch<String> patch = DiffUtils.diff(a, b, new MyersDiffWithLinearSpace<>(), null);
    BitSet onlyA = new BitSet();
    BitSet onlyB = new BitSet();
    for (AbstractDelta<String> delta : patch.getDeltas()) {
      int fromA = delta.getSource().getPosition();
      onlyA.set(fromA, fromA + delta.getSource().size());
      int fromB = delta.getTarget().getPosition();
      onlyB.set(fromB, fromB + delta.getTarget().size());
    }
    List<Row> rows = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      boolean hasA = i < a.size() && onlyA.get(i);
      boolean hasB = j < b.size() && onlyB.get(j);
      if (hasA && hasB) {
        rows.add(new Row(false, i + 1, a.get(i++), j + 1, b.get(j++)));
      } else if (hasA) {
        rows.add(new Row(false, i + 1, a.get(i++), 0, null));
      } else if (hasB) {
        rows.add(new Row(false, 0, null, j + 1, b.get(j++)));
      } else {
        rows.add(new Row(true, i + 1, a.get(i++), j + 1, b.get(j++)));
      }
    }
    return rows;
  }
}
