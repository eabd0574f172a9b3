package io.netauto.server.runs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a job does, as it is stored.
 *
 * @param commands the same for each of its devices; empty when they come of a template
 * @param targets what was asked for before it was frozen, for those who read it; null for a job of
 *     an older version
 * @param template the name of the template; null for none
 * @param variables what the template was given; null without a template
 * @param platforms those of its devices, whose words for secrets are known in its commands; null
 *     for a job of an older version
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobOrder(
    List<String> commands,
    @Nullable Map<String, Object> targets,
    @Nullable String template,
    @Nullable Map<String, String> variables,
    @Nullable List<String> platforms) {
  public JobOrder {
    commands = List.copyOf(Objects.requireNonNullElse(commands, List.of()));
  }

  /** Of commands that are the same for all devices. */
  static JobOrder of(List<String> commands, Map<String, Object> targets) {
    return new JobOrder(commands, targets, null, null, null);
  }

  /** The same for devices of these platforms. */
  JobOrder on(List<String> of) {
    return new JobOrder(commands, targets, template, variables, of);
  }

  /** The same in other words. */
  JobOrder told(List<String> words, @Nullable Map<String, String> values) {
    return new JobOrder(words, targets, template, values, platforms);
  }

  /** What finds the secret values of its variables. */
  List<Pattern> secretValues() {
    return variables == null ? List.of() : SecretVariables.patterns(variables);
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
    if (platforms != null) {
      payload.put("platforms", platforms);
    }
    return payload;
  }
}
