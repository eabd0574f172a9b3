package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The API keys of people: shown once, kept as a hash, acting as their owner in one customer. */
@Service
public class ApiKeys {
  static final String PREFIX = "na_";
  private static final int LIMIT = 100;

  /** How many keys of one name the logins of a user leave behind. */
  private static final int LOGINS = 20;

  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final UserTable users;
  private final Clock clock;

  ApiKeys(JdbcClient jdbc, UserTable users, Clock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.clock = clock;
  }

  /**
   * A key as its owner sees it later: never the key itself.
   *
   * @param scopes what the key is narrowed to; null for all that its owner may do
   */
  public record ApiKey(
      long id,
      String name,
      String prefix,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable Set<Permission> scopes) {}

  /** A new key; the only time that it is known in clear. */
  public record NewApiKey(ApiKey key, String secret) {
    @Override
    public String toString() {
      return "NewApiKey[key=" + key + ", secret=***]";
    }
  }

  /** Makes a key that acts as the actor. */
  public NewApiKey create(Actor actor, String name, @Nullable Instant expiresAt) {
    return create(actor, name, expiresAt, null);
  }

  /** Makes a key that acts as the actor, with these permissions only; null for all. */
  public NewApiKey create(
      Actor actor, String name, @Nullable Instant expiresAt, @Nullable Set<Permission> scopes) {
    actor.require(Permission.API_KEYS_OWN);
    if (scopes != null && !actor.permissions().containsAll(scopes)) {
      throw ProblemException.invalid(
          "scopes",
          "You cannot give what you do not have: %s."
              .formatted(
                  scopes.stream()
                      .filter(scope -> !actor.may(scope))
                      .map(Permission::wireName)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    if (scopes != null && scopes.isEmpty()) {
      throw ProblemException.invalid("scopes", "Name a permission, or leave it out for all.");
    }
    // What was made with a narrowed key is no wider than that key.
    Set<Permission> kept = scopes == null && actor.isNarrowed() ? actor.permissions() : scopes;
    if (name.isBlank() || name.length() > 100) {
      throw ProblemException.invalid("name", "A key's name has 1 to 100 characters.");
    }
    Instant now = clock.instant();
    refuseBeyondLimit(actor, now);
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw ProblemException.invalid("expiresAt", "The end lies in the past.");
    }
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    String prefix = secret.substring(0, PREFIX.length() + 5);
    long id =
        jdbc.sql(
                """
                insert into api_key (user_id, customer_id, name, prefix, key_hash, created_at, expires_at,
                    scopes)
                values (:user, :customer, :name, :prefix, :hash, :now, :expires, :scopes)
                returning id
                """)
            .param("user", actor.user().value())
            .param("customer", actor.customer().value())
            .param("name", name.strip())
            .param("prefix", prefix)
            .param("hash", hash(secret))
            .param("now", Timestamp.from(now))
            .param("expires", expiresAt == null ? null : Timestamp.from(expiresAt))
            .param(
                "scopes",
                kept == null
                    ? null
                    : kept.stream().map(Permission::wireName).sorted().toArray(String[]::new))
            .query(Long.class)
            .single();
    return new NewApiKey(new ApiKey(id, name.strip(), prefix, now, expiresAt, null, kept), secret);
  }

  /** Keeps a forgotten script from making keys without end; those in use stay few to look at. */
  private void refuseBeyondLimit(Actor actor, Instant now) {
    long usable =
        jdbc.sql(
                """
                select count(*) from api_key where user_id = :user and revoked_at is null
                  and (expires_at is null or expires_at > :now)
                """)
            .param("user", actor.user().value())
            .param("now", Timestamp.from(now))
            .query(Long.class)
            .single();
    if (usable >= LIMIT) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "too_many_api_keys",
          "You have %d API keys, the most that one may have. Revoke some first.".formatted(usable));
    }
  }

  /** Makes room for a login: of the keys of this name, those unused for longest are revoked. */
  void makeRoom(Actor actor, String name) {
    jdbc.sql(
            """
            update api_key set revoked_at = :now where id in (
              select id from api_key
              where user_id = :user and name = :name and revoked_at is null
              order by coalesce(last_used_at, created_at) desc, id desc offset :kept)
            """)
        .param("now", Timestamp.from(clock.instant()))
        .param("user", actor.user().value())
        .param("name", name.strip())
        .param("kept", LOGINS - 1)
        .update();
  }

  /** The actor's keys that are not revoked, newest first. */
  public List<ApiKey> list(Actor actor) {
    actor.require(Permission.API_KEYS_OWN);
    return jdbc.sql(
            """
            select * from api_key where user_id = :user and customer_id = :customer
              and revoked_at is null order by id desc
            """)
        .param("user", actor.user().value())
        .param("customer", actor.customer().value())
        .query(
            (rs, row) ->
                new ApiKey(
                    rs.getLong("id"),
                    rs.getString("name"),
                    rs.getString("prefix"),
                    rs.getTimestamp("created_at").toInstant(),
                    instant(rs.getTimestamp("expires_at")),
                    instant(rs.getTimestamp("last_used_at")),
                    scopes(rs)))
        .list();
  }

  /** Revokes a key; whoever holds it is refused from now on. */
  public void revoke(Actor actor, long id) {
    actor.require(Permission.API_KEYS_OWN);
    int revoked =
        jdbc.sql(
                """
                update api_key set revoked_at = :now
                where id = :id and user_id = :user and revoked_at is null
                """)
            .param("now", Timestamp.from(clock.instant()))
            .param("id", id)
            .param("user", actor.user().value())
            .update();
    if (revoked == 0) {
      throw ProblemException.notFound(
          "api_key_not_found", "You have no API key with the number " + id + ".");
    }
  }

  /** The actor that a key stands for now; empty for one that is unknown, revoked or over. */
  Optional<Actor> actor(String secret) {
    Instant now = clock.instant();
    record Found(
        long id,
        UserId user,
        CustomerId customer,
        @Nullable Instant lastUsed,
        @Nullable Set<Permission> scopes) {}
    Optional<Found> found =
        jdbc.sql(
                """
                select id, user_id, customer_id, last_used_at, scopes from api_key
                where key_hash = :hash and revoked_at is null
                  and (expires_at is null or expires_at > :now)
                """)
            .param("hash", hash(secret))
            .param("now", Timestamp.from(now))
            .query(
                (rs, row) ->
                    new Found(
                        rs.getLong("id"),
                        new UserId(rs.getLong("user_id")),
                        new CustomerId(rs.getLong("customer_id")),
                        instant(rs.getTimestamp("last_used_at")),
                        scopes(rs)))
            .optional();
    found
        .filter(f -> f.lastUsed() == null || f.lastUsed().plus(USE_NOTED_EVERY).isBefore(now))
        .ifPresent(
            f ->
                jdbc.sql("update api_key set last_used_at = :now where id = :id")
                    .param("now", Timestamp.from(now))
                    .param("id", f.id())
                    .update());
    return found.flatMap(
        f ->
            users
                .actor(f.user(), f.customer())
                .map(owner -> f.scopes() == null ? owner : owner.narrowedTo(f.scopes())));
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Set<Permission> scopes(ResultSet rs) throws SQLException {
    Array names = rs.getArray("scopes");
    return names == null
        ? null
        : Arrays.stream((String[]) names.getArray())
            .flatMap(name -> Permission.find(name).stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
