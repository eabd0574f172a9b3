package io.netauto.server.limits;

import io.netauto.server.credentials.CredentialRef;
import io.netauto.server.credentials.CredentialRefs;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.jobs.GovernedParts;
import io.netauto.server.jobs.Limits;
import io.netauto.server.limits.PermitLimit.Kind;
import io.netauto.server.limits.PermitLimit.Source;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The limits that hold for the runs of a customer, and how far they are used. They are changed
 * while the server runs: every node follows within a second.
 */
@Service
public class PermitLimits {
  private static final Logger log = LoggerFactory.getLogger(PermitLimits.class);
  private static final int SHOWN = 1_000;
  private static final double MOST = 1_000_000;

  private final JdbcClient jdbc;
  private final Limits limits;
  private final ObjectProvider<GovernedParts> parts;
  private final GroupQuotas quotas;
  private final Devices devices;
  private final CredentialRefs credentials;

  private final Audited audited;

  PermitLimits(
      JdbcClient jdbc,
      Limits limits,
      ObjectProvider<GovernedParts> parts,
      GroupQuotas quotas,
      Devices devices,
      CredentialRefs credentials,
      Audited audited) {
    this.audited = audited;
    this.jdbc = jdbc;
    this.limits = limits;
    this.parts = parts;
    this.quotas = quotas;
    this.devices = devices;
    this.credentials = credentials;
  }

  private record Row(
      @Nullable Long customer, Kind kind, String key, double value, @Nullable String name) {}

  /** By kind, the general one of each kind first; at most 1,000. */
  public List<PermitLimit> list(Actor actor) {
    actor.require(Permission.SETTINGS_READ);
    long customer = actor.customer().value();
    Map<String, Integer> held = parts.getObject().held();
    Map<String, Integer> waiting = waiting(customer);
    List<PermitLimit> all = new ArrayList<>();
    for (Row row : rows(customer)) {
      String scope = scope(row, customer);
      boolean own = row.customer() != null || row.kind() == Kind.GLOBAL;
      all.add(
          new PermitLimit(
              row.kind(),
              row.kind() == Kind.DEVICE && row.name() != null ? row.name() : row.key(),
              row.value(),
              own ? Source.SET : Source.EVERY_CUSTOMER,
              scope == null ? null : held.getOrDefault(scope, 0),
              scope == null ? null : waiting.getOrDefault(scope, 0),
              own && mayChange(actor, row.kind())));
    }
    if (all.stream().noneMatch(each -> each.kind() == Kind.DEVICE && each.key().isEmpty())) {
      all.add(new PermitLimit(Kind.DEVICE, "", Limits.DEVICE, Source.BUILT_IN, null, null, false));
    }
    all.addAll(ofGroups(customer, held, waiting));
    all.sort(Comparator.comparing(PermitLimit::kind).thenComparing(PermitLimit::key));
    return all;
  }

  private List<Row> rows(long customer) {
    return jdbc.sql(
            """
            select p.*, d.hostname from permit_limit p
            left join device d on p.kind = 'device' and d.customer_id = :customer
                and d.id::text = p.key
            where p.customer_id = :customer or p.customer_id is null
            order by p.kind, p.key limit :most
            """)
        .param("customer", customer)
        .param("most", SHOWN)
        .query(
            (rs, row) -> {
              long of = rs.getLong("customer_id");
              return new Row(
                  rs.wasNull() ? null : of,
                  Kind.of(rs.getString("kind")).orElseThrow(),
                  rs.getString("key"),
                  rs.getDouble("value"),
                  rs.getString("hostname"));
            })
        .list();
  }

  /** Null for a limit of many scopes. */
  private static @Nullable String scope(Row row, long customer) {
    return switch (row.kind()) {
      case GLOBAL -> "global";
      case CUSTOMER -> "customer:" + customer;
      case LOGIN -> row.key().isEmpty() ? null : Limits.scope(RealmLimit.KIND, customer, row.key());
      case SITE, DEVICE, GROUP ->
          row.key().isEmpty() ? null : Limits.scope(row.kind().code(), customer, row.key());
    };
  }

  private Map<String, Integer> waiting(long customer) {
    Map<String, Integer> waiting = new HashMap<>();
    jdbc.sql(
            """
            select scope, count(*) as n from run r, unnest(r.scopes) as scope
            where r.customer_id = :customer and r.status = 'pending' group by scope
            """)
        .param("customer", customer)
        .query(
            rs -> {
              waiting.put(rs.getString("scope"), rs.getInt("n"));
            });
    return waiting;
  }

  private List<PermitLimit> ofGroups(
      long customer, Map<String, Integer> held, Map<String, Integer> waiting) {
    return quotas.of(customer).stream()
        .map(
            quota ->
                new PermitLimit(
                    Kind.GROUP,
                    quota.name(),
                    quota.sessions(),
                    Source.GROUP,
                    held.getOrDefault(GroupQuotas.scope(quota), 0),
                    waiting.getOrDefault(GroupQuotas.scope(quota), 0),
                    false))
        .toList();
  }

