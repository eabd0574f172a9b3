package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Details;
import tools.jackson.databind.JsonNode;

/** Tells how a run ended. */
final class RunEnd {
  private RunEnd() {}

  /** Writes it, on standard error unless a program reads, and returns the exit code. */
  static int report(Cli cli, JsonNode run) {
    if (cli.json()) {
      cli.show(run, () -> "");
      return RunWords.exitCode(run);
    }
    String id = Json.text(run, "id");
    String status = Json.text(run, "status");
    String where = "Run " + id + " on " + RunWords.device(run);
    int exitCode = RunWords.exitCode(run);
    if (exitCode == ExitCode.OK) {
      cli.terminal()
          .note(where + ": ok, " + RunWords.took(run) + ", " + Json.text(run, "lines") + " lines");
      return exitCode;
    }
    cli.terminal()
        .error(
            switch (status) {
              case "cancelled" -> where + " was cancelled.";
              case "interrupted" -> where + " was interrupted: the server that ran it stopped.";
              default -> where + " failed.";
            });
    cli.terminal().error(RunWords.addCause(new Details("  "), run.path("cause")));
    cli.terminal().error("More: netauto run show " + id);
    return exitCode;
  }
}
