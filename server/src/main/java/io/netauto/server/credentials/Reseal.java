package io.netauto.server.credentials;

import io.netauto.server.identity.CustomerId;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
 * Seals anew what an older data key sealed, in small batches, on a thread of its own. Where it
 * stands is seen from the texts themselves, so any node may go on after a stop.
 */
@Component
class Reseal implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Reseal.class);
  private static final int BATCH = 100;
  private static final Duration LOOK = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final DataKeys keys;
  private final Sealing sealing;
  private final List<SealedColumn> columns;
  private final Semaphore asked = new Semaphore(0);
  private volatile boolean running;
  private volatile Thread thread = Thread.currentThread();

  Reseal(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      DataKeys keys,
      Sealing sealing,
      List<SealedColumn> columns) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.keys = keys;
    this.sealing = sealing;
    this.columns = List.copyOf(columns);
  }

  /**
   * How far one column is.
   *
   * @param outdated how many are still sealed by an older key
   */
  record Progress(String what, long total, long outdated) {}

  /** Starts soon, on this node. */
  void begin() {
    if (asked.availablePermits() == 0) {
      asked.release();
    }
  }

  List<Progress> progress() {
    return columns.stream().map(this::progress).toList();
  }

  private Progress progress(SealedColumn column) {
    long total =
        jdbc.sql(
                "select count(*) from %s where %s is not null"
                    .formatted(column.table(), column.column()))
            .query(Long.class)
            .single();
    long outdated = 0;
    for (@Nullable Long customer : keys.owners()) {
      outdated +=
          jdbc.sql("select count(*) from %s where %s".formatted(column.table(), outdated(column)))
              .param("customer", customer, Types.BIGINT)
              .param("prefix", keys.sealing(customer).prefix())
              .query(Long.class)
              .single();
    }
    return new Progress(column.what(), total, outdated);
  }

  private static String outdated(SealedColumn column) {
    return "%s is not distinct from :customer and substring(%s from 1 for %d) <> :prefix"
        .formatted(column.customer(), column.column(), DataKey.PREFIX_BYTES);
  }

  /** Seals everything anew that needs it. */
  void all() {
    for (SealedColumn column : columns) {
      for (@Nullable Long customer : keys.owners()) {
        long after = 0;
        while (after >= 0 && !Thread.currentThread().isInterrupted()) {
          long from = after;
          Long next = transaction.execute(status -> batch(column, customer, from));
          after = next == null ? -1 : next;
        }
      }
    }
  }

  /** The last id of a batch; -1 after the last. */
  private long batch(SealedColumn column, @Nullable Long customer, long after) {
    CustomerId owner = customer == null ? null : new CustomerId(customer);
    long last = -1;
    for (Sealed one : next(column, customer, after)) {
      last = one.id;
      try {
        byte[] plain = sealing.open(owner, one.purpose, one.text);
        jdbc.sql(
                "update %s set %s = :sealed where id = :id"
                    .formatted(column.table(), column.column()))
            .param("sealed", sealing.seal(owner, one.purpose, plain))
            .param("id", one.id)
            .update();
      } catch (CannotOpenException e) {
        log.warn("{} {} stays as it is: {}", column.table(), one.id, e.getMessage());
      }
    }
    return last;
  }

  private List<Sealed> next(SealedColumn column, @Nullable Long customer, long after) {
    return jdbc.sql(
            "select id, %s as purpose, %s as sealed from %s where id > :after and %s order by id limit %d for update"
                .formatted(
                    column.purpose(), column.column(), column.table(), outdated(column), BATCH))
        .param("after", after)
        .param("customer", customer, Types.BIGINT)
        .param("prefix", keys.sealing(customer).prefix())
        .query(
            (rs, row) ->
                new Sealed(rs.getLong("id"), rs.getString("purpose"), rs.getBytes("sealed")))
        .list();
  }

  private static final class Sealed {
    private final long id;
    private final String purpose;
    private final byte[] text;

    Sealed(long id, String purpose, byte[] text) {
      this.id = id;
      this.purpose = purpose;
      this.text = text;
    }
  }

  private void work() {
    while (running) {
      try {
        boolean now = asked.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (now) {
          // Nodes go on sealing with the key that they know for a moment.
          Thread.sleep(DataKeys.FRESH.plusSeconds(1));
        }
        all();
      } catch (InterruptedException e) {
        // stop() clears the flag that the loop reads.
      } catch (DataAccessException | TransactionException e) {
        log.warn("Sealing anew goes on later: {}", e.toString());
      } catch (RuntimeException e) {
        log.error("Sealing anew failed by a fault of the server.", e);
      }
    }
  }

  @Override
  public void start() {
    if (keys.available()) {
      running = true;
      thread = Thread.ofVirtual().name("reseal").start(this::work);
    }
  }

  @Override
  public void stop() {
    if (running) {
      running = false;
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
