package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code device_group} and {@code device_group_member}. */
@Repository
class GroupTable {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  GroupTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<DeviceGroup> byId(CustomerId customer, GroupId id) {
    return jdbc.sql("select * from device_group where id = :id and customer_id = :customer")
        .param("id", id.value())
        .param("customer", customer.value())
        .query(this::group)
        .optional();
  }

  Optional<DeviceGroup> byName(CustomerId customer, String name) {
    return jdbc.sql(
            "select * from device_group where customer_id = :customer and lower(name) ="
                + " lower(:name)")
        .param("customer", customer.value())
        .param("name", name)
        .query(this::group)
        .optional();
  }

  /** The group of this name or, where that is all digits, of this number. */
  Optional<DeviceGroup> named(CustomerId customer, String nameOrNumber) {
    String name = nameOrNumber.strip();
    return name.matches("[0-9]{1,18}")
        ? byId(customer, new GroupId(Long.parseLong(name)))
        : byName(customer, name);
  }

  DeviceGroup insert(CustomerId customer, GroupFields fields, Instant now) {
    return jdbc.sql(
            """
            insert into device_group (customer_id, name, description, kind, filter, cred_ref, jump_host_id,
                max_sessions, created_at, updated_at)
            values (:customer, :name, :description, :kind, :filter::jsonb, :credRef, :jumpHost,
                :maxSessions, :now, :now)
            returning *
            """)
        .params(params(customer, fields, now))
        .query(this::group)
        .single();
  }

  Optional<DeviceGroup> update(CustomerId customer, GroupId id, GroupFields fields, Instant now) {
    return jdbc.sql(
            """
            update device_group set name = :name, description = :description, filter = :filter::jsonb,
                cred_ref = :credRef, jump_host_id = :jumpHost, max_sessions = :maxSessions, updated_at = :now
            where id = :id and customer_id = :customer and kind = :kind
            returning *
            """)
        .params(params(customer, fields, now))
        .param("id", id.value())
        .query(this::group)
        .optional();
  }

  private Map<String, @Nullable Object> params(CustomerId customer, GroupFields f, Instant now) {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("customer", customer.value());
    params.put("name", f.name());
    params.put("description", f.description());
    params.put("kind", f.filter() == null ? "static" : "dynamic");
    params.put("filter", f.filter() == null ? null : json.writeValueAsString(f.filter()));
    params.put("credRef", f.defaults().credRef());
    params.put(
        "jumpHost", f.defaults().jumpHost() == null ? null : f.defaults().jumpHost().value());
    params.put("maxSessions", f.defaults().maxSessions());
    params.put("now", Timestamp.from(now));
    return params;
  }

  boolean delete(CustomerId customer, GroupId id) {
    return jdbc.sql("delete from device_group where id = :id and customer_id = :customer")
            .param("id", id.value())
            .param("customer", customer.value())
            .update()
        == 1;
  }

  long count(CustomerId customer) {
    return jdbc.sql("select count(*) from device_group where customer_id = :customer")
        .param("customer", customer.value())
        .query(Long.class)
        .single();
  }

  /** Groups by name, without regard to case; the cursor is of this order. */
  Page<DeviceGroup> list(CustomerId customer, String text, @Nullable String cursor, int limit) {
    Map<String, Object> params = new HashMap<>(Map.of("customer", customer.value()));
    String where = "customer_id = :customer";
    if (!text.isBlank()) {
      where += " and (name ilike :text or description ilike :text)";
      params.put("text", DeviceConditions.containing(text));
    }
    long total =
        jdbc.sql("select count(*) from device_group where " + where)
            .params(params)
            .query(Long.class)
            .single();
    if (cursor != null) {
      where += " and lower(name) > lower(:place)";
      params.put("place", Cursor.decode(cursor, "name", 1).getFirst());
    }
    List<DeviceGroup> found =
        jdbc.sql("select * from device_group where " + where + " order by lower(name) limit :limit")
            .params(params)
            .param("limit", limit + 1)
            .query(this::group)
            .list();
    if (found.size() <= limit) {
      return new Page<>(found, null, total);
    }
    List<DeviceGroup> page = found.subList(0, limit);
    return new Page<>(page, Cursor.encode("name", page.getLast().name()), total);
  }

