package io.netauto.server.identity;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who did something and from where, for what is done later than it was asked for.
 *
 * @param user null for who is no user
 * @param customer null where it belongs to no customer
 * @param address from where it was asked for; empty for the server itself
 * @param requestId of the request by which it was asked for; empty for none
 */
public record AuditOrigin(
    String username,
    @Nullable UserId user,
    @Nullable CustomerId customer,
    String address,
    String requestId) {

  /** The actor, in the request that this thread serves. */
  public static AuditOrigin of(Actor actor) {
    return new AuditOrigin(
        actor.username(), actor.user(), actor.customer(), currentAddress(), currentRequest());
  }

  /** From where the request came that this thread serves; empty for the server's own doing. */
  public static String currentAddress() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : "";
  }

  /** The id of the request that this thread serves; empty for none. */
  public static String currentRequest() {
    String id = MDC.get("request");
    return id == null ? "" : id;
  }
}
