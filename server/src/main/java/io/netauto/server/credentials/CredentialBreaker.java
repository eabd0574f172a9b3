package io.netauto.server.credentials;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Stops a credential whose logins are refused one after the other, before its account is locked.
 * After some time one login is let through; when that is accepted, or somebody resets it, the
 * credential is used again. The state is in the database, for all nodes; each knows it as it was a
 * second ago at most. Thread-safe.
 */
@Service
public class CredentialBreaker {
  private static final Logger log = LoggerFactory.getLogger(CredentialBreaker.class);

  /** How long a credential is left alone. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final Audited audited;
  private final int limit;
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Table table;

  CredentialBreaker(
      JdbcClient jdbc, Audited audited, @Value("${netauto.login-breaker}") int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          "NET_AUTO_LOGIN_BREAKER is %d; it is a number of logins, or 0 for off.".formatted(limit));
    }
    this.jdbc = jdbc;
    this.audited = audited;
    this.limit = limit;
  }

  /**
   * A credential that is not used.
   *
   * @param refused how many logins were refused in a row
   * @param since when the first of them was
   * @param lastAt when the last of them was
   * @param hostname the device that refused the last
   * @param stoppedAt since when it is not used
   * @param trialAt when one login is let through
   */
  public record Stopped(
      String credRef,
      int refused,
      Instant since,
      Instant lastAt,
      String hostname,
      Instant stoppedAt,
      Instant trialAt) {}

  private record Key(long customer, String credRef) {}

  /**
   * @param stopped null while it is used
   * @param due whether one login may be let through
   */
  private record Row(Key key, @Nullable Stopped stopped, boolean due) {}

  /**
   * @param changes how many changes of this node were made before it was read
   */
  private record Table(Map<Key, Row> rows, long readAt, long changes) {}

  /** What was read before is not to be believed any longer. */
  private void changed() {
    changes.incrementAndGet();
  }

  /** How many refused logins in a row stop a credential; 0 for never. */
  public int limit() {
    return limit;
  }

  /** The state of a credential that is not to be used now; empty when it is. */
  public Optional<Stopped> stopped(CustomerId customer, String credRef) {
    return row(customer, credRef).filter(row -> !row.due()).map(Row::stopped);
  }

  /**
   * Whether a credential was stopped when that was last looked at, which may be long ago; true when
   * it never was. Does not ask the database.
   */
  public boolean wasStopped(CustomerId customer, String credRef) {
    Table known = table;
    if (limit == 0) {
      return false;
    }
    if (known == null) {
      return true;
    }
    Row row = known.rows().get(new Key(customer.value(), credRef));
    return row != null && row.stopped() != null;
  }

  /** Whether the credential is known to be used now; false when the database is to be asked. */
  public boolean isUsed(CustomerId customer, String credRef) {
    Table known = table;
    return limit == 0 || (known != null && isFresh(known) && !wasStopped(customer, credRef));
  }

  /**
   * Asks right before a login, which is the trial when one is due.
   *
   * @return why the login is not to be; empty when it is
   */
  public Optional<Stopped> admit(CustomerId customer, String credRef) {
    Optional<Row> row = row(customer, credRef).filter(r -> r.stopped() != null);
    return row.isEmpty() || (row.get().due() && isTrial(customer, credRef))
        ? Optional.empty()
        : row.map(Row::stopped);
  }

  /** Whether the caller got the one login that is let through. */
  private boolean isTrial(CustomerId customer, String credRef) {
    int got =
        jdbc.sql(
                """
                update credential_breaker set trial_at = now()
                where customer_id = :customer and cred_ref = :ref and opened_at is not null
                    and greatest(opened_at, trial_at) + :pause * interval '1 second' <= now()
                """)
            .param("customer", customer.value())
            .param("ref", credRef)
            .param("pause", PAUSE.toSeconds())
            .update();
    changed();
    return got == 1;
  }

