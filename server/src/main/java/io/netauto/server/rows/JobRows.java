package io.netauto.server.rows;

import io.netauto.server.identity.Actor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.rows.TemplateLibrary.Answer;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.Outputs;
import io.netauto.server.runs.Outputs.Output;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The outputs of a job's devices as one table, run by run: no more than the rows of one run are in
 * memory. Every method sees the actor's customer only.
 */
@Service
public class JobRows {
  /** Runs that are looked up together. */
  private static final int BATCH = 100;

  private final Outputs outputs;
  private final OutputParser parser;
  private final TemplateFiles templates;

  JobRows(Outputs outputs, OutputParser parser, TemplateFiles templates) {
    this.outputs = outputs;
    this.parser = parser;
    this.templates = templates;
  }

  /** One command of a job, and the columns of the table of all its devices. */
  public static final class Head {
    private final Outputs.OfJob of;
    private final int command;
    private final List<String> columns;
    private final TemplateLibrary library;
    private final Actor actor;

    private Head(
        Outputs.OfJob of, int command, List<String> columns, TemplateLibrary library, Actor actor) {
      this.of = of;
      this.command = command;
      this.columns = List.copyOf(columns);
      this.library = library;
      this.actor = actor;
    }

    public Job job() {
      return of.job();
    }

    /** Those of the job, or of its first run when each has its own; empty before there is one. */
    public List<String> commands() {
      return of.commands();
    }

    public int command() {
      return command;
    }

    /** Names as in the templates, those of all platforms of the job; empty without a template. */
    public List<String> columns() {
      return columns;
    }

    /** What of the operator's templates cannot be used as it is. */
    public List<String> problems() {
      return library.problems();
    }
  }

  /** Takes what came of one run after the other. */
  public interface Sink {
    /**
     * @return false to go no further
     */
    boolean run(Run run, Parsed parsed) throws IOException;
  }

  /** What the audit trail calls the job. */
  public static String title(Head head) {
    return head.of.title();
  }

  /**
   * @param command its index, from 0
   */
  public Head head(Actor actor, JobId id, int command) {
    Outputs.OfJob of = outputs.ofJob(actor, id);
    if (!of.commands().isEmpty() || command != 0) {
      RunRows.checkCommand(command, of.commands());
    }
    TemplateLibrary library = templates.current();
    Set<String> columns = new LinkedHashSet<>();
    for (Outputs.Asked asked : outputs.asked(actor, id, command)) {
      if (library.find(asked.platform(), asked.command()) instanceof Answer.Known known) {
        columns.addAll(known.parser().columns());
      }
    }
    return new Head(of, command, List.copyOf(columns), library, actor);
  }

  /**
   * Goes through the runs in their order.
   *
   * @param after begin behind this run; 0 for the first
   * @param limit at most so many
   * @return the last run when others follow; null at the end
   */
  public @Nullable RunId walk(Head head, long after, int limit, Sink sink) throws IOException {
    long last = after;
    int left = limit;
    while (left > 0) {
      Outputs.Piece piece =
          outputs.after(head.actor, head.job().id(), head.command, last, Math.min(BATCH, left));
      boolean more = piece.more();
      List<Output> batch = piece.outputs();
      for (int i = 0; i < batch.size(); i++) {
        Run run = batch.get(i).run();
        last = run.id().value();
        left--;
        if (!sink.run(run, parser.parse(head.library, batch.get(i)))) {
          return more || i + 1 < batch.size() ? run.id() : null;
        }
      }
      if (!more) {
        return null;
      }
    }
    return new RunId(last);
  }

  /** Where a row's cell stands in the table of all; the rows of a run may have fewer columns. */
  public static List<Object> aligned(List<String> all, List<String> own, List<Object> row) {
    if (all.equals(own)) {
      return row;
    }
    List<Object> cells = new ArrayList<>(all.size());
    for (String column : all) {
      int place = own.indexOf(column);
      cells.add(place < 0 ? "" : row.get(place));
    }
    return cells;
  }
}
