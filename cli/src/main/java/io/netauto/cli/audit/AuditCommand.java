package io.netauto.cli.audit;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

@Command(
    name = "audit",
    header = "Who did what, when and from where: list, export, head, verify.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto audit list --action device --from 2026-03-01",
      "  netauto audit export --format csv audit.csv",
      "  netauto audit head > head.json",
      "  netauto audit verify --head head.json"
    })
public final class AuditCommand {
  private static final String[] HEADINGS = {"WHEN", "WHO", "ACTION", "ON", "OUTCOME", "FROM"};

  private final Cli cli;

  public AuditCommand(Cli cli) {
    this.cli = cli;
  }

  /** What is asked for. */
  static final class Filter {
    @Option(
        names = "--search",
        paramLabel = "TEXT",
        description = "A part of name, action or person.")
    @Nullable String text;

    @Option(names = "--action", description = "device.edit, or device for all of devices.")
    @Nullable String action;

    @Option(names = "--person", description = "The user name.")
    @Nullable String person;

    @Option(names = "--outcome", description = "ok, refused or failed.")
    @Nullable String outcome;

    @Option(names = "--name", description = "The name of the thing, e.g. a hostname.")
    @Nullable String name;

    @Option(names = "--address", description = "From where.")
    @Nullable String address;

    @Option(names = "--request", paramLabel = "ID", description = "The id of a request.")
    @Nullable String request;

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "2026-03-01 or 2026-03-01T12:00:00Z.")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The moment before which it ends.")
    @Nullable String to;

    @Option(names = "--server", description = "Rows of no customer; for superusers.")
    boolean server;

    Query query() {
      return new Query()
          .with("q", text)
          .with("action", action)
          .with("person", person)
          .with("outcome", outcome)
          .with("name", name)
          .with("address", address)
          .with("request", request)
          .with("from", from)
          .with("to", to)
          .with("scope", server ? "server" : null);
    }
  }

  @Command(header = "List what was done, newest first.")
  void list(@Mixin Filter filter, @Mixin Listing listing) {
    listing.print(cli, "/audit", filter.query(), HEADINGS, AuditCommand::row);
  }

  private static String[] row(JsonNode row) {
    String name = Json.text(row, "objectName");
    return new String[] {
      Times.ago(row, "at"),
      Json.text(row, "username"),
      Json.text(row, "action"),
      (Json.text(row, "kind") + " " + (name.isEmpty() ? Json.text(row, "objectId") : name)).strip(),
      Json.text(row, "outcome"),
      Json.text(row, "address")
    };
  }

  @Command(header = "Write what was done to a file; all of it, or what a filter leaves.")
  void export(
      @Mixin Filter filter,
      @Option(names = "--format", defaultValue = "jsonl", description = "jsonl (default) or csv.")
          String format,
      @Parameters(paramLabel = "FILE", description = "Is replaced when it is there.") Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (InputStream in =
        cli.server().download("/audit/export", filter.query().with("format", format))) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, "The export was broken off: " + e.getMessage(), e);
    }
    cli.show(Json.object().put("file", file.toString()), () -> "Wrote " + file + ".");
  }

  @Command(
      header = "Show how far the chains go, to be kept outside of the server.",
      description =
          "Given to audit verify later, it proves that nothing up to there was changed or removed.")
  void head() {
    JsonNode heads = cli.server().get("/audit/head");
    cli.terminal().println(Json.pretty(heads));
  }

  @Command(
      header = "Verify that no row of the trail was changed, removed or put in.",
      description = "Ends with 1 when something is wrong, and names the first wrong row.")
  int verify(
      @Option(
              names = "--head",
              paramLabel = "FILE",
              description = "What audit head printed before.")
          @Nullable Path head) {
    Query query = new Query();
    if (head != null) {
      for (JsonNode chain : read(head).path("chains")) {
        query.with(
            "head",
            Json.text(chain, "chain")
                + ":"
                + Json.text(chain, "seq")
                + ":"
                + Json.text(chain, "hash"));
      }
    }
    JsonNode result = result(query);
    boolean ok = result.path("ok").asBoolean(false);
    cli.show(result, () -> words(result, ok));
    return ok ? 0 : ExitCode.FAILED;
  }

  private static JsonNode read(Path file) {
    try {
      JsonNode json = Json.read(Files.readString(file));
      if (json.path("chains").isEmpty()) {
        throw new Failure(ExitCode.USAGE, file + " is not what \"netauto audit head\" prints.");
      }
      return json;
    } catch (IOException | JacksonException e) {
      throw new Failure(ExitCode.USAGE, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private JsonNode result(Query query) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                cli.server().download("/audit/verify", query), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        JsonNode json = Json.read(line);
        if (json.has("result")) {
          return json.path("result");
        }
        if (cli.terminal().outIsTerminal() && !cli.json()) {
          JsonNode progress = json.path("progress");
          cli.terminal()
              .note(
                  "%,d of %,d rows"
                      .formatted(progress.path("rows").asLong(), progress.path("of").asLong()));
        }
      }
    } catch (IOException e) {
      throw cli.server().unreachable(e);
    }
    throw new Failure(ExitCode.FAILED, "The verification was broken off; see the server's log.");
  }

  private static String words(JsonNode result, boolean ok) {
    var text = new StringBuilder();
    text.append(
        ok
            ? "The trail is as the server left it: %,d rows in %,d chains."
                .formatted(result.path("rows").asLong(), result.path("chains").asLong())
            : "The trail was tampered with: %,d findings in %,d rows."
                .formatted(result.path("findings").size(), result.path("rows").asLong()));
    for (JsonNode finding : result.path("findings")) {
      text.append("\n  chain ")
          .append(Json.text(finding, "chain"))
          .append(": ")
          .append(Json.text(finding, "message"));
      JsonNode row = finding.path("row");
      if (row.isObject()) {
        text.append(
            " (row %s of %s: %s by %s)"
                .formatted(
                    Json.text(row, "id"),
                    Json.text(row, "at"),
                    Json.text(row, "action"),
                    Json.text(row, "username")));
      }
    }
    for (JsonNode note : result.path("notes")) {
      text.append("\nNote: ").append(note.asString());
    }
    return text.toString();
  }
}
