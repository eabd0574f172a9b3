package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.CommandOutputs.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What commands printed, for features that make something of it; that it is read is put on record.
 * Every method sees the actor's customer only.
 */
@Service
public class Outputs {
  private final Runs runs;
  private final RunJobs jobs;
  private final RunTable table;
  private final CommandOutputs outputs;
  private final Masks masks;

  Outputs(Runs runs, RunJobs jobs, RunTable table, CommandOutputs outputs, Masks masks) {
    this.runs = runs;
    this.jobs = jobs;
    this.table = table;
    this.outputs = outputs;
    this.masks = masks;
  }

  /** What one command of a run printed; its text is read apart. */
  public static final class Output {
    private final Run run;
    private final int command;
    private final String asked;
    private final Place place;
    private final @Nullable Redactor mask;

    private Output(Run run, int command, String asked, Place place, @Nullable Redactor mask) {
      this.run = run;
      this.command = command;
      this.asked = asked;
      this.place = place;
      this.mask = mask;
    }

    /** As the actor may see it. */
    public Run run() {
      return run;
    }

    /** The command's index in the run, from 0; the run may have fewer. */
    public int command() {
      return command;
    }

    /** The command as it was sent, with the secrets in it; empty when the run has fewer. */
    public String asked() {
      return asked;
    }

    /** What hides the secrets from the actor; null when the actor may see them. */
    public @Nullable Redactor mask() {
      return mask;
    }

    public boolean wasSent() {
      return place.began() > 0;
    }

    public boolean isComplete() {
      return place.isComplete();
    }

    /** At most so many. */
    public long bytes() {
      return place.bytes();
    }
  }

  /**
   * Of one command of a run.
   *
   * @param run as the actor sees it
   * @param command one of the run's
   */
  public Output of(Actor actor, Run run, int command) {
    Place place = outputs.places(List.of(run.id()), command).get(run.id());
    if (place == null) {
      throw new IllegalStateException("no place for the run " + run.id());
    }
    String asked = runs.asked(actor, run.id()).commands().get(command);
    return new Output(run, command, asked, place, masks.toRead(actor, run));
  }

  /**
   * A job whose outputs are read.
   *
   * @param title what the audit trail calls it
   * @param commands those of the job, or of its first run when each has its own; empty before there
   *     is one
   */
  public record OfJob(Job job, String title, List<String> commands) {
    public OfJob {
      commands = List.copyOf(commands);
    }
  }

  public OfJob ofJob(Actor actor, JobId id) {
    Job job = jobs.get(actor, id);
    String title = ToldCommands.masked(job.title());
    masks.reads(actor, "job", id.toString(), title);
    List<String> commands = job.order().commands();
    if (commands.isEmpty()) {
      commands =
          table
              .byJob(actor.customer(), id)
              .map(run -> masks.seenBy(actor, run).commands())
              .orElse(List.of());
    }
    return new OfJob(job, title, commands);
  }

  /** What runs of a job were asked, on what; the command has the secrets in it. */
  public record Asked(String platform, String command) {}

  /** The different ones among a job's commands of this index, in the order of the runs. */
  public List<Asked> asked(Actor actor, JobId job, int command) {
    actor.require(Permission.RUNS_READ);
    return table.asked(actor.customer(), job, command);
  }

  /**
   * Some of a job's outputs, in the order of the runs.
   *
   * @param more whether others follow
   */
  public record Piece(List<Output> outputs, boolean more) {
    public Piece {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Those of the runs behind one of them; that the job is read is put on record by {@link #ofJob}.
   *
   * @param after the number of that run; 0 for the first ones
   * @param limit at most so many
   */
  public Piece after(Actor actor, JobId job, int command, long after, int limit) {
    actor.require(Permission.RUNS_READ);
    List<Run> found = table.ofJob(actor.customer(), job, after, limit + 1);
    boolean more = found.size() > limit;
    List<Run> batch = more ? found.subList(0, limit) : found;
    Map<RunId, Place> places = outputs.places(batch.stream().map(Run::id).toList(), command);
    return new Piece(
        batch.stream()
            .map(
                run ->
                    new Output(
                        masks.seenBy(actor, run),
                        command,
                        command < run.commands().size() ? run.commands().get(command) : "",
                        places.getOrDefault(run.id(), new Place(1, 0, 0, 0)),
                        masks.of(actor, run.device().platform(), run.jobId())))
            .toList(),
        more);
  }

  /** The clean lines of a complete output, each with its line end. */
  public String read(Output output) {
    return outputs.read(output.run.id(), output.command, output.place);
  }
}
