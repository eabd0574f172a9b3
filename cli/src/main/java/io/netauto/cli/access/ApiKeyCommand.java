package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "api-key",
    aliases = "apikey",
    header = "API keys: list, add, revoke.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto api-key list",
      "  key=$(netauto api-key add ci --expires 90d --scope devices:read)",
      "  netauto api-key revoke 7",
      "  netauto api-key list --everybody"
    })
public final class ApiKeyCommand {
  private static final String[] HEADINGS = {
    "ID", "NAME", "PREFIX", "MAY", "CREATED", "EXPIRES", "LAST USED"
  };
  private static final String[] OWNED = {
    "ID", "USER", "NAME", "PREFIX", "MAY", "CREATED", "EXPIRES", "LAST USED"
  };

  private final Cli cli;

  public ApiKeyCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List your API keys; the keys themselves are not shown.")
  void list(
      @Mixin Listing listing,
      @Option(
              names = "--everybody",
              description = "Everybody's that act in this customer (administrators only).")
          boolean everybody) {
    listing.print(
        cli,
        everybody ? "/api-keys/everybody" : "/api-keys",
        new Query(),
        everybody ? OWNED : HEADINGS,
        key -> row(key, everybody));
  }

  private static String[] row(JsonNode key, boolean owned) {
    var row = new ArrayList<String>();
    row.add(Json.text(key, "id"));
    if (owned) {
      row.add(Json.text(key, "user"));
    }
    row.add(Json.text(key, "name"));
    row.add(Json.text(key, "prefix"));
    row.add(
        key.path("scopes").isArray() ? String.join(" ", Json.texts(key.path("scopes"))) : "all");
    row.add(Times.ago(key, "createdAt"));
    row.add(Times.at(key, "expiresAt"));
    row.add(Times.ago(key, "lastUsedAt"));
    return row.toArray(String[]::new);
  }

  @Command(
      name = "add",
      aliases = "create",
      header = "Make an API key and print it.",
      description =
          "The key is shown this once, alone on standard output; it cannot be read again.")
  void create(
      @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
      @Option(
              names = "--expires",
              paramLabel = "DURATION",
              description = "When it ends, from now: 12h, 90d (default: never).")
          @Nullable Duration expires,
      @Option(
              names = "--scope",
              paramLabel = "RIGHT",
              description = "The only rights that it has: devices:read; may be repeated.")
          @Nullable List<String> scopes) {
    var request = Json.object().put("name", name);
    if (expires != null) {
      request.put("expiresAt", Instant.now().plus(expires).toString());
    }
    if (scopes != null) {
      var array = request.putArray("scopes");
      scopes.forEach(array::add);
    }
    JsonNode key = cli.server().post("/api-keys", request);
    cli.show(key, () -> Json.text(key, "apiKey"));
    cli.terminal().note("Keep it safe: it cannot be shown again.");
  }

  @Command(header = "Revoke an API key: it stops working at once.")
  void revoke(
      @Parameters(paramLabel = "ID", description = "As api-key list shows it.") String id,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes,
      @Option(
              names = "--everybody",
              description = "Somebody else's in this customer (administrators only).")
          boolean everybody) {
    cli.confirm(yes, "Revoke API key " + id + "?");
    cli.server().delete((everybody ? "/api-keys/everybody/" : "/api-keys/") + Server.segment(id));
    cli.show(Json.object().put("revoked", id), () -> "Revoked API key " + id + ".");
  }
}
