package io.netauto.cli.run;

import io.netauto.cli.server.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line that a device said, or the beginning of one.
 *
 * @param n counts from 1 over the whole session; a view that leaves lines out has holes
 */
record OutputLine(long n, String text) {
  static @Nullable OutputLine of(JsonNode line) {
    return line.isObject()
        ? new OutputLine(line.path("n").asLong(0), Json.text(line, "text"))
        : null;
  }

  static List<OutputLine> all(JsonNode lines) {
    var result = new ArrayList<OutputLine>();
    for (JsonNode line : lines) {
      result.add(new OutputLine(line.path("n").asLong(0), Json.text(line, "text")));
    }
    return result;
  }
}
