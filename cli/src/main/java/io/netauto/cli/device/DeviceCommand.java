package io.netauto.cli.device;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Details;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "device",
    header = "The devices: list, show, add, edit, delete, detect, enable, disable, import, export.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto device list --site fra1 --status unreachable",
      "  netauto device show fra1-core-1",
      "  netauto device add r1 --address 10.0.0.1 --platform cisco_ios --cred-ref env:LAB_DEFAULT"
          + " --tag env=lab",
      "  netauto device detect 10.0.0.1 --cred-ref env:LAB_DEFAULT",
      "  netauto device edit r1 --site fra2 --untag env",
      "  netauto device delete r1 r2 --yes"
    })
public final class DeviceCommand {
  private static final String[] HEADINGS = {
    "ID", "HOSTNAME", "ADDRESS", "PLATFORM", "ROLE", "SITE", "STATUS", "CHECKED", "STATE"
  };

  private final Cli cli;

  public DeviceCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List devices.")
  void list(@Mixin DeviceFilters filters, @Mixin Listing listing) {
    listing.print(cli, "/devices", filters.toQuery(), HEADINGS, DeviceCommand::row);
  }

  private static String[] row(JsonNode device) {
    JsonNode reachability = device.path("reachability");
    return new String[] {
      Json.text(device, "id"),
      Json.text(device, "hostname"),
      Json.text(device, "address"),
      Json.text(device, "platform"),
      Json.text(device, "role"),
      Json.text(device, "site"),
      Json.text(reachability, "status"),
      Times.ago(reachability, "checkedAt"),
      isEnabled(device) ? "" : "disabled"
    };
  }

  private static boolean isEnabled(JsonNode device) {
    return device.path("enabled").asBoolean(true);
  }

  @Command(header = "Show all about a device.")
  void show(@Parameters(paramLabel = "NAME|ID", description = "The device.") String name) {
    JsonNode device = Devices.find(cli.server(), name);
    if (cli.json()) {
      cli.show(device, () -> "");
      return;
    }
    JsonNode reachability = device.path("reachability");
    JsonNode groups = groups(device);
    cli.terminal()
        .print(
            new Details()
                .add("hostname", Json.text(device, "hostname"))
                .add("id", Json.text(device, "id"))
                .add("address", Json.text(device, "address"))
                .add("port", Json.text(device, "port"))
                .add("protocol", Json.text(device, "protocol"))
                .add("jump host", jumpHost(device) + of(groups.path("jumpHost")))
                .add("ssh profile", Json.text(device, "sshProfile"))
                .add("weak algorithms", names(device.path("sshSession").path("weak")))
                .add("platform", Json.text(device, "platform"))
                .add("credential", Json.text(device, "credRef") + of(groups.path("credRef")))
                .add("groups", names(groups.path("groups")))
                .add("user name", Json.text(device, "username"))
                .add("vendor", Json.text(device, "vendor"))
                .add("model", Json.text(device, "model"))
                .add("role", Json.text(device, "role"))
                .add("site", Json.text(device, "site"))
                .add("tags", pairs(device.path("tags")))
                .add("metadata", pairs(device.path("metadata")))
                .add("enabled", isEnabled(device) ? "yes" : "no")
                .add("status", Json.text(reachability, "status"))
                .add("checked", Times.atAndAgo(reachability, "checkedAt"))
                .add("created", Times.atAndAgo(device, "createdAt"))
                .add("updated", Times.atAndAgo(device, "updatedAt")));
  }

  private String jumpHost(JsonNode device) {
    String id = Json.text(device, "jumpHost");
    return id.isEmpty() ? "" : describe(cli.server().get("/devices/" + id));
  }

  private static String of(JsonNode group) {
    return group.isObject() ? "that of the group " + Json.text(group, "name") : "";
  }

  /** Of texts, or of things with a name. */
  private static String names(JsonNode list) {
    return list.values().stream()
        .map(each -> each.isObject() ? Json.text(each, "name") : each.asString())
        .collect(Collectors.joining(", "));
  }

  private static String pairs(JsonNode object) {
    return object.properties().stream()
        .map(pair -> pair.getKey() + "=" + Json.text(pair.getValue()))
        .collect(Collectors.joining(", "));
  }

  @Command(
      name = "import",
      header = "Import devices from a file: CSV, JSON, or an inventory of another tool.",
      description = "Ends with 1 when devices are rejected.")
  int importFile(
      @Parameters(paramLabel = "FILE", description = "Its form is found out.") Path file,
      @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun,
      @Option(names = "--format", defaultValue = "auto", description = "A form's name, e.g. csv.")
          String format,
      @Option(
              names = "--skip-rejected",
              description = "Import the others when some devices are rejected.")
          boolean skipRejected) {
    return new ImportFile(cli).run(file, dryRun, format, skipRejected);
  }

  @Command(header = "Write the devices to a file that device import reads back.")
  void export(
      @Mixin DeviceFilters filters,
      @Option(names = "--format", defaultValue = "csv", description = "csv (default), json, jsonl.")
          String format,
      @Parameters(paramLabel = "FILE", description = "Is replaced when it is there.") Path file) {
    new ImportFile(cli).export(filters.toQuery().with("format", format), file);
  }

  @Command(
      header = "Find out the platform of a device, or of an address.",
      description =
          "Logs in and runs at most two commands that only show something. Ends with 1 when no"
              + " platform is clear.")
  int detect(
      @Parameters(paramLabel = "NAME|ID|ADDRESS", description = "Where to look.") String target,
      @Mixin DetectDevice.Newcomer newcomer) {
    return new DetectDevice(cli).run(target, newcomer);
  }

