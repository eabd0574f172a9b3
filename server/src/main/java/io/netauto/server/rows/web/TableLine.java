package io.netauto.server.rows.web;

import io.netauto.server.runs.Run;
import java.util.List;

/** A row of a page's table, and the run that it is from. */
public record TableLine(Run run, List<String> cells) {
  public TableLine {
    cells = List.copyOf(cells);
  }

  static TableLine of(Run run, List<Object> cells) {
    return new TableLine(run, cells.stream().map(Cells::text).toList());
  }
}
