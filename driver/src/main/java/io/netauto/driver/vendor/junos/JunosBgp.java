package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of BGP neighbours in each routing instance. */
final class JunosBgp {
  private static final Map<String, String> FAMILIES =
      Map.of("inet", "ipv4", "inet6", "ipv6", "inetflow", "flow");
  private static final BgpPeer.Prefixes UNKNOWN = new BgpPeer.Prefixes(-1, -1, -1);

  private JunosBgp() {}

  static Map<String, BgpNeighbors> read(Asked asked) {
    Map<String, BgpNeighbors> neighbors = new LinkedHashMap<>();
    for (String instance : instances(asked)) {
      List<Xml> told = JunosRpc.BGP_NEIGHBORS.of(asked, instance).within("bgp-peer");
      if (!told.isEmpty()) {
        Map<String, Long> uptimes = uptimes(JunosRpc.BGP_SUMMARY.of(asked, instance));
        Map<String, BgpPeer> peers = new LinkedHashMap<>();
        for (Xml peer : told) {
          String address = address(peer.text("peer-address"));
          peers.put(address, peer(peer, instance, uptimes.getOrDefault(address, 0L)));
        }
        neighbors.put(
            publicName(instance), new BgpNeighbors(told.getFirst().text("local-id"), peers));
      }
    }
    return neighbors;
  }

  /** All but those that Junos has for itself. */
  static List<String> instances(Asked asked) {
    return JunosRpc.INSTANCES.of(asked).within("instance-core").stream()
        .map(told -> told.text("instance-name"))
        .filter(name -> !name.startsWith("__"))
        .toList();
  }

  static String publicName(String instance) {
    return instance.equals("master") ? "global" : instance;
  }

  private static Map<String, Long> uptimes(Xml summary) {
    Map<String, Long> uptimes = new LinkedHashMap<>();
    for (Xml peer : summary.within("bgp-peer")) {
      peer.find("elapsed-time")
          .flatMap(time -> time.attribute("seconds"))
          .ifPresent(
              seconds ->
                  uptimes.put(address(peer.text("peer-address")), Numbers.whole(seconds, 0)));
    }
    return uptimes;
  }

  /** The address of {@code 192.0.2.1+179}. */
  private static String address(String told) {
    int plus = told.indexOf('+');
    return Normal.ip(plus < 0 ? told : told.substring(0, plus));
  }

  private static BgpPeer peer(Xml told, String instance, long uptime) {
    boolean up = told.text("peer-state").equals("Established");
    List<String> options =
        List.of(told.text("bgp-option-information/bgp-options-extended").split("\\s+", -1));
    return new BgpPeer(
        Numbers.asNumber(told.text("local-as")),
        Numbers.asNumber(told.text("peer-as")),
        told.text("peer-id"),
        up,
        !options.contains("Shutdown"),
        told.text("description"),
        uptime,
        up ? prefixes(told, instance) : unknown());
  }

  private static Map<String, BgpPeer.Prefixes> unknown() {
    Map<String, BgpPeer.Prefixes> families = new LinkedHashMap<>();
    families.put("ipv4", UNKNOWN);
    families.put("ipv6", UNKNOWN);
    return families;
  }

  private static Map<String, BgpPeer.Prefixes> prefixes(Xml told, String instance) {
    Map<String, BgpPeer.Prefixes> families = unknown();
    for (Xml rib : told.all("bgp-rib")) {
      family(rib.text("name"), instance)
          .ifPresent(
              family ->
                  families.put(
                      family,
                      new BgpPeer.Prefixes(
                          rib.number("received-prefix-count", -1),
                          rib.number("accepted-prefix-count", -1),
                          rib.number("advertised-prefix-count", 0))));
    }
    return families;
  }

  /** The family of {@code inet.0}; in an instance of {@code NAME.inet.0}, which is not master's. */
  private static Optional<String> family(String table, String instance) {
    int end = table.lastIndexOf('.');
    String owner = end < 0 ? table : table.substring(0, end);
    if (!instance.equals("master")) {
      owner = owner.substring(owner.lastIndexOf('.') + 1);
    }
    return Optional.ofNullable(FAMILIES.get(owner));
  }
}
