package io.netauto.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refresh tokens: each works once and is exchanged for the next one of its family, which began with
 * a login. Of the tokens, hashes are kept alone.
 */
@Component
class RefreshTokens {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How many logins of programs a user may have at once; those unused for longest end first. */
  private static final int MOST = 50;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Duration lifetime;
  private final Duration idle;

  RefreshTokens(
      JdbcClient jdbc,
      Clock clock,
      @Value("${netauto.logins.refresh-token:30d}") Duration lifetime,
      @Value("${netauto.logins.refresh-idle:7d}") Duration idle) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.lifetime = lifetime;
    this.idle = idle;
  }

  /** A login of a program. */
  record Family(UUID id, UserId user, CustomerId customer, Instant passwordChangedAt) {}

  /** What became of a token that was handed in. */
  sealed interface Use {
    /** It was right and is used up. */
    record Right(Family family) implements Use {}

    /** It was used before: somebody has a copy, and the whole family is revoked. */
    record Reused(Family family) implements Use {}

    /** It is unknown, over or revoked. */
    record Unknown() implements Use {}
  }

  Family begin(SessionUser user, String address) {
    Instant now = clock.instant();
    Family family =
        new Family(UUID.randomUUID(), user.user(), user.customer(), user.passwordChangedAt());
    jdbc.sql(
            """
            insert into refresh_family (id, user_id, customer_id, password_changed_at, created_at,
                expires_at, last_used_at, address)
            values (:id, :user, :customer, :password, :now, :end, :now, :address)
            """)
        .param("id", family.id())
        .param("user", user.user().value())
        .param("customer", user.customer().value())
        .param("password", Timestamp.from(user.passwordChangedAt()))
        .param("now", Timestamp.from(now))
        .param("end", Timestamp.from(now.plus(lifetime)))
        .param("address", address)
        .update();
    jdbc.sql(
            """
            delete from refresh_family where user_id = :user and id in (
              select id from refresh_family where user_id = :user
              order by last_used_at desc, id offset :most)
              or id in (select id from refresh_family where expires_at < :now
                order by expires_at limit 1000)
            """)
        .param("user", user.user().value())
        .param("most", MOST)
        .param("now", Timestamp.from(now))
        .update();
    return family;
  }

  /** The next token of a family; the only time that it is known in clear. */
  String next(Family family, String address) {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Instant now = clock.instant();
    jdbc.sql(
            """
            insert into refresh_token (token_hash, family_id, created_at, expires_at, address)
            select :hash, id, :now, least(expires_at, :end), :address from refresh_family
            where id = :family
            """)
        .param("hash", hash(token))
        .param("family", family.id())
        .param("now", Timestamp.from(now))
        .param("end", Timestamp.from(now.plus(idle)))
        .param("address", address)
        .update();
    return token;
  }

  /** Uses a token up, in one statement: of two who hand in the same one, one is refused. */
  Use use(String token, String address) {
    Instant now = clock.instant();
    byte[] hash = hash(token);
    Optional<UUID> right =
        jdbc.sql(
                """
                update refresh_token t set used_at = :now
                from refresh_family f
                where t.token_hash = :hash and t.used_at is null and t.expires_at > :now
                  and f.id = t.family_id and f.revoked_at is null and f.expires_at > :now
                returning t.family_id
                """)
            .param("hash", hash)
            .param("now", Timestamp.from(now))
            .query(UUID.class)
            .optional();
    if (right.isPresent()) {
      jdbc.sql("update refresh_family set last_used_at = :now, address = :address where id = :id")
          .param("now", Timestamp.from(now))
          .param("address", address)
          .param("id", right.get())
          .update();
      return family(right.get()).<Use>map(Use.Right::new).orElseGet(Use.Unknown::new);
    }
    // Of several at once, one ends the family and tells of it.
    Optional<Family> reused =
        jdbc.sql(
                "select family_id from refresh_token where token_hash = :hash and used_at is not"
                    + " null")
            .param("hash", hash)
            .query(UUID.class)
            .optional()
            .flatMap(this::family)
            .filter(family -> revoke(family.id()));
    return reused.<Use>map(Use.Reused::new).orElseGet(Use.Unknown::new);
  }

  /** The login of this number; empty when it is over or revoked. */
  Optional<Family> family(UUID id) {
    return jdbc.sql(
            """
            select id, user_id, customer_id, password_changed_at from refresh_family
            where id = :id and revoked_at is null and expires_at > :now
            """)
        .param("id", id)
        .param("now", Timestamp.from(clock.instant()))
        .query(
            (rs, row) ->
                new Family(
                    rs.getObject("id", UUID.class),
                    new UserId(rs.getLong("user_id")),
                    new CustomerId(rs.getLong("customer_id")),
                    rs.getTimestamp("password_changed_at").toInstant()))
        .optional();
  }

  /** The family of a token that was not used yet, or was. */
  Optional<Family> familyOf(String token) {
    return jdbc.sql("select family_id from refresh_token where token_hash = :hash")
        .param("hash", hash(token))
        .query(UUID.class)
        .optional()
        .flatMap(this::family);
  }

  /** False where it was revoked already. */
  boolean revoke(UUID family) {
    return jdbc.sql(
                """
                update refresh_family set revoked_at = :now where id = :id and revoked_at is null
                """)
            .param("now", Timestamp.from(clock.instant()))
            .param("id", family)
            .update()
        > 0;
  }

  /** A login of a program that goes on. */
  record Open(UUID id, Instant createdAt, Instant lastUsedAt, String address) {}

  /** The logins of programs of a user that can go on, the one used last first. */
  List<Open> open(UserId user) {
    return jdbc.sql(
            """
            select f.id, f.created_at, f.last_used_at, f.address from refresh_family f
            join app_user u on u.id = f.user_id and u.password_changed_at = f.password_changed_at
            where f.user_id = :user and f.revoked_at is null and f.expires_at > :now
              and exists (select 1 from refresh_token t
                where t.family_id = f.id and t.used_at is null and t.expires_at > :now)
            order by f.last_used_at desc, f.id limit :most
            """)
        .param("user", user.value())
        .param("now", Timestamp.from(clock.instant()))
        .param("most", MOST)
        .query(
            (rs, row) ->
                new Open(
                    rs.getObject("id", UUID.class),
                    rs.getTimestamp("created_at").toInstant(),
                    rs.getTimestamp("last_used_at").toInstant(),
                    rs.getString("address")))
        .list();
  }

  /**
   * Ends the logins of programs of a user.
   *
   * @param kept one that goes on; null for none
   * @return how many there were
   */
  int revokeAll(UserId user, @Nullable UUID kept) {
    return jdbc.sql(
            """
            update refresh_family set revoked_at = :now
            where user_id = :user and revoked_at is null and expires_at > :now
              and id is distinct from :kept::uuid
            """)
        .param("now", Timestamp.from(clock.instant()))
        .param("user", user.value())
        .param("kept", kept)
        .update();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
