package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.CommandOutputs.Place;
import io.netauto.server.runs.TemplateLibrary.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  private final RunJobs jobs;
  private final RunTable runs;
  private final CommandOutputs outputs;
  private final OutputParser parser;
  private final TemplateFiles templates;
  private final Masks masks;

  JobRows(
      RunJobs jobs,
      RunTable runs,
      CommandOutputs outputs,
      OutputParser parser,
      TemplateFiles templates,
      Masks masks) {
    this.jobs = jobs;
    this.runs = runs;
    this.outputs = outputs;
    this.parser = parser;
    this.templates = templates;
    this.masks = masks;
  }

  /** One command of a job, and the columns of the table of all its devices. */
  public static final class Head {
    private final Job job;
    private final List<String> commands;
    private final int command;
    private final List<String> columns;
    private final TemplateLibrary library;
    private final Actor actor;

    private Head(
        Job job,
        List<String> commands,
        int command,
        List<String> columns,
        TemplateLibrary library,
        Actor actor) {
      this.job = job;
      this.commands = List.copyOf(commands);
      this.command = command;
      this.columns = List.copyOf(columns);
      this.library = library;
      this.actor = actor;
    }

    public Job job() {
      return job;
    }

    /** Those of the job, or of its first run when each has its own; empty before there is one. */
    public List<String> commands() {
      return commands;
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
    return ToldCommands.masked(head.job().title());
  }

  /**
   * @param command its index, from 0
   */
  public Head head(Actor actor, JobId id, int command) {
    Job job = jobs.get(actor, id);
    masks.reads(actor, "job", id.toString(), ToldCommands.masked(job.title()));
    List<String> commands = job.order().commands();
    if (commands.isEmpty()) {
      commands =
          runs.byJob(actor.customer(), id)
              .map(run -> masks.seenBy(actor, run).commands())
              .orElse(List.of());
    }
    if (!commands.isEmpty() || command != 0) {
      RunRows.checkCommand(command, commands);
    }
    TemplateLibrary library = templates.current();
    Set<String> columns = new LinkedHashSet<>();
    for (RunTable.Asked asked : runs.asked(actor.customer(), id, command)) {
      if (library.find(asked.platform(), asked.command()) instanceof Answer.Known known) {
        columns.addAll(known.parser().columns());
      }
    }
    return new Head(job, commands, command, List.copyOf(columns), library, actor);
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
      List<Run> batch =
          runs.ofJob(head.actor.customer(), head.job.id(), last, Math.min(BATCH, left) + 1);
      boolean more = batch.size() > Math.min(BATCH, left);
      batch = more ? batch.subList(0, batch.size() - 1) : batch;
      Map<RunId, Place> places = outputs.places(batch.stream().map(Run::id).toList(), head.command);
      for (int i = 0; i < batch.size(); i++) {
        List<String> asked = batch.get(i).commands();
        Run run = masks.seenBy(head.actor, batch.get(i));
        Place place = places.getOrDefault(run.id(), new Place(1, 0, 0, 0));
        last = run.id().value();
        left--;
        Parsed parsed =
            parser.parse(
                head.library,
                run,
                head.command,
                head.command < asked.size() ? asked.get(head.command) : "",
                place,
                masks.of(head.actor, run.device().platform(), run.jobId()));
        if (!sink.run(run, parsed)) {
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
