package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.base.Listing;
import io.netauto.cli.base.Times;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Server;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "window",
    header = "Maintenance windows, in which jobs may begin their runs: list, add, remove.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  netauto window add weekend --cron \"0 2 * * SAT\" --minutes 240 --zone Europe/Berlin",
      "  netauto run --group core --window weekend --mode change \"write memory\"",
      "  netauto window remove weekend"
    })
public final class WindowCommand {
  private static final String[] HEADINGS = {"NAME", "NOW", "WHEN", "ZONE", "NEXT"};

  private final Cli cli;

  public WindowCommand(Cli cli) {
    this.cli = cli;
  }

  @Command(header = "List the windows by name, and whether they are open.")
  void list() {
    Listing.print(cli, cli.server().get("/windows").asObject(), HEADINGS, WindowCommand::row);
  }

  private static String[] row(JsonNode window) {
    String until = Times.at(window, "openUntil");
    return new String[] {
      Json.text(window, "name"),
      until.isEmpty() ? "closed" : "open until " + until,
      Json.text(window, "words"),
      Json.text(window, "zone"),
      Times.at(window, "opensAt")
    };
  }

  @Command(header = "Add a window, or change the one of this name.")
  void add(
      @Parameters(paramLabel = "NAME", description = "What it is called.") String name,
      @Option(
              names = "--cron",
              required = true,
              paramLabel = "CRON",
              description = "When it opens: minute hour day month weekday.")
          String cron,
      @Option(
              names = "--minutes",
              required = true,
              paramLabel = "N",
              description = "How long it is open, at most 10080.")
          int minutes,
      @Option(
              names = "--zone",
              paramLabel = "ZONE",
              description = "Its time zone, such as Europe/Berlin (default: yours).")
          @Nullable String zone) {
    JsonNode saved =
        cli.server()
            .put(
                path(name),
                Json.object()
                    .put("cron", cron)
                    .put("minutes", minutes)
                    .put("zone", zone == null ? ZoneId.systemDefault().getId() : zone));
    cli.show(
        saved,
        () ->
            "The window %s is saved: %s, %s time."
                .formatted(name, Json.text(saved, "words"), Json.text(saved, "zone")));
  }

  @Command(header = "Delete a window that no schedule asks for.")
  void remove(@Parameters(paramLabel = "NAME", description = "The window.") String name) {
    cli.server().delete(path(name));
    cli.show(Json.object().put("removed", name), () -> "Removed the window " + name + ".");
  }

  private static String path(String name) {
    return "/windows/" + Server.segment(name);
  }
}
