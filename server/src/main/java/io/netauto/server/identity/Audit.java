package io.netauto.server.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where every change and every use is said. A feature calls it within the transaction that makes
 * the change: both are kept, or neither. Thread-safe.
 */
public interface Audit {

  /** The actor did this, within their customer. */
  void record(Actor actor, AuditEvent event);

  /** The same for many at once, in one statement. */
  void record(Actor actor, List<AuditEvent> events);

  /**
   * Somebody did this who is not an actor: a login that was refused, or the server by itself.
   *
   * @param username what they said their name is; {@code system} for the server itself
   * @param customer null where it belongs to no customer; only superusers see it then
   */
  void record(String username, @Nullable CustomerId customer, AuditEvent event);

  /** What was asked for earlier, and by several perhaps, in one statement. */
  void record(List<AuditEntry> entries);
}
