package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import java.sql.ResultSet;
import java.sql.SQLException;
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
