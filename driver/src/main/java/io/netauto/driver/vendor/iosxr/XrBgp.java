package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The state of BGP neighbours, from XML. */
final class XrBgp {
  private XrBgp() {}

  static Map<String, BgpNeighbors> read(Asked asked) {
    Map<String, BgpNeighbors> byVrf = new LinkedHashMap<>();
    if (asked.language() == Commands.Language.NETCONF) {
      Xml answer = XrRequest.BGP.of(asked);
      answer.first("default-vrf").ifPresent(vrf -> byVrf.put("global", neighbors(vrf)));
      for (Xml vrfs : answer.within("vrfs")) {
        vrfs.all("vrf").forEach(vrf -> byVrf.put(vrf.text("vrf-name"), neighbors(vrf)));
      }
    } else {
      byVrf.put("global", neighbors(XrRequest.BGP_OF_DEFAULT_VRF.of(asked)));
      vrfs(asked).forEach(vrf -> byVrf.put(vrf, neighbors(XrRequest.BGP_OF_VRF.of(asked, vrf))));
    }
    return byVrf;
  }

  /** The VRFs that are configured, without the default one. */
  static List<String> vrfs(Asked asked) {
    return XrRequest.BGP_VRFS.of(asked).within("config-vrf").stream()
        .map(told -> told.text("naming/vrf-name"))
        .toList();
  }

  private static BgpNeighbors neighbors(Xml vrf) {
    String routerId =
        vrf.first("global-process-info").map(told -> told.text("vrf/router-id")).orElse("");
    Map<String, BgpPeer> peers = new LinkedHashMap<>();
    vrf.within("neighbor").forEach(told -> peers.put(address(told), peer(told)));
    return new BgpNeighbors(routerId, peers);
  }

  /** The address by which a neighbour is configured. */
  static String address(Xml told) {
    return Normal.ip(
        told.firstText(
            "naming/neighbor-address/ipv4-address",
            "naming/neighbor-address/ipv6-address",
            "neighbor-address"));
  }

  static boolean isEstablished(Xml told) {
    return Xml.folded(told.text("connection-state")).equals("bgpstestab");
  }

  private static BgpPeer peer(Xml told) {
    boolean up = isEstablished(told);
    return new BgpPeer(
        told.number("local-as", 0),
        told.number("remote-as", 0),
        told.text("router-id"),
        up,
        isEnabled(told),
        told.text("description"),
        up ? told.number("connection-established-time", 0) : -1,
        Map.of(family(told), prefixes(told)));
  }

  private static boolean isEnabled(Xml told) {
    boolean byStatus =
        told.has("connection-admin-status") && !told.has("is-administratively-shut-down");
    return byStatus
        ? told.text("connection-admin-status").equals("1")
        : !told.flag("is-administratively-shut-down");
  }

  private static String family(Xml told) {
    return told.text("connection-remote-address/afi").toLowerCase(Locale.ROOT);
  }

  private static BgpPeer.Prefixes prefixes(Xml told) {
    long accepted = inFamily(told, "prefixes-accepted");
    return new BgpPeer.Prefixes(
        accepted + inFamily(told, "prefixes-denied"),
        accepted,
        inFamily(told, "prefixes-advertised"));
  }

  /** A count of the first address family of a neighbour. */
  static long inFamily(Xml told, String count) {
    return firstFamily(told).number(count, 0);
  }

  static Xml firstFamily(Xml told) {
    return told.find("af-data/entry").or(() -> told.find("af-data")).orElse(told);
  }
}
