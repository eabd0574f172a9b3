package io.netauto.server.commands.web;

import io.netauto.server.commands.CommandTemplate;
import io.netauto.server.commands.Mode;
import java.time.Instant;
import java.util.List;

/** A template in the API. */
record TemplateJson(
    long id,
    String name,
    String description,
    String body,
    List<VariableJson> variables,
    Mode mode,
    boolean enabled,
    String changedBy,
    Instant createdAt,
    Instant changedAt) {

  static TemplateJson of(CommandTemplate t) {
    CommandTemplate.Draft draft = t.draft();
    return new TemplateJson(
        t.id(),
        draft.name(),
        draft.description(),
        draft.body(),
        draft.variables().stream().map(VariableJson::of).toList(),
        draft.mode(),
        draft.enabled(),
        t.changedBy(),
        t.createdAt(),
        t.changedAt());
  }
}
