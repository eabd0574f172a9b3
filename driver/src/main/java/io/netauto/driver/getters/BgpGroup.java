package io.netauto.driver.getters;

import java.util.List;
import java.util.Map;

/**
 * The configuration of a group of BGP neighbours; the group {@code _} holds those without one.
 *
 * @param multihopTtl 0 when not set
 * @param prefixLimit by address family and kind, as NAPALM nests it
 */
public record BgpGroup(
    String type,
    String description,
    List<String> applyGroups,
    int multihopTtl,
    boolean multipath,
    String localAddress,
    long localAs,
    long remoteAs,
    String importPolicy,
    String exportPolicy,
    boolean removePrivateAs,
    Map<String, Object> prefixLimit,
    Map<String, Neighbor> neighbors) {
  public BgpGroup {
    applyGroups = List.copyOf(applyGroups);
    prefixLimit = Ordered.copy(prefixLimit);
    neighbors = Ordered.copy(neighbors);
  }

  /**
   * The configuration of a BGP neighbour.
   *
   * @param nhs the device puts itself as next hop
   */
  public record Neighbor(
      String description,
      String importPolicy,
      String exportPolicy,
      String localAddress,
      String authenticationKey,
      boolean nhs,
      boolean routeReflectorClient,
      long localAs,
      long remoteAs,
      Map<String, Object> prefixLimit) {
    public Neighbor {
      prefixLimit = Ordered.copy(prefixLimit);
    }
  }
}
