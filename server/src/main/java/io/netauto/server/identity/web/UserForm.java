package io.netauto.server.identity.web;

import io.netauto.server.identity.Customer;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Role;
import io.netauto.server.identity.User;
import io.netauto.server.identity.UserDraft;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The form of a user as it was typed, right or wrong, with what is wrong at each field. Passwords
 * are not shown again.
 *
 * @param user the one that is edited; null for a new one
 * @param memberships rows of customer and role, for who may choose; empty for others
 * @param customers to choose from
 * @param all whether the viewer administers all customers
 * @param own whether the user is the viewer
 */
public record UserForm(
    @Nullable User user,
    String username,
    String displayName,
    String role,
    boolean superuser,
    List<Row> memberships,
    List<Customer> customers,
    boolean all,
    boolean own,
    Map<String, String> errors) {

  /**
   * @param customer its number, or empty
   * @param name the customer's, where it is not among those to choose from
   */
  public record Row(String customer, String name, String role) {}

  public UserForm {
    memberships = List.copyOf(memberships);
    customers = List.copyOf(customers);
    errors = Map.copyOf(errors);
  }

  static UserForm empty(List<Customer> customers, Customer present, boolean all) {
    return new UserForm(
        null,
        "",
        "",
        "viewer",
        false,
        all
            ? List.of(new Row(Long.toString(present.id().value()), present.name(), "viewer"))
            : List.of(),
        customers,
        all,
        false,
        Map.of());
  }

  static UserForm of(User user, List<Customer> customers, boolean all, boolean own) {
    Role role = user.role();
    return new UserForm(
        user,
        user.username(),
        user.displayName(),
        role == null ? "" : role.wireName(),
        user.superuser(),
        all
            ? user.memberships().stream()
                .map(
                    each ->
                        new Row(
                            Long.toString(each.customer().id().value()),
                            each.customer().name(),
                            each.role().wireName()))
                .toList()
            : List.of(),
        customers,
        all,
        own,
        Map.of());
  }

  UserForm typed(MultiValueMap<String, String> sent) {
    List<String> numbers = sent.getOrDefault("customer", List.of());
    List<String> roles = sent.getOrDefault("customerRole", List.of());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(numbers.size(), roles.size()); i++) {
      String number = numbers.get(i).strip();
      if (!number.isEmpty()) {
        rows.add(new Row(number, nameOf(number), roles.get(i)));
      }
    }
    return new UserForm(
        user,
        text(sent, "username"),
        text(sent, "displayName"),
        text(sent, "role"),
        sent.containsKey("superuser"),
        rows,
        customers,
        all,
        own,
        Map.of());
  }

  private String nameOf(String number) {
    return memberships.stream()
        .filter(row -> row.customer().equals(number))
        .map(Row::name)
        .findFirst()
        .orElse(number);
  }

  private static String text(MultiValueMap<String, String> sent, String name) {
    return Objects.requireNonNullElse(sent.getFirst(name), "").strip();
  }

  /** The draft of a new user. */
  UserDraft added(String password) {
    return new UserDraft(
        username,
        displayName,
        password,
        all ? null : roleOf(role),
        null,
        (all && superuser) ? true : null,
        all ? wanted() : null);
  }

  /** The draft of a change. */
  UserDraft changed(User before) {
    return new UserDraft(
        null,
        displayName.equals(before.displayName()) ? null : displayName,
        null,
        (all || roleOf(role) == before.role()) ? null : roleOf(role),
        null,
        (all && superuser != before.superuser()) ? superuser : null,
        all ? wanted() : null);
  }

  private static @Nullable Role roleOf(String name) {
    try {
      return name.isEmpty() ? null : Role.of(name);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("role", String.valueOf(e.getMessage()));
    }
  }

  private List<UserDraft.Wanted> wanted() {
    List<UserDraft.Wanted> wanted = new ArrayList<>();
    for (Row row : memberships) {
      Role role = roleOf(row.role());
      if (role == null || !row.customer().matches("[0-9]{1,18}")) {
        throw ProblemException.invalid("memberships", "Choose a customer and a role in each row.");
      }
      wanted.add(new UserDraft.Wanted(new CustomerId(Long.parseLong(row.customer())), role));
    }
    return wanted;
  }

  UserForm with(List<FieldError> wrong) {
    Map<String, String> byField = new LinkedHashMap<>();
    wrong.forEach(error -> byField.merge(error.field(), error.message(), (a, b) -> a + " " + b));
    return new UserForm(
        user, username, displayName, role, superuser, memberships, customers, all, own, byField);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public String title() {
    return user == null ? "New user" : user.username();
  }

  public String action() {
    return user == null ? "/settings/users" : "/settings/users/" + user.id().value();
  }

  /** Whether a customer is among those to choose from. */
  public boolean knows(String number) {
    return customers.stream().anyMatch(each -> number.equals(Long.toString(each.id().value())));
  }
}
