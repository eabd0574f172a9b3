package io.netauto.cli.limit;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "credential",
    header = "Credentials that are stopped because their logins were refused: stopped, reset.",
    footerHeading = "%nExamples:%n",
    footer = {"  netauto credential stopped", "  netauto credential reset env:LAB"})
public final class CredentialCommand {
  private static final String[] HEADINGS = {
    "CREDENTIAL", "REFUSED", "LAST BY", "STOPPED", "NEXT TRIAL"
  };

  private final Cli cli;

  public CredentialCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List the credentials that are not used.")
  void stopped() {
    JsonNode answer = cli.server().get("/credentials/stopped");
    Listing.print(cli, (ObjectNode) answer, HEADINGS, CredentialCommand::row);
  }

  private static String[] row(JsonNode stopped) {
    return new String[] {
      Json.text(stopped, "credRef"),
      Json.text(stopped, "refused"),
      Json.text(stopped, "hostname"),
      Times.ago(stopped, "stoppedAt"),
      Times.at(stopped, "trialAt")
    };
  }

  @Command(header = "Use a stopped credential again from now on.")
  void reset(
      @Parameters(paramLabel = "CREDENTIAL", description = "As credential stopped shows it.")
          String credential) {
    cli.server().post("/credentials/stopped/" + Server.segment(credential) + "/reset", null);
    cli.show(
        Json.object().put("reset", credential),
        () -> "The credential " + credential + " is used again.");
  }
}
