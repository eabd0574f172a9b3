package io.netauto.server.credentials;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the first host key of a device is trusted: as the first of its groups says that says
 * something, else as the customer says, else as the server's setting does.
 */
@Service
public class HostKeyPolicies {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final boolean server;

  HostKeyPolicies(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Audit audit,
      @Value("${netauto.trust-on-first-use}") boolean server) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.audit = audit;
    this.server = server;
  }

  /**
   * What a group says.
   *
   * @param firstUse null for nothing
   */
  public record OfGroup(long id, String name, @Nullable Boolean firstUse) {}

  /**
   * @param server what holds where nobody says anything
   * @param customer null for nothing
   */
  public record Policies(boolean server, @Nullable Boolean customer, List<OfGroup> groups) {
    public Policies {
      groups = List.copyOf(groups);
    }
  }

  public Policies get(Actor actor) {
    actor.require(Permission.KNOWN_HOSTS_READ);
    List<OfGroup> groups =
        jdbc.sql(
                """
                select g.id, g.name, p.first_use from device_group g
                left join host_key_policy p on p.group_id = g.id
                where g.customer_id = :customer order by p.first_use is null, lower(g.name) limit 1000
                """)
            .param("customer", actor.customer().value())
            .query(
                (rs, row) ->
                    new OfGroup(
                        rs.getLong("id"),
                        rs.getString("name"),
                        (Boolean) rs.getObject("first_use")))
            .list();
    return new Policies(server, ofCustomer(actor.customer()), groups);
  }

  private @Nullable Boolean ofCustomer(CustomerId customer) {
    return jdbc.sql(
            "select first_use from host_key_policy where customer_id = :c and group_id is null")
        .param("c", customer.value())
        .query(Boolean.class)
        .optional()
        .orElse(null);
  }

  /**
   * Says whether first keys are trusted.
   *
   * @param group its name or number; null for the customer itself
   * @param firstUse null to say nothing any longer
   */
  public void set(Actor actor, @Nullable String group, @Nullable Boolean firstUse) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    Long id = group == null || group.isBlank() ? null : group(actor.customer(), group.strip());
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql(
                  firstUse == null
                      ? """
                      delete from host_key_policy where customer_id = :customer
                          and group_id is not distinct from :group::bigint
                          and :first::boolean is null
                      """
                      : """
                      insert into host_key_policy (customer_id, group_id, first_use)
                      values (:customer, :group::bigint, :first::boolean)
                      on conflict (customer_id, group_id) do update
                      set first_use = excluded.first_use
                      """)
              .param("customer", actor.customer().value())
              .param("group", id)
              .param("first", firstUse)
              .update();
          audit.record(
              actor,
              AuditEvent.of("known-host.policy")
                  .on(id == null ? "customer" : "group", id == null ? actor.customer() : id, "")
                  .with("policy", word(firstUse)));
        });
  }

  /** As the API names it. */
  public static String word(@Nullable Boolean firstUse) {
    return firstUse == null ? "inherit" : firstUse ? "first-use" : "strict";
  }

  /** What {@link #word} named. */
  public static @Nullable Boolean of(@Nullable String word) {
    return switch (word == null ? "inherit" : word) {
      case "strict" -> false;
      case "first-use" -> true;
      case "inherit", "" -> null;
      default ->
          throw ProblemException.invalid("policy", "A policy is strict, first-use or inherit.");
    };
  }

  private long group(CustomerId customer, String group) {
    return jdbc.sql(
            """
            select id from device_group where customer_id = :customer
                and (lower(name) = lower(:group) or id::text = :group)
            order by (lower(name) = lower(:group)) desc limit 1
            """)
        .param("customer", customer.value())
        .param("group", group)
        .query(Long.class)
        .optional()
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "group_not_found", "There is no group \"%s\".".formatted(group)));
  }

  boolean trustsFirstUse(CustomerId customer, Supplier<List<Long>> groups) {
    Map<Long, Boolean> said = new HashMap<>();
    jdbc.sql(
            "select coalesce(group_id, 0) as g, first_use from host_key_policy where customer_id ="
                + " :c")
        .param("c", customer.value())
        .query(
            rs -> {
              said.put(rs.getLong("g"), rs.getBoolean("first_use"));
            });
    if (said.size() > (said.containsKey(0L) ? 1 : 0)) {
      for (long group : groups.get()) {
        Boolean says = said.get(group);
        if (says != null) {
          return says;
        }
      }
    }
    return said.getOrDefault(0L, server);
  }
}
