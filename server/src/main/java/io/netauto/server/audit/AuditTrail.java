package io.netauto.server.audit;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CustomerId;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Appends to the table {@code audit_event}, in the transaction of the caller. */
@Service
class AuditTrail implements Audit {
  private static final String INSERT =
      """
      insert into audit_event (customer_id, user_id, username, address, request_id, action, outcome,
          kind, object_id, object_name, details)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      """;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  AuditTrail(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public void record(Actor actor, AuditEvent event) {
    record(actor, List.of(event));
  }

  @Override
  public void record(Actor actor, List<AuditEvent> events) {
    append(actor.customer().value(), actor.user().value(), actor.username(), events);
  }

  @Override
  public void record(String username, @Nullable CustomerId customer, AuditEvent event) {
    append(customer == null ? null : customer.value(), null, username, List.of(event));
  }

  private void append(
      @Nullable Long customer, @Nullable Long user, String username, List<AuditEvent> events) {
    String address = address();
    String request = MDC.get("request");
    jdbc.batchUpdate(
        INSERT,
        events,
        events.size(),
        (statement, event) -> {
          statement.setObject(1, customer, Types.BIGINT);
          statement.setObject(2, user, Types.BIGINT);
          statement.setString(3, username);
          statement.setString(4, address);
          statement.setString(5, request == null ? "" : request);
          statement.setString(6, event.action());
          statement.setString(7, event.outcome().name().toLowerCase(Locale.ROOT));
          statement.setString(8, event.kind());
          statement.setString(9, event.id());
          statement.setString(10, event.name());
          statement.setString(11, json.writeValueAsString(event.details()));
        });
  }

  /** From where the request came that this thread serves; empty for the server's own doing. */
  private static String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : "";
  }
}
