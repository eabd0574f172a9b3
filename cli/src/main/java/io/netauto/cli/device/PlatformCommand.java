package io.netauto.cli.device;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Details;
import io.netauto.cli.term.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "platform",
    header = "The kinds of devices that are understood: list, show, check a file of your own.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto platform list",
      "  netauto platform show cisco_ios",
      "  netauto platform check acme_os.yaml"
    })
public final class PlatformCommand {
  private static final int MOST_BYTES = 256 << 10;

  private final Cli cli;

  public PlatformCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List the platforms, and what is wrong with the files on the server.")
  void list() {
    JsonNode platforms = cli.server().get("/platforms");
    if (cli.json()) {
      cli.show(platforms, () -> "");
      return;
    }
    var table = new Table("ID", "NAME", "VENDOR");
    for (JsonNode platform : platforms) {
      table.row(
          Json.text(platform, "id"), Json.text(platform, "name"), Json.text(platform, "vendor"));
    }
    cli.terminal().print(table);
    for (JsonNode problem : cli.server().get("/platforms/problems")) {
      cli.terminal().error(place(problem));
    }
  }

  @Command(header = "Show what is known of a platform.")
  void show(@Parameters(paramLabel = "ID", description = "As platform list shows it.") String id) {
    JsonNode platform = cli.server().get("/platforms/" + Server.segment(id));
    if (cli.json()) {
      cli.show(platform, () -> "");
      return;
    }
    cli.terminal().print(details(platform));
  }

  @Command(
      header = "Check a platform file, without keeping it.",
      description = "The server reads it as it would read it from the folder NET_AUTO_PLATFORMS.")
  void check(@Parameters(paramLabel = "FILE", description = "A YAML file.") Path file) {
    String name = String.valueOf(file.getFileName());
    JsonNode answer =
        cli.server()
            .post("/platforms/check", Json.object().put("file", name).put("text", read(file)));
    JsonNode fault = answer.path("fault");
    if (fault.isObject()) {
      if (cli.json()) {
        cli.show(answer, () -> "");
      }
      throw new Failure(ExitCode.FAILED, place(fault));
    }
    JsonNode platform = answer.path("platform");
    cli.show(
        answer,
        () ->
            name
                + " is a platform file: "
                + Json.text(platform, "id")
                + ", "
                + Json.text(platform, "name")
                + ".");
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Failure(ExitCode.USAGE, "\"" + file + "\" is larger than 256 KiB.");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, "Cannot read \"" + file + "\": " + e);
    }
  }

  private static String place(JsonNode fault) {
    int line = fault.path("line").asInt(0);
    return Json.text(fault, "file")
        + (line > 0 ? ":" + line : "")
        + ": "
        + Json.text(fault, "fault");
  }

  private static Details details(JsonNode platform) {
    var details =
        new Details()
            .add("id", Json.text(platform, "id"))
            .add("name", Json.text(platform, "name"))
            .add("vendor", Json.text(platform, "vendor"))
            .add("names", pairs(platform.path("names")));
    for (JsonNode mode : platform.path("modes")) {
      details.add("mode " + Json.text(mode, "name"), Json.text(mode, "prompt"));
    }
    List<String> ways = new ArrayList<>();
    for (JsonNode way : platform.path("transitions")) {
      ways.add(
          Json.text(way, "from")
              + " to "
              + Json.text(way, "to")
              + ": "
              + Json.text(way, "command"));
    }
    return details
        .add("transitions", String.join("\n", ways))
        .add("paging off", lines(platform, "pagingOff"))
        .add("width", lines(platform, "width"))
        .add("on open", lines(platform, "onOpen"))
        .add("on close", lines(platform, "onClose"))
        .add("pagers", lines(platform, "pagers"))
        .add("errors", lines(platform, "errors"))
        .add("configuration", pairs(platform.path("configuration")))
        .add("sources", lines(platform, "sources"))
        .add("notes", Json.text(platform, "notes"));
  }

  private static String lines(JsonNode platform, String field) {
    return String.join("\n", Json.texts(platform.path(field)));
  }

  private static String pairs(JsonNode object) {
    List<String> pairs = new ArrayList<>();
    object
        .properties()
        .forEach(
            pair ->
                pairs.add(pair.getKey() + ": " + String.join("; ", Json.texts(pair.getValue()))));
    return String.join("\n", pairs);
  }
}
