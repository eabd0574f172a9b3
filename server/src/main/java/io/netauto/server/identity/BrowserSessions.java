package io.netauto.server.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import io.netauto.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
 * ones end, and so does each after {@code NET_AUTO_BROWSER_LIMIT}, however busy it is. Of more than
 * {@code NET_AUTO_BROWSER_SESSIONS} of a person those unused for longest end at the next login.
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
  private final int most;

  BrowserSessions(
      FindByIndexNameSessionRepository<? extends Session> sessions,
      UserTable users,
      RefreshTokens refreshTokens,
      KnownAddresses addresses,
      LoginAudit audit,
      Clock clock,
      @Value("${netauto.logins.browser-idle:12h}") Duration idle,
      @Value("${netauto.logins.browser-limit:7d}") Duration limit,
      @Value("${netauto.logins.browser-sessions:20}") int most) {
    if (idle.toSeconds() < 60 || limit.compareTo(idle) < 0 || limit.toDays() > 365) {
      throw new IllegalArgumentException(
          "NET_AUTO_BROWSER_IDLE is at least 1m, and NET_AUTO_BROWSER_LIMIT no less than that and"
              + " at most 365d.");
    }
    if (most < 1 || most > 1_000) {
      throw new IllegalArgumentException(
          "NET_AUTO_BROWSER_SESSIONS is %d: use 1 to 1000.".formatted(most));
    }
    this.sessions = sessions;
    this.users = users;
    this.refreshTokens = refreshTokens;
    this.addresses = addresses;
    this.audit = audit;
    this.clock = clock;
    this.idle = idle;
    this.limit = limit;
    this.most = most;
  }

  private record Facts(Instant signedInAt, String address, String browser)
      implements Serializable {}

  /** What a session keeps of a login at that time. */
  static Serializable signedInAt(Instant at) {
    return new Facts(at, "", "");
  }

  /** What a session is of. */
  public enum Kind {
    BROWSER,
    /** A program that logged in for tokens. */
    PROGRAM;

    /** The name in the API. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A session of a person.
   *
   * @param id by which it is ended; it opens nothing
   * @param browser what the browser calls itself; empty for a program
   * @param current whether it is the one that asks
   */
  public record Open(
      String id,
      Kind kind,
      Instant signedInAt,
      Instant lastUsedAt,
      String address,
      String browser,
      boolean current) {}

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
    users
        .actor(user.user(), user.customer())
        .ifPresent(
            actor -> {
              audit.ok(actor, way);
              makeRoom(actor, session.getId());
            });
  }

  /** Ends those unused for longest, so that with this one there are no more than may be. */
  private void makeRoom(Actor actor, String newest) {
    own(actor).stream()
        .filter(session -> !session.getId().equals(newest))
        .sorted(Comparator.comparing((Session each) -> each.getLastAccessedTime()).reversed())
        .skip(most - 1L)
        .forEach(session -> end(actor, session, "too many"));
  }

  private void end(Actor actor, Session session, String why) {
    sessions.deleteById(session.getId());
    Open ended = open(session, null);
    audit.record(
        actor,
        AuditEvent.of("session.end")
            .with("why", why)
            .with("address", ended.address())
            .with("signedInAt", ended.signedInAt().toString()));
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

  /**
   * The actor's own sessions and logins of programs, the one used last first.
   *
   * @param currentId of the session or of the login that asks; null for neither
   */
  public List<Open> list(Actor actor, @Nullable String currentId) {
    Stream<Open> programs =
        refreshTokens.open(actor.user()).stream()
            .map(
                each ->
                    new Open(
                        each.id().toString(),
                        Kind.PROGRAM,
                        each.createdAt(),
                        each.lastUsedAt(),
                        each.address(),
                        "",
                        each.id().toString().equals(currentId)));
    return Stream.concat(own(actor).stream().map(session -> open(session, currentId)), programs)
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
        handle(session),
        Kind.BROWSER,
        kept instanceof Facts facts ? facts.signedInAt() : session.getCreationTime(),
        session.getLastAccessedTime(),
        kept instanceof Facts facts ? facts.address() : "",
        kept instanceof Facts facts ? facts.browser() : "",
        session.getId().equals(currentId));
  }

  /** A digest: who reads it cannot take the session over. */
  private static String handle(Session session) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(session.getId().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends one of the actor's own sessions, or a login of a program. */
  public void end(Actor actor, String id) {
    mayEnd(actor);
    Optional<RefreshTokens.Open> program =
        refreshTokens.open(actor.user()).stream()
            .filter(each -> each.id().toString().equals(id))
            .findFirst();
    if (program.isPresent()) {
      refreshTokens.revoke(program.get().id());
      audit.record(
          actor,
          AuditEvent.of("session.end")
              .with("why", "asked")
              .with("address", program.get().address())
              .with("signedInAt", program.get().createdAt().toString()));
      return;
    }
    Session session =
        own(actor).stream()
            .filter(each -> handle(each).equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "session_not_found",
                        "You have no such session. It may be over already; load the list again."));
    end(actor, session, "asked");
  }

  /**
   * Ends all sessions and logins of programs of the actor but the one that asks. API keys go on.
   *
   * @param currentId of the session or of the login that asks; null for neither
   * @return how many
   */
  public int endOthers(Actor actor, @Nullable String currentId) {
    return endAllBut(actor, currentId, "logout.others");
  }

  /** Ends all sessions of the actor, this one too, and all logins of programs but API keys. */
  public int endAll(Actor actor) {
    return endAllBut(actor, null, "logout.everywhere");
  }

  private int endAllBut(Actor actor, @Nullable String kept, String action) {
    mayEnd(actor);
    List<? extends Session> ended =
        own(actor).stream().filter(session -> !session.getId().equals(kept)).toList();
    ended.forEach(session -> sessions.deleteById(session.getId()));
    int programs = refreshTokens.revokeAll(actor.user(), program(kept));
    audit.record(
        actor, AuditEvent.of(action).with("sessions", ended.size()).with("programs", programs));
    return ended.size() + programs;
  }

  /** Null for what cannot be the id of a login. */
  private static @Nullable UUID program(@Nullable String id) {
    try {
      return id == null ? null : UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void mayEnd(Actor actor) {
    if (actor.isNarrowed()) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "forbidden",
          "An API key with scopes cannot sign its owner out.");
    }
  }
}
