package io.netauto.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds committed rows to their chains, in batches, one node at a time. Whoever writes a row does
 * not wait for it: a chain that were extended in the writers' transactions would let each of them
 * wait for the one before.
 */
@Component
class AuditSealer implements SmartLifecycle {
  /** Of the advisory lock that sealing and cutting take. */
  static final long LOCK = 0x6175646974L;

  private static final Logger log = LoggerFactory.getLogger(AuditSealer.class);
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final Duration HEADS_TOLD = Duration.ofHours(1);
  private static final int BATCH = 5_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ChainKey key;
  private final AuditHeads heads;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  AuditSealer(JdbcClient jdbc, TransactionTemplate transaction, ChainKey key, AuditHeads heads) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.key = key;
    this.heads = heads;
  }

  /** Seals all that is committed now, unless another node does. */
  void sealAll() {
    key.chain(); // made, where it is not, in a transaction of its own
    while (Boolean.TRUE.equals(transaction.execute(status -> sealSome()))) {
      log.trace("One more batch.");
    }
  }

  /** Whether there may be more. */
  private boolean sealSome() {
    boolean mine =
        jdbc.sql("select pg_try_advisory_xact_lock(:key)")
            .param("key", LOCK)
            .query(Boolean.class)
            .single();
    if (!mine) {
      return false;
    }
    List<AuditRow> rows =
        jdbc.sql("select * from audit_event where seq is null order by id limit :limit")
            .param("limit", BATCH)
            .query(AuditRows::row)
            .list();
    if (!rows.isEmpty()) {
      seal(rows);
    }
    return rows.size() == BATCH;
  }

  private void seal(List<AuditRow> rows) {
    Chain chain = key.chain();
    Map<Long, End> ends = new HashMap<>();
    jdbc.sql("select chain, seq, hash from audit_head where chain = any(:chains)")
        .param("chains", chains(rows).toArray(Long[]::new))
        .query(
            rs -> {
              ends.put(rs.getLong("chain"), end(rs));
            });
    List<Long> seqs = new ArrayList<>(rows.size());
    List<byte[]> hashes = new ArrayList<>(rows.size());
    for (AuditRow row : rows) {
      long of = chainOf(row);
      End before = ends.getOrDefault(of, End.NONE);
      long seq = before.seq() + 1;
      byte[] hash = chain.hash(before.hash(), of, seq, row);
      ends.put(of, new End(seq, hash));
      seqs.add(seq);
      hashes.add(hash);
    }
    jdbc.sql(
            """
            update audit_event e set seq = v.seq, hash = v.hash
            from unnest(:ids::bigint[], :seqs::bigint[], :hashes::bytea[]) as v (id, seq, hash)
            where e.id = v.id
            """)
        .param("ids", rows.stream().map(AuditRow::id).toArray(Long[]::new))
        .param("seqs", seqs.toArray(Long[]::new))
        .param("hashes", hashes.toArray(byte[][]::new))
        .update();
    ends.forEach((of, end) -> move(chain, of, end));
  }

  /** Where a chain ends. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record End(long seq, byte[] hash) {
    static final End NONE = new End(0, Chain.BEGINNING);
  }

  private static End end(ResultSet rs) throws SQLException {
    return new End(rs.getLong("seq"), rs.getBytes("hash"));
  }

  private static Set<Long> chains(List<AuditRow> rows) {
    Set<Long> chains = new LinkedHashSet<>();
    rows.forEach(row -> chains.add(chainOf(row)));
    return chains;
  }

  private static long chainOf(AuditRow row) {
    Long customer = row.customer();
    return customer == null ? 0 : customer;
  }

  private void move(Chain chain, long of, End end) {
    jdbc.sql(
            """
            insert into audit_head (chain, seq, hash, mac) values (:chain, :seq, :hash, :mac)
            on conflict (chain) do update
                set seq = excluded.seq, hash = excluded.hash, mac = excluded.mac,
                    sealed_at = clock_timestamp()
            """)
        .param("chain", of)
        .param("seq", end.seq())
        .param("hash", end.hash())
        .param("mac", chain.mac("head", of, end.seq(), end.hash()))
        .update();
  }

  private void seals() {
    boolean failing = false;
    long told = System.nanoTime() - HEADS_TOLD.toNanos();
    while (running) {
      try {
        sealAll();
        if (System.nanoTime() - told >= HEADS_TOLD.toNanos()) {
          heads.tell();
          told = System.nanoTime();
        }
        failing = false;
      } catch (DataAccessException | TransactionException e) {
        if (!failing) {
          log.warn("The audit trail waits for the database: {}", e.toString());
        }
        failing = true;
      } catch (RuntimeException e) {
        if (!failing) {
          log.error(
              "Rows of the audit trail cannot be sealed; they are kept, and it is tried on.", e);
        }
        failing = true;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        // stop() clears the flag that the loop reads.
      }
    }
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("audit-sealer").daemon().start(this::seals);
  }

  @Override
  public void stop() {
    running = false;
    Thread sealer = thread;
    if (sealer != null) {
      sealer.interrupt();
      try {
        sealer.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Begins before what writes rows, and ends after it. */
  @Override
  public int getPhase() {
    return 5;
  }
}
