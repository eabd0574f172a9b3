package io.netauto.cli.base;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Pages;
import io.netauto.cli.server.Query;
import io.netauto.cli.term.Table;
import java.util.function.Function;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The options of commands that list, and what they do. */
public final class Listing {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  int limit;

  @Option(names = "--all", description = "All there are.")
  boolean all;

  /** Reads and prints a list. */
  public void print(
      Cli cli, String path, Query query, String[] headings, Function<JsonNode, String[]> row) {
    if (limit < 1) {
      throw new Failure(ExitCode.USAGE, "--limit must be 1 or more.");
    }
    ObjectNode page = Pages.read(cli.server(), path, query, all ? Integer.MAX_VALUE : limit);
    print(cli, page, headings, row);
  }

  /** Prints a list that was read. */
  public static void print(
      Cli cli, ObjectNode page, String[] headings, Function<JsonNode, String[]> row) {
    if (cli.json()) {
      cli.show(page, () -> "");
      return;
    }
    var table = new Table(headings);
    for (JsonNode item : page.path("items")) {
      table.row(row.apply(item));
    }
    int shown = page.path("items").size();
    if (shown == 0) {
      cli.terminal().note("None.");
      return;
    }
    cli.terminal().print(table);
    long total = page.path("total").asLong(shown);
    if (total > shown) {
      String of = total + (page.path("totalIsAtLeast").asBoolean(false) ? "+" : "");
      cli.terminal().note("Showing " + shown + " of " + of + "; --all shows the rest.");
    }
  }
}
