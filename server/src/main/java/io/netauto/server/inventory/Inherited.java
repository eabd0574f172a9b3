package io.netauto.server.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a device and what it takes from them.
 *
 * @param groups by name
 * @param credRef the group that gives the credential; null when the device has its own, or none
 * @param jumpHost the group that gives the jump host; null when the device has its own, or none
 */
public record Inherited(
    List<DeviceGroup> groups, @Nullable DeviceGroup credRef, @Nullable DeviceGroup jumpHost) {
  public Inherited {
    groups = List.copyOf(groups);
  }
}
