package io.netauto.cli.limit;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "limit",
    header = "How many sessions and logins there may be at once: list, set, unset.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto limit list",
      "  netauto limit set site 20 fra1",
      "  netauto limit set login 5 env:TACACS",
      "  netauto limit unset site fra1"
    })
public final class LimitCommand {
  private static final String[] HEADINGS = {
    "KIND", "KEY", "AT MOST", "UNIT", "IN USE", "WAITING", "FROM"
  };
  private static final String KIND = "global, customer, site, device or login.";
  private static final String KEY =
      "The site, the device's name or number, or the credential; none for each of them.";

  private final Cli cli;

  public LimitCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List the limits, and how far they are used.")
  void list() {
    JsonNode answer = cli.server().get("/limits");
    Listing.print(cli, (ObjectNode) answer, HEADINGS, LimitCommand::row);
  }

  private static String[] row(JsonNode limit) {
    return new String[] {
      Json.text(limit, "kind"),
      Json.text(limit, "key"),
      Json.text(limit, "value").replaceAll("\\.0$", ""),
      Json.text(limit, "unit"),
      Json.text(limit, "inUse"),
      Json.text(limit, "waiting"),
      Json.text(limit, "source").replace('_', ' ')
    };
  }

  @Command(header = "Set a limit, or change it; it holds within a second.")
  void set(
      @Parameters(paramLabel = "KIND", description = KIND) String kind,
      @Parameters(
              paramLabel = "VALUE",
              description = "Sessions at once; of kind login, logins per second.")
          double value,
      @Parameters(paramLabel = "KEY", arity = "0..1", defaultValue = "", description = KEY)
          String key) {
    cli.server()
        .put("/limits", Json.object().put("kind", kind).put("key", key).put("value", value));
    cli.show(
        Json.object().put("set", kind).put("key", key),
        () -> "Set the limit of " + words(kind, key) + ".");
  }

  @Command(header = "Take a limit away.")
  void unset(
      @Parameters(paramLabel = "KIND", description = KIND) String kind,
      @Parameters(paramLabel = "KEY", arity = "0..1", defaultValue = "", description = KEY)
          String key) {
    cli.server().delete("/limits" + new Query().with("kind", kind).with("key", key));
    cli.show(
        Json.object().put("unset", kind).put("key", key),
        () -> "Took the limit of " + words(kind, key) + " away.");
  }

  private static String words(String kind, String key) {
    return key.isEmpty() ? kind : kind + " " + key;
  }
}
