package io.netauto.server.runs;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.GroupId;
import io.netauto.server.inventory.WaysToDevices;
import io.netauto.server.jobs.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a run needs permits of while it runs. */
@Component
class RunScopes {
  private final Limits limits;
  private final DeviceAccess devices;
  private final WaysToDevices ways;
  private final GroupQuotas quotas;

  RunScopes(Limits limits, DeviceAccess devices, WaysToDevices ways, GroupQuotas quotas) {
    this.limits = limits;
    this.devices = devices;
    this.ways = ways;
    this.quotas = quotas;
  }

  /** The groups are among them that have a quota, and the realm where logins are paced. */
  List<String> of(CustomerId customer, JobTable.Target target) {
    List<String> scopes = new ArrayList<>();
    scopes.add("global");
    scopes.add("customer:" + customer.value());
    if (!target.site().isEmpty()) {
      scopes.add(Limits.scope("site", customer.value(), target.site()));
    }
    boolean paced = limits.any("login", customer.value());
    List<DeviceAccess.Quota> some = quotas.of(customer.value());
    Optional<Device> device =
        paced || !some.isEmpty()
            ? devices.find(customer, new DeviceId(target.device()))
            : Optional.empty();
    if (device.isPresent() && !some.isEmpty()) {
      Set<GroupId> groups =
          devices.groupsOf(device.get()).stream().map(DeviceGroup::id).collect(Collectors.toSet());
      some.stream()
          .filter(quota -> groups.contains(quota.group()))
          .forEach(quota -> scopes.add(GroupQuotas.scope(quota)));
    }
    if (paced) {
      device
          .flatMap(ways::credRefOf)
          .ifPresent(realm -> scopes.add(Limits.scope(RealmLimit.KIND, customer.value(), realm)));
    }
    scopes.add(Limits.scope("device", customer.value(), Long.toString(target.device())));
    return scopes;
  }
}