  @Command(header = "Add a device.")
  void add(
      @Parameters(paramLabel = "HOSTNAME", description = "Its name.") String hostname,
      @Mixin DeviceFields fields,
      @Option(names = "--disabled", description = "Not to be spoken to yet.") boolean disabled) {
    var missing = new ArrayList<String>();
    addIfNull(missing, fields.address, "--address");
    addIfNull(missing, fields.platform, "--platform");
    if (!missing.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "Missing: " + String.join(", ", missing) + ".");
    }
    ObjectNode request = fields.toJson().put("hostname", hostname).put("enabled", !disabled);
    merge(request, "tags", Json.object(), fields.tags, List.of());
    merge(request, "metadata", Json.object(), fields.metadata, List.of());
    JsonNode device = cli.server().post("/devices", request);
    cli.show(device, () -> "Added " + describe(device) + ".");
    if (Json.text(device, "credRef").isEmpty() && !groups(device).path("credRef").isObject()) {
      cli.terminal()
          .note(
              "Neither the device nor one of its groups has a credential, so nothing can run on it:"
                  + " netauto device edit "
                  + hostname
                  + " --cred-ref REF");
    }
  }

  /** The groups of a device, and what it takes from them. */
  private JsonNode groups(JsonNode device) {
    return cli.server().get("/devices/" + Json.text(device, "id") + "/groups");
  }

  private static void addIfNull(List<String> missing, @Nullable String value, String option) {
    if (value == null) {
      missing.add(option);
    }
  }

  @Command(header = "Change fields of a device; what is not given stays.")
  void edit(
      @Parameters(paramLabel = "NAME|ID", description = "The device.") String name,
      @Option(names = "--hostname", paramLabel = "NAME", description = "Its new name.")
          @Nullable String hostname,
      @Mixin DeviceFields fields,
      @Option(names = "--untag", paramLabel = "K", description = "Remove a tag.")
          @Nullable List<String> untag,
      @Option(names = "--no-metadata", paramLabel = "K", description = "Remove a note.")
          @Nullable List<String> unnote) {
    ObjectNode change = fields.toJson();
    if (hostname != null) {
      change.put("hostname", hostname);
    }
    JsonNode device = Devices.find(cli.server(), name);
    merge(change, "tags", device.path("tags"), fields.tags, untag);
    merge(change, "metadata", device.path("metadata"), fields.metadata, unnote);
    if (change.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "Nothing to change: give at least one field.");
    }
    JsonNode changed = cli.server().patch("/devices/" + Json.text(device, "id"), change);
    cli.show(changed, () -> "Changed " + describe(changed) + ".");
  }

  /** Sets a field to the whole object as it is to be, when anything in it changes. */
  private static void merge(
      ObjectNode change,
      String field,
      JsonNode before,
      Map<String, String> put,
      @Nullable List<String> remove) {
    List<String> removed = remove == null ? List.of() : remove;
    if (put.isEmpty() && removed.isEmpty()) {
      return;
    }
    ObjectNode after = Json.object();
    before.properties().forEach(pair -> after.set(pair.getKey(), pair.getValue()));
    put.forEach(after::put);
    removed.forEach(after::remove);
    change.set(field, after);
  }

  @Command(header = "Delete devices; their runs stay.")
  void delete(
      @Parameters(arity = "1..*", paramLabel = "NAME|ID", description = "The devices.")
          List<String> names,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    List<JsonNode> devices = findAll(names);
    String what = devices.stream().map(DeviceCommand::describe).collect(Collectors.joining(", "));
    cli.confirm(yes, "Delete " + what + "?");
    for (JsonNode device : devices) {
      cli.server().delete("/devices/" + Json.text(device, "id"));
      if (!cli.json()) {
        cli.show(device, () -> "Deleted " + describe(device) + ".");
      }
    }
    if (cli.json()) {
      cli.show(ids(devices, "deleted"), () -> "");
    }
  }

  @Command(header = "Let devices be spoken to again.")
  void enable(
      @Parameters(arity = "1..*", paramLabel = "NAME|ID", description = "The devices.")
          List<String> names) {
    setEnabled(names, "enable");
  }

  @Command(header = "Leave devices alone: no run, no check.")
  void disable(
      @Parameters(arity = "1..*", paramLabel = "NAME|ID", description = "The devices.")
          List<String> names) {
    setEnabled(names, "disable");
  }

  private void setEnabled(List<String> names, String verb) {
    List<JsonNode> devices = findAll(names);
    cli.server().post("/devices/" + verb, ids(devices, "ids"));
    String what = devices.stream().map(DeviceCommand::describe).collect(Collectors.joining(", "));
    String done = verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1) + "d ";
    cli.show(ids(devices, verb + "d"), () -> done + what + ".");
  }

  /** All or none: a name that is not found stops before anything is done. */
  private List<JsonNode> findAll(List<String> names) {
    return names.stream().distinct().map(name -> Devices.find(cli.server(), name)).toList();
  }

  private static ObjectNode ids(List<JsonNode> devices, String field) {
    ObjectNode result = Json.object();
    var ids = result.putArray(field);
    devices.forEach(device -> ids.add(device.path("id")));
    return result;
  }

  private static String describe(JsonNode device) {
    return Json.text(device, "hostname") + " (" + Json.text(device, "id") + ")";
  }
}
