package io.netauto.server.rows.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.rows.JobRows;
import io.netauto.server.rows.Parsed;
import io.netauto.server.rows.RunRows;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunId;
import io.netauto.server.runs.Runs;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Outputs as rows, written as they are read. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Rows", description = "Outputs of commands as rows, made by TextFSM templates.")
class RowsApi {
  private static final int MOST_RUNS = 500;
  private static final String ORDER = "job-rows";

  private final Runs runs;
  private final RunRows rows;
  private final JobRows jobRows;
  private final CurrentActor actor;
  private final JsonMapper json;

  private final Audited audited;

  RowsApi(
      Runs runs,
      RunRows rows,
      JobRows jobRows,
      CurrentActor actor,
      JsonMapper json,
      Audited audited) {
    this.audited = audited;
    this.runs = runs;
    this.rows = rows;
    this.jobRows = jobRows;
    this.actor = actor;
    this.json = json;
  }

  @GetMapping("/runs/{id}/rows")
  @Operation(
      summary = "The output of a run's command as rows",
      description =
          "json: rows by column name; table: rows in the order of the columns; csv: a download,"
              + " where a cell that begins with = + - @ TAB or CR gets an apostrophe before it."
              + " Without rows the answer is 409 with the reason: no_template, template_failed,"
              + " template_unusable, output_incomplete or output_too_large.")
  void ofRun(
      @PathVariable long id,
      @RequestParam(defaultValue = "0") int command,
      @RequestParam(defaultValue = "json") String format,
      HttpServletResponse response)
      throws IOException {
    Format wanted = Format.of(format);
    Actor who = actor.get();
    Run run = runs.get(who, new RunId(id));
    Parsed.Rows found =
        switch (rows.rows(who, run.id(), command)) {
          case Parsed.Rows some -> some;
          case Parsed.Nothing(String code, String reason) -> throw problem(code, reason);
        };
    List<String> columns = found.table().columns();
    if (wanted == Format.CSV) {
      audited.use(
          who,
          AuditEvent.of("run.download")
              .on("run", id, run.device().hostname())
              .with("form", "rows"));
      String name =
          "%s-run-%d-%s".formatted(run.device().hostname(), id, run.commands().get(command));
      try (RowsCsv csv = new RowsCsv(response, RowsCsv.filename(name, ".csv"))) {
        csv.line(columns.stream().map(Cells::column).toList());
        for (List<Object> row : found.table().rows()) {
          csv.line(row);
        }
      }
      return;
    }
    try (JsonGenerator out = generator(response)) {
      out.writeStartObject();
      out.writeNumberProperty("run", id);
      out.writeStringProperty("device", run.device().hostname());
      out.writeStringProperty("command", run.commands().get(command));
      out.writeStringProperty("template", found.template());
      out.writeStringProperty("source", found.own() ? "own" : "built-in");
      strings(out, "notes", found.notes());
      strings(out, "columns", columns.stream().map(Cells::column).toList());
      out.writeArrayPropertyStart("rows");
      for (List<Object> row : found.table().rows()) {
        row(out, wanted, columns, row);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private static ProblemException problem(String code, String reason) {
    return code.equals("parsers_busy")
        ? ProblemException.unavailable(code, reason, Duration.ofMinutes(1))
        : new ProblemException(ProblemException.Kind.CONFLICT, code, reason);
  }

  @GetMapping("/jobs/{id}/rows")
  @Operation(
      summary = "The outputs of a job's devices as one table",
      description =
          "json and table: up to limit runs with their rows, and, of the runs without rows, the"
              + " reasons; the next ones by cursor. csv: all of them as a download; the first"
              + " column is the device, and the last one says of a device without rows why. A cell"
              + " that begins with = + - @ TAB or CR gets an apostrophe before it.")
  void ofJob(
      @PathVariable long id,
      @RequestParam(defaultValue = "0") int command,
      @RequestParam(defaultValue = "json") String format,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit,
      HttpServletResponse response)
      throws IOException {
    Format wanted = Format.of(format);
    if (limit < 1 || limit > MOST_RUNS) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 runs.");
    }
    long after = cursor == null ? 0 : Cursor.number(Cursor.decode(cursor, ORDER, 1).getFirst());
    JobRows.Head head = jobRows.head(actor.get(), new JobId(id), command);
    if (wanted == Format.CSV) {
      audited.use(
          actor.get(),
          AuditEvent.of("job.download").on("job", id, JobRows.title(head)).with("form", "rows"));
      csv(head, response);
    } else {
      page(head, wanted, after, limit, response);
    }
  }

  private void csv(JobRows.Head head, HttpServletResponse response) throws IOException {
    String words = head.commands().isEmpty() ? "" : head.commands().get(head.command());
    String name = "job-%s-%s".formatted(head.job().id(), words);
    List<String> columns = head.columns();
    try (RowsCsv csv = new RowsCsv(response, RowsCsv.filename(name, ".csv"))) {
      List<Object> line = new ArrayList<>();
      line.add("device");
      // A template may have a column of this name, too.
      columns.forEach(
          c -> line.add(Cells.column(c).equals("device") ? "device_value" : Cells.column(c)));
      line.add("why_no_rows");
      csv.line(line);
      jobRows.walk(
          head,
          0,
          Integer.MAX_VALUE,
          (run, parsed) -> {
            String device = run.device().hostname();
            switch (parsed) {
              case Parsed.Nothing(String code, String reason) ->
                  csv.line(line(device, columns.stream().map(c -> "").toList(), reason));
              case Parsed.Rows some when some.table().rows().isEmpty() ->
                  csv.line(
                      line(
                          device,
                          columns.stream().map(c -> "").toList(),
                          "The template found no row in the output."));
              case Parsed.Rows some -> {
                for (List<Object> row : some.table().rows()) {
                  csv.line(line(device, JobRows.aligned(columns, some.table().columns(), row), ""));
                }
              }
            }
            return true;
          });
    }
  }

  private static List<Object> line(String device, List<?> cells, String reason) {
    List<Object> line = new ArrayList<>(cells.size() + 2);
    line.add(device);
    line.addAll(cells);
    line.add(reason);
    return line;
  }

  private record Without(long run, String device, String code, String reason) {}

  private void page(
      JobRows.Head head, Format format, long after, int limit, HttpServletResponse response)
      throws IOException {
    List<String> columns = head.columns();
    List<Without> without = new ArrayList<>();
    try (JsonGenerator out = generator(response)) {
      out.writeStartObject();
      out.writeNumberProperty("job", head.job().id().value());
      out.writeBooleanProperty("over", head.job().isFinal());
      strings(out, "commands", head.commands());
      strings(out, "columns", columns.stream().map(Cells::column).toList());
      out.writeArrayPropertyStart("rows");
      RunId last =
          jobRows.walk(
              head,
              after,
              limit,
              (run, parsed) -> {
                switch (parsed) {
                  case Parsed.Nothing(String code, String reason) ->
                      without.add(
                          new Without(run.id().value(), run.device().hostname(), code, reason));
                  case Parsed.Rows some -> rows(out, format, columns, run, some);
                }
                return true;
              });
      out.writeEndArray();
      out.writePOJOProperty("without", without);
      if (last == null) {
        out.writeNullProperty("next");
      } else {
        out.writeStringProperty("next", Cursor.encode(ORDER, last.toString()));
      }
      out.writeEndObject();
    }
  }

  private static void rows(
      JsonGenerator out, Format format, List<String> columns, Run run, Parsed.Rows some) {
    List<String> own = some.table().columns();
    for (List<Object> row : some.table().rows()) {
      out.writeStartObject();
      out.writeStringProperty("device", run.device().hostname());
      out.writeNumberProperty("run", run.id().value());
      out.writeName("values");
      if (format == Format.TABLE) {
        row(out, format, columns, JobRows.aligned(columns, own, row));
      } else {
        row(out, format, own, row);
      }
      out.writeEndObject();
    }
  }

  private static void row(
      JsonGenerator out, Format format, List<String> columns, List<Object> row) {
    if (format == Format.TABLE) {
      out.writePOJO(row);
      return;
    }
    out.writeStartObject();
    for (int i = 0; i < row.size(); i++) {
      out.writePOJOProperty(Cells.column(columns.get(i)), row.get(i));
    }
    out.writeEndObject();
  }

  private static void strings(JsonGenerator out, String name, List<String> values) {
    out.writeArrayPropertyStart(name);
    values.forEach(out::writeString);
    out.writeEndArray();
  }

  private JsonGenerator generator(HttpServletResponse response) throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader("Cache-Control", "no-store");
    return json.createGenerator(response.getOutputStream());
  }

  private enum Format {
    JSON,
    TABLE,
    CSV;

    static Format of(String name) {
      return switch (name) {
        case "json" -> JSON;
        case "table" -> TABLE;
        case "csv" -> CSV;
        default -> throw ProblemException.invalid("format", "A format is json, table or csv.");
      };
    }
  }
}
