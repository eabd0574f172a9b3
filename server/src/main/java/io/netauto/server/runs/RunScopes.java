package io.netauto.server.runs;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceAccess.InGroups;
import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.GroupId;
import io.netauto.server.jobs.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a run needs permits of while it runs. */
@Component
class RunScopes {
  private final Limits limits;
  private final DeviceAccess devices;
  private final GroupQuotas quotas;

  RunScopes(Limits limits, DeviceAccess devices, GroupQuotas quotas) {
    this.limits = limits;
    this.devices = devices;
    this.quotas = quotas;
  }

  /**
   * Of each target its scopes, in the order of the targets. The groups are among them that have a
   * quota, and the realm where logins are paced.
   */
  List<List<String>> of(CustomerId customer, List<JobTable.Target> targets) {
    boolean paced = limits.any("login", customer.value());
    List<DeviceAccess.Quota> some = quotas.of(customer.value());
    Map<DeviceId, InGroups> known =
        paced || !some.isEmpty()
            ? devices.inGroups(
                customer, targets.stream().map(t -> new DeviceId(t.device())).toList())
            : Map.of();
    return targets.stream()
        .map(target -> of(customer, target, some, paced, known.get(new DeviceId(target.device()))))
        .toList();
  }

  private static List<String> of(
      CustomerId customer,
      JobTable.Target target,
      List<DeviceAccess.Quota> quotas,
      boolean paced,
      @Nullable InGroups device) {
    List<String> scopes = new ArrayList<>();
    scopes.add("global");
    scopes.add("customer:" + customer.value());
    if (!target.site().isEmpty()) {
      scopes.add(Limits.scope("site", customer.value(), target.site()));
    }
    if (device != null) {
      Set<GroupId> groups =
          device.groups().stream().map(DeviceGroup::id).collect(Collectors.toSet());
      quotas.stream()
          .filter(quota -> groups.contains(quota.group()))
          .forEach(quota -> scopes.add(GroupQuotas.scope(quota)));
      if (paced) {
        device
            .credRef()
            .ifPresent(realm -> scopes.add(Limits.scope(RealmLimit.KIND, customer.value(), realm)));
      }
    }
    scopes.add(Limits.scope("device", customer.value(), Long.toString(target.device())));
    return scopes;
  }
}
