package io.netauto.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are asked for; texts that are empty ask for any.
 *
 * @param text a part of the name, the action or the person's name
 * @param action a whole action, {@code device.edit}, or all of a noun, {@code device}
 * @param person the user name
 * @param kind of the thing that it was done to
 * @param id the thing's number or name in the API
 * @param name what people call the thing, without regard to case
 * @param from the first moment; null for the beginning
 * @param to the moment before which it ends; null for now
 * @param server true for the rows of no customer, which only superusers see
 */
public record AuditQuery(
    String text,
    String action,
    String person,
    String outcome,
    String kind,
    String id,
    String name,
    String address,
    String requestId,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean server) {

  /** All of the customer. */
  public static final AuditQuery ALL =
      new AuditQuery("", "", "", "", "", "", "", "", "", null, null, false);
}
