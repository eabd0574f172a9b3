package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Route;
import io.netauto.driver.getters.UnreadableException;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The routes to a destination in the default VRF, from XML. */
final class XrRoutes {
  private XrRoutes() {}

  static Map<String, List<Route>> read(Asked asked) {
    if (asked.arguments().flag("longer")) {
      throw new UnreadableException(
          "show route", 0, "", "Longer prefixes are not offered on IOS XR.");
    }
    String destination = asked.arguments().text("destination", "");
    String wanted = asked.arguments().text("protocol", "").toLowerCase(Locale.ROOT);
    String protocol = wanted.equals("direct") ? "connected" : wanted;
    XrRequest request = destination.indexOf(':') < 0 ? XrRequest.ROUTE : XrRequest.IPV6_ROUTE;
    Map<String, List<Route>> routes = new LinkedHashMap<>();
    for (Xml told : request.of(asked, place(asked, destination)).within("route")) {
      String name = told.text("protocol-name").toLowerCase(Locale.ROOT);
      if (told.has("prefix") && (protocol.isEmpty() || protocol.equals(name))) {
        add(routes, told, name);
      }
    }
    return routes;
  }

  private static String place(Asked asked, String destination) {
    String[] halves = destination.split("/", 2);
    boolean netconf = asked.language() == Commands.Language.NETCONF;
    String address = netconf ? "address" : "Address";
    String length = netconf ? "prefix-length" : "PrefixLength";
    return "<"
        + address
        + ">"
        + halves[0]
        + "</"
        + address
        + ">"
        + (halves.length == 2 ? "<" + length + ">" + halves[1] + "</" + length + ">" : "");
  }

  private static void add(Map<String, List<Route>> routes, Xml told, String protocol) {
    String prefix = told.text("prefix") + "/" + told.firstText("prefix-length-xr", "prefix-length");
    List<Xml> paths = told.find("route-path").map(XrRoutes::paths).orElse(List.of());
    boolean first = true;
    for (Xml path : paths) {
      Collect.add(
          routes,
          prefix,
          new Route(
              protocol,
              first,
              false,
              told.number("route-age", 0),
              path.text("address"),
              path.text("interface-name"),
              false,
              (int) told.number("priority", 0),
              "",
              "default",
              Map.of()));
      first = false;
    }
  }

  private static List<Xml> paths(Xml list) {
    return list.children().stream()
        .filter(child -> child.name().equals("Entry") || child.name().endsWith("-rib-edm-path"))
        .toList();
  }
}
