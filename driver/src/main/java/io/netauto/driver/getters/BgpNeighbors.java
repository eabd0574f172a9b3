package io.netauto.driver.getters;

import java.util.Map;

/** The BGP neighbours of one VRF, by address. */
public record BgpNeighbors(String routerId, Map<String, BgpPeer> peers) {
  public BgpNeighbors {
    peers = Ordered.copy(peers);
  }
}
