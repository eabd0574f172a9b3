package io.netauto.server.rows.web;

import io.netauto.server.rows.Parsed;
import io.netauto.server.runs.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of one command of a run as a table.
 *
 * @param from the first row that is shown, from 0
 * @param problems what of the operator's templates cannot be used
 */
public record RunTablePage(Run run, int command, int from, Parsed parsed, List<String> problems) {
  static final int ROWS = 500;

  public RunTablePage {
    problems = List.copyOf(problems);
  }

  /** Null when there are no rows for a reason. */
  public Parsed.@Nullable Rows rows() {
    return parsed instanceof Parsed.Rows rows ? rows : null;
  }

  public String reason() {
    return parsed instanceof Parsed.Nothing nothing ? nothing.reason() : "";
  }

  public int total() {
    return parsed instanceof Parsed.Rows rows ? rows.table().rows().size() : 0;
  }

  public List<TableLine> lines() {
    return parsed instanceof Parsed.Rows rows
        ? rows.table().rows().stream()
            .skip(from)
            .limit(ROWS)
            .map(row -> TableLine.of(run, row))
            .toList()
        : List.of();
  }

  public String path() {
    return "/runs/" + run.id() + "/table?command=" + command;
  }

  public @Nullable String next() {
    return from + ROWS < total() ? path() + "&from=" + (from + ROWS) : null;
  }

  public @Nullable String previous() {
    return from == 0 ? null : path() + "&from=" + Math.max(0, from - ROWS);
  }
}
