package io.netauto.server.commands.web;

import io.netauto.server.commands.CommandRules;
import io.netauto.server.commands.DenyRule;
import io.netauto.server.commands.DenyRules;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.identity.Role;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/command-rules")
@Tag(
    name = "Command rules",
    description = "Which commands ask for confirmation, and which a role may not run.")
class CommandRulesApi {
  private final CommandRules rules;
  private final DenyRules deny;
  private final CurrentActor actor;

  CommandRulesApi(CommandRules rules, DenyRules deny, CurrentActor actor) {
    this.rules = rules;
    this.deny = deny;
    this.actor = actor;
  }

  record DenyInput(@Nullable Role role, @Nullable String pattern, @Nullable String reason) {}

  @GetMapping("/dangerous")
  @Operation(
      summary = "List the commands that ask for confirmation",
      description = "Built in. Words may be cut short within brackets: rel[oad].")
  Page<CommandRules.Kind> dangerous() {
    actor.get().require(Permission.TEMPLATES_READ);
    return Page.whole(rules.dangerousKinds());
  }

  @GetMapping("/deny")
  @Operation(summary = "List the deny rules")
  Page<DenyRule> list() {
    return Page.whole(deny.list(actor.get()));
  }

  @PostMapping("/deny")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Deny commands to a role",
      description =
          "The pattern is the first words of the commands, each of which may be cut short and * is"
              + " any one: write erase denies wr er. Between slashes it is a regular expression of"
              + " RE2 that is looked for in the command.")
  DenyRule create(@RequestBody DenyInput body) {
    if (body.role() == null) {
      throw ProblemException.invalid("role", "Name the role: viewer, operator or admin.");
    }
    return deny.create(
        actor.get(),
        body.role(),
        body.pattern() == null ? "" : body.pattern(),
        body.reason() == null ? "" : body.reason());
  }

  @DeleteMapping("/deny/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a deny rule")
  void delete(@PathVariable long id) {
    deny.delete(actor.get(), id);
  }
}
