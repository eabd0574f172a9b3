package io.netauto.server.identity;

import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The people of a customer. */
@Service
public class Users {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private final UserTable table;
  private final Passwords passwords;
  private final PasswordLogin login;
  private final OwnSession ownSession;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Users(
      UserTable table,
      Passwords passwords,
      PasswordLogin login,
      OwnSession ownSession,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.passwords = passwords;
    this.login = login;
    this.ownSession = ownSession;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The actor that a logged-in person is now; empty when deactivated or removed from the customer.
   */
  Optional<Actor> actor(SessionUser user) {
    return table.actor(user.user(), user.customer(), user.passwordChangedAt());
  }

  /** The customers that the actor may act in. */
  public List<Customer> customers(Actor actor) {
    return table.customers(actor.user());
  }

  public List<User> list(Actor actor) {
    actor.require(Permission.USERS_MANAGE);
    return table.list(actor.customer());
  }

  /** Adds a person to the actor's customer. */
  public User add(
      Actor actor, String username, String displayName, String password, @Nullable Role role) {
    actor.require(Permission.USERS_MANAGE);
    List<FieldError> errors = new ArrayList<>();
    if (!NAME.matcher(username).matches()) {
      errors.add(
          new FieldError(
              "username",
              "A user name has 1 to 64 letters, digits, '.', '_', '@' or '-', and begins with a"
                  + " letter or digit."));
    }
    Passwords.problemWith(password).ifPresent(p -> errors.add(new FieldError("password", p)));
    if (role == null) {
      errors.add(new FieldError("role", "Choose a role: viewer, operator or admin."));
    }
    if (displayName.length() > 128) {
      errors.add(new FieldError("displayName", "At most 128 characters."));
    }
    if (!errors.isEmpty() || role == null) {
      throw ProblemException.invalid(errors);
    }
    String hash = passwords.hash(password);
    try {
      UserId id =
          transaction.execute(
              status -> {
                UserId user =
                    table.insert(username, displayName, hash, false, true, clock.instant());
                table.member(user, actor.customer(), role);
                return user;
              });
      return find(actor, id);
    } catch (DuplicateKeyException e) {
      throw ProblemException.conflict(
          "username_taken",
          "username",
          "There is a user \"%s\" already. Choose another name.".formatted(username));
    }
  }

  /** Changes what is not null. */
  public User edit(
      Actor actor,
      UserId id,
      @Nullable Role role,
      @Nullable Boolean active,
      @Nullable String password) {
    actor.require(Permission.USERS_MANAGE);
    User user = find(actor, id);
    if (user.superuser() && !actor.superuser()) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "forbidden",
          "\"%s\" administers all customers; only their like may change them."
              .formatted(user.username()));
    }
    boolean ofTheAccount = active != null || password != null;
    if (ofTheAccount && !actor.superuser() && table.customers(id).size() > 1) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "forbidden",
          "\"%s\" belongs to other customers, too; only an administrator of all may do this."
              .formatted(user.username()));
    }
    if (password != null) {
      Passwords.problemWith(password)
          .ifPresent(
              problem -> {
                throw ProblemException.invalid("password", problem);
              });
    }
    if (Boolean.FALSE.equals(active) && user.superuser() && table.superusers() == 1) {
      throw ProblemException.invalid(
          "active", "\"%s\" is the last administrator.".formatted(user.username()));
    }
    String hash = password == null ? null : passwords.hash(password);
    transaction.executeWithoutResult(
        status -> {
          if (role != null) {
            table.member(id, actor.customer(), role);
          }
          if (active != null) {
            table.setActive(id, active, clock.instant());
          }
          if (hash != null) {
            table.setPassword(id, hash, !id.equals(actor.user()), clock.instant());
          }
        });
    return find(actor, id);
  }

  /** Changes the actor's own password; ends the other sessions, and no API key. */
  public void changePassword(Actor actor, String current, String wanted) {
    if (actor.isNarrowed()) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "forbidden",
          "An API key with scopes cannot change its owner's password.");
    }
    login.confirm(actor, current, "current");
    Passwords.problemWith(wanted)
        .ifPresent(
            problem -> {
              throw ProblemException.invalid("password", problem);
            });
    table.setPassword(actor.user(), passwords.hash(wanted), false, clock.instant());
    ownSession.renew(actor.user(), table.account(actor.user()).orElseThrow().passwordChangedAt());
  }

  /** Whether somebody else set the actor's password, so that it should be changed. */
  public boolean mustChangePassword(Actor actor) {
    return find(actor, actor.user()).mustChangePassword();
  }

  private User find(Actor actor, UserId id) {
    return table
        .find(actor.customer(), id)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "user_not_found", "There is no user with the number " + id.value() + "."));
  }
}
