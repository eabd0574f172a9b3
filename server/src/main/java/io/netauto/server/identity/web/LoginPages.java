package io.netauto.server.identity.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.web.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The login page; the login itself is Spring Security's. */
@Controller
class LoginPages {
  private final CurrentActor current;
  private final Pages pages;

  LoginPages(CurrentActor current, Pages pages) {
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/login")
  View login(
      @RequestParam(defaultValue = "/") String next,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(name = "signed-out", required = false) @Nullable String signedOut) {
    if (current.find().isPresent()) {
      return new RedirectView("/");
    }
    if (error != null) {
      return pages.show(
          "login",
          new LoginPage(
              next,
              error.equals("throttled")
                  ? "Too many failed logins. Wait a few minutes and try again."
                  : "The user name or password is wrong.",
              true));
    }
    return pages.show(
        "login", new LoginPage(next, signedOut == null ? null : "You are signed out.", false));
  }
}
