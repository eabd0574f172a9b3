package io.netauto.server.jobs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
  private static final double DEVICE = 3;

  private final JdbcClient jdbc;
  private final ObjectProvider<LimitSource> sources;
  private volatile @Nullable Table table;

  Limits(JdbcClient jdbc, ObjectProvider<LimitSource> sources) {
    this.jdbc = jdbc;
    this.sources = sources;
  }

  private record Key(@Nullable Long customer, String kind, String key) {}

  private record Table(Map<Key, Double> limits, Map<String, Double> more, long readAt) {
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
    Table limits = fresh();
    Double other = limits.more().get(scope);
    if (other != null) {
      return Optional.of(other);
    }
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
    Map<String, Double> more = new HashMap<>();
    sources.forEach(source -> more.putAll(source.limits()));
    Table read = new Table(Map.copyOf(limits), Map.copyOf(more), System.nanoTime());
    table = read;
    return read;
  }

  /** Reads anew at the next question. */
  void changed() {
    table = null;
  }
}
