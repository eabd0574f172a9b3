package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Route;
import io.netauto.driver.getters.UnreadableException;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.NullNode;

/** The routes to a destination, one for each next hop. */
final class JunosRoutes {
  private JunosRoutes() {}

  static Map<String, List<Route>> read(Asked asked) {
    if (asked.arguments().flag("longer")) {
      throw new UnreadableException(
          "show route", 0, "", "Longer prefixes are not offered on Junos.");
    }
    String wanted = asked.arguments().text("protocol", "").toLowerCase(Locale.ROOT);
    String protocol = wanted.equals("connected") ? "direct" : wanted;
    Map<String, List<Route>> routes = new LinkedHashMap<>();
    Xml answer = JunosRpc.ROUTE.of(asked, asked.arguments().text("destination", ""));
    for (Xml table : answer.within("route-table")) {
      for (Xml destination : table.all("rt")) {
        for (Xml entry : destination.all("rt-entry")) {
          String told = entry.text("protocol-name");
          if (protocol.isEmpty() || protocol.equals(told.toLowerCase(Locale.ROOT))) {
            entry
                .all("nh")
                .forEach(
                    hop ->
                        Collect.add(
                            routes,
                            prefix(destination),
                            route(table.text("table-name"), entry, hop)));
          }
        }
      }
    }
    return routes;
  }

  private static String prefix(Xml destination) {
    String address = destination.text("rt-destination");
    return destination
        .known("rt-prefix-length")
        .map(length -> address + "/" + length)
        .orElse(address);
  }

  private static Route route(String table, Xml entry, Xml hop) {
    String protocol = entry.text("protocol-name");
    return new Route(
        protocol,
        entry.has("current-active"),
        entry.has("last-active"),
        entry
            .find("age")
            .flatMap(age -> age.attribute("seconds"))
            .map(seconds -> Numbers.whole(seconds, 0))
            .orElse(0L),
        hop.text("to"),
        hop.text("via"),
        hop.has("selected-next-hop"),
        (int) entry.number("preference", 0),
        entry.text("inactive-reason"),
        table,
        attributes(protocol.toLowerCase(Locale.ROOT), entry));
  }

  private static Map<String, Object> attributes(String protocol, Xml entry) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    switch (protocol) {
      case "bgp" -> {
        number(attributes, "local_as", entry, "local-as");
        number(attributes, "remote_as", entry, "peer-as");
        attributes.put("as_path", asPath(entry));
        attributes.put("communities", communities(entry));
        number(attributes, "local_preference", entry, "local-preference");
        number(attributes, "preference2", entry, "preference2");
        attributes.put("remote_address", orNull(entry.text("peer-id")));
        number(attributes, "metric", entry, "metric");
        number(attributes, "metric2", entry, "metric2");
      }
      case "isis" -> {
        number(attributes, "level", entry, "rt-isis-level");
        number(attributes, "metric", entry, "metric");
        number(attributes, "local_as", entry, "local-as");
      }
      default -> {}
    }
    return attributes;
  }

  private static void number(
      Map<String, Object> attributes, String name, Xml entry, String element) {
    long value = entry.number(element, Long.MIN_VALUE);
    attributes.put(name, value == Long.MIN_VALUE ? NullNode.getInstance() : value);
  }

  private static Object orNull(String text) {
    return text.isEmpty() ? NullNode.getInstance() : text;
  }

  /** The numbers of {@code AS path: 65001 65002 I (Originator)}. */
  private static Object asPath(Xml entry) {
    return entry
        .known("as-path")
        .<Object>map(
            told -> told.split(" I ", 2)[0].replace("AS path:", "").replace("I", "").strip())
        .orElse(NullNode.getInstance());
  }

  private static Object communities(Xml entry) {
    List<String> communities = entry.all("communities/community").stream().map(Xml::text).toList();
    return communities.isEmpty() ? NullNode.getInstance() : communities;
  }
}
