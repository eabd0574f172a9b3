package io.netauto.cli.limit;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Times;
import io.netauto.cli.server.Json;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
    name = "key",
    header = "The keys that secrets are sealed with (superusers only): status, rotate.",
    footerHeading = "%nExamples:%n",
    footer = {"  netauto key status", "  netauto key rotate", "  netauto key rotate-master"})
public final class KeyCommand {
  private final Cli cli;

  public KeyCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "Show the state of the keys, and how many secrets wait to be sealed anew.")
  void status() {
    show(cli.server().get("/keys"));
  }

  @Command(header = "Make new data keys; secrets are sealed anew in the background.")
  void rotate() {
    show(cli.server().post("/keys/rotate", null));
  }

  @Command(
      name = "rotate-master",
      header = "Encrypt the data keys by the current master key.",
      description = "On several nodes, see docs/credentials.md first.")
  void rotateMaster() {
    show(cli.server().post("/keys/rotate-master", null));
  }

  private static final String NO_MASTER_KEY =
      "none: what devices print is stored unsealed. Set NET_AUTO_MASTER_KEY on the server.";

  private void show(JsonNode status) {
    cli.show(status, () -> words(status));
  }

  private static String words(JsonNode status) {
    StringBuilder text = new StringBuilder();
    String master = Json.text(status, "masterKey");
    text.append("Master key   ").append(master.isEmpty() ? NO_MASTER_KEY : master).append('\n');
    text.append("Data keys    ").append(Json.text(status, "dataKeys"));
    text.append(", of which by the old master key ").append(Json.text(status, "byOldMasterKey"));
    text.append("\nOldest       ").append(Times.atAndAgo(status, "oldestRotation"));
    for (JsonNode sealed : status.path("sealed")) {
      text.append('\n').append(Json.text(sealed, "what")).append(": ");
      text.append(Json.text(sealed, "total")).append(", to be sealed anew ");
      text.append(Json.text(sealed, "outdated"));
    }
    return text.toString();
  }
}
