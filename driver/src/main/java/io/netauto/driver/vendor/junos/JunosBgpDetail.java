package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpPeerDetail;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that Junos tells of BGP neighbours. */
final class JunosBgpDetail {
  private static final int BGP_PORT = 179;

  private JunosBgpDetail() {}

  static Map<String, Map<Long, List<BgpPeerDetail>>> read(Asked asked) {
    String wanted = asked.arguments().text("neighbor_address", "");
    Map<String, Map<Long, List<BgpPeerDetail>>> peers = new LinkedHashMap<>();
    for (String instance : JunosBgp.instances(asked)) {
      for (Xml told : JunosRpc.BGP_NEIGHBORS.of(asked, instance).within("bgp-peer")) {
        BgpPeerDetail peer = peer(told, JunosBgp.publicName(instance));
        if (wanted.isEmpty() || wanted.equals(peer.remoteAddress())) {
          Collect.add(Collect.inner(peers, peer.routingTable()), peer.remoteAs(), peer);
        }
      }
    }
    return peers;
  }

  private static BgpPeerDetail peer(Xml told, String table) {
    long remoteAs = Numbers.asNumber(told.text("peer-as"));
    String[] local = endpoint(told.text("local-address"));
    String[] remote = endpoint(told.text("peer-address"));
    List<String> options =
        List.of(told.text("bgp-option-information/bgp-options").split("\\s+", -1));
    int keepalive = (int) told.number("keepalive-interval", 0);
    return new BgpPeerDetail(
        told.text("peer-state").equals("Established"),
        Numbers.asNumber(told.text("local-as")),
        remoteAs,
        told.text("peer-id"),
        Normal.ip(local[0]),
        table,
        options.contains("AddressFamily"),
        Numbers.small(local[1], BGP_PORT),
        Normal.ip(remote[0]),
        Numbers.small(remote[1], BGP_PORT),
        options.contains("Multihop"),
        options.contains("Multipath"),
        options.contains("RemovePrivateAS"),
        told.text("bgp-option-information/import-policy"),
        told.text("bgp-option-information/export-policy"),
        told.number("input-messages", -1),
        told.number("output-messages", -1),
        told.number("input-updates", -1),
        told.number("output-updates", -1),
        sum(told, "bgp-output-queue", "count"),
        told.text("peer-state"),
        told.text("last-state"),
        told.text("last-event"),
        told.number("peer-4byte-as-capability-advertised", 0) != remoteAs,
        told.has("peer-addpath-not-supported"),
        (int) told.number("active-holdtime", 0),
        (int) told.number("bgp-option-information/holdtime", 0),
        keepalive,
        keepalive,
        inTables(told, "active-prefix-count"),
        inTables(told, "received-prefix-count"),
        inTables(told, "accepted-prefix-count"),
        inTables(told, "suppressed-prefix-count"),
        inTables(told, "advertised-prefix-count"),
        told.number("flap-count", 0));
  }

  /** Address and port of {@code 192.0.2.1+179}; an empty port when it is not told. */
  private static String[] endpoint(String told) {
    int plus = told.indexOf('+');
    return plus < 0
        ? new String[] {told, ""}
        : new String[] {told.substring(0, plus), told.substring(plus + 1)};
  }

  private static long inTables(Xml told, String count) {
    return told.has("bgp-rib") ? sum(told, "bgp-rib", count) : -1;
  }

  private static long sum(Xml told, String parts, String count) {
    return told.all(parts).stream().mapToLong(part -> part.number(count, 0)).sum();
  }
}
