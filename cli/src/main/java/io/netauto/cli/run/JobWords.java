package io.netauto.cli.run;

import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Server;
import io.netauto.cli.term.Details;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A job in words and numbers. */
final class JobWords {
  /** The states of a run that was made and did not end ok. */
  static final List<String> NOT_OK = List.of("error", "interrupted", "cancelled");

  private static final Set<String> FINAL = Set.of("success", "partial", "failed", "cancelled");

  private JobWords() {}

  static String path(String id) {
    return "/jobs/" + Server.segment(id);
  }

  static boolean isFinal(JsonNode job) {
    return FINAL.contains(Json.text(job, "status"));
  }

  static int exitCode(JsonNode job) {
    return switch (Json.text(job, "status")) {
      case "success" -> ExitCode.OK;
      case "partial" -> ExitCode.PARTIAL;
      case "cancelled" -> ExitCode.CANCELLED;
      default -> ExitCode.FAILED;
    };
  }

  static long total(JsonNode job) {
    return job.path("total").asLong(0);
  }

  static long count(JsonNode job, String status) {
    return job.path("counts").path(status).asLong(0);
  }

  static long failed(JsonNode job) {
    return count(job, "error") + count(job, "interrupted");
  }

  /** Runs that are over, however they ended. */
  static long done(JsonNode job) {
    return count(job, "ok") + failed(job) + count(job, "cancelled");
  }

  static String devices(long number) {
    return number == 1 ? "1 device" : number + " devices";
  }

  /** Such as {@code 957 ok, 41 failed, 2 cancelled}. */
  static String counts(JsonNode job) {
    var parts = new ArrayList<String>();
    parts.add(count(job, "ok") + " ok");
    add(parts, count(job, "error"), "failed");
    add(parts, count(job, "interrupted"), "interrupted");
    add(parts, count(job, "cancelled"), "cancelled");
    add(parts, count(job, "running"), "running");
    add(
        parts,
        total(job) - done(job) - count(job, "running"),
        isFinal(job) ? "not begun" : "waiting");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String word) {
    if (count > 0) {
      parts.add(count + " " + word);
    }
  }

  static String took(JsonNode job) {
    return RunWords.took(job);
  }

  static Details describe(JsonNode job) {
    var details =
        new Details()
            .add("job", Json.text(job, "id"))
            .add("title", Json.text(job, "title"))
            .add("status", Json.text(job, "status"))
            .add("devices", Json.text(job, "total"))
            .add("runs", counts(job))
            .add("for", targets(job.path("targets")))
            .add("commands", String.join("\n", Json.texts(job.path("commands"))))
            .add("template", Json.text(job, "template"));
    job.path("variables")
        .properties()
        .forEach(variable -> details.add(variable.getKey(), Json.text(variable.getValue())));
    return details
        .add("mode", Json.text(job, "mode"))
        .add("again of", Json.text(job, "parentId"))
        .add("by", Json.text(job, "requestedBy"))
        .add("created", Times.atAndAgo(job, "createdAt"))
        .add("due", Times.at(job, "dueAt"))
        .add("started", Times.at(job, "startedAt"))
        .add("finished", Times.at(job, "finishedAt"))
        .add("took", took(job));
  }

  private static String targets(JsonNode targets) {
    if (targets.has("group")) {
      return "group " + Json.text(targets, "group");
    }
    if (targets.has("filter")) {
      var parts = new ArrayList<String>();
      String text = Json.text(targets.path("filter"), "text");
      if (!text.isEmpty()) {
        parts.add("text has " + text);
      }
      targets
          .path("filter")
          .path("fields")
          .properties()
          .forEach(field -> parts.add(field.getKey() + " is " + Json.text(field.getValue())));
      return String.join(", ", parts);
    }
    return String.join(", ", Json.texts(targets.path("devices")));
  }
}
