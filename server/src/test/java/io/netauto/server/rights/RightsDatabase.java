package io.netauto.server.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at all tables by what PostgreSQL says of their columns and references. */
final class RightsDatabase {
  private static final String REFERENCES =
      """
      select con.conrelid::regclass::text as child, a.attname as col,
          con.confrelid::regclass::text as parent, pa.attname as parent_col
      from pg_constraint con
      join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
      join pg_attribute pa on pa.attrelid = con.confrelid and pa.attnum = con.confkey[1]
      where con.contype = 'f' and cardinality(con.conkey) = 1
        and con.confrelid <> 'customer'::regclass
      order by 1, 2
      """;

  private final JdbcClient jdbc;

  RightsDatabase(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Reference(String child, String column, String parent, String parentColumn) {}

  private List<String> tablesOfCustomers() {
    return jdbc.sql(
            """
            select c.table_name from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and c.column_name = 'customer_id'
              and t.table_type = 'BASE TABLE'
            order by 1
            """)
        .query(String.class)
        .list();
  }

  /** A digest of all rows of a customer, by table. */
  TreeMap<String, String> digests(long customer) {
    TreeMap<String, String> digests = new TreeMap<>();
    for (String table : tablesOfCustomers()) {
      digests.put(
          table,
          jdbc.sql(
                  "select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), ''"
                      + " order by md5(t::text))), '') from %s t where customer_id = :customer"
                          .formatted(table))
              .param("customer", customer)
              .query(String.class)
              .single());
    }
    return digests;
  }

  /** The references between rows of two customers, as {@code child.column: 3}. */
  List<String> strays() {
    List<String> owned = tablesOfCustomers();
    List<Reference> references =
        jdbc.sql(REFERENCES)
            .query(
                (rs, row) ->
                    new Reference(
                        rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4)))
            .list();
    List<String> strays = new ArrayList<>();
    for (Reference one : references) {
      if (!owned.contains(one.parent())) {
        continue;
      }
      if (owned.contains(one.child())) {
        count(
            strays,
            one.child() + "." + one.column(),
            "select count(*) from %s c join %s p on p.%s = c.%s where p.customer_id <> c.customer_id"
                .formatted(one.child(), one.parent(), one.parentColumn(), one.column()));
        continue;
      }
      for (Reference other : references) {
        if (other.child().equals(one.child())
            && owned.contains(other.parent())
            && other.column().compareTo(one.column()) > 0) {
          count(
              strays,
              one.child() + "." + one.column() + "/" + other.column(),
              """
              select count(*) from %s c join %s p on p.%s = c.%s join %s q on q.%s = c.%s
              where p.customer_id <> q.customer_id
              """
                  .formatted(
                      one.child(),
                      one.parent(),
                      one.parentColumn(),
                      one.column(),
                      other.parent(),
                      other.parentColumn(),
                      other.column()));
        }
      }
    }
    return strays;
  }

  private void count(List<String> strays, String what, String sql) {
    long found = jdbc.sql(sql).query(Long.class).single();
    if (found > 0) {
      strays.add(what + ": " + found);
    }
  }
}
