package io.netauto.cli.run;

import io.netauto.cli.base.Times;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Details;
import io.netauto.cli.term.When;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A run in words. */
final class RunWords {
  static final String[] HEADINGS = {
    "ID", "DEVICE", "STATUS", "COMMANDS", "CAUSE", "BY", "CREATED", "TOOK"
  };

  private RunWords() {}

  static String[] row(JsonNode run) {
    return new String[] {
      Json.text(run, "id"),
      device(run),
      Json.text(run, "status"),
      commands(run),
      Json.text(run.path("cause"), "code"),
      Json.text(run, "requestedBy"),
      Times.ago(run, "createdAt"),
      took(run)
    };
  }

  static String device(JsonNode run) {
    return Json.text(run.path("device"), "hostname");
  }

  static String commands(JsonNode run) {
    return String.join("; ", Json.texts(run.path("commands")));
  }

  /** How long it took, or has been running; empty before the start. */
  static String took(JsonNode run) {
    Instant started = Json.time(run, "startedAt");
    Instant finished = Json.time(run, "finishedAt");
    if (started == null) {
      return "";
    }
    return When.took(Duration.between(started, finished == null ? Instant.now() : finished));
  }

  static int exitCode(JsonNode run) {
    return switch (Json.text(run, "status")) {
      case "ok" -> ExitCode.OK;
      case "cancelled" -> ExitCode.CANCELLED;
      default -> ExitCode.FAILED;
    };
  }

  static Details describe(JsonNode run) {
    JsonNode device = run.path("device");
    var details =
        new Details()
            .add("run", Json.text(run, "id"))
            .add("device", device(run) + " (" + Json.text(device, "address") + ")")
            .add("platform", Json.text(device, "platform"))
            .add("commands", String.join("\n", Json.texts(run.path("commands"))))
            .add("status", Json.text(run, "status"))
            .add("waiting for", Json.text(run, "waitingFor"))
            .add("by", Json.text(run, "requestedBy"))
            .add("created", Times.atAndAgo(run, "createdAt"))
            .add("started", Times.at(run, "startedAt"))
            .add("finished", Times.at(run, "finishedAt"))
            .add("took", took(run))
            .add(
                "output",
                Json.text(run, "lines") + " lines, " + Json.text(run, "bytes") + " bytes");
    return addCause(details, run.path("cause"));
  }

  /** What happened, what was expected, the device's last words, and what to try. */
  static Details addCause(Details details, JsonNode cause) {
    return details
        .add("cause", Json.text(cause, "code"))
        .add("what happened", Json.text(cause, "summary"))
        .add("expected", Json.text(cause, "expected"))
        .add("last words", Json.text(cause, "lastBytes"))
        .add("try", Json.text(cause, "advice"));
  }
}
