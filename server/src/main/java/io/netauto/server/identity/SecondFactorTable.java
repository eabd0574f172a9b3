package io.netauto.server.identity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code second_factor} and {@code recovery_code}. */
@Repository
class SecondFactorTable {
  private final JdbcClient jdbc;

  SecondFactorTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The key of a user's device. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Factor(byte[] sealed, boolean confirmed) {}

  Optional<Factor> find(UserId user) {
    return jdbc.sql("select sealed, confirmed_at from second_factor where user_id = :user")
        .param("user", user.value())
        .query((rs, row) -> new Factor(rs.getBytes(1), rs.getTimestamp(2) != null))
        .optional();
  }

  /** Keeps a key that is not confirmed yet; false where a confirmed one is. */
  boolean begin(UserId user, byte[] sealed, Instant now) {
    return jdbc.sql(
                """
                insert into second_factor as f (user_id, sealed, created_at)
                values (:user, :sealed, :now)
                on conflict (user_id) do update set sealed = excluded.sealed, last_step = 0,
                  created_at = excluded.created_at
                where f.confirmed_at is null
                """)
            .param("user", user.value())
            .param("sealed", sealed)
            .param("now", Timestamp.from(now))
            .update()
        > 0;
  }

  /** Takes the code of a step; false where that code or a later one was taken already. */
  boolean take(UserId user, long step) {
    return jdbc.sql(
                """
                update second_factor set last_step = :step
                where user_id = :user and last_step < :step
                """)
            .param("step", step)
            .param("user", user.value())
            .update()
        > 0;
  }

  /** False where it was confirmed already. */
  boolean confirm(UserId user, Instant now) {
    return jdbc.sql(
                """
                update second_factor set confirmed_at = :now
                where user_id = :user and confirmed_at is null
                """)
            .param("now", Timestamp.from(now))
            .param("user", user.value())
            .update()
        > 0;
  }

  void replaceRecoveryCodes(UserId user, Collection<byte[]> hashes) {
    jdbc.sql("delete from recovery_code where user_id = :user")
        .param("user", user.value())
        .update();
    for (byte[] hash : hashes) {
      jdbc.sql("insert into recovery_code (user_id, code_hash) values (:user, :hash)")
          .param("user", user.value())
          .param("hash", hash)
          .update();
    }
  }

  /** Uses a recovery code up; false where it is unknown or used. */
  boolean takeRecoveryCode(UserId user, byte[] hash, Instant now) {
    return jdbc.sql(
                """
                update recovery_code set used_at = :now
                where user_id = :user and code_hash = :hash and used_at is null
                """)
            .param("now", Timestamp.from(now))
            .param("user", user.value())
            .param("hash", hash)
            .update()
        > 0;
  }

  int recoveryCodesLeft(UserId user) {
    return jdbc.sql("select count(*) from recovery_code where user_id = :user and used_at is null")
        .param("user", user.value())
        .query(Integer.class)
        .single();
  }

  /** Removes the key and the recovery codes; false where there was none. */
  boolean remove(UserId user) {
    jdbc.sql("delete from recovery_code where user_id = :user")
        .param("user", user.value())
        .update();
    return jdbc.sql("delete from second_factor where user_id = :user")
            .param("user", user.value())
            .update()
        > 0;
  }

  /** Whether a customer of the user asks for it, or everything that is a superuser's. */
  boolean required(UserId user, boolean ofSuperusers) {
    return jdbc.sql(
            """
            select exists (select 1 from membership m join customer c on c.id = m.customer_id
                where m.user_id = :user and c.second_factor_required)
              or (:superusers and exists (select 1 from app_user where id = :user and superuser))
            """)
        .param("user", user.value())
        .param("superusers", ofSuperusers)
        .query(Boolean.class)
        .single();
  }

  boolean requiredBy(CustomerId customer) {
    return jdbc.sql("select second_factor_required from customer where id = :id")
        .param("id", customer.value())
        .query(Boolean.class)
        .single();
  }

  void require(CustomerId customer, boolean required) {
    jdbc.sql("update customer set second_factor_required = :required where id = :id")
        .param("required", required)
        .param("id", customer.value())
        .update();
  }

  /** Who somebody is, for an administrator of a customer. */
  record Person(String username, boolean superuser, boolean elsewhere) {}

  Optional<Person> person(CustomerId customer, UserId user, boolean anywhere) {
    return jdbc.sql(
            """
            select u.username, u.superuser,
              exists (select 1 from membership o where o.user_id = u.id and o.customer_id <> :customer)
                as elsewhere
            from app_user u
            where u.id = :user and (:anywhere or u.superuser or exists (
              select 1 from membership m where m.user_id = u.id and m.customer_id = :customer))
            """)
        .param("customer", customer.value())
        .param("user", user.value())
        .param("anywhere", anywhere)
        .query(
            (rs, row) ->
                new Person(
                    rs.getString("username"),
                    rs.getBoolean("superuser"),
                    rs.getBoolean("elsewhere")))
        .optional();
  }
}
