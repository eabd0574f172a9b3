package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.When;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "on",
    header = "Run commands on a device and show its output as it comes.",
    description = {
      "Standard output gets what the device prints and nothing else. Quote each command; the first"
          + " that fails ends the run. The exit code is 0 only when all went well.",
      "Dangerous commands, such as reload, are asked about; where nobody can be asked they need"
          + " --yes, and end with exit code 2 without it. A no ends with 130.",
      "Ctrl-C cancels the run on the server. A lost connection is taken up again where it broke."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto run fra1-core-1 \"show version\"",
      "  netauto run fra1-core-1 \"show clock\" \"show interfaces\" > out.txt",
      "  id=$(netauto run --no-wait fra1-core-1 \"show tech-support\")",
      "  netauto run on list \"show version\"   # a device that is called list"
    })
final class RunOnCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(index = "0", paramLabel = "DEVICE", description = "Host name or number.")
  String device = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "One line each, in order.")
  List<String> commands = List.of();

  @Option(
      names = "--raw",
      description = "Every byte of the device as it was sent, when the run has ended.")
  boolean raw;

  @Option(names = "--session", description = "The whole session, with login, prompts and commands.")
  boolean session;

  @Option(
      names = {"-y", "--yes"},
      description = "Run dangerous commands without asking.")
  boolean yes;

  @Option(
      names = "--change",
      description = "The commands change the device, whatever they look like.")
  boolean change;

  @Option(names = "--no-wait", description = "Print the run's number and do not wait for it.")
  boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "90d",
      showDefaultValue = Visibility.NEVER,
      description = "Cancel the run when it takes longer: 30s, 5m, 1h (default: no limit here).")
  Duration timeout = Duration.ofDays(90);

  RunOnCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    try (var cancelOnExit = noWait ? null : new CancelOnExit(cli)) {
      JsonNode run = start();
      String id = Json.text(run, "id");
      if (cancelOnExit == null) {
        cli.show(run, () -> id);
        cli.terminal().note("Follow it with: netauto run watch " + id);
        return ExitCode.OK;
      }
      cancelOnExit.started(id);
      var screen = new RunScreen(cli.terminal(), raw || cli.json());
      screen.state(run);
      JsonNode end =
          new FollowRun(cli.server(), screen).follow(id, session ? "session" : "output", timeout);
      screen.finish();
      if (cancelOnExit.stopping()) {
        return ExitCode.CANCELLED;
      }
      if (end == null) {
        cli.server().post("/runs/" + Server.segment(id) + "/cancel", null);
        throw new Failure(
            ExitCode.FAILED,
            "Run " + id + " took longer than " + When.took(timeout) + " and was cancelled.");
      }
      if (raw && !cli.json()) {
        RunOutput.copy(cli, id, true);
      }
      return RunEnd.report(cli, end);
    }
  }

  /**
   * Asks a person when the server wants the commands confirmed; one without a terminal needs --yes.
   */
  private JsonNode start() {
    try {
      return post(yes);
    } catch (Failure e) {
      if (yes || !e.code().equals("confirmation_needed")) {
        throw e;
      }
      cli.terminal().error(e.getMessage());
      cli.confirm(false, "Run this on " + device + "?");
      return post(true);
    }
  }

  private JsonNode post(boolean confirmed) {
    return cli.server().postOnce("/runs", request(confirmed), UUID.randomUUID().toString());
  }

  private ObjectNode request(boolean confirmed) {
    ObjectNode request = Json.object();
    if (confirmed) {
      request.put("confirm", true);
    }
    if (change) {
      request.put("mode", "change");
    }
    if (device.matches("\\d{1,18}")) {
      request.put("device", Long.parseLong(device));
    } else {
      request.put("device", device);
    }
    var list = request.putArray("commands");
    commands.forEach(list::add);
    return request;
  }
}
