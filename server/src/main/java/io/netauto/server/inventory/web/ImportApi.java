package io.netauto.server.inventory.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.DeviceQuery;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.ExportDevices;
import io.netauto.server.inventory.ImportDevices;
import io.netauto.server.inventory.ImportReport;
import io.netauto.server.inventory.transfer.DeviceLists;
import io.netauto.server.inventory.transfer.DeviceWriter;
import io.netauto.server.inventory.transfer.ImportFormat;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of devices as files. */
@RestController
@RequestMapping("/api/v1/devices")
@Tag(name = "Devices")
class ImportApi {
  private final ImportDevices imports;
  private final ExportDevices exports;
  private final CurrentActor actor;

  ImportApi(ImportDevices imports, ExportDevices exports, CurrentActor actor) {
    this.imports = imports;
    this.exports = exports;
    this.actor = actor;
  }

  /**
   * @param result created, updated, unchanged or rejected
   */
  record RowJson(
      int line,
      String hostname,
      String site,
      String result,
      List<String> messages,
      Map<String, Object> changes) {}

  /**
   * @param counts by result
   */
  record ReportJson(
      String format,
      String formatName,
      String encoding,
      boolean applied,
      Map<String, Long> counts,
      List<String> notices,
      List<RowJson> rows) {

    static ReportJson of(ImportReport report) {
      Map<String, Long> counts = new LinkedHashMap<>();
      for (ImportReport.Result result : ImportReport.Result.values()) {
        counts.put(code(result), report.count(result));
      }
      return new ReportJson(
          report.format(),
          ImportFormat.of(report.format()).map(ImportFormat::label).orElse(report.format()),
          report.encoding(),
          report.applied(),
          counts,
          report.notices(),
          report.rows().stream()
              .map(
                  r ->
                      new RowJson(
                          r.line(),
                          r.hostname(),
                          r.site(),
                          code(r.result()),
                          r.messages(),
                          r.changes()))
              .toList());
    }

    private static String code(ImportReport.Result result) {
      return result.name().toLowerCase(Locale.ROOT);
    }
  }

  @PostMapping("/import")
  @Operation(
      summary = "Import devices from a file, or try what that would do",
      description =
          "The body is the file: CSV, JSON, JSON lines, an Ansible inventory (INI or YAML), Nornir"
              + " hosts, Oxidized's router.db, or NetBox devices (CSV or JSON). Devices are the"
              + " same when hostname and site are. All is written in one transaction, or nothing;"
              + " with rejected devices nothing is, unless skipRejected is true.")
  ReportJson run(
      @Parameter(description = "true (default) to change nothing.")
          @RequestParam(defaultValue = "true")
          boolean dryRun,
      @RequestParam(defaultValue = "auto") String format,
      @RequestParam(defaultValue = "false") boolean skipRejected,
      HttpServletRequest request)
      throws IOException {
    Actor who = actor.get();
    who.require(Permission.DEVICES_WRITE);
    return ReportJson.of(imports.run(who, body(request), form(format), dryRun, skipRejected));
  }

  private static @Nullable ImportFormat form(String code) {
    return code.equals("auto")
        ? null
        : ImportFormat.of(code)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "format",
                        "There is no form \"%s\". Known: auto, %s."
                            .formatted(
                                code,
                                Arrays.stream(ImportFormat.values())
                                    .map(ImportFormat::code)
                                    .collect(Collectors.joining(", ")))));
  }

  /** No more is read than is taken. */
  private static byte[] body(HttpServletRequest request) throws IOException {
    return request.getInputStream().readNBytes(DeviceLists.MOST_BYTES + 1);
  }

  @GetMapping("/export")
  @Operation(
      summary = "Download devices, so that an import reads them back unchanged",
      description =
          "format: csv, json or jsonl. Of the ids given, or else of all that match the filters of"
              + " the list of devices. A cell that begins with = + - @ TAB or CR gets an apostrophe"
              + " before it, which the import takes away.")
  void export(
      @RequestParam(defaultValue = "csv") String format,
      @RequestParam(name = "id", required = false) @Nullable List<Long> ids,
      @RequestParam(defaultValue = "") String q,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> all,
      HttpServletResponse response)
      throws IOException {
    Actor who = actor.get();
    who.require(Permission.DEVICES_READ);
    if (!List.of("csv", "json", "jsonl").contains(format)) {
      throw ProblemException.invalid("format", "A format is csv, json or jsonl.");
    }
    DeviceSelection selection =
        ids == null
            ? new DeviceSelection.Filter(q, filters(all))
            : new DeviceSelection.Devices(ids.stream().map(String::valueOf).toList());
    response.setContentType(
        format.equals("csv") ? "text/csv;charset=UTF-8" : "application/json;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"devices." + format + "\"");
    response.setHeader("Cache-Control", "no-store");
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 64 << 10);
    try (DeviceWriter writer =
        format.equals("csv")
            ? DeviceWriter.csv(out)
            : DeviceWriter.json(out, format.equals("jsonl"))) {
      exports.write(who, selection, format, writer);
    }
  }

  private static Map<String, String> filters(MultiValueMap<String, String> all) {
    Map<String, String> filters = new LinkedHashMap<>();
    all.forEach(
        (name, values) -> {
          if (name.equals("tag")) {
            for (String value : values) {
              int colon = value.indexOf(':');
              if (colon < 1) {
                throw ProblemException.invalid("tag", "Write a tag as name:value.");
              }
              filters.put("tag:" + value.substring(0, colon), value.substring(colon + 1));
            }
          } else if (DeviceQuery.FIELDS.contains(name)) {
            filters.put(name, values.getFirst());
          } else if (!List.of("q", "format", "id", "sort", "limit").contains(name)) {
            throw ProblemException.invalid(name, "There is no filter \"%s\".".formatted(name));
          }
        });
    return filters;
  }
}
