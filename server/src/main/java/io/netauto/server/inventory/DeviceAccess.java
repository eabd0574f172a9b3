package io.netauto.server.inventory;

import io.netauto.driver.Negotiated;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device.Reachability;
import io.netauto.server.inventory.Device.SshSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

  /** The groups of a device, by name; their quotas hold for its sessions. */
  public List<DeviceGroup> groupsOf(Device device) {
    return groups.groupsOf(device);
  }

  /** Those of the devices that exist, in no order. */
  public List<Device> all(CustomerId customer, Collection<DeviceId> ids) {
    return table.byIds(customer, ids);
  }

  /** The platforms that the devices have, each once. */
  public List<String> platforms(CustomerId customer, Collection<DeviceId> ids) {
    return table.platforms(customer, ids);
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
