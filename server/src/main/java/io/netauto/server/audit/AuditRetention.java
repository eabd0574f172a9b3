package io.netauto.server.audit;

import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.retention.Retained;
import io.netauto.server.retention.RetentionRules;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cuts off the beginning of chains, where rows are older than they are kept. The hash of the last
 * row that goes is written down with a mac, so that the rest is verified from there; and the cut is
 * itself a row of the chain.
 */
@Component
class AuditRetention implements Retained {
  private static final int BATCH = 5_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ChainKey key;
  private final Audit audit;
  private final int maxDays;

  AuditRetention(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      ChainKey key,
      Audit audit,
      @Value("${netauto.audit.max-days}") int maxDays) {
    if (maxDays < 0) {
      throw new IllegalArgumentException(
          "NET_AUTO_AUDIT_MAX_DAYS is %d: use a number of days, or 0 to keep all."
              .formatted(maxDays));
    }
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.key = key;
    this.audit = audit;
    this.maxDays = maxDays;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Removed wouldRemove(RetentionRules rules, Instant now) {
    return maxDays == 0
        ? Removed.NOTHING
        : jdbc.sql(
                """
                select count(*) as items, coalesce(sum(pg_column_size(details)), 0) as bytes
                from audit_event where seq is not null and at < :before
                """)
            .param("before", before(now))
            .query((rs, row) -> new Removed(rs.getLong("items"), rs.getLong("bytes")))
            .single();
  }

  private Timestamp before(Instant now) {
    return Timestamp.from(now.minus(maxDays, ChronoUnit.DAYS));
  }

  @Override
  public Removed removeSome(RetentionRules rules, Instant now) {
    return maxDays == 0 ? Removed.NOTHING : cut(before(now));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Last(long chain, long seq, byte[] hash) {}

  /** Cuts each chain behind some of its rows that are older; each in a transaction of its own. */
  Removed cut(Timestamp before) {
    key.chain(); // made, where it is not, in a transaction of its own
    Removed all = Removed.NOTHING;
    for (long chain : chains()) {
      Removed some = transaction.execute(status -> cut(chain, before));
      all = all.and(some);
    }
    return all;
  }

  private List<Long> chains() {
    return jdbc.sql("select chain from audit_head order by chain")
        .query((rs, row) -> rs.getLong(1))
        .list();
  }

  /** Cuts one chain; belongs into a transaction. */
  Removed cut(long chain, Timestamp before) {
    jdbc.sql("select pg_advisory_xact_lock(:key)").param("key", AuditSealer.LOCK).query(rs -> {});
    Optional<Last> last =
        jdbc.sql(
                """
                select chain, seq, hash from (
                  select chain, seq, hash, at from audit_event
                  where chain = :chain and seq is not null order by seq limit :limit) e
                where at < :before order by seq desc limit 1
                """)
            .param("chain", chain)
            .param("limit", BATCH)
            .param("before", before)
            .query(
                (rs, row) -> new Last(rs.getLong("chain"), rs.getLong("seq"), rs.getBytes("hash")))
            .optional();
    return last.map(this::cut).orElse(Removed.NOTHING);
  }

  private Removed cut(Last last) {
    jdbc.sql(
            """
            insert into audit_cut (chain, seq, hash, mac) values (:chain, :seq, :hash, :mac)
            on conflict (chain) do update
                set seq = excluded.seq, hash = excluded.hash, mac = excluded.mac,
                    cut_at = clock_timestamp()
            """)
        .param("chain", last.chain())
        .param("seq", last.seq())
        .param("hash", last.hash())
        .param("mac", key.chain().mac("cut", last.chain(), last.seq(), last.hash()))
        .update();
    Removed removed =
        jdbc.sql(
                """
                with gone as (
                  delete from audit_event where chain = :chain and seq <= :seq returning details
                )
                select count(*) as items, coalesce(sum(pg_column_size(details)), 0) as bytes
                from gone
                """)
            .param("chain", last.chain())
            .param("seq", last.seq())
            .query((rs, row) -> new Removed(rs.getLong("items"), rs.getLong("bytes")))
            .single();
    audit.record(
        "system",
        last.chain() == 0 ? null : new CustomerId(last.chain()),
        AuditEvent.of("audit.cut")
            .with("removed", removed.items())
            .with("throughSeq", last.seq())
            .with("olderThanDays", maxDays));
    return removed;
  }
}
