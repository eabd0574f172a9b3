package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.BgpGroup;
import io.netauto.driver.vendor.Numbers;
import java.util.List;
import java.util.Map;

/** What is configured for a group or a neighbour, gathered line by line. */
final class EosBgpSettings {
  private String description = "";
  private String localAddress = "";
  private String importPolicy = "";
  private String exportPolicy = "";
  private String authenticationKey = "";
  private long localAs;
  private long remoteAs;
  private int multihopTtl;
  private boolean multipath;
  private boolean removePrivateAs;
  private boolean nextHopSelf;
  private boolean routeReflectorClient;

  EosBgpSettings(long localAs) {
    this.localAs = localAs;
  }

  /** Takes what follows the name in a line; a negated line sets the default. */
  void apply(List<String> options, boolean negated) {
    if (options.isEmpty()) {
      return;
    }
    String value = options.size() > 1 && !negated ? options.get(1) : "";
    switch (options.getFirst()) {
      case "remote-as" -> remoteAs = Numbers.asNumber(value);
      case "local-as" -> localAs = Numbers.asNumber(value);
      case "ebgp-multihop" -> multihopTtl = Numbers.small(value, 0);
      case "local-v4-addr", "local-v6-addr" -> localAddress = value;
      case "remove-private-as" -> removePrivateAs = !negated;
      case "next-hop-self" -> nextHopSelf = !negated;
      case "route-reflector-client" -> routeReflectorClient = !negated;
      case "multipath" -> multipath = !negated;
      case "description" -> description = value;
      case "password" -> authenticationKey = options.size() > 2 && !negated ? options.get(2) : "";
      case "route-map" -> routeMap(options, value);
      default -> {}
    }
  }

  private void routeMap(List<String> options, String name) {
    if (options.getLast().equals("in")) {
      importPolicy = name;
    } else {
      exportPolicy = name;
    }
  }

  /** What a member of this group starts with. */
  EosBgpSettings inherited() {
    EosBgpSettings member = new EosBgpSettings(localAs);
    member.description = description;
    member.localAddress = localAddress;
    member.importPolicy = importPolicy;
    member.exportPolicy = exportPolicy;
    member.remoteAs = remoteAs;
    member.nextHopSelf = nextHopSelf;
    return member;
  }

  BgpGroup group(Map<String, BgpGroup.Neighbor> neighbors) {
    return new BgpGroup(
        "",
        description,
        List.of(),
        multihopTtl,
        multipath,
        localAddress,
        localAs,
        remoteAs,
        importPolicy,
        exportPolicy,
        removePrivateAs,
        Map.of(),
        neighbors);
  }

  BgpGroup.Neighbor neighbor() {
    return new BgpGroup.Neighbor(
        description,
        importPolicy,
        exportPolicy,
        localAddress,
        authenticationKey,
        nextHopSelf,
        routeReflectorClient,
        localAs,
        remoteAs,
        Map.of());
  }
}