  private static boolean mayChange(Actor actor, Kind kind) {
    return actor.may(Permission.SETTINGS_WRITE)
        && kind != Kind.GROUP
        && (actor.superuser() || !kind.isOfTheServer());
  }

  /**
   * Sets a limit, or changes it.
   *
   * @param key a site, a device's name or number, or a credential; empty for each of the kind
   */
  public void set(Actor actor, String kind, String key, @Nullable Double value) {
    Target target = target(actor, kind, key);
    if (value == null || value.isNaN() || value <= 0 || value > MOST) {
      throw ProblemException.invalid(
          "value",
          target.kind() == Kind.LOGIN
              ? "Logins per second: a number above 0, e.g. 5 or 0.5."
              : "A whole number of sessions, 1 or more.");
    }
    if (target.kind() != Kind.LOGIN && (value < 1 || value != Math.rint(value))) {
      throw ProblemException.invalid("value", "A whole number of sessions, 1 or more.");
    }
    audited.change(
        actor,
        () ->
            jdbc.sql(
                    """
                    insert into permit_limit (customer_id, kind, key, value)
                    values (:customer::bigint, :kind, :key, :value)
                    on conflict (customer_id, kind, key) do update set value = excluded.value
                    """)
                .param("customer", target.customer())
                .param("kind", target.kind().code())
                .param("key", target.key())
                .param("value", BigDecimal.valueOf(value))
                .update(),
        set -> event("limit.set", target).with("value", value));
    limits.changed();
    log.info("{} set the limit {} {} to {}.", actor.username(), kind, target.key(), value);
  }

  /** Takes a limit away. */
  public void unset(Actor actor, String kind, String key) {
    Target target = target(actor, kind, key);
    int deleted =
        audited.changes(
            actor,
            () ->
                jdbc.sql(
                        """
                        delete from permit_limit
                        where customer_id is not distinct from :customer::bigint
                            and kind = :kind and key = :key
                        """)
                    .param("customer", target.customer())
                    .param("kind", target.kind().code())
                    .param("key", target.key())
                    .update(),
            gone -> gone == 0 ? List.of() : List.of(event("limit.unset", target)));
    if (deleted == 0) {
      throw ProblemException.notFound(
          "limit_not_found",
          key.isEmpty()
              ? "No limit of the kind \"%s\" is set.".formatted(kind)
              : "No limit of the kind \"%s\" is set for \"%s\".".formatted(kind, key));
    }
    limits.changed();
    log.info("{} took the limit {} {} away.", actor.username(), kind, target.key());
  }

  private static AuditEvent event(String action, Target target) {
    return AuditEvent.of(action).on("limit", target.kind().code(), target.key());
  }

  /** The key of a row. */
  private record Target(@Nullable Long customer, Kind kind, String key) {}

  private Target target(Actor actor, String kindText, String keyText) {
    actor.require(Permission.SETTINGS_WRITE);
    Kind kind =
        Kind.of(kindText)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "kind", "One of global, customer, site, device or login."));
    if (kind == Kind.GROUP) {
      throw ProblemException.invalid("kind", "The limit of a group is changed in the group.");
    }
    if (kind.isOfTheServer() && !actor.superuser()) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "superuser_only",
          "Only an administrator of the server sets the limits of the server and of customers.");
    }
    String key = keyText.strip();
    if (kind.isOfTheServer()) {
      if (!key.isEmpty()) {
        throw ProblemException.invalid("key", "This kind has no key.");
      }
      return new Target(kind == Kind.GLOBAL ? null : actor.customer().value(), kind, "");
    }
    return new Target(actor.customer().value(), kind, key.isEmpty() ? "" : key(actor, kind, key));
  }

  private String key(Actor actor, Kind kind, String key) {
    return switch (kind) {
      case DEVICE -> device(actor, key).id().toString();
      case LOGIN -> {
        Optional<String> problem = credentials.problemWith(actor.customer(), key);
        if (problem.isPresent()) {
          throw ProblemException.invalid(List.of(new FieldError("key", problem.get())));
        }
        yield CredentialRef.parse(key).toString();
      }
      default -> {
        if (key.length() > 200) {
          throw ProblemException.invalid("key", "At most 200 characters.");
        }
        yield key;
      }
    };
  }

  private Device device(Actor actor, String name) {
    return devices
        .byHostname(actor, name)
        .or(
            () ->
                name.matches("[0-9]{1,18}")
                    ? Optional.of(devices.get(actor, new DeviceId(Long.parseLong(name))))
                    : Optional.empty())
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "key", "There is no device named \"%s\".".formatted(name)));
  }
}
