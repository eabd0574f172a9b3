package io.netauto.server.limits.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.limits.PermitLimits;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The page of limits. */
@Controller
class LimitsPages {
  private final PermitLimits limits;
  private final CurrentActor current;
  private final Pages pages;

  LimitsPages(PermitLimits limits, CurrentActor current, Pages pages) {
    this.limits = limits;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/settings/limits")
  View show() {
    return show("", "", "", null);
  }

  private View show(String kind, String key, String value, @Nullable String error) {
    return pages.show(
        "limits/limits",
        error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
        new LimitsPage(limits.list(current.get()), kind, key, value, error));
  }

  @PostMapping("/settings/limits")
  View set(
      @RequestParam String kind,
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = "") String value,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    try {
      limits.set(actor, kind, key, number(value));
    } catch (ProblemException e) {
      if (e.kind() != ProblemException.Kind.INVALID) {
        throw e;
      }
      return show(kind, key, value, words(e));
    }
    Pages.sayDone(redirect, "The limit is set; it holds within a second.");
    return new RedirectView("/settings/limits");
  }

  @PostMapping("/settings/limits/remove")
  View unset(
      @RequestParam String kind,
      @RequestParam(defaultValue = "") String key,
      RedirectAttributes redirect) {
    limits.unset(current.get(), kind, key);
    Pages.sayDone(redirect, "The limit is taken away.");
    return new RedirectView("/settings/limits");
  }

  private static @Nullable Double number(String text) {
    try {
      return Double.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String words(ProblemException e) {
    return e.errors().stream().map(FieldError::message).collect(Collectors.joining(" "));
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry limitsEntry() {
      return new NavigationEntry(
          "Admin",
          "Limits",
          "/settings/limits",
          "filter",
          "l",
          Permission.SETTINGS_READ.wireName(),
          90);
    }
  }
}
