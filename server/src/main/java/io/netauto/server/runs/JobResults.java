package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import io.netauto.server.jobs.JobId;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What came of a job; every method sees the actor's customer only. */
@Service
public class JobResults {
  /** Lines of each run that are compared. */
  public static final int COMPARED = 5_000;

  private final RunJobs jobs;
  private final JobRunTable table;
  private final RunReader reader;
  private final Runs runs;
  private final Masks masks;
  private final WindowsOfJobs windows;

  JobResults(
      RunJobs jobs,
      JobRunTable table,
      RunReader reader,
      Runs runs,
      WindowsOfJobs windows,
      Masks masks) {
    this.jobs = jobs;
    this.table = table;
    this.reader = reader;
    this.runs = runs;
    this.windows = windows;
    this.masks = masks;
  }

  /** Its runs, in their order. */
  public Page<Run> runs(Actor actor, JobId job, JobRunQuery query) {
    return masks.seenBy(actor, table.list(actor.customer(), jobs.get(actor, job).id(), query));
  }

  public JobGrid grid(Actor actor, JobId job) {
    return table.grid(actor.customer(), jobs.get(actor, job).id());
  }

  /** Why runs did not end ok, the most frequent cause first. */
  public List<JobCause> causes(Actor actor, JobId job) {
    return table.causes(
        actor.customer(),
        jobs.get(actor, job).id(),
        platform -> masks.of(actor, platform, job.value()));
  }

  public JobAnswers answers(Actor actor, JobId job) {
    return table.answers(actor.customer(), jobs.get(actor, job).id());
  }

  /** What the first of its waiting runs waits for; empty when none waits. */
  public Optional<String> waitingFor(Actor actor, Job job) {
    actor.require(Permission.RUNS_READ);
    if (job.counts().getOrDefault(RunStatus.PENDING, 0) == 0) {
      return Optional.empty();
    }
    Optional<String> window = windows.waits(job.id());
    if (window.isPresent()) {
      return window;
    }
    return table
        .firstPending(actor.customer(), job.id())
        .map(run -> runs.get(actor, run))
        .flatMap(run -> Optional.ofNullable(run.waitingFor()));
  }

  /** The outputs of two runs of a job, their first {@link #COMPARED} lines. */
  public Comparison compare(Actor actor, JobId job, RunId a, RunId b) {
    JobId of = jobs.get(actor, job).id();
    Run runA = ofJob(actor, of, a);
    Run runB = ofJob(actor, of, b);
    RunLines linesA = lines(actor, runA);
    RunLines linesB = lines(actor, runB);
    List<Comparison.Row> rows = SideBySide.rows(texts(runA, linesA), texts(runB, linesB));
    return new Comparison(
        runA,
        runB,
        rows,
        (int) rows.stream().filter(row -> !row.equal()).count(),
        linesA.more() || linesB.more(),
        hidden(linesA) + hidden(linesB));
  }

  private RunLines lines(Actor actor, Run run) {
    return reader.lines(run.id(), 0, COMPARED, View.OUTPUT, masks.toRead(actor, run));
  }

  private static int hidden(RunLines lines) {
    return lines.lines().stream().mapToInt(RunLine::hidden).sum();
  }

  private Run ofJob(Actor actor, JobId job, RunId id) {
    Run run = runs.get(actor, id);
    if (run.jobId() != job.value()) {
      throw ProblemException.notFound(
          "run_not_found", "The job %s has no run with the number %s.".formatted(job, id));
    }
    return run;
  }

  /** Of several commands, each output follows a line that names its command. */
  private static List<String> texts(Run run, RunLines lines) {
    List<String> texts = new ArrayList<>();
    int command = -1;
    for (RunLine line : lines.lines()) {
      if (line.command() != command && run.commands().size() > 1) {
        command = line.command();
        texts.add("# " + (command < 0 ? "" : run.commands().get(command)));
      }
      texts.add(line.text());
    }
    return texts;
  }
}