  /**
   * The static groups that the device is a member of, and all dynamic groups, by name.
   *
   * @param giving whether only those are wanted that give a credential or a jump host
   */
  List<DeviceGroup> perhapsOf(Device device, boolean giving) {
    return jdbc.sql(
            """
            select * from device_group g
            where customer_id = :customer and (kind = 'dynamic' or exists (
                select from device_group_member m where m.group_id = g.id and m.device_id = :device))
            """
                + (giving ? "and (cred_ref is not null or jump_host_id is not null) " : "")
                + "order by lower(name)")
        .param("customer", device.customer().value())
        .param("device", device.id().value())
        .query(this::group)
        .list();
  }

  /** The groups that give a credential or a jump host, by name. */
  List<DeviceGroup> giving(CustomerId customer) {
    return jdbc.sql(
            """
            select * from device_group where customer_id = :customer
            and (cred_ref is not null or jump_host_id is not null) order by lower(name)
            """)
        .param("customer", customer.value())
        .query(this::group)
        .list();
  }

  /** The groups that give a credential or have a quota, by name. */
  List<DeviceGroup> telling(CustomerId customer) {
    return jdbc.sql(
            """
            select * from device_group where customer_id = :customer
            and (cred_ref is not null or max_sessions is not null) order by lower(name)
            """)
        .param("customer", customer.value())
        .query(this::group)
        .list();
  }

  /** The names of groups whose jump host is one of these, at most 10. */
  List<String> through(CustomerId customer, List<DeviceId> jumpHosts) {
    return jdbc.sql(
            """
            select name from device_group where customer_id = :customer and jump_host_id = any(:ids)
            order by lower(name) limit 10
            """)
        .param("customer", customer.value())
        .param("ids", jumpHosts.stream().map(DeviceId::value).toArray(Long[]::new))
        .query((rs, row) -> rs.getString(1))
        .list();
  }

  /** Adds devices of the group's customer, and says how many were not in it. */
  int add(DeviceGroup group, List<DeviceId> ids) {
    return jdbc.sql(
            """
            insert into device_group_member (group_id, device_id)
            select :group, id from device where customer_id = :customer and id = any(:ids) order by id
            on conflict do nothing
            """)
        .param("group", group.id().value())
        .param("customer", group.customer().value())
        .param("ids", ids.stream().map(DeviceId::value).toArray(Long[]::new))
        .update();
  }

  /** Takes devices out, and says how many were in it. */
  int remove(DeviceGroup group, List<DeviceId> ids) {
    return jdbc.sql(
            """
            delete from device_group_member where device_id = any(:ids) and group_id = (
                select id from device_group where id = :group and customer_id = :customer)
            """)
        .param("group", group.id().value())
        .param("customer", group.customer().value())
        .param("ids", ids.stream().map(DeviceId::value).toArray(Long[]::new))
        .update();
  }

  private DeviceGroup group(ResultSet rs, int row) throws SQLException {
    long jumpHost = rs.getLong("jump_host_id");
    int maxSessions = rs.getInt("max_sessions");
    return new DeviceGroup(
        new GroupId(rs.getLong("id")),
        new CustomerId(rs.getLong("customer_id")),
        rs.getString("name"),
        rs.getString("description"),
        filter(rs.getString("filter")),
        new DeviceGroup.Defaults(
            rs.getString("cred_ref"),
            jumpHost == 0 ? null : new DeviceId(jumpHost),
            maxSessions == 0 ? null : maxSessions),
        rs.getTimestamp("created_at").toInstant(),
        rs.getTimestamp("updated_at").toInstant());
  }

  private DeviceSelection.@Nullable Filter filter(@Nullable String stored) {
    return stored == null ? null : json.readValue(stored, DeviceSelection.Filter.class);
  }
}
