package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private final UserTable users;
  private final Passwords passwords;
  private final LoginThrottle throttle;

  PasswordLogin(UserTable users, Passwords passwords, LoginThrottle throttle) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
  }

  /**
   * The user of this name and password, in the first of their customers; empty when refused. It
   * takes as long for a user who does not exist.
   *
   * @throws ProblemException of kind THROTTLED after too many failures
   */
  Optional<SessionUser> login(String username, String password, String address) {
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
      return Optional.empty();
    }
    throttle.succeeded(username, address);
    UserTable.Account found = account.get();
    users.loggedIn(found.id());
    if (passwords.needsUpgrade(found.passwordHash())) {
      users.renewHash(found.id(), found.passwordHash(), passwords.hash(password));
    }
    return Optional.of(
        new SessionUser(
            found.id(), found.username(), customers.getFirst().id(), found.passwordChangedAt()));
  }

  /**
   * Does nothing for the actor's own password; a problem of the field for any other. Throttled as a
   * login is: a session left open must not be a way to guess the password.
   */
  void confirm(Actor actor, String password, String field) {
    String from = "session of " + actor.username();
    throttle.enter(actor.username(), from);
    boolean right =
        users
            .account(actor.user())
            .filter(account -> passwords.matches(password, account.passwordHash()))
            .isPresent();
    if (!right) {
      throttle.failed();
      throw ProblemException.invalid(field, "This is not your password.");
    }
    throttle.succeeded(actor.username(), from);
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
    try {
      SessionUser user =
          login(asked.getName(), String.valueOf(asked.getCredentials()), address)
              .orElseThrow(
                  () -> new BadCredentialsException("The user name or password is wrong."));
      return UsernamePasswordAuthenticationToken.authenticated(user, null, List.of());
    } catch (ProblemException e) {
      throw new LockedException(e.getMessage(), e);
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
