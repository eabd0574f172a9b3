package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which groups limit the sessions to their devices, and to how many. */
@Service
public class GroupQuotas {
  private final JdbcClient jdbc;
  private final GroupTable groups;
  private final DeviceConditions conditions;

  GroupQuotas(JdbcClient jdbc, GroupTable groups, DeviceConditions conditions) {
    this.jdbc = jdbc;
    this.groups = groups;
    this.conditions = conditions;
  }

  /**
   * The quota of a group.
   *
   * @param sessions the most at once
   */
  public record Quota(CustomerId customer, GroupId group, int sessions) {}

  /** The quotas of all customers. */
  public List<Quota> all() {
    return jdbc.sql("select id, customer_id, max_sessions from device_group where max_sessions > 0")
        .query(
            (rs, row) ->
                new Quota(
                    new CustomerId(rs.getLong("customer_id")),
                    new GroupId(rs.getLong("id")),
                    rs.getInt("max_sessions")))
        .list();
  }

  /** The groups with a quota of each of these devices; devices without one are left out. */
  public Map<Long, List<GroupId>> of(CustomerId customer, Collection<Long> devices) {
    Map<Long, List<GroupId>> of = new HashMap<>();
    for (DeviceGroup group : groups.withQuota(customer)) {
      Map<String, Object> params = new HashMap<>();
      String in = conditions.in(group, params);
      params.put("quotaDevices", devices.toArray(Long[]::new));
      jdbc.sql("select id from device where id = any(:quotaDevices) and " + in)
          .params(params)
          .query((rs, row) -> rs.getLong(1))
          .list()
          .forEach(id -> of.computeIfAbsent(id, d -> new ArrayList<>()).add(group.id()));
    }
    return of;
  }
}
