package io.netauto.cli.group;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.term.Details;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "group",
    header = "Groups of devices: list, show, create, update, delete, add, remove, members.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto group create core --device r1 --device r2 --cred-ref env:CORE",
      "  netauto group create fra --where site=fra1 --where tag:ring=1",
      "  netauto group add core r3 r4",
      "  netauto group add core --where role=core",
      "  netauto group members core",
      "  netauto device list --group core"
    })
public final class GroupCommand {
  private static final String[] HEADINGS = {"ID", "NAME", "KIND", "DEVICES", "DESCRIPTION"};
  private static final String[] MEMBER_HEADINGS = {
    "ID", "HOSTNAME", "ADDRESS", "PLATFORM", "ROLE", "SITE", "STATUS"
  };

  private final Cli cli;

  public GroupCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List groups.")
  void list(
      @Option(
              names = {"-q", "--query"},
              paramLabel = "TEXT",
              description = "Found in name or description.")
          @Nullable String query,
      @Mixin Listing listing) {
    listing.print(cli, "/groups", new Query().with("q", query), HEADINGS, GroupCommand::row);
  }

  private static String[] row(JsonNode group) {
    return new String[] {
      Json.text(group, "id"),
      Json.text(group, "name"),
      Json.text(group, "kind"),
      Json.text(group, "devices"),
      Json.text(group, "description")
    };
  }

  @Command(header = "Show all about a group, and what its devices take from it.")
  void show(@Parameters(paramLabel = "NAME|ID", description = "The group.") String name) {
    JsonNode group = Groups.find(cli.server(), name);
    if (cli.json()) {
      cli.show(group, () -> "");
      return;
    }
    JsonNode defaults = group.path("defaults");
    JsonNode effects = cli.server().get(Groups.path(group) + "/effects");
    cli.terminal()
        .print(
            new Details()
                .add("name", Json.text(group, "name"))
                .add("id", Json.text(group, "id"))
                .add("kind", Json.text(group, "kind"))
                .add("description", Json.text(group, "description"))
                .add("filter", filter(group.path("filter")))
                .add("devices", Json.text(group, "devices"))
                .add("credential", taken(Json.text(defaults, "credRef"), effects, "credential"))
                .add("jump host", taken(jumpHost(defaults), effects, "jumpHost"))
                .add("max sessions", Json.text(defaults, "maxSessions"))
                .add("created", Times.atAndAgo(group, "createdAt"))
                .add("updated", Times.atAndAgo(group, "updatedAt")));
  }

  private static String filter(JsonNode filter) {
    List<String> parts = new ArrayList<>();
    if (!Json.text(filter, "text").isEmpty()) {
      parts.add("text has " + Json.text(filter, "text"));
    }
    filter
        .path("fields")
        .properties()
        .forEach(field -> parts.add(field.getKey() + " is " + Json.text(field.getValue())));
    return String.join(", ", parts);
  }

  private static String taken(String value, JsonNode effects, String what) {
    return value.isEmpty() ? "" : value + " (taken by " + devices(effects.path(what)) + ")";
  }

  private static String devices(JsonNode number) {
    return number.asLong() == 1 ? "1 device" : number.asLong() + " devices";
  }

  private String jumpHost(JsonNode defaults) {
    String id = Json.text(defaults, "jumpHost");
    return id.isEmpty() ? "" : Json.text(cli.server().get("/devices/" + id), "hostname");
  }

  @Command(
      header = "Make a group.",
      description = "With --where or --query it is dynamic: its devices are those that match.")
  void create(
      @Parameters(paramLabel = "NAME", description = "Its name.") String name,
      @Mixin GroupDefaults defaults,
      @Mixin GroupFilter filter,
      @Option(
              names = "--device",
              paramLabel = "NAME|ID",
              description = "A device of it; may be repeated.")
          @Nullable List<String> devices) {
    if (filter.isGiven() && devices != null) {
      throw new Failure(
          ExitCode.USAGE, "A group has either devices or a filter: not --device with --where.");
    }
    ObjectNode request = defaults.toJson().put("name", name);
    if (filter.isGiven()) {
      request.set("filter", filter.toJson());
    }
    JsonNode group = cli.server().post("/groups", request);
    if (devices != null) {
      try {
        cli.server().post(Groups.path(group) + "/members", names(devices));
      } catch (Failure e) {
        cli.server().delete(Groups.path(group));
        throw e;
      }
    }
    JsonNode made = devices == null ? group : cli.server().get(Groups.path(group));
    cli.show(made, () -> "Made " + describe(made) + " with " + devices(made.path("devices")) + ".");
  }

