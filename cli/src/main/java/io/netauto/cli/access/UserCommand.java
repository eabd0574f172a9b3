package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "user",
    header = "Users of the platform (administrators only).",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto user list",
      "  netauto user add anna --role operator",
      "  netauto user edit anna --no-active",
      "  netauto user edit anna --customer acme=viewer --customer lab=admin",
      "  netauto user password anna"
    })
public final class UserCommand {
  private static final String[] HEADINGS = {"ID", "USER", "NAME", "ROLE", "STATE", "LAST LOGIN"};
  private static final String CUSTOMER =
      "A customer, and the role in it: acme=viewer; may be repeated (administrators of all"
          + " customers only).";

  private final Cli cli;

  public UserCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List users.")
  void list(
      @Mixin Listing listing,
      @Option(names = "--query", paramLabel = "TEXT", description = "Found in the names.")
          @Nullable String query,
      @Option(names = "--role", paramLabel = "ROLE", description = "viewer, operator or admin.")
          @Nullable String role,
      @Option(names = "--everywhere", description = "Those of all customers.") boolean everywhere) {
    listing.print(
        cli,
        "/users",
        new Query()
            .with("q", query)
            .with("role", role)
            .with("everywhere", everywhere ? true : null),
        HEADINGS,
        user ->
            new String[] {
              Json.text(user, "id"),
              Json.text(user, "username"),
              Json.text(user, "displayName"),
              everywhere ? memberships(user) : role(user),
              user.path("active").asBoolean(true) ? "active" : "disabled",
              Times.ago(user, "lastLoginAt")
            });
  }

  private static String role(JsonNode user) {
    return user.path("superuser").asBoolean() ? "all customers" : Json.text(user, "role");
  }

  private static String memberships(JsonNode user) {
    var roles = new ArrayList<String>();
    if (user.path("superuser").asBoolean()) {
      roles.add("all customers");
    }
    for (JsonNode each : user.path("memberships")) {
      roles.add(Json.text(each.path("customer"), "name") + "=" + Json.text(each, "role"));
    }
    return String.join(" ", roles);
  }

  @Command(header = "Add a user; asks for the password.")
  void add(
      @Parameters(paramLabel = "NAME", description = "To log in with.") String username,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              description = "In this customer: viewer, operator or admin.")
          @Nullable String role,
      @Option(names = "--customer", paramLabel = "NAME=ROLE", description = CUSTOMER)
          @Nullable Map<String, String> customers,
      @Option(names = "--superuser", description = "Administers all customers.") boolean superuser,
      @Option(names = "--display-name", paramLabel = "TEXT", description = "As others see them.")
          @Nullable String displayName,
      @Option(names = "--password-stdin", description = "Read the password from standard input.")
          boolean passwordFromStdin) {
    if (role == null && customers == null && !superuser) {
      throw new Failure(
          ExitCode.USAGE, "Say what the user may do: give --role (or --customer, --superuser).");
    }
    var request = Json.object().put("username", username);
    if (role != null) {
      request.put("role", role);
    }
    if (superuser) {
      request.put("superuser", true);
    }
    memberships(request, customers);
    request.put("password", newPassword(passwordFromStdin));
    if (displayName != null) {
      request.put("displayName", displayName);
    }
    JsonNode user = cli.server().post("/users", request);
    cli.show(user, () -> "Added user " + username + ".");
  }

  private void memberships(ObjectNode request, @Nullable Map<String, String> customers) {
    if (customers != null) {
      var array = request.putArray("memberships");
      customers.forEach(
          (customer, role) ->
              array
                  .addObject()
                  .put(
                      "customer",
                      Long.parseLong(People.idOf(cli, "/customers", "name", "customer", customer)))
                  .put("role", role));
    }
  }

  @Command(header = "Change a user's roles, state or password.")
  void edit(
      @Parameters(paramLabel = "NAME|ID", description = "The user.") String user,
      @Option(names = "--role", paramLabel = "ROLE", description = "viewer, operator or admin.")
          @Nullable String role,
      @Option(
              names = "--active",
              negatable = true,
              paramLabel = "BOOLEAN",
              description = "May or may not log in.")
          @Nullable Boolean active,
      @Option(names = "--customer", paramLabel = "NAME=ROLE", description = CUSTOMER)
          @Nullable Map<String, String> customers,
      @Option(
              names = "--superuser",
              negatable = true,
              paramLabel = "BOOLEAN",
              description = "Administers all customers.")
          @Nullable Boolean superuser,
      @Option(names = "--password", description = "Ask for a new password.") boolean password,
      @Option(names = "--password-stdin", description = "Read it from standard input.")
          boolean passwordFromStdin) {
    var change = Json.object();
    if (role != null) {
      change.put("role", role);
    }
    if (active != null) {
      change.put("active", active);
    }
    if (superuser != null) {
      change.put("superuser", superuser);
    }
    memberships(change, customers);
    if (password || passwordFromStdin) {
      change.put("password", newPassword(passwordFromStdin));
    }
    if (change.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing to change: give --role, --customer, --superuser, --active or --password.");
    }
    JsonNode changed = cli.server().patch("/users/" + Server.segment(idOf(user)), change);
    cli.show(changed, () -> "Changed user " + user + ".");
  }

  @Command(
      header = "Set a user's password; their sessions end, and they have to change it.",
      description = "Your own is changed on the page Account.")
  void password(
      @Parameters(paramLabel = "NAME|ID", description = "The user.") String user,
      @Option(names = "--password-stdin", description = "Read it from standard input.")
          boolean passwordFromStdin) {
    String id = idOf(user);
    var change = Json.object().put("password", newPassword(passwordFromStdin));
    JsonNode changed = cli.server().patch("/users/" + Server.segment(id), change);
    cli.show(changed, () -> "Set the password of " + user + ".");
  }

  @Command(
      header = "Remove a user from this customer; the account stays.",
      description = "Their API keys in it are revoked.")
  void remove(
      @Parameters(paramLabel = "NAME|ID", description = "The user.") String user,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    String id = idOf(user);
    cli.confirm(yes, "Remove " + user + " from this customer, and revoke their keys in it?");
    cli.server().delete("/users/" + Server.segment(id));
    cli.show(Json.object().put("removed", id), () -> "Removed " + user + ".");
  }

  private String idOf(String user) {
    return People.idOf(cli, "/users", "username", "user", user);
  }

  private String newPassword(boolean fromStdin) {
    if (fromStdin) {
      return cli.terminal().readLine();
    }
    if (!cli.terminal().canAsk()) {
      throw new Failure(ExitCode.USAGE, "Nobody can be asked here: use --password-stdin.");
    }
    String password = cli.terminal().prompt().secret("New password: ");
    if (!password.equals(cli.terminal().prompt().secret("Once more: "))) {
      throw new Failure(ExitCode.USAGE, "The two differ; nothing was changed.");
    }
    return password;
  }
}
