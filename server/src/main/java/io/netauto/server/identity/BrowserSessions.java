package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;

/**
 * Sessions of browsers: how one begins, how long it lasts, and what else a person has open. Idle
 * ones end, and so does each after {@code NET_AUTO_BROWSER_LIMIT}, however busy it is.
 */
@Service
public class BrowserSessions {
  private static final String FACTS = "netauto.signed-in";
  private static final String WAY = "netauto.way";
  private static final String CONTEXT =
      HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

  private final FindByIndexNameSessionRepository<? extends Session> sessions;
  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();
  private final UserTable users;
  private final RefreshTokens refreshTokens;
  private final KnownAddresses addresses;
  private final LoginAudit audit;
  private final Clock clock;
  private final Duration idle;
  private final Duration limit;

  BrowserSessions(
      FindByIndexNameSessionRepository<? extends Session> sessions,
      UserTable users,
      RefreshTokens refreshTokens,
      KnownAddresses addresses,
      LoginAudit audit,
      Clock clock,
      @Value("${netauto.logins.browser-idle:12h}") Duration idle,
      @Value("${netauto.logins.browser-limit:7d}") Duration limit) {
    if (idle.toSeconds() < 60 || limit.compareTo(idle) < 0 || limit.toDays() > 365) {
      throw new IllegalArgumentException(
          "NET_AUTO_BROWSER_IDLE is at least 1m, and NET_AUTO_BROWSER_LIMIT no less than that and"
              + " at most 365d.");
    }
    this.sessions = sessions;
    this.users = users;
    this.refreshTokens = refreshTokens;
    this.addresses = addresses;
    this.audit = audit;
    this.clock = clock;
    this.idle = idle;
    this.limit = limit;
  }

  private record Facts(Instant signedInAt, String address, String browser)
      implements Serializable {}

  /** What a session keeps of a login at that time. */
  static Serializable signedInAt(Instant at) {
    return new Facts(at, "", "");
  }

  /**
   * A session of a person.
   *
   * @param browser what the browser calls itself
   * @param current whether it is the one that asks
   */
  public record Open(
      Instant signedInAt, Instant lastUsedAt, String address, String browser, boolean current) {}

  /** Lets the session of a request be that of a person from now on, under another id. */
  void begin(
      SessionUser user, String way, HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession();
    request.changeSessionId();
    new HttpSessionCsrfTokenRepository().saveToken(null, request, response);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(user, null, List.of()));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    session.setMaxInactiveInterval((int) idle.toSeconds());
    session.setAttribute(
        FACTS, new Facts(clock.instant(), request.getRemoteAddr(), browser(request)));
    session.setAttribute(WAY, way);
    addresses.loggedIn(user.user(), request.getRemoteAddr());
    users.actor(user.user(), user.customer()).ifPresent(actor -> audit.ok(actor, way));
  }

  /** Whether the session of a request began at the provider of single sign-on. */
  static boolean isOfSso(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && "sso".equals(session.getAttribute(WAY));
  }

  private static String browser(HttpServletRequest request) {
    String agent = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
    String visible = agent.replaceAll("\\p{Cntrl}", "");
    return visible.substring(0, Math.min(visible.length(), 200));
  }

  /** Ends a session that has lasted for as long as any may. */
  void endIfOver(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null
        && session.getAttribute(FACTS) instanceof Facts facts
        && !facts.signedInAt().plus(limit).isAfter(clock.instant())) {
      session.invalidate();
    }
  }

  /** The actor's own sessions, the one used last first. */
  public List<Open> list(Actor actor, @Nullable String currentId) {
    return own(actor).stream()
        .map(session -> open(session, currentId))
        .sorted(Comparator.comparing(Open::lastUsedAt).reversed())
        .toList();
  }

  private List<? extends Session> own(Actor actor) {
    return sessions.findByPrincipalName(actor.username()).values().stream()
        .filter(session -> !session.isExpired())
        .filter(session -> isOf(session, actor.user()))
        .toList();
  }

  private static boolean isOf(Session session, UserId user) {
    return session.getAttribute(CONTEXT) instanceof SecurityContext context
        && context.getAuthentication() != null
        && context.getAuthentication().getPrincipal() instanceof SessionUser who
        && who.user().equals(user);
  }

  private static Open open(Session session, @Nullable String currentId) {
    Object kept = session.getAttribute(FACTS);
    return new Open(
        kept instanceof Facts facts ? facts.signedInAt() : session.getCreationTime(),
        session.getLastAccessedTime(),
        kept instanceof Facts facts ? facts.address() : "",
        kept instanceof Facts facts ? facts.browser() : "",
        session.getId().equals(currentId));
  }

  /** Ends all sessions of the actor, this one too, and all logins of programs but API keys. */
  public int endAll(Actor actor) {
    if (actor.isNarrowed()) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "forbidden",
          "An API key with scopes cannot sign its owner out.");
    }
    List<? extends Session> own = own(actor);
    own.forEach(session -> sessions.deleteById(session.getId()));
    int programs = refreshTokens.revokeAll(actor.user());
    audit.record(
        actor,
        AuditEvent.of("logout.everywhere").with("sessions", own.size()).with("programs", programs));
    return own.size() + programs;
  }
}
