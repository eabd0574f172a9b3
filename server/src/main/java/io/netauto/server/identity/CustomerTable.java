package io.netauto.server.identity;

import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code customer}. */
@Repository
class CustomerTable {
  private static final String COLUMNS =
      "id, name, active, ranges::text[] as ranges, credential_patterns, created_at, updated_at";

  private final JdbcClient jdbc;

  CustomerTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a customer is to be; the ranges as {@link #network} writes them. */
  record Fields(String name, boolean active, List<String> ranges, List<String> patterns) {}

  Optional<CustomerDetails> byId(CustomerId id) {
    return jdbc.sql("select %s from customer where id = :id".formatted(COLUMNS))
        .param("id", id.value())
        .query(CustomerTable::details)
        .optional();
  }

  CustomerDetails insert(Fields fields, Instant now) {
    return jdbc.sql(
            """
            insert into customer (name, active, ranges, credential_patterns, created_at, updated_at)
            values (:name, :active, :ranges::cidr[], :patterns, :now, :now) returning %s
            """
                .formatted(COLUMNS))
        .params(params(fields, now))
        .query(CustomerTable::details)
        .single();
  }

  Optional<CustomerDetails> update(CustomerId id, Fields fields, Instant now) {
    return jdbc.sql(
            """
            update customer set name = :name, active = :active, ranges = :ranges::cidr[],
                credential_patterns = :patterns, updated_at = :now
            where id = :id returning %s
            """
                .formatted(COLUMNS))
        .params(params(fields, now))
        .param("id", id.value())
        .query(CustomerTable::details)
        .optional();
  }

  private static Map<String, Object> params(Fields fields, Instant now) {
    return Map.of(
        "name",
        fields.name(),
        "active",
        fields.active(),
        "ranges",
        fields.ranges().toArray(String[]::new),
        "patterns",
        fields.patterns().toArray(String[]::new),
        "now",
        Timestamp.from(now));
  }

  boolean delete(CustomerId id) {
    return jdbc.sql("delete from customer where id = :id").param("id", id.value()).update() == 1;
  }

  /** Waits for its turn to change which customers are active, until the end of the transaction. */
  int activeBut(CustomerId id) {
    return jdbc
        .sql("select id from customer where active order by id for no key update")
        .query(Long.class)
        .list()
        .stream()
        .filter(each -> each != id.value())
        .toList()
        .size();
  }

  /**
   * Customers by name, without regard to case; the cursor is of this order.
   *
   * @param active null for all
   */
  Page<CustomerDetails> list(
      String text, @Nullable Boolean active, @Nullable String cursor, int limit) {
    Map<String, Object> params = new HashMap<>();
    String where = "true";
    if (!text.isBlank()) {
      where += " and name ilike :text";
      params.put("text", containing(text));
    }
    if (active != null) {
      where += " and active = :active";
      params.put("active", active);
    }
    long total =
        jdbc.sql("select count(*) from customer where " + where)
            .params(params)
            .query(Long.class)
            .single();
    if (cursor != null) {
      where += " and lower(name) > lower(:place)";
      params.put("place", Cursor.decode(cursor, "name", 1).getFirst());
    }
    List<CustomerDetails> found =
        jdbc.sql(
                "select %s from customer where %s order by lower(name) limit :limit"
                    .formatted(COLUMNS, where))
            .params(params)
            .param("limit", limit + 1)
            .query(CustomerTable::details)
            .list();
    if (found.size() <= limit) {
      return new Page<>(found, null, total);
    }
    List<CustomerDetails> page = found.subList(0, limit);
    return new Page<>(page, Cursor.encode("name", page.getLast().name()), total);
  }

  Map<CustomerId, Long> users(Collection<CustomerId> customers) {
    Map<CustomerId, Long> counts = new HashMap<>();
    jdbc.sql(
            """
            select customer_id, count(*) from membership where customer_id = any(:ids)
            group by customer_id
            """)
        .param("ids", customers.stream().map(CustomerId::value).toArray(Long[]::new))
        .query(
            rs -> {
              counts.put(new CustomerId(rs.getLong(1)), rs.getLong(2));
            });
    return counts;
  }

  /** The active customers that a user may act in, by name. */
  List<Customer> open(UserId user, String text, int limit) {
    return jdbc.sql(
            """
            select c.id, c.name from customer c
            where c.active and c.name ilike :text
              and (exists (select 1 from app_user u where u.id = :user and u.superuser)
               or exists (select 1 from membership m
                   where m.user_id = :user and m.customer_id = c.id))
            order by lower(c.name) limit :limit
            """)
        .param("user", user.value())
        .param("text", containing(text))
        .param("limit", limit)
        .query((rs, row) -> new Customer(new CustomerId(rs.getLong("id")), rs.getString("name")))
        .list();
  }

  /**
   * A network as PostgreSQL reads and writes it.
   *
   * @param exact whether what was given has no bits set beyond its prefix
   */
  record Network(String cidr, boolean exact) {}

  /** What PostgreSQL takes this text for; empty when it is no network. */
  Optional<Network> network(String text) {
    try {
      return jdbc.sql(
              "select network(:text::inet)::text as cidr, :text::inet = network(:text::inet)::inet"
                  + " as exact")
          .param("text", text)
          .query(
              (rs, row) -> {
                String cidr = rs.getString("cidr");
                return new Network(cidr, rs.getBoolean("exact"));
              })
          .optional();
    } catch (DataIntegrityViolationException e) {
      return Optional.empty(); // 22P02
    }
  }

  static String containing(String text) {
    return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private static CustomerDetails details(ResultSet rs, int row) throws SQLException {
    return new CustomerDetails(
        new CustomerId(rs.getLong("id")),
        rs.getString("name"),
        rs.getBoolean("active"),
        new AddressRanges(texts(rs, "ranges")),
        texts(rs, "credential_patterns"),
        rs.getTimestamp("created_at").toInstant(),
        rs.getTimestamp("updated_at").toInstant());
  }

  private static List<String> texts(ResultSet rs, String column) throws SQLException {
    return Arrays.asList((String[]) rs.getArray(column).getArray());
  }
}
