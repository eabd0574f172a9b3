package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Ipv6Neighbor;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code show arp} and {@code show ipv6 neighbors}; ages are in minutes. */
final class IosNeighborTables {
  private IosNeighborTables() {}

  static List<ArpEntry> readArp(Asked asked) {
    String vrf = asked.arguments().text("vrf", "");
    String command = vrf.isEmpty() ? "show arp" : "show arp vrf " + vrf;
    List<ArpEntry> entries = new ArrayList<>();
    for (Line line : IosOutput.lines(asked, command + " | exclude Incomplete")) {
      if (line.isBlank() || line.text().startsWith("Protocol ")) {
        continue;
      }
      List<String> words = line.words();
      if (words.size() != 5 && words.size() != 6) {
        throw line.unreadable("An ARP entry has five or six columns.");
      }
      String age = words.get(2);
      entries.add(
          new ArpEntry(
              words.size() == 6 ? words.get(5) : "",
              line.mac(words.get(3)),
              line.ip(words.get(1)),
              age.equals("-") ? -1 : line.number(age)));
    }
    return entries;
  }

  static List<Ipv6Neighbor> readIpv6(Asked asked) {
    List<Ipv6Neighbor> entries = new ArrayList<>();
    for (Line line : IosOutput.lines(asked, "show ipv6 neighbors")) {
      if (line.isBlank() || line.text().startsWith("IPv6 Address")) {
        continue;
      }
      List<String> words = line.words();
      if (words.size() != 5) {
        throw line.unreadable("A neighbour has five columns.");
      }
      String mac = words.get(2);
      String age = words.get(1);
      entries.add(
          new Ipv6Neighbor(
              words.get(4),
              mac.equals("-") ? "" : line.mac(mac),
              line.ip(words.get(0)),
              age.equals("-") ? -1 : line.number(age),
              words.get(3)));
    }
    return entries;
  }
}
