package io.netauto.cli.device;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "known-host",
    header = "The SSH host keys of devices: list, approve, revoke, import, export.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto known-host list --device fra1-core-1",
      "  netauto known-host approve 12",
      "  netauto known-host revoke 12 --yes",
      "  ssh-keyscan -f hosts | netauto known-host import /dev/stdin --dry-run",
      "  netauto known-host policy first-use --group lab",
      "  netauto known-host trust-authority '*.example.net' ca.pub"
    })
public final class KnownHostCommand {
  private static final String[] HEADINGS = {
    "ID", "DEVICE", "ADDRESS", "TYPE", "FINGERPRINT", "STATUS", "FIRST SEEN"
  };

  private static final String[] AUTHORITIES = {"ID", "HOSTS", "TYPE", "FINGERPRINT", "ADDED BY"};

  private final Cli cli;

  public KnownHostCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List host keys and whether they are trusted.")
  void list(
      @Option(names = "--device", paramLabel = "NAME|ID", description = "Of this device.")
          @Nullable String device,
      @Mixin Listing listing) {
    var query = new Query();
    if (device != null) {
      query.with("device", Json.text(Devices.find(cli.server(), device), "id"));
    }
    listing.print(cli, "/known-hosts", query, HEADINGS, KnownHostCommand::row);
  }

  private static String[] row(JsonNode host) {
    return new String[] {
      Json.text(host, "id"),
      Json.text(host, "hostname"),
      Json.text(host, "host") + ":" + Json.text(host, "port"),
      Json.text(host, "algorithm"),
      Json.text(host, "fingerprint"),
      host.path("changed").asBoolean() ? "changed" : Json.text(host, "state"),
      Times.ago(host, "firstSeen")
    };
  }

  @Command(
      name = "import",
      header = "Trust the keys of a known_hosts file, or of what ssh-keyscan printed.",
      description = "Tells line by line what becomes of it.")
  void importFile(
      @Parameters(paramLabel = "FILE", description = "The file; hashed names are found, too.")
          Path file,
      @Option(names = "--replace", description = "In place of other keys that are trusted.")
          boolean replace,
      @Option(names = "--dry-run", description = "Only tell what would be done.") boolean dryRun)
      throws IOException {
    JsonNode report =
        cli.server()
            .post(
                "/known-hosts/import",
                Json.object()
                    .put("file", Files.readString(file))
                    .put("replace", replace)
                    .put("dryRun", dryRun));
    cli.show(
        report,
        () ->
            report
                .path("lines")
                .valueStream()
                .map(
                    line ->
                        "line %s: %s %s"
                            .formatted(
                                Json.text(line, "line"),
                                Json.text(line, "hostname"),
                                Json.text(line, "words"))
                            .replace("  ", " "))
                .collect(Collectors.joining("\n")));
  }

  @Command(
      name = "authorities",
      header = "List the authorities that sign host certificates.",
      description = "Each holds for all devices whose name or address its patterns match.")
  void authorities(@Mixin Listing listing) {
    listing.print(
        cli, "/known-hosts/authorities", new Query(), AUTHORITIES, KnownHostCommand::authority);
  }

  private static String[] authority(JsonNode authority) {
    return new String[] {
      Json.text(authority, "id"),
      Json.text(authority, "hosts"),
      Json.text(authority, "algorithm"),
      Json.text(authority, "fingerprint"),
      Json.text(authority, "createdBy")
    };
  }

  @Command(
      name = "trust-authority",
      header = "Trust an authority to sign host certificates.",
      description = "Also of devices that are added later.")
  void trustAuthority(
      @Parameters(
              paramLabel = "HOSTS",
              description = "Names or addresses, as *.example.net,10.0.0.*")
          String hosts,
      @Parameters(paramLabel = "FILE", description = "The authority's public key.") Path file)
      throws IOException {
    JsonNode added =
        cli.server()
            .post(
                "/known-hosts/authorities",
                Json.object().put("hosts", hosts).put("publicKey", Files.readString(file)));
    cli.show(
        added,
        () ->
            "%s signs host certificates of %s from now on."
                .formatted(Json.text(added, "fingerprint"), hosts));
  }

  @Command(
      name = "revoke-authority",
      header = "Forget an authority; what it signed is not trusted any more.")
  void revokeAuthority(
      @Parameters(paramLabel = "ID", description = "As known-host authorities shows it.") String id,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    cli.confirm(yes, "Forget authority " + id + "?");
    cli.server().delete("/known-hosts/authorities/" + Server.segment(id));
    cli.show(Json.object().put("deleted", id), () -> "Forgot authority " + id + ".");
  }

  @Command(
      header = "Say whether the first key of a device is trusted.",
      description = "Of a group, or without --group of the customer.")
  void policy(
      @Parameters(paramLabel = "POLICY", description = "strict, first-use or inherit.")
          String policy,
      @Option(names = "--group", paramLabel = "NAME|ID", description = "Of this group.")
          @Nullable String group) {
    var body = Json.object().put("policy", policy);
    if (group != null) {
      body.put("group", group);
    }
    cli.server().put("/known-hosts/policy", body);
    cli.show(body, () -> "The policy is " + policy + " from the next connection on.");
  }

  @Command(
      header = "Trust a host key from now on.",
      description = "Compare its fingerprint with what the device itself shows first.")
  void approve(
      @Parameters(paramLabel = "ID", description = "As known-host list shows it.") String id) {
    JsonNode answer = cli.server().post("/known-hosts/" + Server.segment(id) + "/approve", null);
    cli.show(
        answer.isObject() ? answer : Json.object().put("approved", id),
        () -> "Approved host key " + id + ".");
  }

  @Command(header = "Print the trusted keys as a known_hosts file.")
  void export() throws IOException {
    try (InputStream in = cli.server().download("/known-hosts/export", new Query())) {
      String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      cli.show(Json.object().put("file", file), () -> file.stripTrailing());
    }
  }

  @Command(
      name = "revoke",
      aliases = "delete",
      header = "Forget a host key; the next one seen is new.")
  void revoke(
      @Parameters(paramLabel = "ID", description = "As known-host list shows it.") String id,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    cli.confirm(yes, "Delete host key " + id + "?");
    cli.server().delete("/known-hosts/" + Server.segment(id));
    cli.show(Json.object().put("deleted", id), () -> "Deleted host key " + id + ".");
  }
}
