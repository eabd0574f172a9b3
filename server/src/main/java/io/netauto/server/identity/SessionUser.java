package io.netauto.server.identity;

import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;

/**
 * Who is logged in to a browser session, and in which customer. Rights are not kept in the session:
 * they are read at each request, so that a change holds at once.
 *
 * @param passwordChangedAt of the password that the login was made with; the session ends with it
 */
public record SessionUser(
    UserId user, String username, CustomerId customer, Instant passwordChangedAt)
    implements Serializable, Principal {

  /** The same login, in another customer. */
  SessionUser in(CustomerId other) {
    return new SessionUser(user, username, other, passwordChangedAt);
  }

  /** The name under which the session is found; the record's own text could be too long for it. */
  @Override
  public String getName() {
    return username;
  }
}
