package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** The login by user name and password, of pages and of the API. */
@Component
class PasswordLogin implements AuthenticationProvider {
  private static final Logger log = LoggerFactory.getLogger(PasswordLogin.class);

  /** The reason that the trail tells. */
  private static final String EXPIRED = "password of somebody else expired";

  private final UserTable users;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final SecondFactors seconds;
  private final LoginAudit audit;
  private final GivenPasswords given;
  private final boolean superusersAlone;

  PasswordLogin(
      UserTable users,
      Passwords passwords,
      LoginThrottle throttle,
      SecondFactors seconds,
      LoginAudit audit,
      GivenPasswords given,
      @Value("${netauto.logins.local:on}") String local) {
    if (!local.equals("on") && !local.equals("superusers")) {
      throw new IllegalArgumentException(
          "NET_AUTO_LOCAL_LOGIN is \"%s\": use on or superusers.".formatted(local));
    }
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.seconds = seconds;
    this.audit = audit;
    this.given = given;
    this.superusersAlone = local.equals("superusers");
  }

  /**
   * The user of this name and password, in the first of their customers; empty when refused. It
   * takes as long for a user who does not exist. A second factor is not asked for yet.
   *
   * @param way how somebody logs in, for the trail: {@code form}, {@code jwt}, {@code api-key}
   * @throws ProblemException of kind THROTTLED after too many failures; {@code password_expired}
   *     for a password that is right and was set by somebody else too long ago
   */
  Optional<SessionUser> login(String username, String password, String address, String way) {
    throttle.enter(username, address);
    Optional<UserTable.Account> account = users.account(username);
    boolean right =
        account.isPresent()
            ? passwords.matches(password, account.get().passwordHash())
            : passwords.matchesNobody(password);
    List<Customer> customers =
        right && account.isPresent() && account.get().active()
            ? users.customers(account.get().id())
            : List.of();
    if (account.isEmpty() || customers.isEmpty()) {
      throttle.failed();
      log.info("Login refused: user=\"{}\" address={}", visible(username), address);
      audit.refused(username, way, reason(account, right));
      return Optional.empty();
    }
    throttle.succeeded(username, address);
    UserTable.Account found = account.get();
    if (given.isOver(found)) {
      log.info("Login refused: user=\"{}\" address={}", visible(username), address);
      audit.refused(username, way, EXPIRED);
      throw GivenPasswords.refused();
    }
    users.loggedIn(found.id());
    if (passwords.needsUpgrade(found.passwordHash())) {
      users.renewHash(found.id(), found.passwordHash(), passwords.hash(password));
    }
    SessionUser user =
        new SessionUser(
            found.id(), found.username(), customers.getFirst().id(), found.passwordChangedAt());
    if (superusersAlone && !users.actor(user.user(), user.customer()).orElseThrow().superuser()) {
      audit.refused(username, way, "local logins are for superusers");
      throw new ProblemException(
          ProblemException.Kind.NOT_LOGGED_IN,
          "use_sso",
          "Passwords are for administrators of all customers here. Sign in with SSO.");
    }
    return Optional.of(user);
  }

  private static String reason(Optional<UserTable.Account> account, boolean right) {
    if (account.isEmpty()) {
      return "unknown user";
    }
    if (!right) {
      return "wrong password";
    }
    return account.get().active() ? "in no customer" : "deactivated";
  }

  /**
   * Does nothing for the actor's own password; a problem of the field for any other, and for one
   * that was set by somebody else too long ago. Throttled apart from logins: a session left open
   * must not be a way to guess the password, and failed logins of others must not be a way to
   * hinder the owner.
   */
  void confirm(Actor actor, String password, String field) {
    throttle.ask("confirm", actor.username());
    Optional<UserTable.Account> account =
        users
            .account(actor.user())
            .filter(found -> passwords.matches(password, found.passwordHash()));
    if (account.isEmpty()) {
      throttle.failed();
      throw ProblemException.invalid(field, "This is not your password.");
    }
    throttle.answered("confirm", actor.username());
    if (given.isOver(account.get())) {
      audit.refused(actor.username(), "confirm", EXPIRED);
      throw ProblemException.invalid(field, GivenPasswords.OVER);
    }
  }

  private static String visible(String username) {
    String text = username.replaceAll("\\p{Cntrl}", "?");
    return text.substring(0, Math.min(text.length(), 64));
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String address =
        asked.getDetails() instanceof WebAuthenticationDetails details
            ? String.valueOf(details.getRemoteAddress())
            : "";
    SessionUser user;
    try {
      user =
          login(asked.getName(), String.valueOf(asked.getCredentials()), address, "form")
              .orElseThrow(
                  () -> new BadCredentialsException("The user name or password is wrong."));
    } catch (ProblemException e) {
      throw new LockedException(e.getMessage(), e);
    }
    if (seconds.isAsked(user.user())) {
      throw new SecondFactorNeeded(user);
    }
    return UsernamePasswordAuthenticationToken.authenticated(user, null, List.of());
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
