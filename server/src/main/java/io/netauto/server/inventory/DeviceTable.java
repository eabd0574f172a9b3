package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.Device.Reachability;
import io.netauto.server.inventory.Device.SshSession;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code device}. */
@Repository
class DeviceTable {
  private final JdbcClient jdbc;
  private final DeviceConditions conditions;
  private final JsonMapper json;

  DeviceTable(JdbcClient jdbc, DeviceConditions conditions, JsonMapper json) {
    this.jdbc = jdbc;
    this.conditions = conditions;
    this.json = json;
  }

  Device insert(CustomerId customer, DeviceFields fields, Instant now) {
    return jdbc.sql(
            """
            insert into device (customer_id, hostname, address, port, protocol, ssh_profile, jump_host, username,
                cred_ref, vendor, platform, model, role, site, tags, metadata, enabled, created_at, updated_at)
            values (:customer, :hostname, :address, :port, :protocol, :sshProfile, :jumpHost, :username,
                :credRef, :vendor, :platform, :model, :role, :site, :tags::jsonb, :metadata::jsonb, :enabled,
                :now, :now)
            returning *
            """)
        .params(params(customer, fields, now))
        .query(this::device)
        .single();
  }

  Optional<Device> update(CustomerId customer, DeviceId id, DeviceFields fields, Instant now) {
    return jdbc.sql(
            """
            update device set hostname = :hostname, address = :address, port = :port,
                protocol = :protocol, ssh_profile = :sshProfile, jump_host = :jumpHost, username = :username, cred_ref = :credRef, vendor = :vendor,
                platform = :platform, model = :model, role = :role, site = :site,
                tags = :tags::jsonb, metadata = :metadata::jsonb, enabled = :enabled,
                updated_at = :now
            where id = :id and customer_id = :customer
            returning *
            """)
        .params(params(customer, fields, now))
        .param("id", id.value())
        .query(this::device)
        .optional();
  }

  private Map<String, @Nullable Object> params(CustomerId customer, DeviceFields f, Instant now) {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("customer", customer.value());
    params.put("hostname", f.hostname());
    params.put("address", f.address());
    params.put("port", f.port());
    params.put("protocol", f.protocol().code());
    params.put("sshProfile", f.sshProfile().code());
    params.put("jumpHost", f.jumpHost() == null ? null : f.jumpHost().value());
    params.put("username", f.username());
    params.put("credRef", f.credRef());
    params.put("vendor", f.vendor());
    params.put("platform", f.platform());
    params.put("model", f.model());
    params.put("role", f.role());
    params.put("site", f.site());
    params.put("tags", json.writeValueAsString(f.tags()));
    params.put("metadata", json.writeValueAsString(f.metadata()));
    params.put("enabled", f.enabled());
    params.put("now", Timestamp.from(now));
    return params;
  }

  List<Device> byIds(CustomerId customer, Collection<DeviceId> ids) {
    return jdbc.sql("select * from device where customer_id = :customer and id = any(:ids)")
        .param("customer", customer.value())
        .param("ids", ids.stream().map(DeviceId::value).toArray(Long[]::new))
        .query(this::device)
        .list();
  }

  List<String> platforms(CustomerId customer, Collection<DeviceId> ids) {
    return jdbc.sql(
            """
            select distinct platform from device
            where customer_id = :customer and id = any(:ids) order by platform
            """)
        .param("customer", customer.value())
        .param("ids", ids.stream().map(DeviceId::value).toArray(Long[]::new))
        .query((rs, row) -> rs.getString(1))
        .list();
  }

  List<String> platforms(CustomerId customer) {
    return jdbc.sql(
            "select distinct platform from device where customer_id = :customer order by platform")
        .param("customer", customer.value())
        .query((rs, row) -> rs.getString(1))
        .list();
  }

  Optional<Device> byId(CustomerId customer, DeviceId id) {
    return jdbc.sql("select * from device where id = :id and customer_id = :customer")
        .param("id", id.value())
        .param("customer", customer.value())
        .query(this::device)
        .optional();
  }

