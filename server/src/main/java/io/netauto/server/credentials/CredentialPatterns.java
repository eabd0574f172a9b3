package io.netauto.server.credentials;

import io.netauto.server.identity.CustomerId;
import java.sql.Array;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.PatternMatchUtils;

/**
 * Which of the server's own credentials each customer may use: references in which {@code *} stands
 * for any characters, such as {@code env:ACME_*}. Known as they were a second ago at most.
 * Thread-safe.
 */
@Component
class CredentialPatterns {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Supplier<Map<Long, List<String>>> source;
  private volatile @Nullable Table table;

  private record Table(Map<Long, List<String>> patterns, long readAt) {}

  @Autowired
  CredentialPatterns(JdbcClient jdbc) {
    this(() -> read(jdbc));
  }

  /**
   * @param source the patterns of each customer
   */
  CredentialPatterns(Supplier<Map<Long, List<String>>> source) {
    this.source = source;
  }

  /** Whether a customer may use this name of the source. */
  boolean allow(CustomerId customer, CredentialSource source, String name) {
    String wanted = source.scheme() + ":" + source.canonical(name);
    return of(customer).stream()
        .anyMatch(pattern -> PatternMatchUtils.simpleMatch(canonical(source, pattern), wanted));
  }

  private static String canonical(CredentialSource source, String pattern) {
    if (pattern.equals("*")) {
      return pattern;
    }
    CredentialRef ref = CredentialRef.parse(pattern);
    return ref.source().equals(source.scheme())
        ? ref.source() + ":" + source.canonical(ref.name())
        : pattern;
  }

  /** A customer that was made since is not known yet, and asked for anew. */
  private List<String> of(CustomerId customer) {
    List<String> known = fresh().get(customer.value());
    if (known == null) {
      table = null;
      known = fresh().get(customer.value());
    }
    return known == null ? List.of() : known;
  }

  private Map<Long, List<String>> fresh() {
    Table known = table;
    if (known != null && System.nanoTime() - known.readAt() < FRESH.toNanos()) {
      return known.patterns();
    }
    long now = System.nanoTime();
    Map<Long, List<String>> patterns = source.get();
    table = new Table(patterns, now);
    return patterns;
  }

  private static Map<Long, List<String>> read(JdbcClient jdbc) {
    Map<Long, List<String>> patterns = new HashMap<>();
    jdbc.sql("select id, credential_patterns from customer")
        .query(
            rs -> {
              Array array = rs.getArray("credential_patterns");
              patterns.put(
                  rs.getLong("id"),
                  Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList());
            });
    return Map.copyOf(patterns);
  }
}
