package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.ApiKeysOfPeople;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The API keys that act in the customer, for its administrators. */
@Controller
class ApiKeyPages {
  private static final String PATH = "/settings/api-keys";
  private static final int LIMIT = 100;

  private final ApiKeysOfPeople keys;
  private final CurrentActor current;
  private final Pages pages;

  ApiKeyPages(ApiKeysOfPeople keys, CurrentActor current, Pages pages) {
    this.keys = keys;
    this.current = current;
    this.pages = pages;
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry apiKeysEntry() {
      return new NavigationEntry(
          "Admin", "API keys", PATH, "key", "", Permission.USERS_MANAGE.wireName(), 82);
    }
  }

  @GetMapping(PATH)
  View list(
      @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String cursor) {
    Actor actor = current.get();
    return pages.show(
        "people/apiKeys",
        new ApiKeyListPage(
            keys.list(actor, q.strip(), cursor.isEmpty() ? null : cursor, LIMIT),
            q.strip(),
            !cursor.isEmpty(),
            actor.superuser()));
  }

  @PostMapping(PATH + "/{id:[0-9]+}/revoke")
  View revoke(@PathVariable long id, RedirectAttributes redirect) {
    keys.revoke(current.get(), id);
    Pages.sayDone(redirect, "The key is revoked: it opens nothing any more.");
    return new RedirectView(PATH);
  }
}
