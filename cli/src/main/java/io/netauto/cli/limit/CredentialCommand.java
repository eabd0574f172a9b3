package io.netauto.cli.limit;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "credential",
    subcommands = CredentialFileCommand.class,
    header = "Stored credentials, and those that are stopped.",
    footerHeading =
        "%nSecrets are asked for, or read as JSON; never given as arguments.%nExamples:%n",
    footer = {
      "  netauto credential list",
      "  netauto credential add core --username netops --password --enable-password",
      "  netauto credential edit core --stdin < parts.json",
      "  netauto credential test core fra1-core-1",
      "  netauto credential stopped",
      "  netauto credential reset env:LAB",
      "  netauto credential file set credentials.json core --username netops --password"
    })
public final class CredentialCommand {
  private static final String[] HEADINGS = {"NAME", "PARTS", "KEY", "DEVICES", "CHANGED", "BY"};
  private static final String[] STOPPED_HEADINGS = {
    "CREDENTIAL", "REFUSED", "LAST BY", "STOPPED", "NEXT TRIAL"
  };
  private static final String STDIN =
      "Read the parts from standard input: a JSON object with username, password, enablePassword,"
          + " privateKey, passphrase.";

  private final Cli cli;

  public CredentialCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List the stored credentials.")
  void list(@Mixin Listing listing) {
    listing.print(
        cli,
        "/credentials",
        new Query(),
        HEADINGS,
        c ->
            new String[] {
              Json.text(c, "name"),
              String.join(", ", c.path("parts").valueStream().map(JsonNode::asString).toList()),
              Json.text(c, "keyFingerprint"),
              Json.text(c, "devices"),
              Times.ago(c, "changedAt"),
              Json.text(c, "changedBy")
            });
  }

  /** Which secrets to ask for. */
  static final class Asked {
    @Option(names = "--username", paramLabel = "NAME", description = "To log in with.")
    @Nullable String username;

    @Option(names = "--password", description = "Ask for the password.")
    boolean password;

    @Option(names = "--enable-password", description = "Ask for the enable password.")
    boolean enablePassword;

    @Option(names = "--passphrase", description = "Ask for the passphrase of the key.")
    boolean passphrase;

    @Option(names = "--stdin", description = STDIN)
    boolean stdin;
  }

  /** What was given and answered; both may be empty. */
  static ObjectNode parts(Cli cli, Asked asked) {
    ObjectNode parts = Json.object();
    if (asked.stdin) {
      if (asked.password || asked.enablePassword || asked.passphrase) {
        throw new Failure(ExitCode.USAGE, "Give --stdin alone, or say what to ask for.");
      }
      if (!(read(cli.terminal().readAll()) instanceof ObjectNode given)) {
        throw new Failure(ExitCode.USAGE, "Standard input holds no JSON object.");
      }
      parts.setAll(given);
    }
    if (asked.username != null) {
      parts.put("username", asked.username);
    }
    ask(cli, parts, asked.password, "password", "Password: ");
    ask(cli, parts, asked.enablePassword, "enablePassword", "Enable password: ");
    ask(cli, parts, asked.passphrase, "passphrase", "Passphrase: ");
    return parts;
  }

  /** The message of a parser would quote what was read. */
  private static @Nullable JsonNode read(String text) {
    try {
      return Json.read(text);
    } catch (JacksonException e) {
      return null;
    }
  }

  private static void ask(Cli cli, ObjectNode parts, boolean wanted, String name, String question) {
    if (wanted) {
      if (!cli.terminal().canAsk()) {
        throw new Failure(ExitCode.USAGE, "Nobody can be asked here: use --stdin.");
      }
      parts.put(name, cli.terminal().prompt().secret(question));
    }
  }

  @Command(header = "Store a credential; asks for its secrets.")
  void add(
      @Parameters(paramLabel = "NAME", description = "Devices name it stored:NAME.") String name,
      @Mixin Asked asked) {
    ObjectNode parts = parts(cli, asked);
    JsonNode made = cli.server().post("/credentials", parts.put("name", name));
    cli.show(made, () -> "Stored the credential; devices name it stored:" + name + ".");
  }

  @Command(header = "Change parts of a credential, or its name; the others stay.")
  void edit(
      @Parameters(paramLabel = "NAME", description = "The credential.") String name,
      @Option(names = "--name", paramLabel = "NEW", description = "A new name.")
          @Nullable String newName,
      @Mixin Asked asked) {
    ObjectNode parts = parts(cli, asked);
    if (newName != null) {
      parts.put("name", newName);
    }
    if (parts.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "Nothing to change: say what, or give --stdin.");
    }
    JsonNode changed = cli.server().patch("/credentials/" + Server.segment(name), parts);
    cli.show(changed, () -> "Changed the credential " + name + ".");
  }

  @Command(header = "Delete a credential that no device names.")
  void remove(
      @Parameters(paramLabel = "NAME", description = "The credential.") String name,
      @Option(names = "--yes", description = "Do not ask.") boolean yes) {
    cli.confirm(yes, "Delete the credential " + name + "?");
    cli.server().delete("/credentials/" + Server.segment(name));
    cli.show(Json.object().put("removed", name), () -> "Deleted the credential " + name + ".");
  }

  @Command(header = "Log in to a device with a credential, and out again.")
  int test(
      @Parameters(paramLabel = "NAME", description = "The credential.") String name,
      @Parameters(paramLabel = "DEVICE", description = "Name or number.") String device) {
    JsonNode result =
        cli.server()
            .post(
                "/credentials/" + Server.segment(name) + "/test",
                Json.object().put("device", device));
    boolean ok = result.path("ok").asBoolean(false);
    cli.show(
        result,
        () ->
            ok
                ? "Accepted: " + Json.text(result, "summary")
                : Json.text(result, "summary") + " " + Json.text(result, "advice"));
    return ok ? 0 : 1;
  }

  @Command(header = "List the credentials that are not used.")
  void stopped() {
    JsonNode answer = cli.server().get("/credentials/stopped");
    Listing.print(cli, (ObjectNode) answer, STOPPED_HEADINGS, CredentialCommand::row);
  }

  private static String[] row(JsonNode stopped) {
    return new String[] {
      Json.text(stopped, "credRef"),
      Json.text(stopped, "refused"),
      Json.text(stopped, "hostname"),
      Times.ago(stopped, "stoppedAt"),
      Times.at(stopped, "trialAt")
    };
  }

  @Command(header = "Use a stopped credential again from now on.")
  void reset(
      @Parameters(paramLabel = "CREDENTIAL", description = "As credential stopped shows it.")
          String credential) {
    cli.server().post("/credentials/stopped/" + Server.segment(credential) + "/reset", null);
    cli.show(
        Json.object().put("reset", credential),
        () -> "The credential " + credential + " is used again.");
  }
}
