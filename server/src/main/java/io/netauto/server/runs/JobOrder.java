package io.netauto.server.runs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job does, as it is stored.
 *
 * @param commands the same for each of its devices; empty when they come of a template
 * @param targets what was asked for before it was frozen, for those who read it; null for a job of
 *     an older version
 * @param template the name of the template; null for none
 * @param variables what the template was given; null without a template
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobOrder(
    List<String> commands,
    @Nullable Map<String, Object> targets,
    @Nullable String template,
    @Nullable Map<String, String> variables) {
  public JobOrder {
    commands = List.copyOf(commands);
  }

  Map<String, Object> payload() {
    Map<String, Object> payload = new HashMap<>(Map.of("commands", commands));
    if (targets != null) {
      payload.put("targets", targets);
    }
    if (template != null) {
      payload.put("template", template);
    }
    if (variables != null) {
      payload.put("variables", variables);
    }
    return payload;
  }
}
