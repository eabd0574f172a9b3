package io.netauto.server.runs;

import io.netauto.driver.Mark;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Marks as JSON, the form in which they are stored. */
final class MarkCodec {
  private final JsonMapper json;

  MarkCodec(JsonMapper json) {
    this.json = json;
  }

  String encode(Mark mark) {
    return json.writeValueAsString(
        switch (mark) {
          case Mark.Ready(String prompt) -> Map.of("mark", "ready", "prompt", prompt);
          case Mark.CommandSent(int index, String command) ->
              Map.of("mark", "command", "index", index, "command", command);
          case Mark.OutputBegan(int index) -> Map.of("mark", "output", "index", index);
          case Mark.PagerAnswered(int bytes) -> Map.of("mark", "pager", "bytes", bytes);
          case Mark.Restarted(int attempt) -> Map.of("mark", "restarted", "attempt", attempt);
          case Mark.PromptRedrawn redrawn -> Map.of("mark", "redrawn");
          case Mark.OutputEnded(int index, int promptBytes) ->
              Map.of("mark", "end", "index", index, "promptBytes", promptBytes);
        });
  }

  Mark decode(String text) {
    JsonNode node = json.readTree(text);
    String kind = node.path("mark").asString();
    return switch (kind) {
      case "ready" -> new Mark.Ready(node.path("prompt").asString());
      case "command" ->
          new Mark.CommandSent(node.path("index").asInt(), node.path("command").asString());
      case "output" -> new Mark.OutputBegan(node.path("index").asInt());
      case "pager" -> new Mark.PagerAnswered(node.path("bytes").asInt());
      case "restarted" -> new Mark.Restarted(node.path("attempt").asInt());
      case "redrawn" -> new Mark.PromptRedrawn();
      case "end" ->
          new Mark.OutputEnded(node.path("index").asInt(), node.path("promptBytes").asInt());
      default -> throw new IllegalStateException("unknown mark " + kind);
    };
  }
}
