package io.netauto.server.web;

import java.util.Set;

/**
 * The person whom a page is shown to.
 *
 * @param customer the name of the customer whose things are shown
 * @param permissions by their names in the API, such as {@code devices:write}
 * @param mustChangePassword whether somebody else set the password
 */
public record Viewer(
    String username,
    String role,
    String customer,
    Set<String> permissions,
    boolean mustChangePassword) {
  public Viewer {
    permissions = Set.copyOf(permissions);
  }

  public boolean may(String permission) {
    return permissions.contains(permission);
  }
}
