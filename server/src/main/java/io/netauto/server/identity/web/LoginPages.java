package io.netauto.server.identity.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.SecondStep;
import io.netauto.server.identity.SingleSignOn;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The login page and its second step; the login itself is Spring Security's. */
@Controller
class LoginPages {
  /** What a person is told whom the provider knows and who is not let in here. */
  private static final Set<String> NOT_THIS_PERSON =
      Set.of(
          "sso-group", "sso-unknown", "sso-taken", "sso-deactivated", "sso-inactive", "sso-name");

  private static final Map<String, String> WHY =
      Map.ofEntries(
          Map.entry("throttled", "Too many failed logins. Wait a few minutes and try again."),
          Map.entry(
              "use-sso",
              "Passwords are for administrators of all customers here. Sign in with SSO."),
          Map.entry(
              "password-expired",
              "The password is right, but it was set by somebody else and has expired. Ask an"
                  + " administrator for a new one."),
          Map.entry("over", "This login took too long. Sign in again."),
          Map.entry(
              "sso-away", "The provider of single sign-on does not answer. Try again in a moment."),
          Map.entry(
              "sso-failed",
              "Single sign-on did not work out. Try again; the server's log says why."),
          Map.entry(
              "sso-settings",
              "The provider of single sign-on does not accept this server. Ask an administrator to"
                  + " correct its settings; the server's log says which."),
          Map.entry(
              "sso-group",
              "You are in no group that may use NetAuto. Ask an administrator to add you to one."),
          Map.entry("sso-unknown", "You have no account here. Ask an administrator to make one."),
          Map.entry(
              "sso-taken",
              "An account of your name exists here already. Ask an administrator to connect it."),
          Map.entry("sso-deactivated", "Your account is deactivated. Ask an administrator."),
          Map.entry(
              "sso-inactive",
              "The customers that you belong to are deactivated. Ask an administrator."),
          Map.entry(
              "sso-name", "The provider tells no usable name of yours. Ask an administrator."));

  private final CurrentActor current;
  private final SecondStep second;
  private final SingleSignOn sso;
  private final Pages pages;

  LoginPages(CurrentActor current, SecondStep second, SingleSignOn sso, Pages pages) {
    this.current = current;
    this.second = second;
    this.sso = sso;
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
      String why = WHY.getOrDefault(error, "The user name or password is wrong.");
      return pages.show(
          "login", new LoginPage(next, why, true, sso.isOn(), NOT_THIS_PERSON.contains(error)));
    }
    boolean out = signedOut != null;
    return pages.show(
        "login", new LoginPage(next, out ? "You are signed out." : null, false, sso.isOn(), out));
  }

  /** The way to the provider, once it is known to answer. */
  @GetMapping("/login/sso")
  View sso(
      @RequestParam(defaultValue = "/") String next,
      @RequestParam(defaultValue = "false") boolean anew,
      HttpServletRequest request) {
    return new RedirectView(
        sso.begin(request, next, anew) ? SingleSignOn.START : "/login?error=sso-away");
  }

  @GetMapping("/login/second")
  View second(HttpServletRequest request) {
    Optional<SecondStep.Waiting> waiting = second.waiting(request);
    return waiting.isEmpty()
        ? new RedirectView(current.find().isPresent() ? "/" : "/login?error=over")
        : show(HttpStatus.OK, waiting.get(), request, null);
  }

  private View show(
      HttpStatus status,
      SecondStep.Waiting waiting,
      HttpServletRequest request,
      @Nullable String error) {
    return pages.show(
        "second",
        status,
        new SecondStepPage(
            waiting.username(),
            waiting.setup() ? second.enrolment(request) : null,
            List.of(),
            error));
  }

  @PostMapping("/login/second")
  View second(
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<SecondStep.Waiting> waiting = second.waiting(request);
    if (waiting.isEmpty()) {
      return new RedirectView("/login?error=over");
    }
    try {
      if (waiting.get().setup()) {
        List<String> recovery = second.setUp(code, request, response);
        return pages.show(
            "second", new SecondStepPage(waiting.get().username(), null, recovery, null));
      }
      return new RedirectView(second.finish(code, request, response));
    } catch (ProblemException e) {
      return switch (e.kind()) {
        case INVALID -> show(HttpStatus.UNPROCESSABLE_CONTENT, waiting.get(), request, words(e));
        case THROTTLED ->
            show(HttpStatus.TOO_MANY_REQUESTS, waiting.get(), request, e.getMessage());
        default -> throw e;
      };
    }
  }

  private static String words(ProblemException e) {
    return e.errors().stream().map(FieldError::message).findFirst().orElse(e.getMessage());
  }
}
