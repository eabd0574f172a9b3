package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.UnreadableException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands whose output EOS prints as JSON. */
final class EosJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private EosJson() {}

  /**
   * The output of a command.
   *
   * @throws UnreadableException when it is no JSON object or tells an error
   */
  static JsonNode of(Asked asked, String command) {
    return read(command, asked.text(piped(command)));
  }

  /** The same, or nothing when the device refuses the command. */
  static Optional<JsonNode> ifKnown(Asked asked, String command) {
    return asked
        .textIfKnown(piped(command))
        .map(text -> read(command, text))
        .filter(json -> !json.has("errors"));
  }

  /**
   * A part of an output.
   *
   * @throws UnreadableException when it is not there
   */
  static JsonNode part(JsonNode output, String command, String name) {
    JsonNode part = output.path(name);
    if (part.isMissingNode()) {
      String told =
          output.has("errors") ? output.path("errors").toString() : output.propertyNames() + "";
      throw new UnreadableException(piped(command), 0, told, "The output has no \"" + name + "\".");
    }
    return part;
  }

  private static String piped(String command) {
    return command + " | json";
  }

  private static JsonNode read(String command, String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      throw new UnreadableException(
          piped(command),
          e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr()),
          start(text),
          "The output is no JSON: " + e.getOriginalMessage());
    }
    throw new UnreadableException(piped(command), 0, start(text), "The output is no JSON object.");
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), 200));
  }
}
