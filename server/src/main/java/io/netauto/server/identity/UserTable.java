package io.netauto.server.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts: the table {@code app_user}, and who its users may act as. */
@Repository
class UserTable {
  private final JdbcClient jdbc;

  UserTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a login needs to know. */
  record Account(
      UserId id,
      String username,
      String passwordHash,
      boolean active,
      Instant passwordChangedAt,
      boolean mustChangePassword,
      Instant passwordGivenAt) {}

  Optional<Account> account(String username) {
    return jdbc.sql("select * from app_user where username = :username")
        .param("username", username.toLowerCase(Locale.ROOT))
        .query(UserTable::account)
        .optional();
  }

  Optional<Account> account(UserId id) {
    return jdbc.sql("select * from app_user where id = :id")
        .param("id", id.value())
        .query(UserTable::account)
        .optional();
  }

  private static Account account(ResultSet rs, int row) throws SQLException {
    return new Account(
        new UserId(rs.getLong("id")),
        rs.getString("username"),
        rs.getString("password_hash"),
        rs.getBoolean("active"),
        rs.getTimestamp("password_changed_at").toInstant(),
        rs.getBoolean("must_change_password"),
        rs.getTimestamp("password_given_at").toInstant());
  }

  /** The actor that an active user is within a customer; empty where they are nothing. */
  Optional<Actor> actor(UserId user, CustomerId customer) {
    return jdbc.sql(
            """
            select u.id, u.username, u.superuser, c.id as customer, coalesce(m.role, 'admin') as role
            from app_user u
            cross join customer c
            left join membership m on m.user_id = u.id and m.customer_id = c.id
            where u.id = :user and c.id = :customer and u.active and c.active
              and (u.superuser or m.role is not null)
            """)
        .param("user", user.value())
        .param("customer", customer.value())
        .query(
            (rs, row) ->
                new Actor(
                    new UserId(rs.getLong("id")),
                    rs.getString("username"),
                    new CustomerId(rs.getLong("customer")),
                    Role.of(rs.getString("role")),
                    rs.getBoolean("superuser")))
        .optional();
  }

  /** The same, as long as the password is the one of that time. */
  Optional<Actor> actor(UserId user, CustomerId customer, Instant passwordChangedAt) {
    return jdbc.sql("select password_changed_at from app_user where id = :id")
        .param("id", user.value())
        .query((rs, row) -> rs.getTimestamp(1).toInstant())
        .optional()
        .filter(passwordChangedAt::equals)
        .flatMap(same -> actor(user, customer));
  }

  /** The active customers that a user may act in, the first of them where a login begins. */
  List<Customer> customers(UserId user) {
    return jdbc.sql(
            """
            select c.id, c.name from customer c
            where c.active and (
                exists (select 1 from app_user u where u.id = :user and u.superuser)
               or exists (select 1 from membership m where m.user_id = :user and m.customer_id = c.id))
            order by c.id limit 1000
            """)
        .param("user", user.value())
        .query((rs, row) -> new Customer(new CustomerId(rs.getLong("id")), rs.getString("name")))
        .list();
  }

  UserId insert(
      String username,
      String displayName,
      String hash,
      boolean superuser,
      boolean mustChange,
      Instant now) {
    return new UserId(
        jdbc.sql(
                """
                insert into app_user (username, display_name, password_hash, superuser,
                    must_change_password, created_at, updated_at, password_changed_at,
                    password_given_at)
                values (:username, :displayName, :hash, :superuser, :mustChange, :now, :now, :now,
                    :now)
                returning id
                """)
            .param("username", username.toLowerCase(Locale.ROOT))
            .param("displayName", displayName)
            .param("hash", hash)
            .param("superuser", superuser)
            .param("mustChange", mustChange)
            .param("now", Timestamp.from(now))
            .query(Long.class)
            .single());
  }

  void setSuperuser(UserId user, boolean superuser, Instant now) {
    jdbc.sql("update app_user set superuser = :superuser, updated_at = :now where id = :id")
        .param("superuser", superuser)
        .param("now", Timestamp.from(now))
        .param("id", user.value())
        .update();
  }

  void setDisplayName(UserId user, String displayName, Instant now) {
    jdbc.sql("update app_user set display_name = :name, updated_at = :now where id = :id")
        .param("name", displayName)
        .param("now", Timestamp.from(now))
        .param("id", user.value())
        .update();
  }

  /** A login succeeded. */
  void loggedIn(UserId user) {
    jdbc.sql("update app_user set last_login_at = now() where id = :id")
        .param("id", user.value())
        .update();
  }

  /** Ends the sessions of a user in browsers. */
  void endSessions(String username) {
    jdbc.sql("delete from spring_session where principal_name = :username")
        .param("username", username)
        .update();
  }

  void setActive(UserId user, boolean active, Instant now) {
    jdbc.sql("update app_user set active = :active, updated_at = :now where id = :id")
        .param("active", active)
        .param("now", Timestamp.from(now))
        .param("id", user.value())
        .update();
  }

  void setPassword(UserId user, String hash, boolean mustChange, Instant now) {
    jdbc.sql(
            """
            update app_user set password_hash = :hash, must_change_password = :mustChange,
                updated_at = :now, password_changed_at = :now, password_given_at = :now
            where id = :id
            """)
        .param("hash", hash)
        .param("mustChange", mustChange)
        .param("now", Timestamp.from(now))
        .param("id", user.value())
        .update();
  }

  /** Whether somebody else set the password. */
  boolean mustChangePassword(UserId user) {
    return jdbc.sql("select must_change_password from app_user where id = :id")
        .param("id", user.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Keeps the same password in a newer form; sessions go on. */
  void renewHash(UserId user, String before, String hash) {
    jdbc.sql("update app_user set password_hash = :hash where id = :id and password_hash = :before")
        .param("hash", hash)
        .param("id", user.value())
        .param("before", before)
        .update();
  }

  /**
   * How many other active users can administer everything. Waits for its turn to change that, until
   * the end of the transaction.
   */
  long superusersBut(UserId user) {
    return jdbc
        .sql("select id from app_user where superuser and active order by id for no key update")
        .query(Long.class)
        .list()
        .stream()
        .filter(id -> id != user.value())
        .count();
  }

  /**
   * Whether this one administers everything with a password that is over, and so do all others who
   * could set a new one.
   *
   * @param over passwords that were given then or earlier are over
   */
  boolean isShutOut(String username, Instant over) {
    return jdbc.sql(
            """
            select count(*) filter (where username = :username) = 1
              and bool_and(must_change_password and password_given_at <= :over)
            from app_user where superuser and active
            """)
        .param("username", username)
        .param("over", Timestamp.from(over))
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  boolean none() {
    return jdbc.sql("select not exists (select 1 from app_user)").query(Boolean.class).single();
  }

  /** Waits for its turn: one transaction at a time, on all nodes, makes the first user. */
  void lockForFirstUser() {
    jdbc.sql("lock table app_user in share row exclusive mode").update();
  }
}
