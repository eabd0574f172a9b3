package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Service;

/**
 * The second step of a login by form. Between the two steps the session says whose password was
 * right, and nothing else: it is nobody's, and opens nothing but this step.
 */
@Service
public class SecondStep {
  private static final String PENDING = "netauto.second-step";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final SecondFactors seconds;
  private final BrowserSessions sessions;
  private final UserTable users;
  private final LoginAudit audit;
  private final Clock clock;

  SecondStep(
      SecondFactors seconds,
      BrowserSessions sessions,
      UserTable users,
      LoginAudit audit,
      Clock clock) {
    this.seconds = seconds;
    this.sessions = sessions;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  private record Pending(SessionUser user, Instant since, String next) implements Serializable {}

  /**
   * What the step is about.
   *
   * @param setup whether the second factor is to be set up first, because it is required
   */
  public record Waiting(String username, boolean setup) {}

  /** The password was right: the session waits for the code, under another id. */
  void begin(
      SessionUser user, String next, HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession();
    request.changeSessionId();
    new HttpSessionCsrfTokenRepository().saveToken(null, request, response);
    session.setAttribute(PENDING, new Pending(user, clock.instant(), next));
  }

  private Optional<Pending> pending(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null
            && session.getAttribute(PENDING) instanceof Pending pending
            && pending.since().plus(PATIENCE).isAfter(clock.instant())
            && users
                .actor(
                    pending.user().user(),
                    pending.user().customer(),
                    pending.user().passwordChangedAt())
                .isPresent()
        ? Optional.of(pending)
        : Optional.empty();
  }

  /** Who is in the middle of a login; empty when nobody is, or it took too long. */
  public Optional<Waiting> waiting(HttpServletRequest request) {
    return pending(request)
        .map(
            pending ->
                new Waiting(pending.user().username(), !seconds.isOn(pending.user().user())));
  }

  /** The key to set up, where that is required; the same for as long as it is not confirmed. */
  public Enrolment enrolment(HttpServletRequest request) {
    SessionUser user = of(request).user();
    return seconds
        .begun(user.user(), user.username())
        .orElseGet(() -> seconds.begin(user.user(), user.username()));
  }

  /**
   * Completes the login with a code.
   *
   * @return where to go then
   */
  public String finish(String code, HttpServletRequest request, HttpServletResponse response) {
    Pending pending = of(request);
    SessionUser user = pending.user();
    if (!seconds.check(user.user(), user.username(), code)) {
      audit.refused(user.username(), "form", "wrong second factor");
      throw ProblemException.invalid(
          "code", "This is not the code of now, or it was used already. Wait for the next one.");
    }
    enter(user, request, response);
    return pending.next();
  }

  /**
   * Completes a login by setting the second factor up.
   *
   * @return the recovery codes, shown this once
   */
  public List<String> setUp(String code, HttpServletRequest request, HttpServletResponse response) {
    SessionUser user = of(request).user();
    List<String> recovery = seconds.confirm(user.user(), user.username(), code, "code");
    enter(user, request, response);
    users.actor(user.user(), user.customer()).ifPresent(actor -> audit.done(actor, "totp.enable"));
    return recovery;
  }

  private void enter(SessionUser user, HttpServletRequest request, HttpServletResponse response) {
    request.getSession().removeAttribute(PENDING);
    sessions.begin(user, "form", request, response);
  }

  private Pending of(HttpServletRequest request) {
    return pending(request)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemException.Kind.NOT_LOGGED_IN,
                    "second_step_over",
                    "This login took too long. Sign in again."));
  }
}
