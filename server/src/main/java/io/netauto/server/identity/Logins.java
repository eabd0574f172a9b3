package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Logins of programs: a user name and password for an API key, or for short-lived tokens. */
@Service
public class Logins {
  private final PasswordLogin login;
  private final SecondFactors seconds;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final KnownAddresses addresses;
  private final ApiKeys keys;
  private final UserTable users;
  private final LoginAudit audit;

  Logins(
      PasswordLogin login,
      SecondFactors seconds,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      KnownAddresses addresses,
      ApiKeys keys,
      UserTable users,
      LoginAudit audit) {
    this.login = login;
    this.seconds = seconds;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.addresses = addresses;
    this.keys = keys;
    this.users = users;
    this.audit = audit;
  }

  /**
   * What somebody logs in with.
   *
   * @param code of the second factor; empty for none
   */
  public record Given(String username, String password, String code) {
    @Override
    public String toString() {
      return "Given[username=" + username + ", ***]";
    }
  }

  /** A new key and whom it acts as. */
  public record Token(ApiKeys.NewApiKey key, Actor actor) {}

  /** An access token and the refresh token to get the next one with; known in clear only now. */
  public record Tokens(String access, String refresh, Duration lifetime, Actor actor) {
    @Override
    public String toString() {
      return "Tokens[actor=" + actor.username() + ", ***]";
    }
  }

  /** Makes a key for the user of this name and password. */
  public Token token(Given given, String name, String address) {
    SessionUser user = user(given, address, "api-key");
    Actor actor = loggedIn(user, address, "api-key");
    keys.makeRoom(actor, name);
    return new Token(keys.create(actor, name, null), actor);
  }

  /**
   * Makes tokens for the user of this name and password.
   *
   * @param customer the name or the number of the customer to act in; null for the user's first
   */
  public Tokens login(Given given, @Nullable String customer, String address) {
    SessionUser user = in(customer, user(given, address, "jwt"));
    Actor actor = loggedIn(user, address, "jwt");
    RefreshTokens.Family family = refreshTokens.begin(user, address);
    return tokens(family, actor, address);
  }

  private SessionUser user(Given given, String address, String way) {
    SessionUser user =
        login
            .login(given.username(), given.password(), address, way)
            .orElseThrow(() -> refused("login_refused", "The user name or password is wrong."));
    if (!seconds.isOn(user.user())) {
      if (seconds.isRequired(user.user())) {
        audit.refused(user.username(), way, "second factor not set up");
        throw refused(
            "second_factor_setup_needed",
            "This account must have a second factor. Sign in with a browser to set it up.");
      }
      return user;
    }
    if (given.code().isBlank()) {
      throw refused(
          "second_factor_needed",
          "The password is right. Send the code of your authenticator app, too, as \"totp\".");
    }
    if (!seconds.check(user.user(), user.username(), given.code())) {
      audit.refused(user.username(), way, "wrong second factor");
      throw refused(
          "second_factor_refused",
          "This is not the code of now, or it was used already. Wait for the next one.");
    }
    return user;
  }

  private SessionUser in(@Nullable String customer, SessionUser user) {
    if (customer == null || customer.isBlank()) {
      return user;
    }
    List<Customer> choices = users.customers(user.user());
    CustomerId chosen =
        choices.stream()
            .filter(c -> c.name().equalsIgnoreCase(customer.strip()))
            .findFirst()
            .or(
                () ->
                    choices.stream()
                        .filter(c -> c.id().toString().equals(customer.strip()))
                        .findFirst())
            .map(Customer::id)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "customer", "You belong to no customer \"%s\".".formatted(customer)));
    return new SessionUser(user.user(), user.username(), chosen, user.passwordChangedAt());
  }

  private Actor loggedIn(SessionUser user, String address, String way) {
    Actor actor = users.actor(user.user(), user.customer()).orElseThrow();
    addresses.loggedIn(user.user(), address);
    audit.ok(actor, way);
    return actor;
  }

  private Tokens tokens(RefreshTokens.Family family, Actor actor, String address) {
    String refresh = refreshTokens.next(family, address);
    return new Tokens(accessTokens.issue(family), refresh, accessTokens.lifetime(), actor);
  }

  /** Exchanges a refresh token for the next ones; a second time it ends the whole login. */
  public Tokens refresh(String token, String address) {
    return switch (refreshTokens.use(token, address)) {
      case RefreshTokens.Use.Right right -> {
        RefreshTokens.Family family = right.family();
        Actor actor =
            users
                .actor(family.user(), family.customer(), family.passwordChangedAt())
                .orElseThrow(Logins::over);
        audit.done(actor, "token.refresh");
        yield tokens(family, actor, address);
      }
      case RefreshTokens.Use.Reused reused -> {
        RefreshTokens.Family family = reused.family();
        users
            .actor(family.user(), family.customer())
            .ifPresent(
                actor ->
                    audit.record(
                        actor, AuditEvent.of("token.reuse").ended(AuditEvent.Outcome.REFUSED)));
        throw over();
      }
      case RefreshTokens.Use.Unknown unknown -> throw over();
    };
  }

  private static ProblemException over() {
    return refused(
        "bad_refresh_token", "This refresh token is unknown, used, revoked or over. Log in again.");
  }

  private static ProblemException refused(String code, String message) {
    return new ProblemException(ProblemException.Kind.NOT_LOGGED_IN, code, message);
  }

  /** Ends the login that the tokens came of; does nothing for tokens that are over. */
  public void logout(@Nullable String refreshToken, @Nullable String accessToken) {
    Optional<RefreshTokens.Family> family =
        refreshToken == null ? Optional.empty() : refreshTokens.familyOf(refreshToken);
    if (family.isEmpty() && accessToken != null) {
      family = accessTokens.family(accessToken);
    }
    family.ifPresent(
        ended -> {
          if (!refreshTokens.revoke(ended.id())) {
            return;
          }
          users
              .actor(ended.user(), ended.customer())
              .ifPresent(actor -> audit.done(actor, "logout"));
        });
  }

  /** The id of the login that an access token came of; empty for what is none. */
  public Optional<String> loginOf(String accessToken) {
    return accessTokens.family(accessToken).map(family -> family.id().toString());
  }

  /** A new key of this name for the actor; an older one of the same name is revoked. */
  public ApiKeys.NewApiKey replaceKey(Actor actor, String name) {
    keys.list(actor).stream()
        .filter(key -> key.name().equals(name))
        .forEach(key -> keys.revoke(actor, key.id()));
    return keys.create(actor, name, null);
  }

  /** The first administrator, on whose behalf a demo fills the inventory. */
  public Actor firstAdmin() {
    UserTable.Account admin =
        users
            .account("admin")
            .orElseThrow(() -> new IllegalStateException("There is no user \"admin\"."));
    return users
        .actor(admin.id(), users.customers(admin.id()).getFirst().id())
        .orElseThrow(() -> new IllegalStateException("The user \"admin\" is deactivated."));
  }

  /**
   * Somebody on whose behalf the server acts by itself, with the rights that they have now.
   *
   * @return empty when they are deactivated or not of the customer any longer
   */
  public Optional<Actor> actor(UserId user, CustomerId customer) {
    return users.actor(user, customer);
  }
}
