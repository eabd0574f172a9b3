package io.netauto.server.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person, as the administrators of a customer see them.
 *
 * @param role in the customer of who asks, {@code ADMIN} for a superuser; null where they are
 *     nothing there, which only superusers get to see
 * @param mustChangePassword whether somebody else set the password
 * @param passwordExpired whether that was too long ago: nobody can sign in with it any more
 * @param lastLoginAt null for never
 * @param memberships in all customers for a superuser who asks; for others in their own only
 */
public record User(
    UserId id,
    String username,
    String displayName,
    @Nullable Role role,
    boolean superuser,
    boolean active,
    boolean mustChangePassword,
    boolean passwordExpired,
    Instant createdAt,
    @Nullable Instant lastLoginAt,
    List<Membership> memberships) {
  public User {
    memberships = List.copyOf(memberships);
  }

  /** What they are within a customer. */
  public record Membership(Customer customer, Role role) {}

  User with(List<Membership> others) {
    return new User(
        id,
        username,
        displayName,
        role,
        superuser,
        active,
        mustChangePassword,
        passwordExpired,
        createdAt,
        lastLoginAt,
        others);
  }
}
