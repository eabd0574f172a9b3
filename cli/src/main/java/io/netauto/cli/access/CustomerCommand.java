package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Details;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "customer",
    header = "Customers (administrators of all customers only): list, show, add, edit, remove.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto customer list",
      "  netauto customer add acme --range 10.1.0.0/16 --range 2001:db8::/32",
      "  netauto customer edit acme --range 10.2.0.0/16",
      "  netauto customer edit acme --no-active"
    })
public final class CustomerCommand {
  private static final String[] HEADINGS = {"ID", "NAME", "STATE", "USERS", "DEVICES", "RANGES"};
  private static final String RANGE =
      "A network in which its devices lie; may be repeated. Empty: any address.";
  private static final String CREDENTIAL =
      "A pattern of the server's credentials that it may use: env:ACME_*; may be repeated.";

  private final Cli cli;

  public CustomerCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List customers.")
  void list(
      @Mixin Listing listing,
      @Option(names = "--query", paramLabel = "TEXT", description = "Found in the name.")
          @Nullable String query) {
    listing.print(
        cli,
        "/customers",
        new Query().with("q", query),
        HEADINGS,
        customer ->
            new String[] {
              Json.text(customer, "id"),
              Json.text(customer, "name"),
              state(customer),
              Json.text(customer, "users"),
              Json.text(customer.path("contents"), "devices"),
              ranges(customer)
            });
  }

  private static String state(JsonNode customer) {
    return customer.path("active").asBoolean(true) ? "active" : "disabled";
  }

  private static String ranges(JsonNode customer) {
    List<String> ranges = Json.texts(customer.path("ranges"));
    return ranges.isEmpty() ? "any" : String.join(" ", ranges);
  }

  @Command(header = "Show a customer.")
  void show(@Parameters(paramLabel = "NAME|ID", description = "The customer.") String customer) {
    JsonNode found = cli.server().get("/customers/" + Server.segment(idOf(customer)));
    var details =
        new Details()
            .add("Id", Json.text(found, "id"))
            .add("Name", Json.text(found, "name"))
            .add("State", state(found))
            .add("Ranges", ranges(found))
            .add("Credentials", String.join(" ", Json.texts(found.path("credentialPatterns"))))
            .add("Users", Json.text(found, "users"));
    found
        .path("contents")
        .propertyNames()
        .forEach(
            what ->
                details.add(
                    Character.toUpperCase(what.charAt(0)) + what.substring(1),
                    Json.text(found.path("contents"), what)));
    details.add("Created", Times.ago(found, "createdAt"));
    cli.show(found, () -> details.render(cli.terminal().outColor()));
  }

  @Command(header = "Add a customer.")
  void add(
      @Parameters(paramLabel = "NAME", description = "As people see it.") String name,
      @Option(names = "--range", paramLabel = "CIDR", description = RANGE)
          @Nullable List<String> ranges,
      @Option(names = "--credential", paramLabel = "PATTERN", description = CREDENTIAL)
          @Nullable List<String> credentials) {
    ObjectNode request = Json.object().put("name", name);
    put(request, "ranges", ranges);
    put(request, "credentialPatterns", credentials);
    JsonNode made = cli.server().post("/customers", request);
    cli.show(made, () -> "Added customer " + name + ".");
  }

  @Command(
      header = "Change a customer's name, ranges, credentials or state.",
      description =
          "Ranges and credentials replace those that there are. When devices lie outside of the new"
              + " ranges, it is asked first.")
  void edit(
      @Parameters(paramLabel = "NAME|ID", description = "The customer.") String customer,
      @Option(names = "--name", paramLabel = "NAME", description = "Another name.")
          @Nullable String name,
      @Option(names = "--range", paramLabel = "CIDR", description = RANGE)
          @Nullable List<String> ranges,
      @Option(names = "--any-address", description = "Takes all ranges away.") boolean anyAddress,
      @Option(names = "--credential", paramLabel = "PATTERN", description = CREDENTIAL)
          @Nullable List<String> credentials,
      @Option(
              names = "--active",
              negatable = true,
              paramLabel = "BOOLEAN",
              description = "Whether anybody may act in it.")
          @Nullable Boolean active,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    ObjectNode change = Json.object();
    if (name != null) {
      change.put("name", name);
    }
    put(change, "ranges", anyAddress ? List.of() : ranges);
    put(change, "credentialPatterns", credentials);
    if (active != null) {
      change.put("active", active);
    }
    if (change.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing to change: give --name, --range, --any-address, --credential or --active.");
    }
    String path = "/customers/" + Server.segment(idOf(customer));
    JsonNode changed = patch(path, change.put("confirmOutside", yes));
    cli.show(changed, () -> "Changed customer " + customer + ".");
  }

  private JsonNode patch(String path, ObjectNode change) {
    try {
      return cli.server().patch(path, change);
    } catch (Failure e) {
      if (!e.code().equals("devices_outside")) {
        throw e;
      }
      cli.confirm(false, e.getMessage() + "\nSave it all the same?");
      return cli.server().patch(path, change.put("confirmOutside", true));
    }
  }

  private static void put(ObjectNode request, String field, @Nullable List<String> values) {
    if (values != null) {
      var array = request.putArray(field);
      values.stream().filter(value -> !value.isBlank()).forEach(array::add);
    }
  }

  @Command(header = "Remove a customer that has no devices and no jobs.")
  void remove(
      @Parameters(paramLabel = "NAME|ID", description = "The customer.") String customer,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    String id = idOf(customer);
    cli.confirm(
        yes, "Remove customer " + customer + " with its groups, templates and memberships?");
    cli.server().delete("/customers/" + Server.segment(id));
    cli.show(Json.object().put("removed", id), () -> "Removed customer " + customer + ".");
  }

  private String idOf(String customer) {
    return People.idOf(cli, "/customers", "name", "customer", customer);
  }
}
