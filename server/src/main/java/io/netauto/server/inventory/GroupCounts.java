package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many devices groups have, and to how many they give something. */
@Component
class GroupCounts {
  private final JdbcClient jdbc;
  private final GroupTable groups;
  private final DeviceConditions conditions;

  GroupCounts(JdbcClient jdbc, GroupTable groups, DeviceConditions conditions) {
    this.jdbc = jdbc;
    this.groups = groups;
    this.conditions = conditions;
  }

  /** The number of devices of each group, in one pass over the customer's devices. */
  List<Long> devices(CustomerId customer, List<DeviceGroup> some) {
    if (some.isEmpty()) {
      return List.of();
    }
    Map<String, Object> params = new HashMap<>();
    String each =
        some.stream()
            .map(group -> "count(*) filter (where " + conditions.in(group, params) + ")")
            .collect(Collectors.joining(", "));
    return jdbc.sql("select array[%s] from device where customer_id = :customer".formatted(each))
        .params(params)
        .param("customer", customer.value())
        .query((rs, row) -> List.of((Long[]) rs.getArray(1).getArray()))
        .single();
  }

  DeviceGroups.Effects effects(DeviceGroup group) {
    List<DeviceGroup> before =
        groups.giving(group.customer()).stream()
            .takeWhile(other -> !other.id().equals(group.id()))
            .toList();
    DeviceId jumpHost = group.defaults().jumpHost();
    return new DeviceGroups.Effects(
        devices(group.customer(), List.of(group)).getFirst(),
        group.defaults().credRef() == null
            ? 0
            : takers(group, "cred_ref = ''", before, gives -> gives.credRef() != null),
        jumpHost == null
            ? 0
            : takers(
                group,
                "jump_host is null and id <> " + jumpHost.value(),
                before,
                gives -> gives.jumpHost() != null));
  }

  /** How many devices of the group lack something that none of those before gives. */
  private long takers(
      DeviceGroup group,
      String lacks,
      List<DeviceGroup> before,
      Predicate<DeviceGroup.Defaults> gives) {
    Map<String, Object> params = new HashMap<>();
    StringBuilder where =
        new StringBuilder(conditions.in(group, params)).append(" and ").append(lacks);
    for (DeviceGroup other : before) {
      if (gives.test(other.defaults())) {
        where.append(" and not (").append(conditions.in(other, params)).append(")");
      }
    }
    return jdbc.sql("select count(*) from device where " + where)
        .params(params)
        .query(Long.class)
        .single();
  }
}
