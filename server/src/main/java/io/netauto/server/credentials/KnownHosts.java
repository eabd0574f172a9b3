package io.netauto.server.credentials;

import io.netauto.driver.HostKeys;
import io.netauto.driver.HostKeys.HostKey;
import io.netauto.driver.HostKeys.Verdict;
import io.netauto.driver.Target;
import io.netauto.server.credentials.KnownHost.State;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The SSH host keys of devices. A key is trusted by a person, or on first use where the operator
 * set that; a key that differs from the trusted one waits as pending and stops the connection.
 */
@Service
public class KnownHosts {
  private static final RowMapper<KnownHost> ROW =
      (rs, row) ->
          new KnownHost(
              rs.getLong("id"),
              rs.getLong("device_id"),
              rs.getString("host"),
              rs.getInt("port"),
              rs.getString("algorithm"),
              rs.getString("fingerprint"),
              State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
              rs.getTimestamp("first_seen").toInstant(),
              rs.getTimestamp("last_seen").toInstant(),
              rs.getString("decided_by"));

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final boolean trustOnFirstUse;

  KnownHosts(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${netauto.trust-on-first-use}") boolean trustOnFirstUse) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.trustOnFirstUse = trustOnFirstUse;
  }

  /** The keys of a device, the trusted one first. */
  public List<KnownHost> of(Actor actor, long deviceId) {
    actor.require(Permission.KNOWN_HOSTS_READ);
    return jdbc.sql(
            """
            select * from known_host where customer_id = :customer and device_id = :device
            order by state desc, last_seen desc limit 100
            """)
        .param("customer", actor.customer().value())
        .param("device", deviceId)
        .query(ROW)
        .list();
  }

  /** The newest keys of all devices, at most 500. */
  public List<KnownHost> all(Actor actor) {
    actor.require(Permission.KNOWN_HOSTS_READ);
    return jdbc.sql(
            """
            select * from known_host where customer_id = :customer
            order by last_seen desc, id limit 500
            """)
        .param("customer", actor.customer().value())
        .query(ROW)
        .list();
  }

  /** Trusts this key of its device in place of the one trusted until now. */
  public void approve(Actor actor, long id) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    transaction.executeWithoutResult(
        status -> {
          long device =
              jdbc.sql(
                      "select device_id from known_host where id = :id and customer_id = :customer")
                  .param("id", id)
                  .param("customer", actor.customer().value())
                  .query(Long.class)
                  .optional()
                  .orElseThrow(() -> missing(id));
          lock(device);
          jdbc.sql(
                  "delete from known_host where device_id = :device and state = 'trusted' and id <>"
                      + " :id")
              .param("device", device)
              .param("id", id)
              .update();
          int approved =
              jdbc.sql("update known_host set state = 'trusted', decided_by = :by where id = :id")
                  .param("by", actor.username())
                  .param("id", id)
                  .update();
          if (approved == 0) {
            throw missing(id); // deleted meanwhile; the one trusted until now stays
          }
        });
  }

  /** Forgets a key: a trusted one is then no longer trusted. */
  public void delete(Actor actor, long id) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    int deleted =
        jdbc.sql("delete from known_host where id = :id and customer_id = :customer")
            .param("id", id)
            .param("customer", actor.customer().value())
            .update();
    if (deleted == 0) {
      throw missing(id);
    }
  }

  /** The check for one connection to a device, and what to record after it. */
  public Check checkFor(CustomerId customer, long deviceId) {
    KnownHost trusted =
        jdbc.sql("select * from known_host where device_id = :device and state = 'trusted'")
            .param("device", deviceId)
            .query(ROW)
            .optional()
            .orElse(null);
    return new Check(customer, deviceId, trusted);
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
    private final @Nullable KnownHost trusted;
    private volatile @Nullable Seen seen;

    private record Seen(Target target, HostKey key, Verdict verdict) {}

    private Check(CustomerId customer, long deviceId, @Nullable KnownHost trusted) {
      this.customer = customer;
      this.deviceId = deviceId;
      this.trusted = trusted;
    }

    @Override
    public Verdict check(Target target, HostKey key) {
      Verdict verdict;
      if (trusted == null) {
        verdict = trustOnFirstUse ? new Verdict.Trusted() : new Verdict.Unknown();
      } else if (trusted.fingerprint().equals(key.fingerprint())) {
        verdict = new Verdict.Trusted();
      } else {
        verdict = new Verdict.Changed(trusted.fingerprint());
      }
      seen = new Seen(target, key, verdict);
      return verdict;
    }

    /** The fingerprint that is trusted, be it on this first use; empty for none. */
    public String trustedKey() {
      Seen s = seen;
      return trusted != null
          ? trusted.fingerprint()
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
      boolean first = trusted == null && s.verdict() instanceof Verdict.Trusted;
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
          .update();
    }
  }
}
