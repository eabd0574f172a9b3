package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes thousands of devices in few statements. */
@Repository
class ImportTable {
  private static final int BATCH = 5_000;

  /** The columns of a device as a person decides them, by their names in the rows that are sent. */
  private static final String COLUMNS =
      """
      hostname text, address text, port int, protocol text, ssh_profile text, username text,
      cred_ref text, vendor text, platform text, model text, role text, site text, tags jsonb,
      metadata jsonb, enabled boolean
      """;

  private final JdbcClient jdbc;
  private final DeviceTable devices;
  private final JsonMapper json;

  ImportTable(JdbcClient jdbc, DeviceTable devices, JsonMapper json) {
    this.jdbc = jdbc;
    this.devices = devices;
    this.json = json;
  }

  /** The devices of these names, by name in lower case. */
  Map<String, List<Device>> byNames(CustomerId customer, Collection<String> names) {
    Map<String, List<Device>> found = new HashMap<>();
    for (List<String> some : pieces(List.copyOf(names))) {
      jdbc.sql(
              """
              select d.* from unnest(:names::text[]) as n (name)
              join device d on d.customer_id = :customer and lower(d.hostname) = n.name
              """)
          .param("customer", customer.value())
          .param("names", some.toArray(String[]::new))
          .query(devices::device)
          .list()
          .forEach(
              device ->
                  found
                      .computeIfAbsent(
                          device.hostname().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                      .add(device));
    }
    return found;
  }

  static <T> List<List<T>> pieces(List<T> all) {
    List<List<T>> pieces = new ArrayList<>();
    for (int i = 0; i < all.size(); i += BATCH) {
      pieces.add(all.subList(i, Math.min(all.size(), i + BATCH)));
    }
    return pieces;
  }

  /** Who is reached through whom, of all devices of the customer. */
  Map<Long, Long> jumpHosts(CustomerId customer) {
    Map<Long, Long> through = new HashMap<>();
    jdbc.sql(
            "select id, jump_host from device where customer_id = :customer and jump_host is not"
                + " null")
        .param("customer", customer.value())
        .query(
            rs -> {
              through.put(rs.getLong("id"), rs.getLong("jump_host"));
            });
    return through;
  }

  private String rows(List<DeviceFields> all, @Nullable List<DeviceId> ids) {
    List<Map<String, Object>> rows = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      DeviceFields f = all.get(i);
      Map<String, Object> row = new LinkedHashMap<>();
      if (ids != null) {
        row.put("id", ids.get(i).value());
      }
      row.put("hostname", f.hostname());
      row.put("address", f.address());
      row.put("port", f.port());
      row.put("protocol", f.protocol().code());
      row.put("ssh_profile", f.sshProfile().code());
      row.put("username", f.username());
      row.put("cred_ref", f.credRef());
      row.put("vendor", f.vendor());
      row.put("platform", f.platform());
      row.put("model", f.model());
      row.put("role", f.role());
      row.put("site", f.site());
      row.put("tags", f.tags());
      row.put("metadata", f.metadata());
      row.put("enabled", f.enabled());
      rows.add(row);
    }
    return json.writeValueAsString(rows);
  }

  /** Adds devices without jump hosts; gives their numbers in the given order. */
  List<DeviceId> insert(CustomerId customer, List<DeviceFields> all, Instant now) {
    List<DeviceId> ids = new ArrayList<>(all.size());
    for (List<DeviceFields> some : pieces(all)) {
      Map<String, Long> made = new HashMap<>();
      jdbc.sql(
              """
              insert into device (customer_id, hostname, address, port, protocol, ssh_profile,
                  username, cred_ref, vendor, platform, model, role, site, tags, metadata, enabled,
                  created_at, updated_at)
              select :customer, r.hostname, r.address, r.port, r.protocol, r.ssh_profile,
                  r.username, r.cred_ref, r.vendor, r.platform, r.model, r.role, r.site, r.tags,
                  r.metadata, r.enabled, :now, :now
              from jsonb_to_recordset(:rows::jsonb) as r (%s)
              returning id, hostname, site
              """
                  .formatted(COLUMNS))
          .param("customer", customer.value())
          .param("now", Timestamp.from(now))
          .param("rows", rows(some, null))
          .query(
              rs -> {
                made.put(rs.getString("hostname") + "\n" + rs.getString("site"), rs.getLong("id"));
              });
      for (DeviceFields f : some) {
        Long id = made.get(f.hostname() + "\n" + f.site());
        ids.add(new DeviceId(Objects.requireNonNull(id, "an inserted row has an id")));
      }
    }
    return ids;
  }

