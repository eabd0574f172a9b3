package io.netauto.server.inventory;

import io.netauto.driver.Negotiated;
import io.netauto.server.credentials.CredentialRef;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device.Reachability;
import io.netauto.server.inventory.Device.SshSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Devices as the server's own work sees them, where the right to act was checked when it was asked
 * for.
 */
@Service
public class DeviceAccess {
  private final DeviceTable table;
  private final GroupDefaults groups;
  private final Clock clock;

  DeviceAccess(DeviceTable table, GroupDefaults groups, Clock clock) {
    this.table = table;
    this.groups = groups;
    this.clock = clock;
  }

  public Optional<Device> find(CustomerId customer, DeviceId id) {
    return table.byId(customer, id);
  }

  /**
   * What a device takes from its groups.
   *
   * @param own its own credential; empty for that of its groups
   * @param groups those of its groups that give a credential or have a quota, by name
   */
  public record InGroups(String own, List<DeviceGroup> groups) {
    public InGroups {
      groups = List.copyOf(groups);
    }

    /** The credential that it logs in with, with its source; empty for none. */
    public Optional<String> credRef() {
      return own.isEmpty()
          ? groups.stream()
              .flatMap(group -> Optional.ofNullable(group.defaults().credRef()).stream())
              .findFirst()
              .map(ref -> CredentialRef.parse(ref).toString())
          : Optional.of(CredentialRef.parse(own).toString());
    }
  }

  /** Of each of the devices that exists, what it takes from its groups; found by two queries. */
  public Map<DeviceId, InGroups> inGroups(CustomerId customer, Collection<DeviceId> ids) {
    return groups.groupsOf(customer, ids, groups.telling(customer));
  }

  /** Those of the devices that exist, in no order. */
  public List<Device> all(CustomerId customer, Collection<DeviceId> ids) {
    return table.byIds(customer, ids);
  }

  /** The platforms that the devices have, each once. */
  public List<String> platforms(CustomerId customer, Collection<DeviceId> ids) {
    return table.platforms(customer, ids);
  }

  /** The platforms of all devices of a customer, each once. */
  public List<String> platforms(CustomerId customer) {
    return table.platforms(customer);
  }

  /**
   * The most sessions that a group allows.
   *
   * @param name of the group
   */
  public record Quota(long customer, GroupId group, String name, int sessions) {}

  /** Those of all groups that have one, of all customers. */
  public List<Quota> quotas() {
    return groups.quotas();
  }

  /** Records that a session was opened, and what protects it; empty where it is not SSH. */
  public void opened(DeviceId id, Optional<Negotiated> negotiated) {
    Instant now = clock.instant();
    table.opened(id, negotiated.map(n -> SshSession.of(n, now)).orElse(null), now);
  }

  /** Records what the last contact with a device showed. */
  public void contacted(DeviceId id, Reachability.Status status) {
    table.contacted(id, status, clock.instant());
  }
}
