package io.netauto.server.commands.web;

import io.netauto.server.commands.CommandRules;
import io.netauto.server.commands.DenyRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The deny rules, the form of a new one as it was typed, and the built-in list. */
public record CommandRulesPage(
    List<DenyRule> rules,
    List<CommandRules.Kind> kinds,
    String role,
    String pattern,
    String reason,
    Map<String, String> errors) {
  public CommandRulesPage {
    rules = List.copyOf(rules);
    kinds = List.copyOf(kinds);
    errors = Map.copyOf(errors);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}