  /** Changes devices but their jump hosts. */
  void update(CustomerId customer, List<DeviceId> ids, List<DeviceFields> all, Instant now) {
    List<List<DeviceId>> numbers = pieces(ids);
    List<List<DeviceFields>> fields = pieces(all);
    for (int i = 0; i < fields.size(); i++) {
      hold(numbers.get(i));
      jdbc.sql(
              """
              update device d set hostname = r.hostname, address = r.address, port = r.port,
                  protocol = r.protocol, ssh_profile = r.ssh_profile, username = r.username,
                  cred_ref = r.cred_ref, vendor = r.vendor, platform = r.platform, model = r.model,
                  role = r.role, site = r.site, tags = r.tags, metadata = r.metadata,
                  enabled = r.enabled, updated_at = :now
              from jsonb_to_recordset(:rows::jsonb) as r (id bigint, %s)
              where d.id = r.id and d.customer_id = :customer
              """
                  .formatted(COLUMNS))
          .param("customer", customer.value())
          .param("now", Timestamp.from(now))
          .param("rows", rows(fields.get(i), numbers.get(i)))
          .update();
    }
  }

  /**
   * Holds these rows until the transaction ends. In a statement of its own: an update that joins,
   * and finds that a row it waited for has moved on, may leave that row out.
   */
  private void hold(Collection<DeviceId> ids) {
    jdbc.sql("select id from device where id = any(:ids) order by id for update")
        .param("ids", ids.stream().map(DeviceId::value).toArray(Long[]::new))
        .query(rs -> {});
  }

  /** Gives devices their jump hosts; null for none. */
  void through(CustomerId customer, Map<DeviceId, @Nullable DeviceId> jumpHosts) {
    List<@Nullable Long> to = new ArrayList<>();
    jumpHosts.values().forEach(id -> to.add(id == null ? null : id.value()));
    hold(jumpHosts.keySet());
    jdbc.sql(
            """
            update device d set jump_host = v.through
            from unnest(:ids::bigint[], :through::bigint[]) as v (id, through)
            where d.id = v.id and d.customer_id = :customer
            """)
        .param("customer", customer.value())
        .param("ids", jumpHosts.keySet().stream().map(DeviceId::value).toArray(Long[]::new))
        .param("through", to.toArray(Long[]::new))
        .update();
  }

  /** The static groups of devices, by device. */
  Map<Long, List<String>> groups(CustomerId customer, Collection<DeviceId> ids) {
    Map<Long, List<String>> groups = new HashMap<>();
    jdbc.sql(
            """
            select m.device_id, g.name from device_group_member m
            join device_group g on g.id = m.group_id and g.customer_id = :customer
            where m.device_id = any(:ids) order by lower(g.name)
            """)
        .param("customer", customer.value())
        .param("ids", ids.stream().map(DeviceId::value).toArray(Long[]::new))
        .query(
            rs -> {
              groups
                  .computeIfAbsent(rs.getLong("device_id"), id -> new ArrayList<>())
                  .add(rs.getString("name"));
            });
    return groups;
  }

  /** The kinds of the customer's groups, by name in lower case. */
  Map<String, String> kindsOfGroups(CustomerId customer) {
    Map<String, String> kinds = new HashMap<>();
    jdbc.sql("select lower(name) as name, kind from device_group where customer_id = :customer")
        .param("customer", customer.value())
        .query(
            rs -> {
              kinds.put(rs.getString("name"), rs.getString("kind"));
            });
    return kinds;
  }

  /** Makes these the static groups of devices, by name. */
  void join(CustomerId customer, Map<DeviceId, List<String>> groups) {
    List<Long> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    groups.forEach(
        (id, all) ->
            all.forEach(
                name -> {
                  ids.add(id.value());
                  names.add(name.toLowerCase(Locale.ROOT));
                }));
    jdbc.sql(
            """
            delete from device_group_member m using device_group g
            where g.id = m.group_id and g.customer_id = :customer and m.device_id = any(:all)
            """)
        .param("customer", customer.value())
        .param("all", groups.keySet().stream().map(DeviceId::value).toArray(Long[]::new))
        .update();
    jdbc.sql(
            """
            insert into device_group_member (group_id, device_id)
            select g.id, v.device from unnest(:ids::bigint[], :names::text[]) as v (device, name)
            join device_group g on g.customer_id = :customer and lower(g.name) = v.name
                and g.kind = 'static'
            on conflict do nothing
            """)
        .param("customer", customer.value())
        .param("ids", ids.toArray(Long[]::new))
        .param("names", names.toArray(String[]::new))
        .update();
  }
}
