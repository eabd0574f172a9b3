package io.netauto.server.rows.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.rows.JobRows;
import io.netauto.server.rows.Parsed;
import io.netauto.server.rows.RunRows;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunId;
import io.netauto.server.runs.Runs;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Pages;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Outputs as tables: of one run, and of all devices of a job. */
@Controller
class RowsPages {
  private final Runs runs;
  private final RunRows rows;
  private final JobRows jobRows;
  private final CurrentActor current;
  private final Pages pages;

  RowsPages(Runs runs, RunRows rows, JobRows jobRows, CurrentActor current, Pages pages) {
    this.runs = runs;
    this.rows = rows;
    this.jobRows = jobRows;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/runs/{id:[0-9]+}/table")
  View ofRun(
      @PathVariable long id,
      @RequestParam(defaultValue = "0") int command,
      @RequestParam(defaultValue = "0") int from) {
    Actor actor = current.get();
    Run run = runs.get(actor, new RunId(id));
    Parsed parsed = rows.rows(actor, run.id(), command);
    return pages.show(
        "rows/runTable",
        new RunTablePage(run, command, Math.max(0, from), parsed, rows.problems(actor)));
  }

  @GetMapping("/jobs/{id:[0-9]+}/table")
  View ofJob(
      @PathVariable long id,
      @RequestParam(defaultValue = "0") int command,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String cursor)
      throws IOException {
    JobRows.Head head = jobRows.head(current.get(), new JobId(id), command);
    List<String> place =
        cursor.isEmpty() ? List.of("0", "0") : Cursor.decode(cursor, TablePiece.ORDER, 2);
    TablePiece piece =
        new TablePiece(
            head.columns(),
            q.strip(),
            Cursor.number(place.getFirst()),
            Cursor.number(place.getLast()));
    piece.end(jobRows.walk(head, Cursor.number(place.getFirst()), Integer.MAX_VALUE, piece));
    return pages.show("rows/jobTable", piece.page(head, cursor.isEmpty()));
  }
}
