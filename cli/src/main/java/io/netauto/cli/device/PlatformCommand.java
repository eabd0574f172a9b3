package io.netauto.cli.device;

import io.netauto.cli.base.Cli;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Table;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
    name = "platform",
    header = "The kinds of devices that are understood.",
    footerHeading = "%nExamples:%n",
    footer = "  netauto platform list")
public final class PlatformCommand {
  private final Cli cli;

  public PlatformCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List the platforms.")
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
  }
}
