package io.netauto.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign access tokens (ES256), sealed in the database and shared by all nodes. The
 * newest signs; after {@link #SIGNS} another is made, and the older one verifies until the tokens
 * that it signed are over. Thread-safe.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext> {
  /** How long a key signs. */
  static final Duration SIGNS = Duration.ofDays(30);

  /** How long a key verifies after that; longer than any access token lives. */
  static final Duration OVERLAP = Duration.ofDays(1);

  private static final Duration LOOKED_AT_EVERY = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final SecretSealing sealing;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<String, Key> known = new ConcurrentHashMap<>();
  private volatile @Nullable Newest newest;

  SigningKeys(
      JdbcClient jdbc, SecretSealing sealing, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.transaction = transaction;
    this.clock = clock;
  }

  private record Key(ECKey jwk, Instant createdAt) {}

  private record Newest(Key key, Instant readAt) {}

  /** The key that signs now; made where there is none that is young enough. */
  ECKey signing() {
    Instant now = clock.instant();
    Newest before = newest;
    if (before != null
        && before.readAt().plus(LOOKED_AT_EVERY).isAfter(now)
        && before.key().createdAt().plus(SIGNS).isAfter(now)) {
      return before.key().jwk();
    }
    Key key = read(now).orElseGet(() -> made(now));
    newest = new Newest(key, now);
    return key.jwk();
  }

  private Optional<Key> read(Instant now) {
    return jdbc.sql(
            """
            select id, sealed, created_at from signing_key where created_at > :oldest
            order by created_at desc limit 1
            """)
        .param("oldest", Timestamp.from(now.minus(SIGNS)))
        .query((rs, row) -> opened(rs.getString(1), rs.getBytes(2), rs.getTimestamp(3)))
        .optional();
  }

  private Key made(Instant now) {
    return transaction.execute(
        status -> {
          jdbc.sql("lock table signing_key in share row exclusive mode").update();
          Optional<Key> anotherNodes = read(now);
          if (anotherNodes.isPresent()) {
            return anotherNodes.get();
          }
          String id = UUID.randomUUID().toString();
          ECKey key = generated(id);
          jdbc.sql("insert into signing_key (id, sealed, created_at) values (:id, :sealed, :now)")
              .param("id", id)
              .param(
                  "sealed",
                  sealing.seal(purpose(id), key.toJSONString().getBytes(StandardCharsets.UTF_8)))
              .param("now", Timestamp.from(now))
              .update();
          jdbc.sql("delete from signing_key where created_at < :old")
              .param("old", Timestamp.from(now.minus(SIGNS).minus(OVERLAP)))
              .update();
          known.values().removeIf(old -> over(old, now));
          return new Key(key, now);
        });
  }

  private static ECKey generated(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyID(id)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private Key opened(String id, byte[] sealed, Timestamp createdAt) {
    try {
      String jwk = new String(sealing.open(purpose(id), sealed), StandardCharsets.UTF_8);
      return new Key(ECKey.parse(jwk), createdAt.toInstant());
    } catch (ParseException e) {
      throw new IllegalStateException("The signing key " + id + " cannot be read.", e);
    }
  }

  private static boolean over(Key key, Instant now) {
    return key.createdAt().plus(SIGNS).plus(OVERLAP).isBefore(now);
  }

  private static String purpose(String id) {
    return "jwt-signing-key/" + id;
  }

  /** The key of the id that a token names; none without an id. */
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
    Set<String> ids = selector.getMatcher().getKeyIDs();
    if (ids == null || ids.size() != 1) {
      return List.of();
    }
    return verifying(String.valueOf(ids.iterator().next()))
        .map(key -> selector.select(new JWKSet(key)))
        .orElse(List.of());
  }

  private Optional<ECKey> verifying(String id) {
    Key key = known.get(id);
    if (key == null) {
      key =
          jdbc.sql("select sealed, created_at from signing_key where id = :id")
              .param("id", id.replace('\0', '?'))
              .query((rs, row) -> opened(id, rs.getBytes(1), rs.getTimestamp(2)))
              .optional()
              .orElse(null);
      if (key == null) {
        return Optional.empty();
      }
      known.put(id, key);
    }
    return over(key, clock.instant()) ? Optional.empty() : Optional.of(key.jwk());
  }
}
