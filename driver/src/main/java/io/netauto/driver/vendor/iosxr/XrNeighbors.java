package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.cisco.LldpCapabilities;
import io.netauto.driver.vendor.xml.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is heard on the interfaces, from XML. */
final class XrNeighbors {
  private XrNeighbors() {}

  static Map<String, List<LldpNeighbor>> lldp(Asked asked) {
    if (asked.language() == Commands.Language.CLI) {
      return XrLldpText.neighbors(asked.text(XrLldpText.COMMAND));
    }
    if (asked.language() == Commands.Language.XML_AGENT) {
      Optional<Xml> text = XrRequest.COMMAND.ifKnown(asked, XrLldpText.COMMAND);
      if (text.isPresent()) {
        return XrLldpText.neighbors(text.get().element().getTextContent());
      }
    }
    Map<String, List<LldpNeighbor>> neighbors = new LinkedHashMap<>();
    for (Xml told : lldpEntries(asked)) {
      Collect.add(
          neighbors,
          told.text("receiving-interface-name"),
          new LldpNeighbor(told.text("detail/system-name"), told.text("port-id-detail")));
    }
    return neighbors;
  }

  static Map<String, List<LldpNeighborDetail>> lldpDetail(Asked asked) {
    String unknown = asked.language() == Commands.Language.NETCONF ? "None" : "";
    Map<String, List<LldpNeighborDetail>> neighbors = new LinkedHashMap<>();
    for (Xml told : lldpEntries(asked)) {
      Collect.add(
          neighbors,
          told.text("receiving-interface-name"),
          new LldpNeighborDetail(
              told.find("receiving-parent-interface-name").map(Xml::text).orElse(unknown),
              told.text("port-id-detail"),
              told.text("detail/port-description"),
              Normal.mac(told.text("chassis-id")),
              told.text("detail/system-name"),
              told.text("detail/system-description"),
              LldpCapabilities.names(told.text("detail/system-capabilities")),
              LldpCapabilities.names(told.text("detail/enabled-capabilities"))));
    }
    return neighbors;
  }

  private static List<Xml> lldpEntries(Asked asked) {
    List<Xml> entries = new ArrayList<>();
    for (Xml neighbors : XrRequest.LLDP.of(asked).within("neighbors")) {
      entries.addAll(neighbors.all("detail-table/detail/entry"));
      entries.addAll(neighbors.all("details/detail/lldp-neighbor"));
    }
    return entries;
  }

  static List<ArpEntry> arp(Asked asked) {
    Xml answer = XrRequest.ARP.of(asked);
    List<Xml> told = new ArrayList<>();
    answer.within("entry-table").forEach(table -> told.addAll(table.all("entry")));
    answer.within("entries").forEach(table -> told.addAll(table.all("entry")));
    return told.stream().map(XrNeighbors::arpEntry).toList();
  }

  private static ArpEntry arpEntry(Xml told) {
    return new ArpEntry(
        firstText(told, "interface-name"),
        Normal.mac(firstText(told, "hardware-address")),
        Normal.ip(firstText(told, "address")),
        Numbers.decimal(firstText(told, "age"), -1));
  }

  private static String firstText(Xml told, String name) {
    return told.first(name).map(Xml::text).orElse("");
  }

  static List<MacEntry> macAddresses(Asked asked) {
    List<MacEntry> entries = new ArrayList<>();
    for (Xml told : XrRequest.MAC_ADDRESSES.of(asked).within("l2fibmac-detail")) {
      String bridge = told.firstText("naming/name", "name");
      entries.add(
          new MacEntry(
              Normal.mac(told.firstText("naming/address", "address")),
              told.text("segment/ac/interface-handle"),
              Numbers.small(bridge.replace("vlan", ""), 0),
              false,
              true,
              0,
              0));
    }
    return entries;
  }
}
