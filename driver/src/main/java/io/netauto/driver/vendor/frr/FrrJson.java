package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.UnreadableException;
import io.netauto.driver.getters.text.Printed;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that a command prints. */
final class FrrJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private FrrJson() {}

  /**
   * The object that a command prints.
   *
   * @throws UnreadableException when it prints something else
   */
  static JsonNode ask(Asked asked, String command) {
    Printed printed = asked.printed(command);
    try {
      JsonNode node = MAPPER.readTree(printed.text());
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw printed.unreadable("JSON was expected: " + e.getOriginalMessage());
    }
    throw printed.unreadable("A JSON object was expected.");
  }

  /** The object or list that was printed, or nothing when it is something else. */
  static Optional<JsonNode> read(Printed printed) {
    try {
      return Optional.of(MAPPER.readTree(printed.text())).filter(JsonNode::isContainer);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