  List<Device> byHostname(CustomerId customer, String hostname) {
    return jdbc.sql(
            """
            select * from device where customer_id = :customer and lower(hostname) = lower(:hostname)
            order by site limit 10
            """)
        .param("customer", customer.value())
        .param("hostname", hostname)
        .query(this::device)
        .list();
  }

  /** Deletes these devices at once, and gives those that there were. */
  List<Device> delete(CustomerId customer, List<DeviceId> ids) {
    return jdbc.sql(
            "delete from device where customer_id = :customer and id = any(:ids) returning *")
        .param("customer", customer.value())
        .param("ids", numbers(ids))
        .query(this::device)
        .list();
  }

  /** The names of others that are reached through one of these, at most 10. */
  List<String> behind(CustomerId customer, List<DeviceId> ids) {
    return jdbc.sql(
            """
            select hostname from device
            where customer_id = :customer and jump_host = any(:ids) and id <> all(:ids)
            order by hostname, id limit 10
            """)
        .param("customer", customer.value())
        .param("ids", numbers(ids))
        .query((rs, row) -> rs.getString(1))
        .list();
  }

  /** Waits for its turn to change jump hosts, until the end of the transaction. */
  void lockJumpHosts(CustomerId customer) {
    jdbc.sql("select id from customer where id = :id for no key update")
        .param("id", customer.value())
        .query(Long.class)
        .single();
  }

  /** Gives those that changed. */
  List<Device> setEnabled(CustomerId customer, List<DeviceId> ids, boolean enabled, Instant now) {
    return jdbc.sql(
            """
            update device set enabled = :enabled, updated_at = :now
            where customer_id = :customer and id = any(:ids) and enabled <> :enabled
            returning *
            """)
        .param("enabled", enabled)
        .param("now", Timestamp.from(now))
        .param("customer", customer.value())
        .param("ids", numbers(ids))
        .query(this::device)
        .list();
  }

  void contacted(DeviceId id, Reachability.Status status, Instant now) {
    jdbc.sql("update device set status = :status, checked_at = :now where id = :id")
        .param("status", status.name().toLowerCase(Locale.ROOT))
        .param("now", Timestamp.from(now))
        .param("id", id.value())
        .update();
  }

  /**
   * A session was opened. It is not waited for the disk: what a power cut takes away, the next
   * session tells again.
   *
   * @param session null where it is not over SSH
   */
  void opened(DeviceId id, @Nullable SshSession session, Instant now) {
    jdbc.sql(
            """
            update device set status = 'reachable', checked_at = :now, ssh_session = :session::jsonb
            where id = :id and set_config('synchronous_commit', 'off', true) = 'off'
            """)
        .param("now", Timestamp.from(now))
        .param("session", session == null ? null : json.writeValueAsString(session))
        .param("id", id.value())
        .update();
  }

  DeviceCounts counts(CustomerId customer) {
    return jdbc.sql(
            """
            select count(*) as total,
                   count(*) filter (where enabled) as enabled,
                   count(*) filter (where status = 'reachable') as reachable,
                   count(*) filter (where status = 'unreachable') as unreachable,
                   count(*) filter (where status = 'unknown') as unknown
            from device where customer_id = :customer
            """)
        .param("customer", customer.value())
        .query(
            (rs, row) ->
                new DeviceCounts(
                    rs.getLong("total"),
                    rs.getLong("enabled"),
                    rs.getLong("reachable"),
                    rs.getLong("unreachable"),
                    rs.getLong("unknown")))
        .single();
  }

  Map<String, List<String>> facets(CustomerId customer) {
    Map<String, List<String>> facets = new LinkedHashMap<>();
    for (String column : List.of("site", "platform", "role", "vendor")) {
      facets.put(
          column,
          jdbc.sql(
                  "select distinct %1$s from device where customer_id = :customer and %1$s <> '' order by 1 limit 500"
                      .formatted(column))
              .param("customer", customer.value())
              .query((rs, row) -> rs.getString(1))
              .list());
    }
    return facets;
  }

