package io.netauto.server.credentials;

import io.netauto.server.credentials.KnownHost.State;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code known_host} as it is read. */
@Repository
class KnownHostTable {
  /** Counting further helps nobody. */
  private static final int COUNTED = 10_000;

  static final RowMapper<KnownHost> ROW =
      (rs, row) ->
          new KnownHost(
              rs.getLong("id"),
              rs.getLong("device_id"),
              rs.getString("hostname"),
              rs.getString("host"),
              rs.getInt("port"),
              rs.getString("algorithm"),
              rs.getString("fingerprint"),
              State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
              rs.getTimestamp("first_seen").toInstant(),
              rs.getTimestamp("last_seen").toInstant(),
              rs.getString("decided_by"),
              rs.getString("trusted"));

  /** Changed keys come first, then pending ones, then the trusted; the newest first among each. */
  private static final String KEYS =
      """
      select * from (
        select k.*, d.hostname, d.address, t.fingerprint as trusted,
            case when k.state <> 'pending' then 2 when t.id is null then 1 else 0 end as rank
        from known_host k join device d on d.id = k.device_id
        left join lateral (
          select t.id, t.fingerprint from known_host t
          where t.device_id = k.device_id and t.state = 'trusted' and k.state = 'pending'
          order by (t.algorithm = k.algorithm) desc, t.id limit 1) t on true
        where k.customer_id = :customer) k where true
      """;

  private final JdbcClient jdbc;

  KnownHostTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<KnownHost> of(CustomerId customer, long device) {
    return jdbc.sql(KEYS + " and device_id = :device order by rank desc, last_seen desc limit 100")
        .param("customer", customer.value())
        .param("device", device)
        .query(ROW)
        .list();
  }

  private static String where(KnownHostQuery query, Map<String, Object> params) {
    StringBuilder where = new StringBuilder();
    if (query.state() != null) {
      where.append(" and rank = :rank");
      params.put(
          "rank",
          switch (query.state()) {
            case CHANGED -> 0;
            case PENDING -> 1;
            case TRUSTED -> 2;
          });
    }
    if (!query.device().isBlank()) {
      where.append(
          " and (hostname ilike '%' || :device || '%' or host ilike '%' || :device || '%')");
      params.put("device", escaped(query.device()));
    }
    if (!query.fingerprint().isBlank()) {
      where.append(" and fingerprint ilike '%' || :fingerprint || '%'");
      params.put("fingerprint", escaped(query.fingerprint()));
    }
    return where.toString();
  }

  private static String escaped(String text) {
    return text.strip().replaceAll("([\\\\%_])", "\\\\$1");
  }

  Page<KnownHost> list(
      CustomerId customer, KnownHostQuery query, @Nullable String cursor, int limit) {
    Map<String, Object> params = new HashMap<>(Map.of("customer", customer.value()));
    String where = where(query, params);
    long total =
        jdbc.sql("select count(*) from (" + KEYS + where + " limit " + (COUNTED + 1) + ") k")
            .params(params)
            .query(Long.class)
            .single();
    if (cursor != null) {
      List<String> place = Cursor.decode(cursor, "known-hosts", 2);
      where += " and (rank > :afterRank or (rank = :afterRank and id < :afterId))";
      params.put("afterRank", Cursor.number(place.getFirst()));
      params.put("afterId", Cursor.number(place.getLast()));
    }
    List<KnownHost> found =
        jdbc.sql(KEYS + where + " order by rank, id desc limit :limit")
            .params(params)
            .param("limit", limit + 1)
            .query(ROW)
            .list();
    if (found.size() <= limit) {
      return Page.counted(found, null, total, COUNTED);
    }
    List<KnownHost> page = found.subList(0, limit);
    KnownHost last = page.getLast();
    int rank = last.state() != State.PENDING ? 2 : last.isChanged() ? 0 : 1;
    return Page.counted(
        page, Cursor.encode("known-hosts", "" + rank, "" + last.id()), total, COUNTED);
  }

  /** How many keys wait for a decision, at most so many as are counted. */
  int waiting(CustomerId customer) {
    return jdbc.sql(
            """
            select count(*) from (select 1 from known_host
                where customer_id = :customer and state = 'pending' limit :limit) k
            """)
        .param("customer", customer.value())
        .param("limit", COUNTED)
        .query(Integer.class)
        .single();
  }

  /** Of the keys that wait and match, each device's newest. */
  List<KnownHost> toApprove(CustomerId customer, KnownHostQuery query, int limit) {
    Map<String, Object> params = new HashMap<>(Map.of("customer", customer.value()));
    String where = where(query, params);
    return jdbc.sql(
            "select distinct on (device_id) * from ("
                + KEYS
                + where
                + " and state = 'pending') k order by device_id, last_seen desc, id desc"
                + " limit :limit")
        .params(params)
        .param("limit", limit)
        .query(ROW)
        .list();
  }

  List<KnownHost> byIds(CustomerId customer, Collection<Long> ids) {
    return jdbc.sql(KEYS + " and id = any(:ids) order by id")
        .param("customer", customer.value())
        .param("ids", ids.toArray(Long[]::new))
        .query(ROW)
        .list();
  }
}
