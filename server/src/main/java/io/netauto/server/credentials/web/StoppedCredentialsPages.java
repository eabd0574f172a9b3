package io.netauto.server.credentials.web;

import io.netauto.server.credentials.CredentialBreaker;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.web.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The button beside a stopped credential on the dashboard. */
@Controller
class StoppedCredentialsPages {
  private final CredentialBreaker breaker;
  private final CurrentActor actor;

  StoppedCredentialsPages(CredentialBreaker breaker, CurrentActor actor) {
    this.breaker = breaker;
    this.actor = actor;
  }

  @PostMapping("/credentials/stopped/reset")
  String reset(@RequestParam String ref, RedirectAttributes redirect) {
    breaker.reset(actor.get(), ref);
    Pages.sayDone(redirect, "The credential %s is used again.".formatted(ref));
    return "redirect:/";
  }
}
