package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.device.Devices;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "run",
    header = "Run commands on one device or many; list, show, watch and cancel runs.",
    customSynopsis = {
      "netauto run [OPTIONS] DEVICE COMMAND...   (short for: netauto run on ...)",
      "       netauto run --group|--filter|--devices ... COMMAND...",
      "       netauto run on|list|show|output|watch|cancel ..."
    },
    description = {
      "",
      "The word after run decides: one of the commands below, or else a device. For a device that"
          + " is called like a command, use run on. The options are shown by: netauto run on --help"
    },
    subcommands = RunOnCommand.class,
    preprocessor = RunShorthand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto run fra1-core-1 \"show version\"",
      "  netauto run --group core \"show version\"",
      "  netauto run list --device fra1-core-1 --status error",
      "  netauto run output 42 > run-42.txt"
    })
public final class RunCommand {
  private final Cli cli;

  public RunCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List runs, newest first.")
  void list(
      @Option(names = "--device", paramLabel = "NAME|ID", description = "On this device.")
          @Nullable String device,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "pending, running, ok, error, cancelled or interrupted.")
          @Nullable String status,
      @Option(names = "--job", paramLabel = "ID", description = "Of this job.")
          @Nullable String job,
      @Mixin Listing listing) {
    var query = new Query().with("status", status).with("job", job);
    if (device != null) {
      query.with("device", Json.text(Devices.find(cli.server(), device), "id"));
    }
    listing.print(cli, "/runs", query, RunWords.HEADINGS, RunWords::row);
  }

  @Command(header = "Show a run: state, times, and why it failed.")
  void show(@Parameters(paramLabel = "ID", description = "The run.") String id) {
    JsonNode run = cli.server().get("/runs/" + Server.segment(id));
    if (cli.json()) {
      cli.show(run, () -> "");
    } else {
      cli.terminal().print(RunWords.describe(run));
    }
  }

  @Command(header = "Print the whole output of a run.")
  void output(
      @Parameters(paramLabel = "ID", description = "The run.") String id,
      @Option(names = "--raw", description = "Every byte as the device sent it.") boolean raw) {
    RunOutput.copy(cli, id, raw);
  }

  @Command(
      header = "Show the rows that templates of TextFSM find in the output of a run.",
      description = "As a table, or with --output json as one document.")
  int rows(
      @Parameters(paramLabel = "ID", description = "The run.") String id,
      @Option(
              names = "--command",
              paramLabel = "N",
              description = "Of the Nth command only, from 1 (default: of each).")
          @Nullable Integer command,
      @Option(names = "--csv", description = "As CSV, of one command.") boolean csv) {
    return new ParsedRows(cli, csv).ofRun(cli.server().get("/runs/" + Server.segment(id)), command);
  }

  @Command(
      header = "Show a run's output from its beginning, and follow it to its end.",
      description = "Ctrl-C stops watching; the run goes on. The exit code is that of the run.")
  int watch(
      @Parameters(paramLabel = "ID", description = "The run.") String id,
      @Option(
              names = "--session",
              description = "The whole session, with login, prompts and commands.")
          boolean session) {
    var screen = new RunScreen(cli.terminal(), cli.json());
    JsonNode end =
        new FollowRun(cli.server(), screen)
            .follow(id, session ? "session" : "output", Duration.ofDays(90));
    screen.finish();
    return end == null ? ExitCode.FAILED : RunEnd.report(cli, end);
  }

  @Command(header = "Cancel a run; closes its session with the device.")
  void cancel(@Parameters(paramLabel = "ID", description = "The run.") String id) {
    JsonNode run = cli.server().post("/runs/" + Server.segment(id) + "/cancel", null);
    cli.show(
        run.isObject() ? run : Json.object().put("cancelled", id),
        () -> "Cancelling run " + id + ".");
  }
}
