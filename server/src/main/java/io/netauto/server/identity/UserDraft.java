package io.netauto.server.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a user to be. In an edit, null leaves a part as it is.
 *
 * @param username of a new user; it stays as it is then
 * @param role in the customer of who asks
 * @param memberships in customers, for superusers only; in an edit they replace all that there are
 */
public record UserDraft(
    @Nullable String username,
    @Nullable String displayName,
    @Nullable String password,
    @Nullable Role role,
    @Nullable Boolean active,
    @Nullable Boolean superuser,
    @Nullable List<Wanted> memberships) {

  /** A role in a customer. */
  public record Wanted(CustomerId customer, Role role) {}

  @Override
  public String toString() {
    return "UserDraft[username=%s, role=%s, active=%s, superuser=%s, memberships=%s, password=***]"
        .formatted(username, role, active, superuser, memberships);
  }
}
