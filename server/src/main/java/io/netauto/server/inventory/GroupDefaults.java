package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The groups of a device, and what it takes from them. What a device has of its own comes first;
 * then the groups are asked in the order of their names, without regard to case, and the first that
 * gives a value gives it. The credential and the jump host are looked for apart, so they may come
 * from different groups.
 */
@Component
class GroupDefaults {
  private final JdbcClient jdbc;
  private final GroupTable groups;
  private final DeviceConditions conditions;
  private final DeviceTable devices;

  GroupDefaults(
      JdbcClient jdbc, GroupTable groups, DeviceConditions conditions, DeviceTable devices) {
    this.jdbc = jdbc;
    this.groups = groups;
    this.conditions = conditions;
    this.devices = devices;
  }

  /** All groups that the device belongs to, by name. */
  List<DeviceGroup> groupsOf(Device device) {
    return among(device, groups.perhapsOf(device, false));
  }

  /**
   * The groups of many devices, found by one query.
   *
   * @param some of the customer's groups, in the order in which they are asked
   * @return of each device that exists, its own credential and those of the groups that it is in
   */
  Map<DeviceId, DeviceAccess.InGroups> groupsOf(
      CustomerId customer, Collection<DeviceId> ids, List<DeviceGroup> some) {
    Map<String, Object> params = new HashMap<>();
    String each =
        some.isEmpty()
            ? "'{}'::boolean[]"
            : some.stream()
                .map(group -> "(" + conditions.in(group, params) + ")")
                .collect(Collectors.joining(", ", "array[", "]"));
    Map<DeviceId, DeviceAccess.InGroups> found = new HashMap<>();
    jdbc.sql(
            "select id, cred_ref, %s from device where id = any(:devices) and customer_id = :of"
                .formatted(each))
        .params(params)
        .param("devices", ids.stream().map(DeviceId::value).toArray(Long[]::new))
        .param("of", customer.value())
        .query(
            rs -> {
              Boolean[] in = (Boolean[]) rs.getArray(3).getArray();
              List<DeviceGroup> groups = new ArrayList<>();
              for (int i = 0; i < some.size(); i++) {
                if (in[i]) {
                  groups.add(some.get(i));
                }
              }
              String own = rs.getString("cred_ref");
              found.put(
                  new DeviceId(rs.getLong("id")),
                  new DeviceAccess.InGroups(own == null ? "" : own, groups));
            });
    return found;
  }

  /** The groups of a customer that give a credential or have a quota, in the order of asking. */
  List<DeviceGroup> telling(CustomerId customer) {
    return groups.telling(customer);
  }

  /** The most sessions of the groups that say so, by name. */
  List<DeviceAccess.Quota> quotas() {
    return jdbc.sql(
            """
            select customer_id, id, name, max_sessions from device_group
            where max_sessions is not null order by lower(name)
            """)
        .query(
            (rs, row) ->
                new DeviceAccess.Quota(
                    rs.getLong("customer_id"),
                    new GroupId(rs.getLong("id")),
                    rs.getString("name"),
                    rs.getInt("max_sessions")))
        .list();
  }

  /** The group from which the device takes its credential; empty when it has its own, or none. */
  Optional<DeviceGroup> credRef(Device device) {
    return device.credRef().isEmpty()
        ? giving(device).stream().filter(g -> g.defaults().credRef() != null).findFirst()
        : Optional.empty();
  }

  /**
   * The group from which the device takes its jump host; empty when it has its own, or none. A
   * group's jump host belongs to the group as a rule, so it is not given to itself, nor to those
   * that it is reached through itself.
   */
  Optional<DeviceGroup> jumpHost(Device device) {
    return device.jumpHost() == null
        ? giving(device).stream()
            .filter(g -> g.defaults().jumpHost() != null)
            .filter(g -> !isOnTheWay(device, g.defaults().jumpHost()))
            .findFirst()
        : Optional.empty();
  }

  private boolean isOnTheWay(Device device, @Nullable DeviceId first) {
    Set<DeviceId> seen = new HashSet<>();
    @Nullable DeviceId next = first;
    while (next != null && seen.add(next)) {
      if (next.equals(device.id())) {
        return true;
      }
      next = devices.byId(device.customer(), next).map(Device::jumpHost).orElse(null);
    }
    return false;
  }

  private List<DeviceGroup> giving(Device device) {
    return among(device, groups.perhapsOf(device, true));
  }

  /** Those of the groups that the device belongs to; that of static ones is known. */
  private List<DeviceGroup> among(Device device, List<DeviceGroup> some) {
    List<DeviceGroup> dynamic = some.stream().filter(DeviceGroup::isDynamic).toList();
    if (dynamic.isEmpty()) {
      return some;
    }
    Map<String, Object> params = new HashMap<>();
    String each =
        dynamic.stream()
            .map(group -> "(" + conditions.in(group, params) + ")")
            .collect(Collectors.joining(", "));
    List<Boolean> matches =
        jdbc.sql("select array[%s] from device where id = :device".formatted(each))
            .params(params)
            .param("device", device.id().value())
            .query((rs, row) -> List.of((Boolean[]) rs.getArray(1).getArray()))
            .optional()
            .orElse(List.of());
    List<DeviceGroup> result = new ArrayList<>(some);
    for (int i = 0; i < dynamic.size(); i++) {
      if (i >= matches.size() || !matches.get(i)) {
        result.remove(dynamic.get(i));
      }
    }
    return result;
  }
}
