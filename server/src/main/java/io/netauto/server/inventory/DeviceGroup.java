package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named set of a customer's devices.
 *
 * @param name unique per customer, without regard to case
 * @param filter what its devices have in common; null for a static group, whose devices are added
 *     by hand
 */
public record DeviceGroup(
    GroupId id,
    CustomerId customer,
    String name,
    String description,
    DeviceSelection.@Nullable Filter filter,
    Defaults defaults,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What the group gives to those of its devices that have no own. Where several groups give the
   * same thing, the first by name does (without regard to case).
   *
   * @param credRef a reference such as {@code env:LAB_DEFAULT}; null for none
   * @param jumpHost null for none; never given to itself or to a device that it is reached through
   * @param maxSessions the most sessions at once to all devices of the group; null for no limit
   */
  public record Defaults(
      @Nullable String credRef, @Nullable DeviceId jumpHost, @Nullable Integer maxSessions) {
    static final Defaults NONE = new Defaults(null, null, null);

    public boolean isEmpty() {
      return equals(NONE);
    }
  }

  public boolean isDynamic() {
    return filter != null;
  }

  /** Its kind in the API and the database. */
  public String kind() {
    return isDynamic() ? "dynamic" : "static";
  }
}
