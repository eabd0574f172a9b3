package io.netauto.server.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The person, or the person's API key, on whose behalf something is done, within one customer.
 *
 * @param role the role within {@code customer}; {@code ADMIN} for a superuser
 * @param superuser whether the user is an administrator of all customers
 * @param permissions what {@link #may} answers: the role's, less what the API key leaves out
 * @param narrowed whether this is an API key that was given less than its owner may do
 */
public record Actor(
    UserId user,
    String username,
    CustomerId customer,
    Role role,
    boolean superuser,
    Set<Permission> permissions,
    boolean narrowed) {

  public Actor {
    EnumSet<Permission> copy = EnumSet.noneOf(Permission.class);
    copy.addAll(permissions);
    permissions = Collections.unmodifiableSet(copy);
  }

  /** A person with all that the role gives. */
  public Actor(UserId user, String username, CustomerId customer, Role role, boolean superuser) {
    this(
        user,
        username,
        customer,
        superuser ? Role.ADMIN : role,
        superuser,
        superuser ? EnumSet.allOf(Permission.class) : role.permissions(),
        false);
  }

  /** Somebody with these permissions. */
  public Actor(
      UserId user,
      String username,
      CustomerId customer,
      Role role,
      boolean superuser,
      Set<Permission> permissions) {
    this(user, username, customer, role, superuser, permissions, false);
  }

  /** The same person as the trail of another customer names them; with no rights there. */
  Actor in(CustomerId other) {
    return new Actor(user, username, other, role, false, EnumSet.noneOf(Permission.class), true);
  }

  /** The same person with no more than these permissions; no longer a superuser. */
  Actor narrowedTo(Set<Permission> scopes) {
    EnumSet<Permission> kept = EnumSet.noneOf(Permission.class);
    kept.addAll(permissions);
    kept.retainAll(scopes);
    return new Actor(user, username, customer, role, false, kept, true);
  }

  /** Whether this is an API key that may do less than its owner. */
  boolean isNarrowed() {
    return narrowed;
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** Does nothing for an actor with the permission, and throws otherwise. */
  public void require(Permission permission) throws Forbidden {
    if (!may(permission)) {
      throw new Forbidden(this, permission);
    }
  }
}
