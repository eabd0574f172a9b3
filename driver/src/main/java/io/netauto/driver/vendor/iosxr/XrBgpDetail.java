package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpPeerDetail;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** All that IOS XR tells of BGP neighbours, from XML. */
final class XrBgpDetail {
  private static final Map<String, String> STATES =
      Map.of(
          "0", "Unknown",
          "1", "Idle",
          "2", "Connect",
          "3", "OpenSent",
          "4", "OpenConfirm",
          "5", "Active",
          "6", "Established");

  private XrBgpDetail() {}

  static Map<String, Map<Long, List<BgpPeerDetail>>> read(Asked asked) {
    boolean netconf = asked.language() == Commands.Language.NETCONF;
    Xml answer = netconf ? XrRequest.BGP.of(asked) : ofAgent(asked);
    Map<String, Map<Long, List<BgpPeerDetail>>> byVrf = new LinkedHashMap<>();
    if (netconf) {
      answer.first("default-vrf").ifPresent(vrf -> byVrf.put("global", peers(vrf, "default")));
    }
    for (String table : List.of("vrfs", "vrf-table")) {
      for (Xml vrfs : answer.within(table)) {
        for (Xml vrf : vrfs.all("vrf")) {
          String name = vrf.firstText("naming/vrf-name", "vrf-name");
          byVrf.put(name.equals("default") ? "global" : name, peers(vrf, name));
        }
      }
    }
    return byVrf;
  }

  /** All VRFs in one request, in the order of their names. */
  private static Xml ofAgent(Asked asked) {
    TreeSet<String> vrfs = new TreeSet<>(XrBgp.vrfs(asked));
    vrfs.add("default");
    StringBuilder wanted = new StringBuilder();
    for (String vrf : vrfs) {
      wanted
          .append("<InstanceActive><VRFTable><VRF><Naming>")
          .append(vrf)
          .append(
              "</Naming><GlobalProcessInfo/><NeighborTable/></VRF></VRFTable></InstanceActive>");
    }
    return XrRequest.BGP.of(asked, wanted.toString());
  }

  private static Map<Long, List<BgpPeerDetail>> peers(Xml vrf, String name) {
    Xml process = vrf.find("global-process-info/vrf").orElse(vrf);
    Map<Long, List<BgpPeerDetail>> peers = new LinkedHashMap<>();
    for (String table : List.of("neighbor-table", "neighbors")) {
      for (Xml told : vrf.all(table + "/neighbor")) {
        BgpPeerDetail peer = peer(told, process, name);
        Collect.add(peers, peer.remoteAs(), peer);
      }
    }
    return peers;
  }

  private static BgpPeerDetail peer(Xml told, Xml process, String vrf) {
    Xml family = XrBgp.firstFamily(told);
    long accepted = XrBgp.inFamily(told, "prefixes-accepted");
    long denied = XrBgp.inFamily(told, "prefixes-denied");
    return new BgpPeerDetail(
        XrBgp.isEstablished(told),
        told.number("local-as", 0),
        told.number("remote-as", 0),
        Normal.ip(told.text("router-id")),
        endpoint(told, "connection-local-address"),
        vrf,
        told.flag("is-local-address-configured"),
        (int) told.number("connection-local-port", 0),
        endpoint(told, "connection-remote-address"),
        (int) told.number("connection-remote-port", 0),
        told.flag("is-external-neighbor-not-directly-connected"),
        family.flag("selective-multipath-eligible"),
        family.flag("remove-private-as-from-updates"),
        family.text("route-policy-in"),
        family.text("route-policy-out"),
        told.number("messges-received", 0), // so spelled by the device
        told.number("messages-sent", 0),
        0,
        0,
        told.number("messages-queued-out", 0),
        state(told.text("connection-state")),
        previousState(told),
        "",
        told.flag("suppress4-byte-as"),
        !told.flag("local-as-no-prepend"),
        orElse(told.number("hold-time", 0), process.number("hold-time", 0)),
        (int) told.number("configured-hold-time", 0),
        orElse(told.number("keep-alive-time", 0), process.number("keep-alive-time", 0)),
        (int) told.number("configured-keepalive", 0),
        XrBgp.inFamily(told, "number-of-bestpaths"),
        accepted + denied,
        accepted,
        denied,
        XrBgp.inFamily(told, "prefixes-advertised"),
        told.number("connection-down-count", 0));
  }

  private static String endpoint(Xml told, String name) {
    return Normal.ip(told.firstText(name + "/ipv4-address", name + "/ipv6-address"));
  }

  /** {@code Established} of {@code BGP_ST_ESTAB}. */
  private static String state(String told) {
    String word = told.replaceFirst("(?i)^bgp[-_]st[-_]", "").toLowerCase(Locale.ROOT);
    if (word.isEmpty()) {
      return "";
    }
    return word.equals("estab")
        ? "Established"
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String previousState(Xml told) {
    return STATES.getOrDefault(told.known("previous-connection-state").orElse("0"), "");
  }

  private static int orElse(long value, long otherwise) {
    return (int) (value == 0 ? otherwise : value);
  }
}
