package io.netauto.server.rows.web;

import io.netauto.server.rows.JobRows;
import io.netauto.server.rows.Parsed;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunId;
import io.netauto.server.web.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Collects as much of a job's table as a page shows, and as can be had in a few seconds: the next
 * page goes on from there.
 */
final class TablePiece implements JobRows.Sink {
  static final String ORDER = "job-table";

  private static final int ROWS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<String> columns;
  private final String text;
  private final String wanted;
  private final long begun = System.nanoTime();
  private final List<TableLine> lines = new ArrayList<>();
  private final List<JobTablePage.Without> without = new ArrayList<>();
  private long complete;
  private long skip;
  private int looked;
  private @Nullable String next;

  /**
   * @param text found in a device's name or a cell; empty for any
   * @param after the run before the first one
   * @param skip rows of the first run that were shown before
   */
  TablePiece(List<String> columns, String text, long after, long skip) {
    this.columns = columns;
    this.text = text;
    this.wanted = text.toLowerCase(Locale.ROOT);
    this.complete = after;
    this.skip = skip;
  }

  @Override
  public boolean run(Run run, Parsed parsed) {
    looked++;
    switch (parsed) {
      case Parsed.Nothing(String code, String reason) -> without(run, reason);
      case Parsed.Rows rows when rows.table().rows().isEmpty() ->
          without(run, "The template found no row in the output.");
      case Parsed.Rows rows -> {
        if (!take(run, rows)) {
          return false;
        }
      }
    }
    complete = run.id().value();
    skip = 0;
    return without.size() < ROWS && System.nanoTime() - begun < PATIENCE.toNanos();
  }

  private void without(Run run, String reason) {
    if (matches(run.device().hostname())) {
      without.add(new JobTablePage.Without(run.id().value(), run.device().hostname(), reason));
    }
  }

  /** False when the page is full before the end of the rows. */
  private boolean take(Run run, Parsed.Rows rows) {
    boolean device = matches(run.device().hostname());
    List<List<Object>> all = rows.table().rows();
    for (int i = Math.clamp(skip, 0, all.size()); i < all.size(); i++) {
      TableLine line =
          TableLine.of(run, JobRows.aligned(columns, rows.table().columns(), all.get(i)));
      if (device || line.cells().stream().anyMatch(this::matches)) {
        if (lines.size() == ROWS) {
          next = place(complete, i);
          return false;
        }
        lines.add(line);
      }
    }
    return true;
  }

  private boolean matches(String value) {
    return wanted.isEmpty() || value.toLowerCase(Locale.ROOT).contains(wanted);
  }

  /**
   * @param last the run where the walk stopped; null at its end
   */
  void end(@Nullable RunId last) {
    if (next == null && last != null) {
      next = place(last.value(), 0);
    }
  }

  JobTablePage page(JobRows.Head head, boolean first) {
    return new JobTablePage(head, text, lines, without, looked, next, first);
  }

  private static String place(long run, long rows) {
    return Cursor.encode(ORDER, Long.toString(run), Long.toString(rows));
  }
}
