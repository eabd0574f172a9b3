package io.netauto.server.commands.web;

import io.netauto.server.commands.CommandRules;
import io.netauto.server.commands.DenyRules;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.identity.Role;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Which commands ask for confirmation, and which a role may not run. */
@Controller
class CommandRulesPages {
  private static final String PATH = "/settings/command-rules";

  private final CommandRules rules;
  private final DenyRules deny;
  private final CurrentActor current;
  private final Pages pages;

  CommandRulesPages(CommandRules rules, DenyRules deny, CurrentActor current, Pages pages) {
    this.rules = rules;
    this.deny = deny;
    this.current = current;
    this.pages = pages;
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry commandRulesEntry() {
      return new NavigationEntry(
          "Admin", "Command rules", PATH, "stop", "", Permission.SETTINGS_READ.wireName(), 820);
    }
  }

  @GetMapping(PATH)
  View show() {
    return pages.show("templates/rules", page("operator", "", "", Map.of()));
  }

  private CommandRulesPage page(
      String role, String pattern, String reason, Map<String, String> errors) {
    Actor actor = current.get();
    return new CommandRulesPage(
        deny.list(actor), rules.dangerousKinds(), role, pattern, reason, errors);
  }

  @PostMapping(PATH)
  View create(
      @RequestParam String role,
      @RequestParam String pattern,
      @RequestParam String reason,
      RedirectAttributes redirect) {
    try {
      deny.create(current.get(), role(role), pattern, reason);
      Pages.sayDone(
          redirect, "The role %s may no longer run \"%s\".".formatted(role, pattern.strip()));
      return new RedirectView(PATH);
    } catch (ProblemException e) {
      if (e.kind() == ProblemException.Kind.FORBIDDEN) {
        throw e;
      }
      Map<String, String> errors = new HashMap<>();
      for (FieldError error : e.errors()) {
        errors.put(error.field(), error.message());
      }
      if (errors.isEmpty()) {
        errors.put("pattern", e.getMessage());
      }
      return pages.show(
          "templates/rules", HttpStatus.UNPROCESSABLE_CONTENT, page(role, pattern, reason, errors));
    }
  }

  private static Role role(String name) {
    try {
      return Role.of(name);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("role", String.valueOf(e.getMessage()));
    }
  }

  @PostMapping(PATH + "/{id:[0-9]+}/delete")
  RedirectView delete(@PathVariable long id, RedirectAttributes redirect) {
    deny.delete(current.get(), id);
    Pages.sayDone(redirect, "The rule is deleted.");
    return new RedirectView(PATH);
  }
}