  @Command(
      header = "Change parts of a group; what is not given stays.",
      description = "--where and --query together replace the filter of a dynamic group.")
  void update(
      @Parameters(paramLabel = "NAME|ID", description = "The group.") String name,
      @Option(names = "--name", paramLabel = "NAME", description = "Its new name.")
          @Nullable String newName,
      @Mixin GroupDefaults defaults,
      @Mixin GroupFilter filter) {
    ObjectNode change = defaults.toJson();
    if (newName != null) {
      change.put("name", newName);
    }
    if (filter.isGiven()) {
      change.set("filter", filter.toJson());
    }
    if (change.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "Nothing to change: give at least one option.");
    }
    JsonNode group = Groups.find(cli.server(), name);
    JsonNode changed = cli.server().patch(Groups.path(group), change);
    cli.show(changed, () -> "Changed " + describe(changed) + ".");
  }

  @Command(header = "Delete a group; its devices stay.")
  void delete(
      @Parameters(paramLabel = "NAME|ID", description = "The group.") String name,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    JsonNode group = Groups.find(cli.server(), name);
    cli.confirm(yes, "Delete " + describe(group) + "?" + changes(group));
    cli.server().delete(Groups.path(group));
    cli.show(group, () -> "Deleted " + describe(group) + ". Its devices stay.");
  }

  /** What the deletion takes from devices, in words; empty for nothing. */
  private String changes(JsonNode group) {
    JsonNode effects = cli.server().get(Groups.path(group) + "/effects");
    List<String> taken = new ArrayList<>();
    if (effects.path("credential").asLong() > 0) {
      taken.add(devices(effects.path("credential")) + " their credential");
    }
    if (effects.path("jumpHost").asLong() > 0) {
      taken.add(devices(effects.path("jumpHost")) + " their jump host");
    }
    return taken.isEmpty() ? "" : " It takes from " + String.join(", and from ", taken) + ".";
  }

  @Command(header = "Add devices to a group, all or none.")
  void add(
      @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") String name,
      @Parameters(
              index = "1..*",
              arity = "0..*",
              paramLabel = "NAME|ID",
              description = "The devices.")
          @Nullable List<String> devices,
      @Mixin GroupFilter filter) {
    change(name, devices, filter, "", "added to ");
  }

  @Command(header = "Take devices out of a group, all or none; they stay in the inventory.")
  void remove(
      @Parameters(index = "0", paramLabel = "GROUP", description = "The group.") String name,
      @Parameters(
              index = "1..*",
              arity = "0..*",
              paramLabel = "NAME|ID",
              description = "The devices.")
          @Nullable List<String> devices,
      @Mixin GroupFilter filter) {
    change(name, devices, filter, "/remove", "taken out of ");
  }

  private void change(
      String name, @Nullable List<String> devices, GroupFilter filter, String how, String done) {
    List<String> given = devices == null ? List.of() : devices;
    if (filter.isGiven() != given.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE, "Say which devices: either their names, or --where or --query.");
    }
    ObjectNode request = names(given);
    if (filter.isGiven()) {
      request = Json.object();
      request.set("filter", filter.toJson());
    }
    JsonNode group = Groups.find(cli.server(), name);
    JsonNode answer = cli.server().post(Groups.path(group) + "/members" + how, request);
    cli.show(answer, () -> devices(answer.path("changed")) + " " + done + describe(group) + ".");
  }

  private static ObjectNode names(List<String> devices) {
    ObjectNode request = Json.object();
    var names = request.putArray("devices");
    devices.forEach(names::add);
    return request;
  }

  @Command(header = "List the devices of a group.")
  void members(
      @Parameters(paramLabel = "NAME|ID", description = "The group.") String name,
      @Mixin Listing listing) {
    JsonNode group = Groups.find(cli.server(), name);
    listing.print(
        cli,
        Groups.path(group) + "/members",
        new Query(),
        MEMBER_HEADINGS,
        device ->
            new String[] {
              Json.text(device, "id"),
              Json.text(device, "hostname"),
              Json.text(device, "address"),
              Json.text(device, "platform"),
              Json.text(device, "role"),
              Json.text(device, "site"),
              Json.text(device.path("reachability"), "status")
            });
  }

  private static String describe(JsonNode group) {
    return Json.text(group, "name") + " (" + Json.text(group, "id") + ")";
  }
}
