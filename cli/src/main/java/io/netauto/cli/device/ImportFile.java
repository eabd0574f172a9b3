package io.netauto.cli.device;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.JsonNode;

/** Files of devices, to the server and from it. */
final class ImportFile {
  /** So many rejected devices are told; --output json has all. */
  private static final int TOLD = 50;

  private final Cli cli;

  ImportFile(Cli cli) {
    this.cli = cli;
  }

  int run(Path file, boolean dryRun, String format, boolean skipRejected) {
    if (!Files.isRegularFile(file)) {
      throw new Failure(ExitCode.USAGE, "There is no file " + file + ".");
    }
    var query = new Query().with("format", format).with("skipRejected", skipRejected);
    JsonNode report = cli.server().upload("/devices/import", query.with("dryRun", dryRun), file);
    cli.show(report, () -> words(report, dryRun));
    return report.path("counts").path("rejected").asInt() > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private static String words(JsonNode report, boolean dryRun) {
    JsonNode counts = report.path("counts");
    var text = new StringBuilder();
    text.append(
        "%s (%s): %s %,d, %s %,d; unchanged %,d, rejected %,d."
            .formatted(
                Json.text(report, "formatName"),
                Json.text(report, "encoding"),
                dryRun ? "would create" : "created",
                counts.path("created").asLong(),
                dryRun ? "would update" : "updated",
                counts.path("updated").asLong(),
                counts.path("unchanged").asLong(),
                counts.path("rejected").asLong()));
    for (JsonNode notice : report.path("notices")) {
      text.append("\nNote: ").append(notice.asString());
    }
    int told = 0;
    for (JsonNode row : report.path("rows")) {
      if (Json.text(row, "result").equals("rejected") && told++ < TOLD) {
        text.append(
            "\n  line %s %s:".formatted(Json.text(row, "line"), Json.text(row, "hostname")));
        row.path("messages").forEach(message -> text.append(' ').append(message.asString()));
      }
    }
    if (told > TOLD) {
      text.append("\n  and %,d more; --output json has all.".formatted(told - TOLD));
    }
    return text.toString();
  }

  void export(Query query, Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (InputStream in = cli.server().download("/devices/export", query)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, "The export was broken off: " + e.getMessage(), e);
    }
    cli.show(Json.object().put("file", file.toString()), () -> "Wrote " + file + ".");
  }
}
