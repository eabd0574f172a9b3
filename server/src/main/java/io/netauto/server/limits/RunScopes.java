package io.netauto.server.limits;

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
public class RunScopes {
  private final Limits limits;
  private final DeviceAccess devices;
  private final GroupQuotas quotas;

  RunScopes(Limits limits, DeviceAccess devices, GroupQuotas quotas) {
    this.limits = limits;
    this.devices = devices;
    this.quotas = quotas;
  }

  /**
   * Where a run is to be.
   *
   * @param site empty for none
   */
  public record Place(long device, String site) {}

  /**
   * Of each place its scopes, in the order of the places. The groups are among them that have a
   * quota, and the realm where logins are paced.
   */
  public List<List<String>> of(CustomerId customer, List<Place> places) {
    boolean paced = limits.any("login", customer.value());
    List<DeviceAccess.Quota> some = quotas.of(customer.value());
    Map<DeviceId, InGroups> known =
        paced || !some.isEmpty()
            ? devices.inGroups(
                customer, places.stream().map(p -> new DeviceId(p.device())).toList())
            : Map.of();
    return places.stream()
        .map(place -> of(customer, place, some, paced, known.get(new DeviceId(place.device()))))
        .toList();
  }

  private static List<String> of(
      CustomerId customer,
      Place place,
      List<DeviceAccess.Quota> quotas,
      boolean paced,
      @Nullable InGroups device) {
    List<String> scopes = new ArrayList<>();
    scopes.add("global");
    scopes.add("customer:" + customer.value());
    if (!place.site().isEmpty()) {
      scopes.add(Limits.scope("site", customer.value(), place.site()));
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
    scopes.add(Limits.scope("device", customer.value(), Long.toString(place.device())));
    return scopes;
  }
}
