package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "apikey",
    header = "Your API keys.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto apikey list",
      "  key=$(netauto apikey create ci --expires 90d)",
      "  netauto apikey revoke 7"
    })
public final class ApiKeyCommand {
  private static final String[] HEADINGS = {
    "ID", "NAME", "PREFIX", "CREATED", "EXPIRES", "LAST USED"
  };

  private final Cli cli;

  public ApiKeyCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List your API keys; the keys themselves are not shown.")
  void list(@Mixin Listing listing) {
    listing.print(
        cli,
        "/api-keys",
        new Query(),
        HEADINGS,
        key ->
            new String[] {
              Json.text(key, "id"),
              Json.text(key, "name"),
              Json.text(key, "prefix"),
              Times.ago(key, "createdAt"),
              Times.at(key, "expiresAt"),
              Times.ago(key, "lastUsedAt")
            });
  }

  @Command(
      header = "Create an API key and print it.",
      description =
          "The key is shown this once, alone on standard output; it cannot be read again.")
  void create(
      @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
      @Option(
              names = "--expires",
              paramLabel = "DURATION",
              description = "When it ends, from now: 12h, 90d (default: never).")
          @Nullable Duration expires) {
    var request = Json.object().put("name", name);
    if (expires != null) {
      request.put("expiresAt", Instant.now().plus(expires).toString());
    }
    JsonNode key = cli.server().post("/api-keys", request);
    cli.show(key, () -> Json.text(key, "apiKey"));
    cli.terminal().note("Keep it safe: it cannot be shown again.");
  }

  @Command(header = "Revoke an API key: it stops working at once.")
  void revoke(
      @Parameters(paramLabel = "ID", description = "As apikey list shows it.") String id,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    cli.confirm(yes, "Revoke API key " + id + "?");
    cli.server().delete("/api-keys/" + Server.segment(id));
    cli.show(Json.object().put("revoked", id), () -> "Revoked API key " + id + ".");
  }
}
