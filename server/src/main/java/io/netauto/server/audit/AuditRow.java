package io.netauto.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the trail.
 *
 * @param customer the number of the customer; null for what belongs to none
 * @param user null for who is no user: the server itself, or somebody whose login was refused
 * @param address from where; empty for the server's own doing
 * @param details a JSON object
 * @param seq its place in the chain; null until it is sealed
 */
public record AuditRow(
    long id,
    Instant at,
    @Nullable Long customer,
    @Nullable Long user,
    String username,
    String address,
    String requestId,
    String action,
    String outcome,
    String kind,
    String objectId,
    String objectName,
    String details,
    @Nullable Long seq) {}
