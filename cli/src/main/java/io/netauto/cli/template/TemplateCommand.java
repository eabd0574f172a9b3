package io.netauto.cli.template;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Details;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "template",
    header = "Commands with blanks that are filled in for each device.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto template create show-vlan --file vlan.j2 --var vlan=10",
      "  netauto template render show-vlan --set vlan=20 --device fra1-core-1",
      "  netauto template edit show-vlan --mode change",
      "  netauto template delete show-vlan --yes"
    })
public final class TemplateCommand {
  private static final String[] HEADINGS = {
    "NAME", "MODE", "ENABLED", "DESCRIPTION", "CHANGED", "BY"
  };
  private static final int MOST_BYTES = 256 << 10;

  private final Cli cli;

  public TemplateCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List the templates by name.")
  void list(
      @Option(
              names = "--search",
              paramLabel = "TEXT",
              description = "Those with this in their name or description.")
          @Nullable String search,
      @Mixin Listing listing) {
    listing.print(cli, "/templates", new Query().with("q", search), HEADINGS, TemplateCommand::row);
  }

  private static String[] row(JsonNode template) {
    return new String[] {
      Json.text(template, "name"),
      Json.text(template, "mode"),
      Json.text(template, "enabled"),
      Json.text(template, "description"),
      Times.ago(template, "changedAt"),
      Json.text(template, "changedBy")
    };
  }

  @Command(header = "Show a template: its variables and its text.")
  void show(@Parameters(paramLabel = "NAME", description = "The template.") String name) {
    JsonNode template = cli.server().get(path(name));
    if (cli.json()) {
      cli.show(template, () -> "");
      return;
    }
    var details =
        new Details()
            .add("name", Json.text(template, "name"))
            .add("description", Json.text(template, "description"))
            .add("mode", Json.text(template, "mode"))
            .add("enabled", Json.text(template, "enabled"));
    for (JsonNode variable : template.path("variables")) {
      details.add("variable " + Json.text(variable, "name"), words(variable));
    }
    cli.terminal().print(details.add("commands", Json.text(template, "body")));
  }

  private static String words(JsonNode variable) {
    List<String> words = new ArrayList<>();
    words.add(variable.path("required").asBoolean(true) ? "required" : "optional");
    if (!variable.path("default").isNull() && variable.has("default")) {
      words.add("default " + Json.text(variable, "default"));
    }
    if (!Json.text(variable, "pattern").isEmpty()) {
      words.add("pattern " + Json.text(variable, "pattern"));
    }
    if (!variable.path("choices").isEmpty()) {
      words.add("one of " + String.join(", ", Json.texts(variable.path("choices"))));
    }
    return String.join(", ", words);
  }

  /** What of a template is given on the command line; the rest stays as it is. */
  static final class Given {
    @Option(names = "--file", paramLabel = "FILE", description = "Its text, in Jinja.")
    @Nullable Path file;

    @Option(
        names = "--var",
        paramLabel = "NAME[=DEFAULT]",
        description = "A variable; all of them are replaced. Without a default it is required.")
    @Nullable List<String> variables;

    @Option(names = "--mode", paramLabel = "MODE", description = "read or change.")
    @Nullable String mode;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable String description;

    @Option(names = "--enabled", paramLabel = "true|false", description = "Whether it may be run.")
    @Nullable Boolean enabled;

    @Option(names = "--name", paramLabel = "NAME", description = "Another name, to rename it.")
    @Nullable String name;

    void into(ObjectNode template) {
      if (file != null) {
        template.put("body", read(file));
      }
      if (variables != null) {
        var list = template.putArray("variables");
        for (String variable : variables) {
          int equals = variable.indexOf('=');
          ObjectNode declared = list.addObject();
          declared.put("name", equals < 0 ? variable : variable.substring(0, equals));
          if (equals >= 0) {
            declared.put("default", variable.substring(equals + 1));
          }
        }
      }
      put(template, "mode", mode);
      put(template, "description", description);
      put(template, "name", name);
      if (enabled != null) {
        template.put("enabled", enabled);
      }
    }

    private static void put(ObjectNode template, String field, @Nullable String value) {
      if (value != null) {
        template.put(field, value);
      }
    }
  }

  @Command(header = "Create a template from a file.")
  void create(
      @Parameters(paramLabel = "NAME", description = "Of the new template.") String name,
      @ArgGroup(exclusive = false) @Nullable Given given) {
    if (given == null || given.file == null) {
      throw new Failure(ExitCode.USAGE, "Give the text of the template with --file FILE.");
    }
    ObjectNode template = Json.object().put("name", name);
    given.into(template);
    JsonNode created = cli.server().post("/templates", template);
    cli.show(created, () -> "Created the template " + Json.text(created, "name") + ".");
  }

  @Command(header = "Change what is given of a template; the rest stays.")
  void edit(
      @Parameters(paramLabel = "NAME", description = "The template.") String name,
      @ArgGroup(exclusive = false) @Nullable Given given) {
    if (given == null) {
      throw new Failure(
          ExitCode.USAGE,
          "Say what to change: --file, --var, --mode, --description, --enabled or --name.");
    }
    JsonNode kept = cli.server().get(path(name));
    ObjectNode template = Json.object();
    for (String field : List.of("name", "description", "body", "variables", "mode", "enabled")) {
      template.set(field, kept.path(field));
    }
    given.into(template);
    JsonNode changed = cli.server().put(path(name), template);
    cli.show(changed, () -> "Changed the template " + Json.text(changed, "name") + ".");
  }

  @Command(header = "Delete a template; past runs keep their commands.")
  void delete(
      @Parameters(paramLabel = "NAME", description = "The template.") String name,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    cli.confirm(yes, "Delete the template " + name + "?");
    cli.server().delete(path(name));
    cli.show(Json.object().put("deleted", name), () -> "Deleted the template " + name + ".");
  }

  @Command(header = "Print the commands that a template makes; nothing is run.")
  void render(
      @Parameters(paramLabel = "NAME", description = "The template.") String name,
      @Option(names = "--set", paramLabel = "NAME=VALUE", description = "The value of a variable.")
          @Nullable Map<String, String> values,
      @Option(names = "--device", paramLabel = "NAME|ID", description = "For this device.")
          @Nullable String device) {
    ObjectNode request = Json.object();
    ObjectNode variables = request.putObject("variables");
    if (values != null) {
      values.forEach(variables::put);
    }
    if (device != null) {
      request.put("deviceName", device);
    }
    JsonNode rendered = cli.server().post(path(name) + "/render", request);
    cli.show(rendered, () -> String.join("\n", Json.texts(rendered.path("commands"))));
  }

  private static String path(String name) {
    return "/templates/" + Server.segment(name);
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Failure(ExitCode.USAGE, "\"" + file + "\" is larger than 256 KiB.");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, "Cannot read \"" + file + "\": " + e);
    }
  }
}
