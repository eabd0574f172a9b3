package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Ipv6Neighbor;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.xml.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is heard on the interfaces: LLDP, ARP, IPv6 neighbour discovery, MAC addresses. */
final class JunosNeighbors {
  private static final String LLDP_ITEM = "lldp-neighbor-information";
  private static final Map<String, String> CAPABILITIES =
      Map.of(
          "other", "other",
          "repeater", "repeater",
          "bridge", "bridge",
          "wlan access point", "wlan-access-point",
          "router", "router",
          "telephone", "telephone",
          "docsis cable device", "docsis-cable-device",
          "station only", "station");

  private JunosNeighbors() {}

  static Map<String, List<LldpNeighbor>> lldp(Asked asked) {
    Map<String, List<LldpNeighbor>> neighbors = new LinkedHashMap<>();
    Optional<Xml> answer = JunosRpc.LLDP_NEIGHBORS.ifKnown(asked, "");
    for (Xml told : answer.map(xml -> xml.within(LLDP_ITEM)).orElse(List.of())) {
      Collect.add(
          neighbors,
          firstOf(told, Set.of("lldp-local-port-id", "lldp-local-interface")).orElse(""),
          new LldpNeighbor(
              told.known("lldp-remote-system-name").orElse("None"),
              firstOf(told, Set.of("lldp-remote-port-description", "lldp-remote-port-id"))
                  .orElse("None")));
    }
    return neighbors;
  }

  /** The text of the child that stands first. */
  private static Optional<String> firstOf(Xml told, Set<String> names) {
    return told.children().stream()
        .filter(child -> names.contains(child.name()))
        .map(Xml::text)
        .findFirst();
  }

  static Map<String, List<LldpNeighborDetail>> lldpDetail(Asked asked) {
    Set<String> interfaces = new LinkedHashSet<>();
    String wanted = asked.arguments().text("interface", "");
    if (wanted.isEmpty()) {
      JunosRpc.LLDP_NEIGHBORS
          .ifKnown(asked, "")
          .map(xml -> xml.within(LLDP_ITEM))
          .orElse(List.of())
          .forEach(
              told ->
                  firstOf(told, Set.of("lldp-local-interface", "lldp-local-port-id"))
                      .ifPresent(interfaces::add));
    } else {
      interfaces.add(wanted);
    }
    Map<String, List<LldpNeighborDetail>> neighbors = new LinkedHashMap<>();
    for (String name : interfaces) {
      Xml answer =
          JunosRpc.LLDP_INTERFACE
              .ifKnown(asked, name)
              .orElseGet(() -> JunosRpc.LLDP_INTERFACE_OF_EX.of(asked, name));
      answer.within(LLDP_ITEM).forEach(told -> Collect.add(neighbors, name, lldpDetail(told)));
    }
    return neighbors;
  }

  private static LldpNeighborDetail lldpDetail(Xml told) {
    return new LldpNeighborDetail(
        told.text("lldp-local-parent-interface-name"),
        told.text("lldp-remote-port-id"),
        told.text("lldp-remote-port-description"),
        Normal.mac(told.text("lldp-remote-chassis-id")),
        told.text("lldp-remote-system-name"),
        told.text("lldp-system-description/lldp-remote-system-description"),
        capabilities(told.text("lldp-remote-system-capabilities-supported")),
        capabilities(told.text("lldp-remote-system-capabilities-enabled")));
  }

  private static List<String> capabilities(String told) {
    String words = told.toLowerCase(Locale.ROOT);
    return CAPABILITIES.entrySet().stream()
        .filter(entry -> words.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  static List<ArpEntry> arp(Asked asked) {
    return JunosRpc.ARP.of(asked).within("arp-table-entry").stream()
        .map(
            told ->
                new ArpEntry(
                    told.text("interface-name"),
                    Normal.mac(told.text("mac-address")),
                    Normal.ip(told.text("ip-address")),
                    told.decimal("time-to-expire", -1)))
        .toList();
  }

  static List<Ipv6Neighbor> ipv6(Asked asked) {
    return JunosRpc.IPV6_NEIGHBORS.of(asked).within("ipv6-nd-entry").stream()
        .map(
            told ->
                new Ipv6Neighbor(
                    told.text("ipv6-nd-interface-name"),
                    Normal.mac(told.text("ipv6-nd-neighbor-l2-address")),
                    Normal.ip(told.text("ipv6-nd-neighbor-address")),
                    told.decimal("ipv6-nd-expire", -1),
                    told.text("ipv6-nd-state")))
        .toList();
  }

  /** Switches of two generations and routers each have a table of their own form. */
  static List<MacEntry> macAddresses(Asked asked) {
    Xml answer =
        JunosRpc.ETHERNET_SWITCHING
            .ifKnown(asked, "")
            .orElseGet(() -> JunosRpc.BRIDGE_TABLE.of(asked));
    List<MacEntry> entries = new ArrayList<>();
    for (Xml told : answer.within("mac-table-entry")) {
      boolean isStatic = told.text("mac-type").equals("Static");
      add(
          entries,
          told.text("mac-address"),
          told.text("mac-interface"),
          told.number("mac-vlan-tag", 0),
          isStatic);
    }
    for (Xml told : answer.within("l2ng-l2ald-mac-entry-vlan")) {
      add(
          entries,
          told.text("l2ng-l2-mac-address"),
          told.text("l2ng-l2-mac-logical-interface"),
          told.number("l2ng-l2-vlan-id", 0),
          false);
    }
    for (Xml told : answer.within("l2ald-mac-entry")) {
      add(
          entries,
          told.text("l2-mac-address"),
          told.text("l2-mac-logical-interface"),
          told.number("l2-bridge-vlan", 0),
          false);
    }
    return entries;
  }

  /** A star stands for the address to which a VLAN is flooded. */
  private static void add(
      List<MacEntry> entries, String mac, String interfaceName, long vlan, boolean isStatic) {
    if (!mac.isEmpty() && !mac.equals("*")) {
      entries.add(new MacEntry(Normal.mac(mac), interfaceName, (int) vlan, isStatic, true, 0, 0.0));
    }
  }
}
