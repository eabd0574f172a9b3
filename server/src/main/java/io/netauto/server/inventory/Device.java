package io.netauto.server.inventory;

import io.netauto.server.identity.CustomerId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network device of a customer.
 *
 * @param hostname unique per customer and site, without regard to case
 * @param username overrides the credential's user name; empty where the credential decides
 * @param credRef where the secret is found at run time, e.g. {@code env:LAB_DEFAULT}; never a
 *     secret
 * @param tags short texts by short names
 * @param metadata any JSON values by name
 */
public record Device(
    DeviceId id,
    CustomerId customer,
    String hostname,
    String address,
    int port,
    Protocol protocol,
    String username,
    String credRef,
    String vendor,
    String platform,
    String model,
    String role,
    String site,
    Map<String, String> tags,
    Map<String, Object> metadata,
    boolean enabled,
    Reachability reachability,
    Instant createdAt,
    Instant updatedAt) {

  public Device {
    tags = Map.copyOf(tags);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata)); // may hold JSON nulls
  }

  /** How the device is spoken to. */
  public enum Protocol {
    SSH,
    TELNET
  }

  /**
   * What the last contact showed.
   *
   * @param checkedAt null until the first contact
   */
  public record Reachability(Status status, @Nullable Instant checkedAt) {
    /** Unknown until the first contact. */
    public enum Status {
      UNKNOWN,
      REACHABLE,
      UNREACHABLE
    }
  }
}
