package io.netauto.server.jobs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many permits there are of a scope. A scope is {@code kind:customer} or {@code
 * kind:customer/key}, e.g. {@code site:1/ams}. The limit of the key goes before the one of every
 * key, and the customer's before the one of every customer. Read again when it is older than a
 * second, so that a limit is changed while the server runs. Thread-safe.
 */
@Component
public class Limits {
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Sessions of one device where nothing else is set: fewer than the least that devices allow. */
  public static final double DEVICE = 3;

  private final JdbcClient jdbc;
  private final Map<String, LimitSource> sources;
  private volatile @Nullable Table table;

  Limits(JdbcClient jdbc, List<LimitSource> sources) {
    this.jdbc = jdbc;
    this.sources = sources.stream().collect(Collectors.toMap(LimitSource::kind, s -> s));
  }

  private record Key(@Nullable Long customer, String kind, String key) {}

  private record Table(Map<Key, Double> limits, long readAt) {
    Optional<Double> of(@Nullable Long customer, String kind, String key) {
      return Optional.ofNullable(limits.get(new Key(customer, kind, key)));
    }
  }

  /** The scopes of what belongs to a customer. */
  public static String scope(String kind, long customer, String key) {
    return kind + ':' + customer + '/' + key;
  }

  /** The permits of a scope; empty for as many as one likes. */
  public Optional<Double> of(String scope) {
    int colon = scope.indexOf(':');
    String kind = colon < 0 ? scope : scope.substring(0, colon);
    LimitSource source = sources.get(kind);
    if (source != null) {
      return source.of(scope, this);
    }
    Table limits = fresh();
    if (colon < 0) {
      return limits.of(null, kind, "");
    }
    int slash = scope.indexOf('/', colon);
    long customer = Long.parseLong(scope.substring(colon + 1, slash < 0 ? scope.length() : slash));
    String key = slash < 0 ? "" : scope.substring(slash + 1);
    return limits
        .of(customer, kind, key)
        .or(() -> limits.of(customer, kind, ""))
        .or(() -> limits.of(null, kind, ""))
        .or(() -> kind.equals("device") ? Optional.of(DEVICE) : Optional.empty());
  }

  /** Whether the customer has a limit of this kind, of whichever key. */
  public boolean any(String kind, long customer) {
    return fresh().limits().keySet().stream()
        .anyMatch(
            key ->
                key.kind().equals(kind) && (key.customer() == null || key.customer() == customer));
  }

  private Table fresh() {
    Table known = table;
    if (known != null && System.nanoTime() - known.readAt() < FRESH.toNanos()) {
      return known;
    }
    Map<Key, Double> limits = new HashMap<>();
    jdbc.sql("select customer_id, kind, key, value from permit_limit")
        .query(
            rs -> {
              long customer = rs.getLong("customer_id");
              limits.put(
                  new Key(
                      rs.wasNull() ? null : customer, rs.getString("kind"), rs.getString("key")),
                  rs.getDouble("value"));
            });
    Table read = new Table(Map.copyOf(limits), System.nanoTime());
    table = read;
    return read;
  }

  /** Reads anew at the next question. */
  public void changed() {
    table = null;
  }
}
