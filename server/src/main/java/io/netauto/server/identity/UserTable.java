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

/** The tables {@code app_user}, {@code membership} and {@code customer}. */
@Repository
class UserTable {
  private final JdbcClient jdbc;

  UserTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a login needs to know. */
  record Account(
      UserId id, String username, String passwordHash, boolean active, Instant passwordChangedAt) {}

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
        rs.getTimestamp("password_changed_at").toInstant());
  }

  /** The actor that an active user is within a customer; empty where they are nothing. */
  Optional<Actor> actor(UserId user, CustomerId customer) {
    return jdbc.sql(
            """
            select u.id, u.username, u.superuser, c.id as customer, coalesce(m.role, 'admin') as role
            from app_user u
            cross join customer c
            left join membership m on m.user_id = u.id and m.customer_id = c.id
            where u.id = :user and c.id = :customer and u.active
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

  /** The customers that a user may act in, the first of them where a login begins. */
  List<Customer> customers(UserId user) {
    return jdbc.sql(
            """
            select c.id, c.name from customer c
            where exists (select 1 from app_user u where u.id = :user and u.superuser)
               or exists (select 1 from membership m where m.user_id = :user and m.customer_id = c.id)
            order by c.id limit 1000
            """)
        .param("user", user.value())
        .query((rs, row) -> new Customer(new CustomerId(rs.getLong("id")), rs.getString("name")))
        .list();
  }

  List<User> list(CustomerId customer) {
    return jdbc.sql(
            """
            select u.*, coalesce(m.role, 'admin') as role from app_user u
            left join membership m on m.user_id = u.id and m.customer_id = :customer
            where u.superuser or m.role is not null order by u.username limit 1000
            """)
        .param("customer", customer.value())
        .query(UserTable::user)
        .list();
  }

  Optional<User> find(CustomerId customer, UserId id) {
    return jdbc.sql(
            """
            select u.*, coalesce(m.role, 'admin') as role from app_user u
            left join membership m on m.user_id = u.id and m.customer_id = :customer
            where u.id = :id and (u.superuser or m.role is not null)
            """)
        .param("customer", customer.value())
        .param("id", id.value())
        .query(UserTable::user)
        .optional();
  }

  private static User user(ResultSet rs, int row) throws SQLException {
    return new User(
        new UserId(rs.getLong("id")),
        rs.getString("username"),
        rs.getString("display_name"),
        Role.of(rs.getString("role")),
        rs.getBoolean("superuser"),
        rs.getBoolean("active"),
        rs.getBoolean("must_change_password"),
        rs.getTimestamp("created_at").toInstant());
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
                    must_change_password, created_at, updated_at, password_changed_at)
                values (:username, :displayName, :hash, :superuser, :mustChange, :now, :now, :now) returning id
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

  void member(UserId user, CustomerId customer, Role role) {
    jdbc.sql(
            """
            insert into membership (user_id, customer_id, role) values (:user, :customer, :role)
            on conflict (user_id, customer_id) do update set role = excluded.role
            """)
        .param("user", user.value())
        .param("customer", customer.value())
        .param("role", role.wireName())
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
                updated_at = :now, password_changed_at = :now where id = :id
            """)
        .param("hash", hash)
        .param("mustChange", mustChange)
        .param("now", Timestamp.from(now))
        .param("id", user.value())
        .update();
  }

  /** Keeps the same password in a newer form; sessions go on. */
  void renewHash(UserId user, String before, String hash) {
    jdbc.sql("update app_user set password_hash = :hash where id = :id and password_hash = :before")
        .param("hash", hash)
        .param("id", user.value())
        .param("before", before)
        .update();
  }

  /** How many active users can administer everything. */
  int superusers() {
    return jdbc.sql("select count(*) from app_user where superuser and active")
        .query(Integer.class)
        .single();
  }

  boolean none() {
    return jdbc.sql("select not exists (select 1 from app_user)").query(Boolean.class).single();
  }

  /** Waits for its turn: one transaction at a time, on all nodes, makes the first user. */
  void lockForFirstUser() {
    jdbc.sql("lock table app_user in share row exclusive mode").update();
  }
}
