package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The state of BGP neighbours, by VRF. */
final class EosBgpNeighbors {
  private static final String IPV4_SUMMARY = "show ip bgp summary vrf all";
  private static final String IPV6_SUMMARY = "show ipv6 bgp summary vrf all";
  private static final String IPV4_NEIGHBORS = "show ip bgp neighbors vrf all";
  private static final String IPV6_NEIGHBORS = "show ipv6 bgp peers vrf all";

  private final JsonNode ipv4Summary;
  private final JsonNode ipv6Summary;
  private final Map<String, Map<String, BgpPeer>> peers = new LinkedHashMap<>();

  private EosBgpNeighbors(Asked asked) {
    this.ipv4Summary = vrfs(asked, IPV4_SUMMARY);
    this.ipv6Summary = vrfs(asked, IPV6_SUMMARY);
    addPeers(vrfs(asked, IPV4_NEIGHBORS));
    addPeers(vrfs(asked, IPV6_NEIGHBORS));
  }

  static Map<String, BgpNeighbors> read(Asked asked) {
    return new EosBgpNeighbors(asked).byVrf();
  }

  private static JsonNode vrfs(Asked asked, String command) {
    return EosJson.part(EosJson.of(asked, command), command, "vrfs");
  }

  private void addPeers(JsonNode vrfs) {
    for (var vrf : vrfs.properties()) {
      var ofVrf = peers.computeIfAbsent(vrf.getKey(), name -> new LinkedHashMap<>());
      for (JsonNode peer : vrf.getValue().path("peerList")) {
        String address = Normal.ip(peer.path("peerAddress").asString(""));
        ofVrf.put(address, peer(vrf.getKey(), address, peer));
      }
    }
  }

  private BgpPeer peer(String vrf, String address, JsonNode told) {
    String state = told.path("state").asString("");
    boolean shutDown =
        state.equals("Idle")
            && told.path("idleReason").asString("").equals("Administratively shut down");
    Map<String, BgpPeer.Prefixes> families = new LinkedHashMap<>();
    families.put(
        "ipv4",
        new BgpPeer.Prefixes(
            told.path("prefixesReceived").asLong(-1),
            accepted(ipv4Summary, vrf, address),
            told.path("prefixesSent").asLong(-1)));
    families.put(
        "ipv6",
        new BgpPeer.Prefixes(
            told.path("v6PrefixesReceived").asLong(-1),
            accepted(ipv6Summary, vrf, address),
            told.path("v6PrefixesSent").asLong(-1)));
    return new BgpPeer(
        Numbers.asNumber(told.path("localAsn").asString("")),
        Numbers.asNumber(told.path("asn").asString("")),
        Normal.ip(told.path("routerId").asString("")),
        state.equals("Established"),
        !shutDown,
        told.path("description").asString(""),
        (long) told.path("establishedTime").asDouble(-1),
        families);
  }

  private static long accepted(JsonNode summary, String vrf, String address) {
    return summary.path(vrf).path("peers").path(address).path("prefixAccepted").asLong(0);
  }

  private Map<String, BgpNeighbors> byVrf() {
    for (JsonNode summary : new JsonNode[] {ipv4Summary, ipv6Summary}) {
      for (String vrf : summary.propertyNames()) {
        peers.computeIfAbsent(vrf, name -> new LinkedHashMap<>());
      }
    }
    Map<String, BgpNeighbors> byVrf = new LinkedHashMap<>();
    peers.forEach(
        (vrf, ofVrf) ->
            byVrf.put(
                vrf.equals("default") ? "global" : vrf, new BgpNeighbors(routerId(vrf), ofVrf)));
    return byVrf;
  }

  private String routerId(String vrf) {
    String ipv4 = ipv4Summary.path(vrf).path("routerId").asString("");
    String ipv6 = ipv6Summary.path(vrf).path("routerId").asString(ipv4);
    return Normal.ip(ipv6);
  }
}
