package io.netauto.server.credentials;

import com.google.crypto.tink.aead.AeadConfig;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.ProblemException.Kind;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table {@code data_key}, and its keys unwrapped in memory. A key that another node made or
 * rotated is read anew when a sealed text needs it, and within seconds otherwise. Thread-safe.
 */
@Component
class DataKeys {
  private static final Logger log = LoggerFactory.getLogger(DataKeys.class);

  /** How long a key seals before it is looked up whether there is a newer one. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private static final long SERVER = 0;

  private final JdbcClient jdbc;
  private final TransactionTemplate ownTransaction;
  private final MasterKeys masters;
  private final Map<Long, Held> held = new ConcurrentHashMap<>();

  /**
   * @param readAt by System.nanoTime
   */
  private record Held(DataKey key, int version, long readAt) {}

  /** A row as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Row(@Nullable Long customer, byte[] keyset, String masterId, int version) {}

  DataKeys(JdbcClient jdbc, PlatformTransactionManager transactions, MasterKeys masters)
      throws GeneralSecurityException {
    AeadConfig.register();
    this.jdbc = jdbc;
    this.masters = masters;
    this.ownTransaction = new TransactionTemplate(transactions);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    check();
    if (available()) {
      makeMissing();
    }
  }

  /** Whether there is a master key. */
  boolean available() {
    return masters.current().isPresent();
  }

  /** Opens every stored key once, so that a wrong master key is found now and not in the night. */
  private void check() {
    List<Row> rows = rows();
    long now = System.nanoTime();
    for (Row row : rows) {
      Long customer = row.customer();
      held.put(customer == null ? SERVER : customer, new Held(unwrap(row), row.version(), now));
    }
    if (rows.stream().anyMatch(row -> !row.masterId().equals(currentId()))) {
      log.warn(
          "The data keys are still encrypted by the previous master key. When all nodes know the"
              + " new one, do: netauto key rotate-master");
    }
  }

  private String currentId() {
    return masters.current().map(MasterKey::id).orElse("");
  }

  private List<Row> rows() {
    return jdbc.sql("select * from data_key order by id").query(DataKeys::row).list();
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(
        rs.getObject("customer_id", Long.class),
        rs.getBytes("keyset"),
        rs.getString("master_id"),
        rs.getInt("version"));
  }

  private DataKey unwrap(Row row) {
    MasterKey master = masters.byId(row.masterId()).orElseThrow(() -> noMaster(row.masterId()));
    try {
      return DataKey.unwrap(row.keyset(), master, row.customer());
    } catch (GeneralSecurityException e) {
      throw new SealingRefused(
          "The data key of %s in the table data_key was altered: the master key %s does not open it. Restore the table from a backup."
              .formatted(
                  row.customer() == null ? "the server" : "customer " + row.customer(),
                  master.id()));
    }
  }

  private SealingRefused noMaster(String id) {
    return new SealingRefused(
        masters.current().isEmpty()
            ? ("This database holds sealed secrets, and there is no master key. Set"
                    + " NET_AUTO_MASTER_KEY, or NET_AUTO_MASTER_KEY_FILE, to the key %s that the"
                    + " other nodes use. (A new one, made by %s, would not open them.)")
                .formatted(id, MasterKey.HOW_TO_MAKE)
            : ("The master key %s is not the one that encrypted this database's secrets, which is"
                    + " %s. Set NET_AUTO_MASTER_KEY to that one; to replace it, set"
                    + " NET_AUTO_MASTER_KEY_PREVIOUS to it as well, as docs/credentials.md says.")
                .formatted(currentId(), id));
  }

  /** Customers get their keys at the start, so that later their transactions need none. */
  private void makeMissing() {
    make(SERVER);
    jdbc.sql(
            """
            select c.id from customer c
            where not exists (select 1 from data_key d where d.customer_id = c.id) order by c.id
            """)
        .query(Long.class)
        .list()
        .forEach(this::make);
  }

  /** The key that seals for this customer now. */
  DataKey sealing(@Nullable Long customer) {
    long owner = customer == null ? SERVER : customer;
    Held known = held.get(owner);
    return known != null && System.nanoTime() - known.readAt() < FRESH.toNanos()
        ? known.key()
        : read(owner);
  }

  /** The key that opens a text sealed by the key of this id; it may not have it. */
  DataKey opening(@Nullable Long customer, int id) {
    long owner = customer == null ? SERVER : customer;
    Held known = held.get(owner);
    return known != null && known.key().ids().contains(id) ? known.key() : read(owner);
  }

  private DataKey read(long owner) {
    if (!available()) {
      throw noMasterKey();
    }
    Row row = find(owner);
    if (row == null) {
      make(owner);
      row = find(owner);
    }
    if (row == null) {
      throw new IllegalStateException("The data key of customer %d is gone.".formatted(owner));
    }
    long now = System.nanoTime();
    Held known = held.get(owner);
    // Encrypted by another master key it is still the same: a node that does not know that one
    // yet goes on.
    DataKey key = known != null && known.version() == row.version() ? known.key() : unwrap(row);
    held.put(owner, new Held(key, row.version(), now));
    return key;
  }

