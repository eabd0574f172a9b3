package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.server.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "on",
    header = "Run commands on one device or many, and show what they say.",
    customSynopsis = {
      "netauto run [on] [OPTIONS] DEVICE COMMAND...",
      "       netauto run [on] --group NAME|--filter FIELD=VALUE|--devices NAME,... COMMAND..."
    },
    description = {
      "",
      "Quote each command; the first that fails ends the run of its device. The exit code is 0 only"
          + " when all went well, 6 when some devices of several failed, and 1 when all did.",
      "One device: its output is shown as it comes, and nothing else on standard output. Ctrl-C"
          + " cancels the run.",
      "Many devices, a template, a time or a title make a job: its progress is shown on standard"
          + " error. At the end come the outputs of up to 20 devices, each under a line with its"
          + " name, and the failures by their cause. Ctrl-C leaves the job to the server and says"
          + " how to watch and cancel it; --cancel-on-interrupt cancels it.",
      "Dangerous commands, such as reload, are asked about; where nobody can be asked they need"
          + " --yes, and end with exit code 2 without it. A no ends with 130.",
      "A lost connection is taken up again where it broke."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto run fra1-core-1 \"show version\"",
      "  netauto run fra1-core-1 \"show clock\" \"show interfaces\" > out.txt",
      "  id=$(netauto run --detach fra1-core-1 \"show tech-support\")",
      "  netauto run on list \"show version\"   # a device that is called list",
      "  netauto run --group core \"show version\" \"show clock\"",
      "  netauto run --filter site=ams --filter tag:role=edge --file commands.txt",
      "  netauto run --group core --parse --csv \"show ip interface brief\" > interfaces.csv",
      "  netauto run --group core --window weekend --yes \"reload\"",
      "  netauto run --devices r1,r2,r3 --template add-vlan --var vlan=20 --yes",
      "  netauto run --group core --at 2026-12-01T02:00+01:00 --mode change \"write memory\""
    })
final class RunOnCommand implements Callable<Integer> {
  private final Cli cli;

  @Spec @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "DEVICE|COMMAND",
      description = {
        "The device, by host name or number, and then the commands, one line each, in order.",
        "With --group, --filter, --query or --devices: the commands."
      })
  List<String> words = List.of();

  @Mixin Targets targets = new Targets();

  @Mixin JobOptions what = new JobOptions();

  @Option(
      names = "--mode",
      paramLabel = "read|change",
      description = "What the commands are meant to do (default: the server's rules decide).")
  @Nullable Mode mode;

  @Option(
      names = "--change",
      description = "The commands change the device, whatever they look like; as --mode change.")
  boolean change;

  @Option(
      names = {"-y", "--yes"},
      description = "Run dangerous commands without asking.")
  boolean yes;

  @Option(
      names = "--raw",
      description = "One device: every byte as it was sent, when the run has ended.")
  boolean raw;

  @Option(
      names = "--session",
      description = "One device: the whole session, with login, prompts and commands.")
  boolean session;

  @Option(
      names = "--parse",
      description =
          "Show the rows that a template of TextFSM finds in the outputs, not the outputs: as a"
              + " table, or with --output json.")
  boolean parse;

  @Option(names = "--csv", description = "With --parse: the rows of one command as CSV.")
  boolean csv;

  @Mixin Waiting waiting = new Waiting();

  /** What commands are meant to do. */
  enum Mode {
    READ,
    CHANGE
  }

  RunOnCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    boolean many = targets.areGiven();
    if (!many && words.isEmpty()) {
      throw wrong("Say which device, or --group, --filter or --devices, and then the commands.");
    }
    var commands = new ArrayList<>(many ? words : words.subList(1, words.size()));
    commands.addAll(what.fromFile());
    if (commands.isEmpty() == (what.what.template == null)) {
      throw wrong(
          commands.isEmpty()
              ? "Say which commands, or --file or --template."
              : "Give either commands or --template.");
    }
    ParsedRows rows = rows(commands.size());
    if (!many && !what.needJob()) {
      return new RunOneDevice(cli, words.getFirst(), raw, session, rows)
          .run(confirmed -> request(commands, confirmed), yes, waiting);
    }
    if (raw || session) {
      throw wrong("--raw and --session are for one device; see: netauto run output --help");
    }
    ObjectNode on = many ? targets.toJson() : Targets.device(words.getFirst());
    return new RunJob(cli, rows)
        .start(
            () ->
                Confirmed.send(
                    cli,
                    yes,
                    "Run this on " + (many ? targets.words() : words.getFirst()) + "?",
                    confirmed ->
                        cli.server()
                            .postOnce(
                                "/jobs",
                                job(on, commands, confirmed),
                                UUID.randomUUID().toString())),
            waiting,
            what.at != null);
  }

  /** Null when the outputs themselves are wanted. */
  private @Nullable ParsedRows rows(int commands) {
    if (!parse) {
      if (csv) {
        throw wrong("--csv says how rows are shown: add --parse.");
      }
      return null;
    }
    if (raw || session || waiting.detach) {
      throw wrong("--parse shows rows at the end, and neither --raw, --session nor --detach.");
    }
    if (what.at != null) {
      throw wrong("--parse waits for the end; with --at, see then: netauto job rows --help");
    }
    if (csv && commands > 1) {
      throw wrong("A CSV holds the rows of one command. Give one, or see: netauto job rows --help");
    }
    return new ParsedRows(cli, csv);
  }

  private ParameterException wrong(String words) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), words);
  }

  private ObjectNode job(ObjectNode on, List<String> commands, boolean confirmed) {
    ObjectNode job = Json.object();
    job.set("targets", on);
    job.setAll(request(commands, confirmed));
    what.into(job);
    return job;
  }

  private ObjectNode request(List<String> commands, boolean confirmed) {
    ObjectNode request = Json.object();
    if (confirmed) {
      request.put("confirm", true);
    }
    if (change && mode == Mode.READ) {
      throw wrong("--change and --mode read say different things.");
    }
    if (change || mode != null) {
      request.put("mode", mode == Mode.READ ? "read" : "change");
    }
    if (!commands.isEmpty()) {
      var list = request.putArray("commands");
      commands.forEach(list::add);
    }
    return request;
  }
}
