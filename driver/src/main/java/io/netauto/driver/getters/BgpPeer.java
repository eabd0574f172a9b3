package io.netauto.driver.getters;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of a BGP neighbour.
 *
 * @param uptime seconds since the session was established, -1 when it is down
 * @param addressFamily by name: {@code ipv4}, {@code ipv6}, {@code vpnv4}, ...
 */
public record BgpPeer(
    long localAs,
    long remoteAs,
    String remoteId,
    boolean isUp,
    boolean isEnabled,
    String description,
    long uptime,
    Map<String, Prefixes> addressFamily) {
  public BgpPeer {
    addressFamily = Ordered.copy(addressFamily);
  }

  /** The same neighbour in one more address family. */
  public BgpPeer with(BgpPeer other) {
    Map<String, Prefixes> families = new LinkedHashMap<>(addressFamily);
    families.putAll(other.addressFamily);
    return new BgpPeer(
        localAs,
        remoteAs,
        remoteId,
        isUp || other.isUp,
        isEnabled || other.isEnabled,
        description,
        Math.max(uptime, other.uptime),
        families);
  }

  /** How many prefixes were exchanged in an address family; -1 for what is unknown. */
  public record Prefixes(long receivedPrefixes, long acceptedPrefixes, long sentPrefixes) {}
}
