package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells how a job ended. */
final class JobEnd {
  /** Up to so many devices, their outputs are printed. */
  static final int PRINTED = 20;

  private JobEnd() {}

  /**
   * Writes the outputs of a few devices to standard output and the rest to standard error, or one
   * document to a program; returns the exit code.
   */
  static int report(Cli cli, JsonNode job, boolean quiet) {
    int exitCode = JobWords.exitCode(job);
    var failures = Failures.of(cli.server(), job);
    if (cli.json()) {
      cli.show(withFailures(job, failures), () -> "");
      return exitCode;
    }
    boolean printed = !quiet && JobWords.total(job) <= PRINTED;
    if (printed) {
      JobOutputs.print(cli, Json.text(job, "id"));
    }
    Terminal terminal = cli.terminal();
    terminal.error(summary(job));
    failures.lines().forEach(terminal::error);
    String id = Json.text(job, "id");
    if (!printed) {
      terminal.error("Outputs: netauto job output " + id + "  (or with --dir DIR, --zip FILE)");
    }
    if (exitCode != ExitCode.OK) {
      terminal.error("Those that are not ok again: netauto job retry " + id);
    }
    return exitCode;
  }

  /** The job as the server sent it, and why its runs failed. */
  static ObjectNode withFailures(JsonNode job, Failures failures) {
    ObjectNode document = job.deepCopy().asObject();
    failures.into(document.putArray("failures"));
    return document;
  }

  private static String summary(JsonNode job) {
    String name = "Job " + Json.text(job, "id");
    String took = JobWords.took(job).isEmpty() ? "" : ", " + JobWords.took(job);
    String counts = JobWords.devices(JobWords.total(job)) + ": " + JobWords.counts(job) + took;
    return switch (Json.text(job, "status")) {
      case "success" -> name + ": ok on " + JobWords.devices(JobWords.total(job)) + took;
      case "partial" -> name + ": partly ok on " + counts;
      case "cancelled" -> name + ": cancelled on " + counts;
      default -> name + ": failed on " + counts;
    };
  }
}
