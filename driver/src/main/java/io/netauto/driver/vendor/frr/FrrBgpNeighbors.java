package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.BgpPeer.Prefixes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code show bgp vrf all summary json} for the address families, and {@code show bgp vrf all
 * neighbors json} for what is known of each neighbour.
 */
final class FrrBgpNeighbors {
  private static final String SUMMARY = "show bgp vrf all summary json";
  private static final String NEIGHBORS = "show bgp vrf all neighbors json";
  private static final Map<String, String> FAMILIES =
      Map.of(
          "ipv4Unicast", "ipv4",
          "ipv6Unicast", "ipv6",
          "ipv4Vpn", "vpnv4",
          "ipv6Vpn", "vpnv6",
          "l2VpnEvpn", "l2vpn");

  private FrrBgpNeighbors() {}

  static Map<String, BgpNeighbors> read(Asked asked) {
    Optional<String> known = asked.textIfKnown(SUMMARY).filter(text -> text.contains("{"));
    if (known.isEmpty()) {
      return Map.of();
    }
    JsonNode details = FrrJson.ask(asked, NEIGHBORS);
    Map<String, BgpNeighbors> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> vrf : FrrJson.ask(asked, SUMMARY).properties()) {
      String name = vrf.getKey().equals("default") ? "global" : vrf.getKey();
      all.put(name, neighbors(vrf.getValue(), details.path(vrf.getKey())));
    }
    return all;
  }

  private static BgpNeighbors neighbors(JsonNode families, JsonNode details) {
    Map<String, BgpPeer> peers = new LinkedHashMap<>();
    String routerId = "";
    for (Map.Entry<String, JsonNode> family : families.properties()) {
      routerId = family.getValue().path("routerId").asString(routerId);
      String name = familyName(family.getKey());
      for (Map.Entry<String, JsonNode> row : family.getValue().path("peers").properties()) {
        JsonNode detail = details.path(row.getKey());
        peers.merge(row.getKey(), peer(row.getValue(), detail, name), BgpPeer::with);
      }
    }
    return new BgpNeighbors(routerId, peers);
  }

  /** NAPALM's name, or the device's in words: {@code ipv4 multicast}. */
  private static String familyName(String name) {
    String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return FAMILIES.getOrDefault(name, words);
  }

  private static BgpPeer peer(JsonNode row, JsonNode detail, String family) {
    String state = row.path("state").asString("");
    boolean up = state.equals("Established");
    long accepted = up ? row.path("pfxRcd").asLong(-1) : -1;
    long sent = up ? row.path("pfxSnt").asLong(-1) : -1;
    return new BgpPeer(
        row.path("localAs").asLong(-1),
        row.path("remoteAs").asLong(-1),
        detail.path("remoteRouterId").asString("0.0.0.0"),
        up,
        !state.contains("(Admin)"),
        detail.path("nbrDesc").asString(row.path("desc").asString("")),
        up ? row.path("peerUptimeMsec").asLong(-1000) / 1000 : -1,
        Map.of(family, new Prefixes(accepted, accepted, sent)));
  }
}
