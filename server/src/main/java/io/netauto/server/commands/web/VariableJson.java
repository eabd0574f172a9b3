package io.netauto.server.commands.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.netauto.server.commands.TemplateVariable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared variable in the API.
 *
 * @param required true where it is left out
 */
record VariableJson(
    @Nullable String name,
    @Nullable String description,
    @Nullable Boolean required,
    @JsonProperty("default") @Nullable String fallback,
    @Nullable String pattern,
    @Nullable List<String> choices) {

  static VariableJson of(TemplateVariable v) {
    return new VariableJson(
        v.name(), v.description(), v.required(), v.fallback(), v.pattern(), v.choices());
  }

  TemplateVariable variable() {
    return new TemplateVariable(
        name == null ? "" : name.strip(),
        description == null ? "" : description.strip(),
        required == null || required,
        fallback,
        pattern == null || pattern.isEmpty() ? null : pattern,
        choices == null ? List.of() : choices);
  }
}
