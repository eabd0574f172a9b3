package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Details;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "schedule",
    header = "Jobs that are made again and again: list, show, add, edit, remove, run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto schedule add nightly --cron \"30 2 * * *\" --group core \"show version\"",
      "  netauto schedule edit nightly --cron \"0 4 * * SAT\" --zone Europe/Berlin",
      "  netauto schedule edit nightly --disable",
      "  netauto schedule run nightly",
      "  netauto schedule remove nightly --yes"
    })
public final class ScheduleCommand {
  private static final String[] HEADINGS = {
    "ID", "NAME", "WHEN", "NEXT", "LAST JOB", "LAST PROBLEM", "WINDOW", "BY"
  };
  private static final String WHICH = "The schedule, by name or number.";

  private final Cli cli;

  public ScheduleCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List the schedules by name.")
  void list() {
    Listing.print(cli, cli.server().get("/schedules").asObject(), HEADINGS, ScheduleCommand::row);
  }

  private static String[] row(JsonNode schedule) {
    return new String[] {
      Json.text(schedule, "id"),
      Json.text(schedule, "name"),
      Json.text(schedule, "words"),
      next(schedule),
      Json.text(schedule, "lastJobId"),
      Json.text(schedule, "lastProblem"),
      Json.text(schedule, "window"),
      Json.text(schedule, "owner")
    };
  }

  private static String next(JsonNode schedule) {
    return schedule.path("enabled").asBoolean(true) ? Times.at(schedule, "nextAt") : "disabled";
  }

  @Command(header = "Show a schedule.")
  void show(@Parameters(paramLabel = "NAME|ID", description = WHICH) String which) {
    show(find(which));
  }

  private void show(JsonNode schedule) {
    if (cli.json()) {
      cli.show(schedule, () -> "");
      return;
    }
    cli.terminal()
        .print(
            new Details()
                .add("id", Json.text(schedule, "id"))
                .add("name", Json.text(schedule, "name"))
                .add("when", Json.text(schedule, "words"))
                .add("cron", Json.text(schedule, "cron"))
                .add("next", next(schedule))
                .add("targets", targets(schedule.path("targets")))
                .add("window", Json.text(schedule, "window"))
                .add("template", Json.text(schedule, "template"))
                .add("commands", String.join("\n", Json.texts(schedule.path("commands"))))
                .add("last", Times.atAndAgo(schedule, "lastAt"))
                .add("last job", Json.text(schedule, "lastJobId"))
                .add("last problem", Json.text(schedule, "lastProblem"))
                .add("on behalf of", Json.text(schedule, "owner")));
  }

  private static String targets(JsonNode targets) {
    if (!Json.text(targets, "group").isEmpty()) {
      return "the group " + Json.text(targets, "group");
    }
    return targets.path("filter").isObject()
        ? "where " + targets.path("filter")
        : String.join(", ", Json.texts(targets.path("devices")));
  }

  private JsonNode find(String which) {
    for (JsonNode each : cli.server().get("/schedules").path("items")) {
      if (Json.text(each, "name").equalsIgnoreCase(which) || Json.text(each, "id").equals(which)) {
        return each;
      }
    }
    throw new Failure(
        ExitCode.NOT_FOUND,
        "There is no schedule \"" + which + "\". They are listed by: netauto schedule list");
  }

  private static String path(JsonNode schedule) {
    return "/schedules/" + Json.text(schedule, "id");
  }

  /** What of a schedule is given on the command line. */
  static final class Given {
    @Option(
        names = "--cron",
        paramLabel = "CRON",
        description = "When: minute hour day month weekday, such as \"30 2 * * SAT\".")
    @Nullable String cron;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "Its time zone, such as Europe/Berlin (default of a new one: yours).")
    @Nullable String zone;

    @Option(
        names = "--window",
        paramLabel = "NAME",
        description = "Runs begin only while this maintenance window is open; \"\" for any time.")
    @Nullable String window;

    @Option(
        names = "--mode",
        paramLabel = "read|change",
        description = "What the commands are meant to do (default: the server's rules decide).")
    RunOnCommand.@Nullable Mode mode;

    @Option(names = "--disable", description = "It makes no jobs.")
    boolean disable;

    @Option(names = "--enable", description = "It makes jobs.")
    boolean enable;

    @Option(
        names = {"-y", "--yes"},
        description = "Dangerous commands without asking, each time.")
    boolean yes;

    @Mixin Targets targets = new Targets();

    @Mixin WhatToRun what = new WhatToRun();

