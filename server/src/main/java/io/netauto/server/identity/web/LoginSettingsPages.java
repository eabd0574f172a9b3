package io.netauto.server.identity.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.OwnSecondFactor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** What a customer asks of the logins of its people. */
@Controller
class LoginSettingsPages {
  private static final String PATH = "/settings/logins";

  private final OwnSecondFactor factor;
  private final CurrentActor current;
  private final Pages pages;

  LoginSettingsPages(OwnSecondFactor factor, CurrentActor current, Pages pages) {
    this.factor = factor;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping(PATH)
  View show() {
    return pages.show("loginSettings", new LoginSettingsPage(factor.requiredHere(current.get())));
  }

  @PostMapping(PATH)
  View set(@RequestParam(defaultValue = "false") boolean required, RedirectAttributes redirect) {
    factor.requireHere(current.get(), required);
    Pages.sayDone(
        redirect,
        required
            ? "A second factor is required from each person's next login on."
            : "A second factor is no longer required.");
    return new RedirectView(PATH);
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry loginSettingsEntry() {
      return new NavigationEntry(
          "Admin", "Logins", PATH, "key", "", Permission.SETTINGS_READ.wireName(), 88);
    }
  }
}