  static ProblemException noMasterKey() {
    return new ProblemException(
        Kind.UNAVAILABLE,
        "no_master_key",
        "The server has no master key, so it can store no secret. Set NET_AUTO_MASTER_KEY to the output of \"%s\" and start it again."
            .formatted(MasterKey.HOW_TO_MAKE));
  }

  private @Nullable Row find(long owner) {
    return jdbc.sql("select * from data_key where coalesce(customer_id, 0) = :owner")
        .param("owner", owner)
        .query(DataKeys::row)
        .optional()
        .orElse(null);
  }

  /**
   * Stores a new key where there is none, in a transaction of its own: one that is rolled back
   * would take the key away from whoever used it meanwhile.
   */
  private void make(long owner) {
    Long customer = owner == SERVER ? null : owner;
    ownTransaction.executeWithoutResult(
        status -> {
          MasterKey master = masterOfNewKeys();
          try {
            jdbc.sql(
                    """
                    insert into data_key (customer_id, keyset, master_id)
                    values (:customer, :keyset, :master)
                    on conflict (coalesce(customer_id, 0)) do nothing
                    """)
                .param("customer", customer, Types.BIGINT)
                .param("keyset", DataKey.make().wrapped(master, customer))
                .param("master", master.id())
                .update();
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A data key cannot be made: " + e.getMessage(), e);
          }
        });
  }

  /**
   * The one in use, so that a node that does not know the newest yet reads it too. The lock is for
   * the rotation, which must see every key.
   */
  private MasterKey masterOfNewKeys() {
    jdbc.sql("select pg_advisory_xact_lock_shared(hashtext('data_key'))")
        .query((rs, row) -> "")
        .list();
    String used =
        jdbc.sql("select master_id from data_key where customer_id is null")
            .query(String.class)
            .optional()
            .orElseGet(this::currentId);
    return masters.byId(used).orElseThrow(() -> noMaster(used));
  }

  /** Whose keys there are; null for the server's. */
  List<@Nullable Long> owners() {
    List<@Nullable Long> owners = new ArrayList<>();
    rows().forEach(row -> owners.add(row.customer()));
    return owners;
  }

  /** What is stored, without the keys. */
  Stored stored() {
    return jdbc.sql(
            """
            select count(*) as n, count(*) filter (where master_id <> :current) as old,
                min(rotated_at) as rotated_at from data_key
            """)
        .param("current", currentId())
        .query(
            (rs, row) ->
                new Stored(
                    rs.getLong("n"),
                    rs.getLong("old"),
                    rs.getTimestamp("rotated_at") == null
                        ? null
                        : rs.getTimestamp("rotated_at").toInstant()))
        .single();
  }

  /**
   * @param keys how many there are
   * @param byOldMaster how many of them another master key than the current one encrypts
   * @param oldestRotation when the one was made that is in use for longest; null without any
   */
  record Stored(long keys, long byOldMaster, @Nullable Instant oldestRotation) {}

  /** Makes every owner a new key that seals from now on; those before stay for opening. */
  int rotate() {
    return forEach(
        row ->
            write(
                row,
                unwrap(row).rotated(),
                masters.byId(row.masterId()).orElseThrow(() -> noMaster(row.masterId())),
                "keyset = :keyset, master_id = :master, version = version + 1, rotated_at ="
                    + " now()"));
  }

  /** Encrypts every key by the current master key. */
  int rewrap() {
    return forEach(
        row ->
            write(
                row,
                unwrap(row),
                masters.current().orElseThrow(),
                "keyset = :keyset, master_id = :master"));
  }

  private interface Change {
    void to(Row row) throws GeneralSecurityException;
  }

  private int forEach(Change change) {
    Integer count =
        ownTransaction.execute(
            status -> {
              jdbc.sql("select pg_advisory_xact_lock(hashtext('data_key'))")
                  .query((rs, row) -> "")
                  .list();
              List<Row> rows = rows();
              for (Row row : rows) {
                try {
                  change.to(row);
                } catch (GeneralSecurityException e) {
                  throw new IllegalStateException("A data key cannot be changed.", e);
                }
              }
              return rows.size();
            });
    held.clear();
    return count == null ? 0 : count;
  }

  private void write(Row row, DataKey key, MasterKey master, String set)
      throws GeneralSecurityException {
    jdbc.sql(
            "update data_key set %s where coalesce(customer_id, 0) = coalesce(:customer, 0)"
                .formatted(set))
        .param("customer", row.customer(), Types.BIGINT)
        .param("keyset", key.wrapped(master, row.customer()))
        .param("master", master.id())
        .update();
  }
}