    void into(ObjectNode schedule, List<String> words) {
      if (enable && disable) {
        throw new Failure(ExitCode.USAGE, "Give either --enable or --disable.");
      }
      if (cron != null) {
        schedule.put("cron", cron);
      }
      if (zone != null) {
        schedule.put("zone", zone);
      }
      if (window != null) {
        schedule.put("window", window);
      }
      if (mode != null) {
        schedule.put("mode", mode == RunOnCommand.Mode.READ ? "read" : "change");
      }
      if (enable || disable) {
        schedule.put("enabled", enable);
      }
      if (targets.areGiven()) {
        schedule.set("targets", targets.toJson());
      }
      commandsInto(schedule, words);
    }

    private void commandsInto(ObjectNode schedule, List<String> words) {
      List<String> commands = new ArrayList<>(words);
      commands.addAll(what.fromFile());
      if (!commands.isEmpty() && what.template != null) {
        throw new Failure(ExitCode.USAGE, "Give either commands or --template.");
      }
      if (!commands.isEmpty()) {
        schedule.remove(List.of("template", "variables"));
        var list = schedule.putArray("commands");
        commands.forEach(list::add);
      } else if (what.template != null) {
        schedule.remove("commands");
        what.into(schedule);
      } else if (!what.variables.isEmpty()) {
        if (Json.text(schedule, "template").isEmpty()) {
          throw new Failure(ExitCode.USAGE, "--var gives the value of a variable: add --template.");
        }
        ObjectNode values =
            schedule.path("variables").isObject()
                ? schedule.path("variables").asObject()
                : schedule.putObject("variables");
        what.variables.forEach(values::put);
      }
    }
  }

  @Command(
      header = "Make jobs again and again.",
      description = "The devices are looked up each time. Jobs are made on your behalf.")
  void add(
      @Parameters(paramLabel = "NAME", description = "What it is called.") String name,
      @Parameters(
              arity = "0..*",
              index = "1..*",
              paramLabel = "COMMAND",
              description = "The commands, one line each, in order.")
          @Nullable List<String> commands,
      @Mixin Given given) {
    if (given.cron == null || !given.targets.areGiven()) {
      throw new Failure(
          ExitCode.USAGE,
          "Say when and on which devices: --cron, and --group, --filter or --devices.");
    }
    ObjectNode schedule =
        Json.object().put("name", name).put("zone", ZoneId.systemDefault().getId());
    given.into(schedule, commands == null ? List.of() : commands);
    show(send(given, schedule, "Run this each time?", s -> cli.server().post("/schedules", s)));
  }

  @Command(
      header = "Change what is given of a schedule; the rest stays.",
      description = "Its jobs are then made on your behalf.")
  void edit(
      @Parameters(paramLabel = "NAME|ID", description = WHICH) String which,
      @Parameters(
              arity = "0..*",
              index = "1..*",
              paramLabel = "COMMAND",
              description = "Other commands, one line each, in order.")
          @Nullable List<String> commands,
      @Option(names = "--name", paramLabel = "NAME", description = "Another name.")
          @Nullable String name,
      @Mixin Given given) {
    JsonNode before = find(which);
    ObjectNode schedule = Json.object();
    for (String field :
        List.of(
            "name",
            "targets",
            "commands",
            "template",
            "variables",
            "mode",
            "cron",
            "zone",
            "window",
            "enabled")) {
      schedule.set(field, before.path(field).deepCopy());
    }
    if (name != null) {
      schedule.put("name", name);
    }
    given.into(schedule, commands == null ? List.of() : commands);
    show(send(given, schedule, "Run this each time?", s -> cli.server().put(path(before), s)));
  }

  private JsonNode send(
      Given given, ObjectNode schedule, String question, Function<ObjectNode, JsonNode> to) {
    return Confirmed.send(
        cli,
        given.yes,
        question,
        confirmed -> to.apply(confirmed ? schedule.put("confirm", true) : schedule));
  }

  @Command(header = "Delete a schedule; the jobs that it made stay.")
  void remove(
      @Parameters(paramLabel = "NAME|ID", description = WHICH) String which,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    JsonNode schedule = find(which);
    String name = Json.text(schedule, "name");
    cli.confirm(yes, "Delete the schedule " + name + "?");
    cli.server().delete(path(schedule));
    cli.show(Json.object().put("removed", name), () -> "Removed the schedule " + name + ".");
  }

  @Command(
      header = "Make the job of a schedule now, besides its times.",
      description = "Its progress and its end are shown as by netauto run.")
  int run(
      @Parameters(paramLabel = "NAME|ID", description = WHICH) String which,
      @Option(
              names = {"-y", "--yes"},
              description = "Run dangerous commands without asking.")
          boolean yes,
      @Mixin Waiting waiting) {
    JsonNode schedule = find(which);
    return new RunJob(cli)
        .start(
            () ->
                Confirmed.send(
                    cli,
                    yes,
                    "Run " + Json.text(schedule, "name") + " now?",
                    confirmed ->
                        cli.server()
                            .post(
                                path(schedule) + "/run", Json.object().put("confirm", confirmed))),
            waiting,
            false);
  }
}
