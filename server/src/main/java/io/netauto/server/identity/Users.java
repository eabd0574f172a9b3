package io.netauto.server.identity;

import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The people of a customer. Superusers see those of all customers; everybody else learns of nobody
 * and nothing outside of the own one.
 */
@Service
public class Users {
  private final UserTable table;
  private final MembershipTable members;
  private final UserRules rules;
  private final Passwords passwords;
  private final PasswordLogin login;
  private final OwnSession ownSession;
  private final PeopleAudit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Users(
      UserTable table,
      MembershipTable members,
      CustomerTable customers,
      Passwords passwords,
      PasswordLogin login,
      OwnSession ownSession,
      PeopleAudit audit,
      TransactionTemplate transaction,
      Clock clock,
      BreachedPasswords breached) {
    this.table = table;
    this.members = members;
    this.rules = new UserRules(table, members, customers, breached);
    this.passwords = passwords;
    this.login = login;
    this.ownSession = ownSession;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The actor that a logged-in person is now; empty when deactivated or removed from the customer.
   */
  Optional<Actor> actor(SessionUser user) {
    return table.actor(user.user(), user.customer(), user.passwordChangedAt());
  }

  /** The active customers that the actor may act in. */
  public List<Customer> customers(Actor actor) {
    return table.customers(actor.user());
  }

  /** The people of the actor's customer, and superusers; or those of all customers. */
  public Page<User> list(Actor actor, UserQuery query) {
    actor.require(Permission.USERS_MANAGE);
    if (query.everywhere()) {
      actor.require(Permission.CUSTOMERS_MANAGE);
    }
    Page<User> page = members.list(actor.customer(), query);
    Map<UserId, List<User.Membership>> all =
        members.of(page.items().stream().map(User::id).toList(), seenBy(actor));
    return page.map(user -> user.with(all.getOrDefault(user.id(), List.of())));
  }

  /** Somebody of the actor's customer, or for a superuser anybody. */
  public User get(Actor actor, UserId id) {
    actor.require(Permission.USERS_MANAGE);
    return find(actor, id);
  }

  private static @Nullable CustomerId seenBy(Actor actor) {
    return actor.may(Permission.CUSTOMERS_MANAGE) ? null : actor.customer();
  }

  /** Adds a person to the actor's customer, or to those that are named. */
  public User add(Actor actor, UserDraft draft) {
    actor.require(Permission.USERS_MANAGE);
    UserRules.NewUser user = rules.added(actor, draft);
    String hash = passwords.hash(user.password());
    try {
      UserId id =
          Objects.requireNonNull(
              transaction.execute(
                  status -> {
                    UserId made =
                        table.insert(
                            user.username(),
                            user.displayName(),
                            hash,
                            user.superuser(),
                            true,
                            clock.instant());
                    user.roles().forEach((customer, role) -> members.put(made, customer, role));
                    said(actor, user.roles(), created(user, made));
                    return made;
                  }));
      return find(actor, id);
    } catch (DuplicateKeyException e) {
      throw ProblemException.conflict(
          "username_taken",
          "username",
          "There is a user \"%s\" already. Choose another name.".formatted(user.username()));
    }
  }

  private static AuditEvent created(UserRules.NewUser user, UserId id) {
    return AuditEvent.of("user.create")
        .on("user", id.value(), user.username())
        .with("superuser", user.superuser() ? true : null);
  }

  /** In the trail of each customer, with the role there; in the actor's own where there is none. */
  private void said(Actor actor, Map<CustomerId, Role> roles, AuditEvent event) {
    if (roles.isEmpty()) {
      audit.record(actor, event);
    }
    roles.forEach(
        (customer, role) ->
            audit.record(actor, List.of(customer), event.with("role", role.wireName())));
  }

  /** Changes what is not null. */
  public User edit(Actor actor, UserId id, UserDraft draft) {
    actor.require(Permission.USERS_MANAGE);
    User before = find(actor, id);
    rules.check(actor, before, draft);
    String hash = draft.password() == null ? null : passwords.hash(draft.password());
    transaction.executeWithoutResult(status -> change(actor, id, draft, hash));
    return find(actor, id);
  }

  private void change(Actor actor, UserId id, UserDraft draft, @Nullable String hash) {
    rules.keepASuperuser(id, draft);
    User before = find(actor, id); // as it is now that it is this one's turn
    List<CustomerId> everywhere =
        members.of(id).stream().map(membership -> membership.customer().id()).toList();
    AuditEvent event = AuditEvent.of("user.edit").on("user", id.value(), before.username());
    int unchanged = event.details().size();
    if (draft.displayName() != null && !draft.displayName().strip().equals(before.displayName())) {
      table.setDisplayName(id, draft.displayName().strip(), clock.instant());
      event = event.with("displayName", draft.displayName().strip());
    }
    if (draft.superuser() != null && draft.superuser() != before.superuser()) {
      table.setSuperuser(id, draft.superuser(), clock.instant());
      event = event.with("superuser", draft.superuser());
    }
    if (draft.active() != null && draft.active() != before.active()) {
      table.setActive(id, draft.active(), clock.instant());
      if (!draft.active()) {
        table.endSessions(before.username());
      }
      event = event.with("active", draft.active());
    }
    if (event.details().size() > unchanged) {
      audit.record(actor, everywhere, event);
    }
    if (hash != null) {
      table.setPassword(id, hash, true, clock.instant());
      audit.record(
          actor,
          everywhere,
          AuditEvent.of("user.password").on("user", id.value(), before.username()));
    }
    if (draft.role() != null) {
      put(actor, before, actor.customer(), draft.role());
    }
    if (draft.memberships() != null) {
      replace(actor, before, draft.memberships());
    }
  }

  private void replace(Actor actor, User user, List<UserDraft.Wanted> wanted) {
    Map<CustomerId, Role> roles = new LinkedHashMap<>();
    wanted.forEach(each -> roles.put(each.customer(), each.role()));
    for (User.Membership membership : members.of(user.id())) {
      if (!roles.containsKey(membership.customer().id())) {
        takeAway(actor, user, membership.customer().id());
      }
    }
    roles.forEach((customer, role) -> put(actor, user, customer, role));
  }

  private void put(Actor actor, User user, CustomerId customer, Role role) {
    if (members.put(user.id(), customer, role)) {
      audit.record(
          actor,
          List.of(customer),
          AuditEvent.of("membership.set")
              .on("user", user.id().value(), user.username())
              .with("role", role.wireName()));
    }
  }

  private boolean takeAway(Actor actor, User user, CustomerId customer) {
    boolean removed = members.remove(user.id(), customer, clock.instant());
    if (removed) {
      audit.record(
          actor,
          List.of(customer),
          AuditEvent.of("membership.remove").on("user", user.id().value(), user.username()));
    }
    return removed;
  }

  /** Gives somebody a role in a customer; in another than the actor's only for superusers. */
  public User setRole(Actor actor, UserId id, CustomerId customer, Role role) {
    actor.require(Permission.USERS_MANAGE);
    User user = find(actor, id);
    if (!customer.equals(actor.customer())) {
      actor.require(Permission.CUSTOMERS_MANAGE);
    }
    rules.mayChange(actor, user);
    rules.mayGive(actor, role);
    rules.exists(customer);
    transaction.executeWithoutResult(status -> put(actor, user, customer, role));
    return find(actor, id);
  }

  /**
   * Takes somebody out of a customer, with their keys in it; the account stays. Out of another than
   * the actor's only for superusers.
   */
  public void remove(Actor actor, UserId id, CustomerId customer) {
    actor.require(Permission.USERS_MANAGE);
    User user = find(actor, id);
    if (!customer.equals(actor.customer())) {
      actor.require(Permission.CUSTOMERS_MANAGE);
    }
    rules.mayChange(actor, user);
    if (id.equals(actor.user()) && !actor.superuser()) {
      throw ProblemException.invalid(
          "id", "You cannot remove yourself. Ask another administrator to do it.");
    }
    boolean removed =
        Boolean.TRUE.equals(transaction.execute(status -> takeAway(actor, user, customer)));
    if (!removed) {
      throw ProblemException.notFound(
          "membership_not_found",
          "\"%s\" is not a member of that customer.".formatted(user.username()));
    }
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
    List<FieldError> errors = new ArrayList<>();
    rules.password(actor, wanted, actor.username(), "", errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    String hash = passwords.hash(wanted);
    transaction.executeWithoutResult(
        status -> {
          table.setPassword(actor.user(), hash, false, clock.instant());
          audit.record(
              actor,
              AuditEvent.of("user.password")
                  .on("user", actor.user().value(), actor.username())
                  .with("own", true));
        });
    ownSession.renew(actor.user(), table.account(actor.user()).orElseThrow().passwordChangedAt());
  }

  /** Whether somebody else set the actor's password, so that it should be changed. */
  public boolean mustChangePassword(Actor actor) {
    return table.mustChangePassword(actor.user());
  }

  private User find(Actor actor, UserId id) {
    CustomerId only = seenBy(actor);
    User user =
        members
            .find(actor.customer(), id, only == null)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "user_not_found", "There is no user with the number " + id.value() + "."));
    return user.with(new ArrayList<>(members.of(List.of(id), only).getOrDefault(id, List.of())));
  }
}
