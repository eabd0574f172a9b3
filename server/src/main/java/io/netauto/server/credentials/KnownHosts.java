package io.netauto.server.credentials;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netauto.driver.HostKeys;
import io.netauto.driver.HostKeys.HostKey;
import io.netauto.driver.HostKeys.Verdict;
import io.netauto.driver.Target;
import io.netauto.server.events.Events;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The SSH host keys of devices. A key is trusted by a person, or on first use where the operator
 * set that; a key that differs from the trusted one waits as pending and stops the connection.
 */
@Service
public class KnownHosts {
  /** Raised when a device shows another key than the trusted one. */
  public static final String CHANGED = "host-key.changed";

  /** Keys that are approved together. */
  private static final int BULK = 10_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final KnownHostTable table;
  private final HostAuthorities authorities;
  private final HostKeyPolicies policies;
  private final Events events;
  private final Audit audit;
  private final Clock clock;
  private final Counter changed;

  KnownHosts(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      KnownHostTable table,
      HostAuthorities authorities,
      HostKeyPolicies policies,
      Events events,
      Audit audit,
      Clock clock,
      MeterRegistry meters) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.table = table;
    this.authorities = authorities;
    this.policies = policies;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
    this.changed =
        Counter.builder("netauto.host.keys.changed")
            .description("Devices that showed another host key than the trusted one")
            .register(meters);
  }

  /** The keys of a device, the trusted ones first. */
  public List<KnownHost> of(Actor actor, long deviceId) {
    actor.require(Permission.KNOWN_HOSTS_READ);
    return table.of(actor.customer(), deviceId);
  }

  /** Changed keys first, then those that wait for a first decision, then the trusted. */
  public Page<KnownHost> list(
      Actor actor, KnownHostQuery query, @Nullable String cursor, int limit) {
    actor.require(Permission.KNOWN_HOSTS_READ);
    return table.list(actor.customer(), query, cursor, limit);
  }

  /** How many keys wait for a decision. */
  public int waiting(Actor actor) {
    actor.require(Permission.KNOWN_HOSTS_READ);
    return table.waiting(actor.customer());
  }

  /** Trusts this key of its device in place of those trusted until now. */
  public void approve(Actor actor, long id) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    List<KnownHost> keys = table.byIds(actor.customer(), List.of(id));
    if (!keys.isEmpty() && keys.getFirst().state() == KnownHost.State.REVOKED) {
      throw ProblemException.invalid(
          "id", "This key is revoked, and is no key to approve; forget it to change that.");
    }
    if (keys.isEmpty() || approve(actor, keys) == 0) {
      throw missing(id);
    }
  }

  /**
   * Trusts, of all keys that wait and match, each device's newest.
   *
   * @return how many
   */
  public int approve(Actor actor, KnownHostQuery query) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    return approve(actor, table.toApprove(actor.customer(), query, BULK));
  }

  private int approve(Actor actor, List<KnownHost> keys) {
    Long[] ids = keys.stream().map(KnownHost::id).toArray(Long[]::new);
    List<Long> devices = keys.stream().map(KnownHost::deviceId).sorted().toList();
    return transaction.execute(
        status -> {
          devices.forEach(this::lock);
          // A key that was deleted meanwhile leaves the one trusted until now.
          List<Long> there =
              jdbc.sql("select id from known_host where id = any(:ids) for update")
                  .param("ids", ids)
                  .query((rs, row) -> rs.getLong(1))
                  .list();
          List<KnownHost> left = keys.stream().filter(k -> there.contains(k.id())).toList();
          Long[] of = left.stream().map(KnownHost::deviceId).toArray(Long[]::new);
          jdbc.sql(
                  """
                  delete from known_host where device_id = any(:devices) and state = 'trusted'
                      and id <> all(:ids)
                  """)
              .param("devices", of)
              .param("ids", ids)
              .update();
          jdbc.sql("update known_host set state = 'trusted', decided_by = :by where id = any(:ids)")
              .param("by", actor.username())
              .param("ids", there.toArray(Long[]::new))
              .update();
          events.settle(actor, CHANGED, List.of(of));
          audit.record(
              actor, left.stream().map(key -> audited("known-host.approve", key)).toList());
          return left.size();
        });
  }

  private static AuditEvent audited(String action, KnownHost key) {
    return AuditEvent.of(action)
        .on("device", key.deviceId(), key.hostname())
        .with("fingerprint", key.fingerprint())
        .with("replaces", key.trusted());
  }

  /** Forgets a key: a trusted one is then no longer trusted. */
  public void delete(Actor actor, long id) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    transaction.executeWithoutResult(
        status -> {
          List<KnownHost> keys = table.byIds(actor.customer(), List.of(id));
          int deleted =
              jdbc.sql("delete from known_host where id = :id and customer_id = :customer")
                  .param("id", id)
                  .param("customer", actor.customer().value())
                  .update();
          if (deleted == 0) {
            throw missing(id);
          }
          audit.record(actor, audited("known-host.revoke", keys.getFirst()));
        });
  }

  /**
   * The check for one connection to a device, and what to record after it.
   *
   * @param groups the numbers of the device's groups, in the order in which they are asked; looked
   *     at only where a group has a policy
   */
  public Check checkFor(CustomerId customer, long deviceId, Supplier<List<Long>> groups) {
    Map<String, List<String>> known = new HashMap<>();
    jdbc.sql(
            """
            select state, fingerprint from known_host
            where device_id = :device and state <> 'pending' order by algorithm, id
            """)
        .param("device", deviceId)
        .query(
            rs -> {
              known
                  .computeIfAbsent(rs.getString("state"), state -> new ArrayList<>())
                  .add(rs.getString("fingerprint"));
            });
    List<String> trusted = known.getOrDefault("trusted", List.of());
    List<String> authorities = this.authorities.of(customer, deviceId);
    // A device with an authority is known: a key that is not certified is none to trust.
    boolean first =
        trusted.isEmpty() && authorities.isEmpty() && policies.trustsFirstUse(customer, groups);
    return new Check(
        customer,
        deviceId,
        trusted,
        authorities,
        Set.copyOf(known.getOrDefault("revoked", List.of())),
        first);
  }

  /** Waits for its turn to change a device's keys; false for a device that is deleted. */
  private boolean lock(long device) {
    return jdbc.sql("select id from device where id = :id for no key update")
        .param("id", device)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  private static ProblemException missing(long id) {
    return ProblemException.notFound(
        "known_host_not_found", "There is no host key with the number " + id + ".");
  }

  /**
   * Compares the key that a device shows with the one trusted when this was made. {@link #check}
   * runs on the transport's thread and touches no database; {@link #record()} stores what was seen.
   */
  public final class Check implements HostKeys {
    private final CustomerId customer;
    private final long deviceId;
    private final List<String> trusted;
    private final List<String> authorities;
    private final Set<String> revoked;
    private final boolean trustOnFirstUse;
    private volatile @Nullable Seen seen;

    private record Seen(Target target, HostKey key, Verdict verdict) {}

    private Check(
        CustomerId customer,
        long deviceId,
        List<String> trusted,
        List<String> authorities,
        Set<String> revoked,
        boolean trustOnFirstUse) {
      this.authorities = authorities;
      this.revoked = revoked;
      this.customer = customer;
      this.deviceId = deviceId;
      this.trusted = trusted;
      this.trustOnFirstUse = trustOnFirstUse;
    }

    @Override
    public Verdict check(Target target, HostKey key) {
      Verdict verdict;
      if (revoked.contains(key.fingerprint())) {
        verdict = new Verdict.Revoked(key.fingerprint());
      } else if (trusted.isEmpty()) {
        verdict = trustOnFirstUse ? new Verdict.Trusted() : new Verdict.Unknown();
      } else if (trusted.contains(key.fingerprint())) {
        verdict = new Verdict.Trusted();
      } else {
        verdict = new Verdict.Changed(trusted.getFirst());
      }
      seen = new Seen(target, key, verdict);
      return verdict;
    }

    @Override
    public boolean knowsAuthorities(Target target) {
      return !authorities.isEmpty();
    }

    /** A certified key is not kept: it may be another one tomorrow. */
    @Override
    public Verdict check(Target target, Certificate certificate) {
      String signer = certificate.authority().fingerprint();
      if (revoked.contains(signer)) {
        return new Verdict.Revoked(signer);
      }
      if (authorities.contains(signer) && !revoked.contains(certificate.key().fingerprint())) {
        return new Verdict.Trusted();
      }
      return check(target, certificate.key());
    }

    /** What is trusted, be it on this first use; empty for nothing. */
    public String trustedKey() {
      Seen s = seen;
      return !trusted.isEmpty() || !authorities.isEmpty()
          ? (String.join(" ", trusted) + " " + String.join(" ", authorities)).strip()
          : s != null && s.verdict() instanceof Verdict.Trusted ? s.key().fingerprint() : "";
    }

    /**
     * Stores the key that was seen, if one was. Two first uses at once trust one key; the other, if
     * it differs, is pending.
     */
    public void record() {
      Seen s = seen;
      if (s == null) {
        return;
      }
      transaction.executeWithoutResult(
          status -> {
            if (lock(deviceId)) {
              store(s);
            }
          });
    }

    private void store(Seen s) {
      boolean first = trusted.isEmpty() && s.verdict() instanceof Verdict.Trusted;
      boolean isNew =
          jdbc.sql(
                  """
                  insert into known_host (customer_id, device_id, host, port, algorithm, fingerprint,
                      public_key, state, first_seen, last_seen, decided_by)
                  values (:customer, :device, :host, :port, :algorithm, :fingerprint, :key,
                      case when :first and not exists (select 1 from known_host
                               where device_id = :device and state = 'trusted')
                           then 'trusted' else 'pending' end,
                      :now, :now, case when :first and not exists (select 1 from known_host
                               where device_id = :device and state = 'trusted')
                           then 'first use' else '' end)
                  on conflict (device_id, fingerprint) do update
                  set last_seen = excluded.last_seen,
                      state = case when known_host.state = 'pending' and excluded.state = 'trusted'
                              then 'trusted' else known_host.state end,
                      decided_by = case when known_host.state = 'pending' and excluded.state = 'trusted'
                              then excluded.decided_by else known_host.decided_by end
                  returning xmax = 0
                  """)
              .param("customer", customer.value())
              .param("device", deviceId)
              .param("host", s.target().host())
              .param("port", s.target().port())
              .param("algorithm", s.key().algorithm())
              .param("fingerprint", s.key().fingerprint())
              .param("key", s.key().encoded())
              .param("first", first)
              .param("now", Timestamp.from(clock.instant()))
              .query(Boolean.class)
              .single();
      if (isNew && s.verdict() instanceof Verdict.Changed(String expected)) {
        changed(s, expected);
      }
    }

    /** Told once for each key that a device shows in place of the trusted one. */
    private void changed(Seen s, String expected) {
      String hostname =
          jdbc.sql("select hostname from device where id = :id")
              .param("id", deviceId)
              .query(String.class)
              .single();
      events.raise(
          customer,
          CHANGED,
          deviceId,
          hostname,
          ("%s shows another host key: %s instead of %s. Nothing was sent to it. Find out why, then"
                  + " approve or forget the new key.")
              .formatted(hostname, s.key().fingerprint(), expected));
      audit.record(
          "system",
          customer,
          AuditEvent.of("known-host.changed")
              .ended(AuditEvent.Outcome.REFUSED)
              .on("device", deviceId, hostname)
              .with("fingerprint", s.key().fingerprint())
              .with("expected", expected));
      changed.increment();
    }
  }
}
