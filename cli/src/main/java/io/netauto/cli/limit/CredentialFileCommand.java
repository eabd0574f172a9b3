package io.netauto.cli.limit;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.limit.CredentialCommand.Asked;
import io.netauto.cli.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "file",
    header = "The encrypted file of file: credentials; needs no server.",
    footerHeading =
        "%nThe passphrase is asked for, or read from NET_AUTO_CREDENTIALS_PASSPHRASE or the file"
            + " that%nNET_AUTO_CREDENTIALS_PASSPHRASE_FILE names. A server that runs takes a change"
            + " over at once.%nExamples:%n",
    footer = {
      "  netauto credential file init credentials.json",
      "  netauto credential file set credentials.json core --username netops --password",
      "  netauto credential file edit credentials.json core --enable-password",
      "  netauto credential file set credentials.json edge --stdin < parts.json",
      "  netauto credential file list credentials.json"
    })
final class CredentialFileCommand {
  private static final List<String> PARTS =
      List.of("username", "password", "enablePassword", "privateKey", "passphrase");
  private static final String[] HEADINGS = {"NAME", "PARTS"};
  private static final int TEXT_LIMIT = 1_024;
  private static final int KEY_LIMIT = 32_768;

  private final Cli cli;

  CredentialFileCommand(Cli cli) {
    this.cli = cli;
  }

  static final class Where {
    @Parameters(index = "0", paramLabel = "FILE", description = "The credentials file.")
    Path file = Path.of("");
  }

  static final class Key {
    @Option(
        names = "--private-key",
        paramLabel = "FILE",
        description = "Take the private key from this file.")
    @Nullable Path file;
  }

  @Command(header = "Make a credentials file without credentials.")
  void init(@Mixin Where where) {
    OpenedFile.make(cli.terminal(), where.file);
    cli.show(
        Json.object().put("file", where.file.toString()),
        () ->
            "Made %s. Name it in the server's NET_AUTO_CREDENTIALS_FILE, with its passphrase in %s."
                .formatted(where.file, OpenedFile.PASSPHRASE));
  }

  @Command(header = "Put a credential into the file, in place of one of this name.")
  void set(
      @Mixin Where where,
      @Parameters(index = "1", paramLabel = "NAME", description = "Devices name it file:NAME.")
          String name,
      @Mixin Asked asked,
      @Mixin Key key) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
      throw new Failure(
          ExitCode.USAGE,
          "A name has letters, digits, '_', '-' and '.', at most 64, and begins with a letter or"
              + " digit.");
    }
    if (!asked.stdin && !asked.password && key.file == null) {
      asked.password = true;
    }
    OpenedFile file = OpenedFile.open(cli.terminal(), where.file);
    boolean replaced = file.credentials().has(name);
    store(file, name, Json.object(), asked, key);
    cli.show(
        Json.object().put("name", name).put("replaced", replaced),
        () ->
            "%s the credential; devices name it file:%s."
                .formatted(replaced ? "Replaced" : "Stored", name));
  }

  @Command(header = "Change parts of a credential; the others stay, an empty one is taken away.")
  void edit(
      @Mixin Where where,
      @Parameters(index = "1", paramLabel = "NAME", description = "The credential.") String name,
      @Mixin Asked asked,
      @Mixin Key key) {
    OpenedFile file = OpenedFile.open(cli.terminal(), where.file);
    store(file, name, known(file, name), asked, key);
    cli.show(Json.object().put("name", name), () -> "Changed the credential " + name + ".");
  }

  private static ObjectNode known(OpenedFile file, String name) {
    if (file.credentials().get(name) instanceof ObjectNode known) {
      return known;
    }
    throw new Failure(
        ExitCode.NOT_FOUND,
        "The file has no credential \"%s\"; netauto credential file list shows them."
            .formatted(name));
  }

  private void store(OpenedFile file, String name, ObjectNode parts, Asked asked, Key key) {
    ObjectNode change = CredentialCommand.parts(cli, asked);
    if (key.file != null) {
      change.put("privateKey", read(key.file));
    }
    if (change.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "Nothing to change: say what, or give --stdin.");
    }
    for (Map.Entry<String, JsonNode> part : change.properties()) {
      check(part.getKey(), part.getValue());
      if (part.getValue().asString().isEmpty()) {
        parts.remove(part.getKey());
      } else {
        parts.set(part.getKey(), part.getValue());
      }
    }
    if (!parts.has("password") && !parts.has("privateKey")) {
      throw new Failure(
          ExitCode.USAGE, "Give a password or a private key, or both, to log in with.");
    }
    file.credentials().set(name, parts);
    file.save();
  }

  /** Its message repeats no value: all may be secret. */
  private static void check(String part, JsonNode value) {
    String problem;
    if (!PARTS.contains(part)) {
      problem = "There is no such part; there are " + String.join(", ", PARTS) + ".";
    } else if (!value.isString()) {
      problem = "It is no text.";
    } else {
      boolean key = part.equals("privateKey");
      int limit = key ? KEY_LIMIT : TEXT_LIMIT;
      if (value.asString().length() > limit) {
        problem = "At most %d characters.".formatted(limit);
      } else if (!key && value.asString().chars().anyMatch(Character::isISOControl)) {
        problem = "Line breaks and control characters cannot be typed at a login.";
      } else {
        return;
      }
    }
    throw new Failure(ExitCode.USAGE, part + ": " + problem);
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) <= KEY_LIMIT) {
        return Files.readString(file);
      }
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, file + " cannot be read: " + e + ".", e);
    }
    throw new Failure(ExitCode.USAGE, file + " is too large for a private key.");
  }

  @Command(header = "Take a credential out of the file.")
  void remove(
      @Mixin Where where,
      @Parameters(index = "1", paramLabel = "NAME", description = "The credential.") String name,
      @Option(names = "--yes", description = "Do not ask.") boolean yes) {
    OpenedFile file = OpenedFile.open(cli.terminal(), where.file);
    known(file, name);
    cli.confirm(yes, "Remove the credential " + name + " from the file?");
    file.credentials().remove(name);
    file.save();
    cli.show(Json.object().put("removed", name), () -> "Removed the credential " + name + ".");
  }

  @Command(header = "List the credentials of the file, without their secrets.")
  void list(@Mixin Where where) {
    ArrayNode items = Json.object().putArray("items");
    for (Map.Entry<String, JsonNode> each : sorted(where)) {
      ArrayNode parts = items.addObject().put("name", each.getKey()).putArray("parts");
      PARTS.stream().filter(each.getValue()::has).forEach(parts::add);
    }
    ObjectNode page = Json.object();
    page.set("items", items);
    Listing.print(
        cli,
        page.put("total", items.size()),
        HEADINGS,
        c -> new String[] {Json.text(c, "name"), String.join(", ", Json.texts(c.path("parts")))});
  }

  @Command(name = "show-names", header = "The names of the credentials, one in a line.")
  void showNames(@Mixin Where where) {
    List<String> names = sorted(where).stream().map(Map.Entry::getKey).toList();
    ObjectNode document = Json.object();
    names.forEach(document.putArray("names")::add);
    if (cli.json() || !names.isEmpty()) {
      cli.show(document, () -> String.join("\n", names));
    } else {
      cli.terminal().note("None.");
    }
  }

  private List<Map.Entry<String, JsonNode>> sorted(Where where) {
    return OpenedFile.open(cli.terminal(), where.file).credentials().properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .toList();
  }
}
