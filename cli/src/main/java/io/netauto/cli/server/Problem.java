package io.netauto.cli.server;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import java.net.URI;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Puts an answer that is no success into words (RFC 9457 where the server speaks it). */
final class Problem {
  private Problem() {}

  static Failure of(int status, String body, URI server, boolean withKey) {
    JsonNode json = parse(body);
    var message = new StringBuilder(sentence(json, status, server));
    for (JsonNode error : json.path("errors")) {
      message
          .append("\n  ")
          .append(Json.text(error, "field"))
          .append(": ")
          .append(Json.text(error, "message"));
    }
    for (JsonNode danger : json.path("dangers")) {
      message
          .append("\n  ")
          .append(Json.text(danger, "command"))
          .append(": ")
          .append(Json.text(danger, "reason"));
    }
    switch (status) {
      case 401 -> message.append(withKey ? "\nLog in with: netauto login " + server : "");
      case 403 -> message.append("\nSee what you may do with: netauto whoami");
      case 429 -> message.append("\nTry again in a moment.");
      default -> {}
    }
    return new Failure(exitCode(status), message.toString(), null, Json.text(json, "code"));
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode json = Json.read(body);
      return json.isObject() ? json : Json.object();
    } catch (JacksonException e) {
      return Json.object();
    }
  }

  private static String sentence(JsonNode json, int status, URI server) {
    if (Json.text(json, "code").equals("confirmation_needed")) {
      // The server's sentence speaks to a program that may repeat its request.
      return json.path("dangers").isEmpty()
          ? "These commands change what they run on."
          : "These commands are dangerous:";
    }
    String detail = Json.text(json, "detail");
    if (!detail.isBlank()) {
      return detail;
    }
    String title = Json.text(json, "title");
    if (!title.isBlank()) {
      return title + " (HTTP " + status + ").";
    }
    return switch (status) {
      case 401 -> "Not logged in, or the API key is no longer valid.";
      case 403 -> "Your role does not allow this.";
      case 404 -> "The server does not know this.";
      case 502, 503, 504 -> server + " is not available now (HTTP " + status + ").";
      default ->
          server + " answered with HTTP " + status + " and no explanation. Is it a NetAuto server?";
    };
  }

  private static int exitCode(int status) {
    return switch (status) {
      case 401, 403 -> ExitCode.REFUSED;
      case 404 -> ExitCode.NOT_FOUND;
      case 502, 503, 504 -> ExitCode.UNREACHABLE;
      default -> ExitCode.FAILED;
    };
  }
}
