package io.netauto.server.web;

import java.util.List;
import java.util.Set;

/**
 * The person whom a page is shown to.
 *
 * @param customer the name of the customer whose things are shown
 * @param permissions by their names in the API, such as {@code devices:write}
 * @param customers the first of those that the person may switch to, this one among them; empty for
 *     who has only one
 * @param more whether there are further ones, to be searched for
 */
public record Viewer(
    String username,
    String role,
    String customer,
    Set<String> permissions,
    List<Choice> customers,
    boolean more) {

  /** A customer that one can switch to. */
  public record Choice(long id, String name) {}

  public Viewer {
    permissions = Set.copyOf(permissions);
    customers = List.copyOf(customers);
  }

  /** Somebody with one customer. */
  public Viewer(String username, String role, String customer, Set<String> permissions) {
    this(username, role, customer, permissions, List.of(), false);
  }

  /** Whether the person has to be told in which customer they are. */
  public boolean isOfSeveral() {
    return !customers.isEmpty();
  }

  public boolean may(String permission) {
    return permissions.contains(permission);
  }
}
