package io.netauto.server.audit.web;

import io.netauto.server.audit.AuditHead;
import io.netauto.server.audit.AuditHeads;
import io.netauto.server.audit.AuditLog;
import io.netauto.server.audit.AuditRow;
import io.netauto.server.audit.VerifyAudit;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit", description = "Who did what, when and from where.")
class AuditApi {
  private static final String FILTERS =
      "Filters: q (a part of name, action or person), action (device.edit, or device for all of"
          + " devices), person, outcome (ok, refused, failed), kind, id, name, address, request,"
          + " from, to (2026-03-01 or 2026-03-01T12:00:00Z), scope=server (rows of no customer, for"
          + " superusers).";

  private final AuditLog log;
  private final AuditHeads heads;
  private final VerifyAudit verify;
  private final Audit audit;
  private final CurrentActor actor;
  private final JsonMapper json;

  AuditApi(
      AuditLog log,
      AuditHeads heads,
      VerifyAudit verify,
      Audit audit,
      CurrentActor actor,
      JsonMapper json) {
    this.log = log;
    this.heads = heads;
    this.verify = verify;
    this.audit = audit;
    this.actor = actor;
    this.json = json;
  }

  /**
   * @param next the cursor of the following page; null on the last
   */
  record RowsJson(List<AuditRowJson> items, @Nullable String next) {}

  @GetMapping
  @Operation(summary = "List what was done, newest first", description = FILTERS)
  RowsJson list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> all) {
    AuditFilter filter = AuditFilter.of(all, List.of("cursor", "limit"));
    AuditLog.Rows rows = log.list(actor.get(), filter.query(), cursor, limit);
    return new RowsJson(rows.items().stream().map(AuditRowJson::of).toList(), rows.next());
  }

  @GetMapping("/export")
  @Operation(
      summary = "Download what was done, newest first",
      description =
          "format: csv (a cell that begins with = + - @ TAB or CR gets an apostrophe before it) or"
              + " jsonl, a JSON object a line. The export is itself a row of the trail. "
              + FILTERS)
  void export(
      @RequestParam(defaultValue = "jsonl") String format,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> all,
      HttpServletResponse response)
      throws IOException {
    AuditFilter filter = AuditFilter.of(all, List.of("format"));
    Actor who = actor.get();
    who.require(Permission.AUDIT_READ);
    filter.query();
    switch (format) {
      case "csv" -> csv(who, filter, response);
      case "jsonl" -> lines(who, filter, response);
      default -> throw ProblemException.invalid("format", "A format is csv or jsonl.");
    }
  }

  private static Writer writer(HttpServletResponse response, String type, String name)
      throws IOException {
    response.setContentType(type + ";charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
    response.setHeader("Cache-Control", "no-store");
    return new BufferedWriter(
        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 64 << 10);
  }

  private void lines(Actor who, AuditFilter filter, HttpServletResponse response)
      throws IOException {
    Writer out = writer(response, "application/jsonl", "audit.jsonl");
    log.export(
        who,
        filter.query(),
        "jsonl",
        row -> {
          try {
            out.write(json.writeValueAsString(AuditRowJson.of(row)));
            out.write('\n');
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    out.flush();
  }

  private void csv(Actor who, AuditFilter filter, HttpServletResponse response) throws IOException {
    CSVPrinter csv = new CSVPrinter(writer(response, "text/csv", "audit.csv"), CSVFormat.RFC4180);
    csv.printRecord(
        "seq",
        "id",
        "at",
        "username",
        "address",
        "request_id",
        "action",
        "outcome",
        "kind",
        "object_id",
        "object_name",
        "details");
    log.export(
        who,
        filter.query(),
        "csv",
        row -> {
          try {
            line(csv, row);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    csv.flush();
  }

  private static void line(CSVPrinter csv, AuditRow row) throws IOException {
    csv.printRecord(
        row.seq(),
        row.id(),
        row.at(),
        safe(row.username()),
        safe(row.address()),
        safe(row.requestId()),
        row.action(),
        row.outcome(),
        row.kind(),
        safe(row.objectId()),
        safe(row.objectName()),
        row.details());
  }

  /** A cell that a spreadsheet takes for text and not for a formula (OWASP, CSV injection). */
  private static String safe(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  record HeadsJson(List<AuditHead> chains) {}

  @GetMapping("/head")
  @Operation(
      summary = "Show how far the chains go",
      description =
          "Kept outside, it proves later that nothing up to there was changed or removed. Of the"
              + " customer's chain; for a superuser of all.")
  HeadsJson head() {
    return new HeadsJson(heads.list(actor.get()));
  }

  record FindingJson(
      long chain, long seq, String kind, String message, @Nullable AuditRowJson row) {}

  record ResultJson(
      boolean ok, long rows, int chains, List<FindingJson> findings, List<String> notes) {}

  @GetMapping(path = "/verify", produces = "application/jsonl")
  @Operation(
      summary = "Verify the chains",
      description =
          "Streams a JSON object a line: {\"progress\": {\"rows\", \"of\"}}, and at last"
              + " {\"result\": {\"ok\", \"rows\", \"chains\", \"findings\", \"notes\"}}. head,"
              + " which may be repeated, is one that was kept: chain:seq:hash.")
  void verify(
      @RequestParam(name = "head", required = false) @Nullable List<String> kept,
      HttpServletResponse response)
      throws IOException {
    Actor who = actor.get();
    who.require(Permission.AUDIT_READ);
    List<AuditHead.Exported> exported =
        kept == null ? List.of() : kept.stream().map(AuditHead.Exported::parse).toList();
    response.setContentType("application/jsonl;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    VerifyAudit.Result result =
        verify.verify(who, exported, progress -> line(out, Map.of("progress", progress)));
    audit.record(
        who,
        AuditEvent.of("audit.verify")
            .ended(result.ok() ? AuditEvent.Outcome.OK : AuditEvent.Outcome.FAILED)
            .with("rows", result.rows())
            .with("findings", result.findings().size()));
    line(out, Map.of("result", json(result)));
  }

  private static ResultJson json(VerifyAudit.Result result) {
    return new ResultJson(
        result.ok(),
        result.rows(),
        result.chains(),
        result.findings().stream()
            .map(
                f ->
                    new FindingJson(
                        f.chain(),
                        f.seq(),
                        f.kind(),
                        f.message(),
                        f.row() == null ? null : AuditRowJson.of(f.row())))
            .collect(Collectors.toList()),
        result.notes());
  }

  private void line(Writer out, Object value) {
    try {
      out.write(json.writeValueAsString(value));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
