package io.netauto.driver.getters;

import java.util.Map;

/**
 * A route to a prefix.
 *
 * @param age seconds
 * @param protocolAttributes what only its protocol knows, as NAPALM names it
 */
public record Route(
    String protocol,
    boolean currentActive,
    boolean lastActive,
    long age,
    String nextHop,
    String outgoingInterface,
    boolean selectedNextHop,
    int preference,
    String inactiveReason,
    String routingTable,
    Map<String, Object> protocolAttributes) {
  public Route {
    protocolAttributes = Ordered.copy(protocolAttributes);
  }
}
