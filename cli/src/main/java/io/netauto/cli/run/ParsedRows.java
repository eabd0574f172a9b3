package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Table;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the rows that templates found in outputs: as tables, as one JSON document, or as CSV. */
final class ParsedRows {
  /** A table is held in memory to find the widths of its columns; CSV is not. */
  private static final int MOST_ROWS = 10_000;

  private static final int RUNS_A_PAGE = 200;

  private final Cli cli;
  private final boolean csv;

  ParsedRows(Cli cli, boolean csv) {
    this.cli = cli;
    this.csv = csv;
  }

  int ofRun(JsonNode run) {
    return ofRun(run, null);
  }

  /**
   * Of a run that is over; returns the exit code.
   *
   * @param number of a command, from 1; null for each
   */
  int ofRun(JsonNode run, @Nullable Integer number) {
    String path = "/runs/" + Server.segment(Json.text(run, "id")) + "/rows";
    List<String> commands = Json.texts(run.path("commands"));
    return show(path, commands, number, false);
  }

  int ofJob(JsonNode job) {
    return ofJob(job, null);
  }

  /**
   * Of a job; returns the exit code.
   *
   * @param number of a command, from 1; null for each
   */
  int ofJob(JsonNode job, @Nullable Integer number) {
    String path = JobWords.path(Json.text(job, "id")) + "/rows";
    List<String> commands = Json.texts(job.path("commands"));
    if (commands.isEmpty()) { // of a template: each device has its own, the first tells how many
      JsonNode first = cli.server().get(path, new Query().with("format", "table").with("limit", 1));
      commands = Json.texts(first.path("commands"));
    }
    return show(path, commands, number, true);
  }

  private int show(String path, List<String> commands, @Nullable Integer number, boolean job) {
    if (number != null && (number < 1 || number > commands.size())) {
      throw new Failure(
          ExitCode.USAGE, "There is no command " + number + "; it has " + commands.size() + ".");
    }
    List<Integer> which =
        number == null
            ? IntStream.range(0, commands.size()).boxed().toList()
            : List.of(Integer.valueOf(number - 1));
    if (csv) {
      if (which.size() != 1) {
        throw new Failure(ExitCode.USAGE, "A CSV holds the rows of one command: add --command N.");
      }
      return copyCsv(path, which.getFirst());
    }
    ArrayNode documents = Json.object().putArray("items");
    int found = 0;
    for (int i : which) {
      ObjectNode rows = job ? readJob(path, i) : readRun(path, i, commands.get(i));
      rows.put("command", commands.get(i));
      found += rows.path("rows").size();
      if (cli.json()) {
        documents.add(rows);
      } else {
        print(rows, which.size() > 1);
      }
    }
    if (cli.json()) {
      cli.show(Json.object().set("items", documents), () -> "");
    }
    return found == 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private int copyCsv(String path, int command) {
    Query query = new Query().with("command", command).with("format", "csv");
    try (InputStream in = cli.server().download(path, query)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        cli.terminal().write(Arrays.copyOf(buffer, n));
      }
      cli.terminal().flush();
      return ExitCode.OK;
    } catch (IOException e) {
      throw cli.server().unreachable(e);
    }
  }

  private String format() {
    return cli.json() ? "json" : "table";
  }

  private ObjectNode readRun(String path, int command, String words) {
    try {
      JsonNode answer =
          cli.server().get(path, new Query().with("command", command).with("format", format()));
      return answer.deepCopy().asObject();
    } catch (Failure e) {
      if (e.code().isEmpty() || e.exitCode() == ExitCode.NOT_FOUND) {
        throw e;
      }
      cli.terminal().error(words + ": " + e.getMessage());
      return Json.object().put("why", e.getMessage());
    }
  }

  private ObjectNode readJob(String path, int command) {
    ObjectNode all = Json.object();
    ArrayNode rows = all.putArray("rows");
    ArrayNode without = all.putArray("without");
    String cursor = "";
    do {
      Query query =
          new Query()
              .with("command", command)
              .with("format", format())
              .with("limit", RUNS_A_PAGE)
              .with("cursor", cursor.isEmpty() ? null : cursor);
      JsonNode page = cli.server().get(path, query);
      all.set("columns", page.path("columns"));
      page.path("rows").forEach(rows::add);
      page.path("without").forEach(without::add);
      cursor = Json.text(page, "next");
    } while (!cursor.isEmpty() && (cli.json() || rows.size() < MOST_ROWS));
    if (!cursor.isEmpty()) {
      cli.terminal().note("There are more devices; --csv shows all.");
    }
    return all;
  }

  /** Rows of a run are lists of cells; those of a job have a device, and their cells in values. */
  private void print(ObjectNode document, boolean named) {
    List<String> columns = Json.texts(document.path("columns"));
    if (named && !columns.isEmpty()) {
      cli.terminal().println("# " + Json.text(document, "command"));
    }
    boolean devices = document.has("without");
    List<String> headings = new ArrayList<>(devices ? List.of("DEVICE") : List.of());
    columns.forEach(column -> headings.add(column.toUpperCase(Locale.ROOT)));
    var table = new Table(headings.toArray(String[]::new));
    for (JsonNode row : document.path("rows")) {
      List<String> cells = new ArrayList<>(devices ? List.of(Json.text(row, "device")) : List.of());
      (devices ? row.path("values") : row).forEach(cell -> cells.add(text(cell)));
      table.row(cells.toArray(String[]::new));
    }
    if (!document.path("rows").isEmpty()) {
      cli.terminal().print(table);
    } else if (!document.has("why")) {
      cli.terminal().note("No rows.");
    }
    for (JsonNode each : document.path("without")) {
      cli.terminal().error(Json.text(each, "device") + ": " + Json.text(each, "reason"));
    }
  }

  /** A cell may be a list of texts. */
  private static String text(JsonNode cell) {
    return cell.isArray() ? String.join(", ", Json.texts(cell)) : cell.asString("");
  }
}
