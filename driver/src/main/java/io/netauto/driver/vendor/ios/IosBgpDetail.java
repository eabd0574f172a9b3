package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpPeerDetail;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.vendor.ios.IosBgpSummary.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code show ip bgp all sum} for who the neighbours are, and {@code show ip bgp ... neigh}
 * for each. The configured timers, and policies other than route maps, are not told.
 */
final class IosBgpDetail {
  private static final Map<String, String> COMMANDS =
      Map.ofEntries(
          Map.entry("ipv4 unicast", "ipv4 unicast"),
          Map.entry("ipv6 unicast", "ipv6 unicast"),
          Map.entry("vpnv4 unicast", "vpnv4 all"),
          Map.entry("vpnv6 unicast", "vpnv6 unicast all"),
          Map.entry("ipv4 multicast", "ipv4 multicast"),
          Map.entry("ipv6 multicast", "ipv6 multicast"),
          Map.entry("l2vpn e-vpn", "l2vpn evpn"),
          Map.entry("mvpnv4 unicast", "ipv4 mvpn all"),
          Map.entry("mvpnv6 unicast", "ipv6 mvpn all"),
          Map.entry("vpnv4 flowspec", "ipv4 flowspec"),
          Map.entry("vpnv6 flowspec", "ipv6 flowspec"));

  private IosBgpDetail() {}

  static Map<String, Map<Long, List<BgpPeerDetail>>> read(Asked asked) {
    Map<String, Map<Long, List<BgpPeerDetail>>> all = new LinkedHashMap<>();
    for (Row row : IosBgpSummary.rows(IosOutput.lines(asked, "show ip bgp all sum"))) {
      String family = COMMANDS.get(row.family());
      if (family == null) {
        continue;
      }
      String command = "show ip bgp " + family + " neigh " + row.printed();
      IosBgpSession session = IosBgpSession.read(IosOutput.lines(asked, command));
      BgpPeerDetail detail = detail(row, session);
      all.computeIfAbsent(detail.routingTable(), any -> new LinkedHashMap<>())
          .computeIfAbsent(detail.remoteAs(), any -> new ArrayList<>())
          .add(detail);
    }
    return all;
  }

  private static BgpPeerDetail detail(Row row, IosBgpSession session) {
    String fourBytes = session.text("four bytes");
    long accepted = session.number("prefixes in");
    long rejected = session.number("rejected in");
    String lastReset = session.text("last reset");
    return new BgpPeerDetail(
        row.uptime() >= 0,
        row.localAs(),
        row.remoteAs(),
        session.text("router id"),
        address(session.text("local address")),
        session.text("vrf").isEmpty() ? "global" : session.text("vrf"),
        !session.text("same link").isEmpty(),
        (int) session.number("local port"),
        row.address(),
        (int) session.number("remote port"),
        false,
        session.number("multipaths") > 0,
        false,
        session.text("policy in"),
        session.text("policy out"),
        session.number("messages in"),
        session.number("messages out"),
        session.number("updates in"),
        session.number("updates out"),
        row.outQueue(),
        session.text("state"),
        "",
        lastReset.equals("never") ? "" : lastReset,
        !fourBytes.isEmpty() && !fourBytes.equals("advertised and received"),
        false,
        (int) session.number("hold time"),
        0,
        (int) session.number("keepalive"),
        0,
        session.number("best paths"),
        accepted + rejected,
        accepted,
        rejected,
        session.number("prefixes out"),
        session.number("drops"));
  }

  private static String address(String printed) {
    return IpAddress.parse(printed).orElse("");
  }
}
