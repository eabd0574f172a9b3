package io.netauto.server.identity;

import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a user may be made, and by whom. */
final class UserRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final int DISPLAY_NAME_LIMIT = 128;
  private static final int MEMBERSHIPS_LIMIT = 500;

  private final UserTable table;
  private final MembershipTable members;
  private final CustomerTable customers;
  private final BreachedPasswords breached;

  UserRules(
      UserTable table,
      MembershipTable members,
      CustomerTable customers,
      BreachedPasswords breached) {
    this.breached = breached;
    this.table = table;
    this.members = members;
    this.customers = customers;
  }

  /** A user who can be added. */
  record NewUser(
      String username,
      String displayName,
      String password,
      boolean superuser,
      Map<CustomerId, Role> roles) {
    @Override
    public String toString() {
      return "NewUser[username=" + username + ", roles=" + roles + ", password=***]";
    }
  }

  /** The draft as a user who can be added; every wrong field is told at once. */
  NewUser added(Actor actor, UserDraft draft) {
    List<FieldError> errors = new ArrayList<>();
    String username = Objects.requireNonNullElse(draft.username(), "").strip();
    if (!NAME.matcher(username).matches()) {
      errors.add(
          new FieldError(
              "username",
              "A user name has 1 to 64 letters, digits, '.', '_', '@' or '-', and begins with a"
                  + " letter or digit."));
    }
    String password = Objects.requireNonNullElse(draft.password(), "");
    String displayName = displayName(draft.displayName(), errors);
    password(actor, password, username, displayName, errors);
    mayMakeSuperuser(actor, draft);
    boolean superuser = Boolean.TRUE.equals(draft.superuser());
    Map<CustomerId, Role> roles = new LinkedHashMap<>();
    if (draft.role() != null) {
      roles.put(actor.customer(), draft.role());
    }
    roles.putAll(memberships(actor, draft.memberships(), errors));
    if (roles.isEmpty() && !superuser) {
      errors.add(new FieldError("role", "Choose a role: viewer, operator or admin."));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    roles.values().forEach(role -> mayGive(actor, role));
    return new NewUser(username, displayName, password, superuser, roles);
  }

  /** Whether it can be the password of somebody of that name. */
  void password(
      Actor actor, String password, String username, String displayName, List<FieldError> errors) {
    String customer = customers.byId(actor.customer()).map(CustomerDetails::name).orElse("");
    Passwords.problemWith(password, List.of(username, displayName, customer))
        .or(() -> breached.problemWith(password))
        .ifPresent(problem -> errors.add(new FieldError("password", problem)));
  }

  private static String displayName(@Nullable String name, List<FieldError> errors) {
    String text = name == null ? "" : name.strip();
    if (text.length() > DISPLAY_NAME_LIMIT) {
      errors.add(
          new FieldError("displayName", "At most %d characters.".formatted(DISPLAY_NAME_LIMIT)));
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      errors.add(
          new FieldError("displayName", "Control characters and line breaks cannot be kept here."));
    }
    return text;
  }

  private Map<CustomerId, Role> memberships(
      Actor actor, @Nullable List<UserDraft.Wanted> wanted, List<FieldError> errors) {
    if (wanted == null) {
      return Map.of();
    }
    actor.require(Permission.CUSTOMERS_MANAGE);
    if (wanted.size() > MEMBERSHIPS_LIMIT) {
      errors.add(
          new FieldError("memberships", "At most %d customers.".formatted(MEMBERSHIPS_LIMIT)));
      return Map.of();
    }
    Map<CustomerId, Role> roles = new LinkedHashMap<>();
    for (UserDraft.Wanted each : wanted) {
      if (customers.byId(each.customer()).isEmpty()) {
        errors.add(
            new FieldError(
                "memberships",
                "There is no customer with the number %s.".formatted(each.customer())));
      } else if (roles.put(each.customer(), each.role()) != null) {
        errors.add(
            new FieldError(
                "memberships", "The customer %s is there twice.".formatted(each.customer())));
      }
    }
    return roles;
  }

  /** Whether the actor may change the user in this way, and all its values can be kept. */
  void check(Actor actor, User user, UserDraft draft) {
    mayChange(actor, user);
    mayMakeSuperuser(actor, draft);
    boolean ofTheAccount =
        draft.active() != null || draft.password() != null || draft.displayName() != null;
    if (ofTheAccount && !actor.superuser() && members.of(user.id()).size() > 1) {
      throw forbidden(
          ("Only an administrator of all customers may change the account of \"%s\". You may"
                  + " change the role that it has here, or remove it from this customer.")
              .formatted(user.username()));
    }
    List<FieldError> errors = new ArrayList<>();
    displayName(draft.displayName(), errors);
    String password = draft.password();
    if (password != null) {
      if (user.id().equals(actor.user())) {
        errors.add(
            new FieldError(
                "password", "Change your own password on the page Account, with the present one."));
      }
      password(actor, password, user.username(), user.displayName(), errors);
    }
    if (Boolean.FALSE.equals(draft.active()) && user.id().equals(actor.user())) {
      errors.add(
          new FieldError(
              "active", "You cannot deactivate yourself. Ask another administrator to do it."));
    }
    memberships(actor, draft.memberships(), errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    if (draft.role() != null) {
      mayGive(actor, draft.role());
    }
    if (ofTheAccount && user.role() != null) {
      mayGive(actor, user.role());
    }
  }

  /** Superusers are changed by superusers only. */
  void mayChange(Actor actor, User user) {
    if (user.superuser() && !actor.superuser()) {
      throw forbidden(
          "\"%s\" administers all customers; only their like may change them."
              .formatted(user.username()));
    }
  }

  private static void mayMakeSuperuser(Actor actor, UserDraft draft) {
    if (draft.superuser() != null && !actor.superuser()) {
      throw forbidden("Only an administrator of all customers may say who else is one.");
    }
  }

  /** A key with scopes cannot make somebody who may more than the key. */
  void mayGive(Actor actor, Role role) {
    if (!actor.permissions().containsAll(role.permissions())) {
      throw forbidden(
          "This API key may less than the role %s has. Use a key that has it."
              .formatted(role.wireName()));
    }
  }

  void exists(CustomerId customer) {
    if (customers.byId(customer).isEmpty()) {
      throw Customers.missing(customer);
    }
  }

  /** One active superuser stays, whatever others change at the same time. */
  void keepASuperuser(UserId user, UserDraft draft) {
    boolean leaves =
        Boolean.FALSE.equals(draft.active()) || Boolean.FALSE.equals(draft.superuser());
    if (leaves && table.superusersBut(user) == 0) {
      boolean last =
          members.find(new CustomerId(0), user, true).filter(User::superuser).isPresent();
      if (last) {
        throw ProblemException.invalid(
            Boolean.FALSE.equals(draft.active()) ? "active" : "superuser",
            "This is the last active administrator of all customers. Make another one first.");
      }
    }
  }

  private static ProblemException forbidden(String message) {
    return new ProblemException(ProblemException.Kind.FORBIDDEN, "forbidden", message);
  }
}
