package io.netauto.server.identity;

import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** People as members of customers: {@code app_user} and {@code membership}. */
@Repository
class MembershipTable {
  private static final String ROLE = "(case when u.superuser then 'admin' else m.role end)";
  private static final String FROM =
      " from app_user u"
          + " left join membership m on m.user_id = u.id and m.customer_id = :customer where ";
  private static final String SELECT = "select u.*, " + ROLE + " as role" + FROM;

  private final JdbcClient jdbc;
  private final GivenPasswords given;

  MembershipTable(JdbcClient jdbc, GivenPasswords given) {
    this.jdbc = jdbc;
    this.given = given;
  }

  /** Users by name, with their role in a customer; those of the customer, unless everywhere. */
  Page<User> list(CustomerId customer, UserQuery query) {
    Map<String, Object> params = new HashMap<>(Map.of("customer", customer.value()));
    String where = query.everywhere() ? "true" : "(u.superuser or m.role is not null)";
    if (!query.text().isBlank()) {
      where += " and (u.username ilike :text or u.display_name ilike :text)";
      params.put("text", CustomerTable.containing(query.text()));
    }
    if (query.role() != null) {
      where +=
          query.everywhere()
              ? " and exists (select 1 from membership x where x.user_id = u.id and x.role = :role)"
              : " and " + ROLE + " = :role";
      params.put("role", query.role().wireName());
    }
    if (query.active() != null) {
      where += " and u.active = :active";
      params.put("active", query.active());
    }
    long total =
        jdbc.sql("select count(*)" + FROM + where).params(params).query(Long.class).single();
    if (query.cursor() != null) {
      where += " and u.username > :place";
      params.put("place", Cursor.decode(query.cursor(), "username", 1).getFirst());
    }
    List<User> found =
        jdbc.sql(SELECT + where + " order by u.username limit :limit")
            .params(params)
            .param("limit", query.limit() + 1)
            .query(this::user)
            .list();
    if (found.size() <= query.limit()) {
      return new Page<>(found, null, total);
    }
    List<User> page = found.subList(0, query.limit());
    return new Page<>(page, Cursor.encode("username", page.getLast().username()), total);
  }

  /**
   * A user with the role in a customer.
   *
   * @param everywhere whether somebody who is nothing in that customer is found, too
   */
  Optional<User> find(CustomerId customer, UserId id, boolean everywhere) {
    return jdbc.sql(SELECT + "u.id = :id and (:everywhere or u.superuser or m.role is not null)")
        .param("customer", customer.value())
        .param("id", id.value())
        .param("everywhere", everywhere)
        .query(this::user)
        .optional();
  }

  private User user(ResultSet rs, int row) throws SQLException {
    String role = rs.getString("role");
    Timestamp login = rs.getTimestamp("last_login_at");
    return new User(
        new UserId(rs.getLong("id")),
        rs.getString("username"),
        rs.getString("display_name"),
        role == null ? null : Role.of(role),
        rs.getBoolean("superuser"),
        rs.getBoolean("active"),
        rs.getBoolean("must_change_password"),
        given.isOver(
            rs.getBoolean("must_change_password"),
            rs.getTimestamp("password_given_at").toInstant()),
        rs.getTimestamp("created_at").toInstant(),
        login == null ? null : login.toInstant(),
        List.of());
  }

  /**
   * What users are within customers, by the customers' names.
   *
   * @param only the one customer that is looked at; null for all
   */
  Map<UserId, List<User.Membership>> of(List<UserId> users, @Nullable CustomerId only) {
    Map<UserId, List<User.Membership>> all = new HashMap<>();
    jdbc.sql(
            """
            select m.user_id, m.customer_id, c.name, m.role from membership m
            join customer c on c.id = m.customer_id
            where m.user_id = any(:users) and (:only::bigint is null or m.customer_id = :only)
            order by lower(c.name)
            """)
        .param("users", users.stream().map(UserId::value).toArray(Long[]::new))
        .param("only", only == null ? null : only.value())
        .query(
            rs -> {
              all.computeIfAbsent(new UserId(rs.getLong("user_id")), user -> new ArrayList<>())
                  .add(
                      new User.Membership(
                          new Customer(
                              new CustomerId(rs.getLong("customer_id")), rs.getString("name")),
                          Role.of(rs.getString("role"))));
            });
    return all;
  }

  List<User.Membership> of(UserId user) {
    return of(List.of(user), null).getOrDefault(user, List.of());
  }

  /** Makes somebody a member, or gives the member another role; false where nothing changed. */
  boolean put(UserId user, CustomerId customer, Role role) {
    return jdbc.sql(
                """
                insert into membership (user_id, customer_id, role) values (:user, :customer, :role)
                on conflict (user_id, customer_id) do update set role = excluded.role
                where membership.role <> excluded.role
                """)
            .param("user", user.value())
            .param("customer", customer.value())
            .param("role", role.wireName())
            .update()
        == 1;
  }

  /** Takes a membership away, with the keys that act in that customer. */
  boolean remove(UserId user, CustomerId customer, Instant now) {
    jdbc.sql(
            """
            update api_key set revoked_at = :now
            where user_id = :user and customer_id = :customer and revoked_at is null
            """)
        .param("now", Timestamp.from(now))
        .param("user", user.value())
        .param("customer", customer.value())
        .update();
    return jdbc.sql("delete from membership where user_id = :user and customer_id = :customer")
            .param("user", user.value())
            .param("customer", customer.value())
            .update()
        == 1;
  }
}
