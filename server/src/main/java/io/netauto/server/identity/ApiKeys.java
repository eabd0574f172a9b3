package io.netauto.server.identity;

import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

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
  private final PeopleAudit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ApiKeys(
      JdbcClient jdbc,
      UserTable users,
      PeopleAudit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.audit = audit;
    this.transaction = transaction;
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
    ApiKey key =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  long id = insert(actor, name.strip(), prefix, hash(secret), now, expiresAt, kept);
                  ApiKey made = new ApiKey(id, name.strip(), prefix, now, expiresAt, null, kept);
                  audit.record(actor, created(made));
                  return made;
                }));
    return new NewApiKey(key, secret);
  }

  private static AuditEvent created(ApiKey key) {
    return event("api-key.create", key.id(), key.name(), key.prefix())
        .with("expiresAt", key.expiresAt() == null ? null : key.expiresAt().toString())
        .with(
            "scopes",
            key.scopes() == null
                ? null
                : key.scopes().stream().map(Permission::wireName).sorted().toList());
  }

  static AuditEvent event(String action, long id, String name, String prefix) {
    return AuditEvent.of(action).on("api-key", id, name).with("prefix", prefix);
  }

  private long insert(
      Actor actor,
      String name,
      String prefix,
      byte[] hash,
      Instant now,
      @Nullable Instant expiresAt,
      @Nullable Set<Permission> kept) {
    return jdbc.sql(
            """
            insert into api_key (user_id, customer_id, name, prefix, key_hash, created_at, expires_at,
                scopes)
            values (:user, :customer, :name, :prefix, :hash, :now, :expires, :scopes)
            returning id
            """)
        .param("user", actor.user().value())
        .param("customer", actor.customer().value())
        .param("name", name)
        .param("prefix", prefix)
        .param("hash", hash)
        .param("now", Timestamp.from(now))
        .param("expires", expiresAt == null ? null : Timestamp.from(expiresAt))
        .param(
            "scopes",
            kept == null
                ? null
                : kept.stream().map(Permission::wireName).sorted().toArray(String[]::new))
        .query(Long.class)
        .single();
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
    transaction.executeWithoutResult(
        status ->
            audit.record(
                actor,
                jdbc.sql(
                        """
                        update api_key set revoked_at = :now where id in (
                          select id from api_key
                          where user_id = :user and customer_id = :customer and name = :name
                            and revoked_at is null
                          order by coalesce(last_used_at, created_at) desc, id desc offset :kept)
                        returning id, name, prefix
                        """)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("user", actor.user().value())
                    .param("customer", actor.customer().value())
                    .param("name", name.strip())
                    .param("kept", LOGINS - 1)
                    .query(ApiKeys::revoked)
                    .list()));
  }

  private static AuditEvent revoked(ResultSet rs, int row) throws SQLException {
    return event("api-key.revoke", rs.getLong("id"), rs.getString("name"), rs.getString("prefix"));
  }

  /** The actor's keys that are not revoked, newest first. */
  List<ApiKey> list(Actor actor) {
    actor.require(Permission.API_KEYS_OWN);
    return jdbc.sql(
            """
            select * from api_key where user_id = :user and customer_id = :customer
              and revoked_at is null order by id desc
            """)
        .param("user", actor.user().value())
        .param("customer", actor.customer().value())
        .query(ApiKeys::key)
        .list();
  }

  /** The same, page by page. */
  public Page<ApiKey> list(Actor actor, @Nullable String cursor, int limit) {
    actor.require(Permission.API_KEYS_OWN);
    Map<String, Object> params =
        Map.of("user", actor.user().value(), "customer", actor.customer().value());
    String from =
        " from api_key where user_id = :user and customer_id = :customer and revoked_at is null";
    long total = jdbc.sql("select count(*)" + from).params(params).query(Long.class).single();
    long before =
        cursor == null ? Long.MAX_VALUE : Cursor.number(Cursor.decode(cursor, "-id", 1).getFirst());
    List<ApiKey> found =
        jdbc.sql("select *" + from + " and id < :before order by id desc limit :limit")
            .params(params)
            .param("before", before)
            .param("limit", limit + 1)
            .query(ApiKeys::key)
            .list();
    if (found.size() <= limit) {
      return new Page<>(found, null, total);
    }
    List<ApiKey> page = found.subList(0, limit);
    return new Page<>(page, Cursor.encode("-id", Long.toString(page.getLast().id())), total);
  }

  static ApiKey key(ResultSet rs, int row) throws SQLException {
    return new ApiKey(
        rs.getLong("id"),
        rs.getString("name"),
        rs.getString("prefix"),
        rs.getTimestamp("created_at").toInstant(),
        instant(rs.getTimestamp("expires_at")),
        instant(rs.getTimestamp("last_used_at")),
        scopes(rs));
  }

  /**
   * Revokes a key of the actor, in the actor's customer; whoever holds it is refused from now on.
   */
  public void revoke(Actor actor, long id) {
    actor.require(Permission.API_KEYS_OWN);
    boolean revoked =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  List<AuditEvent> events =
                      jdbc.sql(
                              """
                              update api_key set revoked_at = :now
                              where id = :id and user_id = :user and customer_id = :customer
                                and revoked_at is null
                              returning id, name, prefix
                              """)
                          .param("now", Timestamp.from(clock.instant()))
                          .param("id", id)
                          .param("user", actor.user().value())
                          .param("customer", actor.customer().value())
                          .query(ApiKeys::revoked)
                          .list();
                  audit.record(actor, events);
                  return !events.isEmpty();
                }));
    if (!revoked) {
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
