package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.When;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Starts a job and shows its course to its end. */
final class RunJob {
  private final Cli cli;

  private final @Nullable ParsedRows rows;

  RunJob(Cli cli) {
    this(cli, null);
  }

  /**
   * @param rows shows what was found in the outputs instead of them; null for the outputs
   */
  RunJob(Cli cli, @Nullable ParsedRows rows) {
    this.cli = cli;
    this.rows = rows;
  }

  /**
   * Starts a job, and waits for its end unless it is not wanted; returns the exit code.
   *
   * @param start asks the server for it, which is asked for a person's confirmation too
   */
  int start(Supplier<JsonNode> start, Waiting waiting, boolean later) {
    if (waiting.detach || later) {
      JsonNode job = start.get();
      String id = Json.text(job, "id");
      cli.show(job, () -> id);
      String due = Times.at(job, "dueAt");
      cli.terminal()
          .note(
              (later && !due.isEmpty() ? "It begins at " + due + ". " : "")
                  + "Follow it with: netauto job watch "
                  + id);
      return ExitCode.OK;
    }
    try (var interrupt =
        waiting.cancelOnInterrupt ? OnInterrupt.cancelJob(cli) : OnInterrupt.leaveJob(cli)) {
      JsonNode job = start.get();
      String waits = Json.text(job, "waitingFor");
      if (!waits.isEmpty() && !waiting.quiet) {
        cli.terminal().error("Job " + Json.text(job, "id") + " waits for " + waits + ".");
      }
      return follow(job, Json.text(job, "id"), waiting.quiet, waiting.timeout, interrupt);
    }
  }

  /** Follows a job to its end; returns the exit code. */
  int watch(String id, boolean quiet) {
    try (var interrupt = OnInterrupt.leaveJob(cli)) {
      return follow(null, id, quiet, Duration.ofDays(90), interrupt);
    }
  }

  private int follow(
      @Nullable JsonNode job, String id, boolean quiet, Duration limit, OnInterrupt interrupt) {
    JsonNode end;
    try (var progress = new JobProgress(cli.terminal(), quiet)) {
      interrupt.before(progress::close);
      interrupt.started(id);
      if (job != null) {
        progress.job(job);
      }
      progress.start();
      end = new FollowJob(cli.server(), progress).follow(id, limit);
    }
    if (interrupt.stopping()) {
      return ExitCode.CANCELLED;
    }
    if (end == null) {
      cli.server().post(JobWords.path(id) + "/cancel", null);
      throw new Failure(
          ExitCode.FAILED,
          "Job " + id + " took longer than " + When.took(limit) + " and was cancelled.");
    }
    if (rows == null) {
      return JobEnd.report(cli, end, quiet);
    }
    return cli.json() ? rows.ofJob(end) : Math.max(JobEnd.report(cli, end, true), rows.ofJob(end));
  }
}
