package io.netauto.driver.getters;

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

  /** How many prefixes were exchanged in an address family; -1 for what is unknown. */
  public record Prefixes(long receivedPrefixes, long acceptedPrefixes, long sentPrefixes) {}
}
