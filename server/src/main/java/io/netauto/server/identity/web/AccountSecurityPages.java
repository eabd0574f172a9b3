package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.BrowserSessions;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.OwnSecondFactor;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** One's own second factor and sessions. */
@Controller
class AccountSecurityPages {
  private static final String PATH = "/account/security";

  private final OwnSecondFactor factor;
  private final BrowserSessions sessions;
  private final CurrentActor current;
  private final Pages pages;

  AccountSecurityPages(
      OwnSecondFactor factor, BrowserSessions sessions, CurrentActor current, Pages pages) {
    this.factor = factor;
    this.sessions = sessions;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping(PATH)
  View show(HttpServletRequest request) {
    return page(request, HttpStatus.OK, List.of(), Map.of());
  }

  @PostMapping(PATH + "/second-factor")
  View begin() {
    factor.begin(current.get());
    return new RedirectView(PATH);
  }

  /** The answer is the only page that shows the recovery codes, so it is not a redirect. */
  @PostMapping(PATH + "/second-factor/confirm")
  View confirm(@RequestParam(defaultValue = "") String code, HttpServletRequest request) {
    try {
      return page(request, HttpStatus.OK, factor.confirm(current.get(), code), Map.of());
    } catch (ProblemException e) {
      return page(request, HttpStatus.UNPROCESSABLE_CONTENT, List.of(), errors(e));
    }
  }

  @PostMapping(PATH + "/second-factor/disable")
  View disable(
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    try {
      factor.disable(current.get(), password, code);
    } catch (ProblemException e) {
      return page(request, HttpStatus.UNPROCESSABLE_CONTENT, List.of(), errors(e));
    }
    Pages.sayDone(redirect, "The second factor is off. The password alone opens your account.");
    return new RedirectView(PATH);
  }

  @PostMapping(PATH + "/sessions/{id}/end")
  View end(@PathVariable String id, RedirectAttributes redirect) {
    sessions.end(current.get(), id);
    Pages.sayDone(redirect, "That session is over: its browser or program has to sign in again.");
    return new RedirectView(PATH);
  }

  @PostMapping(PATH + "/end-others")
  View endOthers(HttpServletRequest request, RedirectAttributes redirect) {
    HttpSession session = request.getSession(false);
    int ended = sessions.endOthers(current.get(), session == null ? null : session.getId());
    Pages.sayDone(
        redirect,
        ended == 0
            ? "There was no other session."
            : "Ended: %d. Only this browser, and API keys, go on.".formatted(ended));
    return new RedirectView(PATH);
  }

  @PostMapping(PATH + "/sign-out-everywhere")
  View signOutEverywhere(HttpServletRequest request) {
    sessions.endAll(current.get());
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    return new RedirectView("/login?signed-out");
  }

  private View page(
      HttpServletRequest request,
      HttpStatus status,
      List<String> recoveryCodes,
      Map<String, String> errors) {
    Actor actor = current.get();
    HttpSession session = request.getSession(false);
    return pages.show(
        "accountSecurity",
        status,
        new AccountSecurityPage(
            factor.state(actor),
            factor.begun(actor).orElse(null),
            recoveryCodes,
            sessions.list(actor, session == null ? null : session.getId()),
            errors));
  }

  private static Map<String, String> errors(ProblemException e) {
    if (e.errors().isEmpty()) {
      throw e;
    }
    return e.errors().stream()
        .collect(Collectors.toMap(FieldError::field, FieldError::message, (a, b) -> a + " " + b));
  }
}