  /** A login was refused by this device. */
  public void refused(CustomerId customer, String credRef, String hostname) {
    if (limit == 0) {
      return;
    }
    boolean stopped =
        jdbc.sql(
                """
                insert into credential_breaker as b
                    (customer_id, cred_ref, refused, since, last_at, hostname, opened_at)
                values (:customer, :ref, 1, now(), now(), :hostname,
                    case when :limit <= 1 then now() end)
                on conflict (customer_id, cred_ref) do update
                set refused = b.refused + 1, last_at = now(), hostname = :hostname,
                    opened_at = case
                        when b.opened_at is not null and b.trial_at is null then b.opened_at
                        when b.refused + 1 >= :limit then now() end,
                    trial_at = null
                returning b.opened_at is not null
                """)
            .param("customer", customer.value())
            .param("ref", credRef)
            .param("hostname", hostname)
            .param("limit", limit)
            .query(Boolean.class)
            .single();
    changed();
    if (stopped) {
      log.warn("The credential {} is stopped: its logins are refused.", credRef);
    }
  }

  /** A login was accepted. */
  public void accepted(CustomerId customer, String credRef) {
    if (limit > 0 && row(customer, credRef).isPresent()) {
      delete(customer, credRef);
    }
  }

  private boolean delete(CustomerId customer, String credRef) {
    int deleted =
        jdbc.sql(
                """
                delete from credential_breaker where customer_id = :customer and cred_ref = :ref
                """)
            .param("customer", customer.value())
            .param("ref", credRef)
            .update();
    changed();
    return deleted > 0;
  }

  private Optional<Row> row(CustomerId customer, String credRef) {
    return limit == 0
        ? Optional.empty()
        : Optional.ofNullable(fresh().get(new Key(customer.value(), credRef)));
  }

  private Map<Key, Row> fresh() {
    Table known = table;
    if (known != null && isFresh(known)) {
      return known.rows();
    }
    long before = changes.get();
    long now = System.nanoTime();
    Map<Key, Row> rows = new HashMap<>();
    jdbc.sql(
            """
            select *, greatest(opened_at, trial_at) + :pause * interval '1 second' as next_trial,
                coalesce(greatest(opened_at, trial_at) + :pause * interval '1 second' <= now(),
                    false) as due
            from credential_breaker
            """)
        .param("pause", PAUSE.toSeconds())
        .query(
            rs -> {
              Key key = new Key(rs.getLong("customer_id"), rs.getString("cred_ref"));
              boolean open = rs.getTimestamp("opened_at") != null;
              rows.put(key, new Row(key, open ? state(rs) : null, rs.getBoolean("due")));
            });
    table = new Table(Map.copyOf(rows), now, before);
    return rows;
  }

  private boolean isFresh(Table known) {
    return known.changes() == changes.get() && System.nanoTime() - known.readAt() < FRESH.toNanos();
  }

  private static Stopped state(ResultSet rs) throws SQLException {
    return new Stopped(
        rs.getString("cred_ref"),
        rs.getInt("refused"),
        rs.getTimestamp("since").toInstant(),
        rs.getTimestamp("last_at").toInstant(),
        rs.getString("hostname"),
        rs.getTimestamp("opened_at").toInstant(),
        rs.getTimestamp("next_trial").toInstant());
  }

  /** The stopped credentials of the customer, the newest first, at most 500. */
  public List<Stopped> list(Actor actor) {
    actor.require(Permission.CREDENTIALS_READ);
    return jdbc.sql(
            """
            select *, greatest(opened_at, trial_at) + :pause * interval '1 second' as next_trial
            from credential_breaker
            where customer_id = :customer and opened_at is not null
            order by opened_at desc, cred_ref limit 500
            """)
        .param("pause", PAUSE.toSeconds())
        .param("customer", actor.customer().value())
        .query((rs, row) -> state(rs))
        .list();
  }

  /** Lets a stopped credential be used again, from now on. */
  public void reset(Actor actor, String credRef) {
    actor.require(Permission.CREDENTIALS_WRITE);
    String ref = CredentialRef.parse(credRef).toString();
    boolean reset =
        audited.changes(
            actor,
            () -> delete(actor.customer(), ref),
            gone ->
                gone
                    ? List.of(AuditEvent.of("credential.reset").on("credential", ref, ref))
                    : List.of());
    changed(); // what was read before the commit is old
    if (!reset) {
      throw ProblemException.notFound(
          "credential_not_stopped", "The credential \"%s\" is not stopped.".formatted(ref));
    }
    log.info("{} reset the credential {}.", actor.username(), ref);
  }
}