  Page<Device> list(CustomerId customer, DeviceQuery query) {
    Map<String, Object> params = new HashMap<>();
    String where = conditions.where(customer, query.filter(), params);
    long total =
        jdbc.sql("select count(*) from device where " + where)
            .params(params)
            .query(Long.class)
            .single();

    boolean descending = query.sort().startsWith("-");
    String field = descending ? query.sort().substring(1) : query.sort();
    if (!DeviceQuery.SORTS.contains(field)) {
      throw ProblemException.invalid(
          "sort",
          "Devices cannot be sorted by \"%s\". Known: %s."
              .formatted(field, String.join(", ", DeviceQuery.SORTS.stream().sorted().toList())));
    }
    String column = DeviceConditions.COLUMNS.get(field);
    boolean time = field.endsWith("At");
    String after = "";
    if (query.cursor() != null) {
      List<String> place = Cursor.decode(query.cursor(), query.sort(), 2);
      after =
          " and (%s, id) %s (:place%s, :placeId)"
              .formatted(column, descending ? "<" : ">", time ? "::timestamptz" : "");
      params.put("place", time ? Cursor.time(place.get(0)).toString() : place.get(0));
      params.put("placeId", Cursor.number(place.get(1)));
    }
    String direction = descending ? "desc" : "asc";
    List<Device> devices =
        jdbc.sql(
                "select * from device where %s%s order by %s %s, id %s limit :limit"
                    .formatted(where, after, column, direction, direction))
            .params(params)
            .param("limit", query.limit() + 1)
            .query(this::device)
            .list();
    if (devices.size() <= query.limit()) {
      return new Page<>(devices, null, total);
    }
    List<Device> page = devices.subList(0, query.limit());
    Device last = page.getLast();
    return new Page<>(
        page, Cursor.encode(query.sort(), sortValue(last, field), last.id().toString()), total);
  }

  private static String sortValue(Device device, String field) {
    return switch (field) {
      case "hostname" -> device.hostname();
      case "address" -> device.address();
      case "platform" -> device.platform();
      case "site" -> device.site();
      case "role" -> device.role();
      case "vendor" -> device.vendor();
      case "createdAt" -> device.createdAt().toString();
      case "updatedAt" -> device.updatedAt().toString();
      default -> throw new IllegalArgumentException(field);
    };
  }

  Device device(ResultSet rs, int row) throws SQLException {
    long jumpHost = rs.getLong("jump_host");
    return new Device(
        new DeviceId(rs.getLong("id")),
        new CustomerId(rs.getLong("customer_id")),
        rs.getString("hostname"),
        rs.getString("address"),
        rs.getInt("port"),
        Protocol.valueOf(rs.getString("protocol").toUpperCase(Locale.ROOT)),
        SshProfile.of(rs.getString("ssh_profile")).orElseThrow(),
        jumpHost == 0 ? null : new DeviceId(jumpHost),
        rs.getString("username"),
        rs.getString("cred_ref"),
        rs.getString("vendor"),
        rs.getString("platform"),
        rs.getString("model"),
        rs.getString("role"),
        rs.getString("site"),
        json.readValue(rs.getString("tags"), new TypeReference<Map<String, String>>() {}),
        json.readValue(rs.getString("metadata"), new TypeReference<Map<String, Object>>() {}),
        rs.getBoolean("enabled"),
        new Reachability(
            Reachability.Status.valueOf(rs.getString("status").toUpperCase(Locale.ROOT)),
            instant(rs, "checked_at")),
        sshSession(rs.getString("ssh_session")),
        rs.getTimestamp("created_at").toInstant(),
        rs.getTimestamp("updated_at").toInstant());
  }

  private @Nullable SshSession sshSession(@Nullable String stored) {
    return stored == null ? null : json.readValue(stored, SshSession.class);
  }

  private static Long[] numbers(List<DeviceId> ids) {
    return ids.stream().map(DeviceId::value).toArray(Long[]::new);
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp value = rs.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
