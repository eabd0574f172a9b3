package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Logins of programs: a user name and password for an API key. */
@Service
public class Logins {
  private final PasswordLogin login;
  private final ApiKeys keys;
  private final UserTable users;

  Logins(PasswordLogin login, ApiKeys keys, UserTable users) {
    this.login = login;
    this.keys = keys;
    this.users = users;
  }

  /** A new key and whom it acts as. */
  public record Token(ApiKeys.NewApiKey key, Actor actor) {}

  /** Makes a key for the user of this name and password. */
  public Token token(String username, String password, String name, String address) {
    SessionUser user =
        login
            .login(username, password, address)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemException.Kind.NOT_LOGGED_IN,
                        "login_refused",
                        "The user name or password is wrong."));
    Actor actor = users.actor(user.user(), user.customer()).orElseThrow();
    keys.makeRoom(actor, name);
    return new Token(keys.create(actor, name, null), actor);
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
