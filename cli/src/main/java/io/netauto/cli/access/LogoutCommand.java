package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.config.Profile;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Pages;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
    name = "logout",
    header = "Revoke the API key of the last login and forget it.",
    footerHeading = "%nExamples:%n",
    footer = {"  netauto logout", "  netauto logout --local   # the server is gone"})
public final class LogoutCommand implements Runnable {
  private final Cli cli;

  @Option(names = "--local", description = "Forget the key here; do not revoke it at the server.")
  boolean local;

  public LogoutCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    Profile profile = local ? null : cli.profiles().stored();
    if (profile != null && profile.apiKey() != null) {
      revoke(profile, profile.apiKey().reveal());
    }
    boolean forgotten = cli.profiles().forget();
    cli.show(
        Json.object().put("forgotten", forgotten),
        () -> forgotten ? "Logged out." : "There was no login to forget.");
  }

  private static void revoke(Profile profile, String key) {
    var server = new Server(profile);
    try {
      JsonNode keys = Pages.read(server, "/api-keys", new Query(), Integer.MAX_VALUE);
      for (JsonNode item : keys.path("items")) {
        String prefix = Json.text(item, "prefix");
        if (!prefix.isEmpty() && (key.startsWith(prefix) || key.startsWith("na_" + prefix))) {
          server.delete("/api-keys/" + Server.segment(Json.text(item, "id")));
          return;
        }
      }
    } catch (Failure e) {
      if (e.exitCode() == ExitCode.REFUSED || e.exitCode() == ExitCode.NOT_FOUND) {
        return; // revoked already
      }
      throw new Failure(
          e.exitCode(),
          e.getMessage() + "\nThe key was not revoked. To forget it here: netauto logout --local",
          e);
    }
  }
}
