package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Pages;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "user",
    header = "Users of the platform (administrators only).",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto user list",
      "  netauto user add anna --role operator",
      "  netauto user edit anna --no-active"
    })
public final class UserCommand {
  private static final String[] HEADINGS = {"ID", "USER", "NAME", "ROLE", "STATE"};

  private final Cli cli;

  public UserCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List users.")
  void list(@Mixin Listing listing) {
    listing.print(
        cli,
        "/users",
        new Query(),
        HEADINGS,
        user ->
            new String[] {
              Json.text(user, "id"),
              Json.text(user, "username"),
              Json.text(user, "displayName"),
              Json.text(user, "role"),
              user.path("active").asBoolean(true) ? "active" : "disabled"
            });
  }

  @Command(header = "Add a user; asks for the password.")
  void add(
      @Parameters(paramLabel = "NAME", description = "To log in with.") String username,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "viewer, operator or admin.")
          String role,
      @Option(names = "--display-name", paramLabel = "TEXT", description = "As others see them.")
          @Nullable String displayName,
      @Option(names = "--password-stdin", description = "Read the password from standard input.")
          boolean passwordFromStdin) {
    var request = Json.object().put("username", username).put("role", role);
    request.put("password", newPassword(passwordFromStdin));
    if (displayName != null) {
      request.put("displayName", displayName);
    }
    JsonNode user = cli.server().post("/users", request);
    cli.show(user, () -> "Added user " + username + ".");
  }

  @Command(header = "Change a user's role, state or password.")
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
    if (password || passwordFromStdin) {
      change.put("password", newPassword(passwordFromStdin));
    }
    if (change.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "Nothing to change: give --role, --active or --password.");
    }
    JsonNode changed = cli.server().patch("/users/" + Server.segment(idOf(user)), change);
    cli.show(changed, () -> "Changed user " + user + ".");
  }

  private String idOf(String user) {
    if (user.matches("\\d+")) {
      return user;
    }
    JsonNode users = Pages.read(cli.server(), "/users", new Query(), Integer.MAX_VALUE);
    for (JsonNode item : users.path("items")) {
      if (Json.text(item, "username").equalsIgnoreCase(user)) {
        return Json.text(item, "id");
      }
    }
    throw new Failure(ExitCode.NOT_FOUND, "There is no user '" + user + "'.");
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
