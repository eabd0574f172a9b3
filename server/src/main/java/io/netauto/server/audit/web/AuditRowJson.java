package io.netauto.server.audit.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.netauto.server.audit.AuditRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row as the API shows it.
 *
 * @param details a JSON object
 * @param seq its place in the chain; null in the first second
 */
record AuditRowJson(
    long id,
    Instant at,
    String username,
    @Nullable Long userId,
    String address,
    String requestId,
    String action,
    String outcome,
    String kind,
    String objectId,
    String objectName,
    @JsonRawValue @io.swagger.v3.oas.annotations.media.Schema(type = "object") String details,
    @Nullable Long seq) {

  static AuditRowJson of(AuditRow row) {
    return new AuditRowJson(
        row.id(),
        row.at(),
        row.username(),
        row.user(),
        row.address(),
        row.requestId(),
        row.action(),
        row.outcome(),
        row.kind(),
        row.objectId(),
        row.objectName(),
        row.details(),
        row.seq());
  }
}
