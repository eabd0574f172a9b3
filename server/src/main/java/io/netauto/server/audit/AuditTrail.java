package io.netauto.server.audit;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEntry;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.AuditOrigin;
import io.netauto.server.identity.CustomerId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Appends to the table {@code audit_event}, in the transaction of the caller. */
@Service
class AuditTrail implements Audit {
  private static final String INSERT =
      """
      insert into audit_event (customer_id, user_id, username, address, request_id, action, outcome,
          kind, object_id, object_name, details)
      select customer, person, username, address, request, action, outcome, kind, object, name,
          details::jsonb
      from unnest(:customers::bigint[], :users::bigint[], :usernames::text[], :addresses::text[],
          :requests::text[], :actions::text[], :outcomes::text[], :kinds::text[],
          :objects::text[], :names::text[], :details::text[]) with ordinality
          as v (customer, person, username, address, request, action, outcome, kind, object, name,
              details, place)
      order by place
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  AuditTrail(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public void record(Actor actor, AuditEvent event) {
    record(actor, List.of(event));
  }

  @Override
  public void record(Actor actor, List<AuditEvent> events) {
    AuditOrigin origin = AuditOrigin.of(actor);
    record(events.stream().map(event -> new AuditEntry(origin, event)).toList());
  }

  @Override
  public void record(String username, @Nullable CustomerId customer, AuditEvent event) {
    record(
        List.of(
            new AuditEntry(
                new AuditOrigin(
                    username,
                    null,
                    customer,
                    AuditOrigin.currentAddress(),
                    AuditOrigin.currentRequest()),
                event)));
  }

  @Override
  public void record(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    jdbc.sql(INSERT)
        .param("customers", numbers(entries, AuditTrail::customer))
        .param("users", numbers(entries, AuditTrail::user))
        .param("usernames", origins(entries, AuditOrigin::username))
        .param("addresses", origins(entries, AuditOrigin::address))
        .param("requests", origins(entries, AuditOrigin::requestId))
        .param("actions", events(entries, AuditEvent::action))
        .param("outcomes", events(entries, e -> e.outcome().name().toLowerCase(Locale.ROOT)))
        .param("kinds", events(entries, AuditEvent::kind))
        .param("objects", events(entries, AuditEvent::id))
        .param("names", events(entries, AuditEvent::name))
        .param("details", events(entries, e -> json.writeValueAsString(e.details())))
        .update();
  }

  private static @Nullable Long customer(AuditOrigin origin) {
    CustomerId customer = origin.customer();
    return customer == null ? null : customer.value();
  }

  private static @Nullable Long user(AuditOrigin origin) {
    var user = origin.user();
    return user == null ? null : user.value();
  }

  private static @Nullable Long[] numbers(
      List<AuditEntry> entries, Function<AuditOrigin, @Nullable Long> number) {
    Stream<@Nullable Long> numbers = entries.stream().map(e -> number.apply(e.origin()));
    return numbers.toArray(Long[]::new);
  }

  private static String[] origins(List<AuditEntry> entries, Function<AuditOrigin, String> text) {
    return entries.stream().map(e -> keepable(text.apply(e.origin()))).toArray(String[]::new);
  }

  private static String[] events(List<AuditEntry> entries, Function<AuditEvent, String> text) {
    return entries.stream().map(e -> keepable(text.apply(e.event()))).toArray(String[]::new);
  }

  /** PostgreSQL has no character of the number 0; somebody may have typed one as their name. */
  private static String keepable(String text) {
    return text.replace("\\u0000", "\\ufffd").replace('\0', '\ufffd');
  }
}
