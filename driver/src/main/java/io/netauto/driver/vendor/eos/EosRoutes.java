package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Route;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The routes to a destination in every VRF, BGP routes with all their paths. */
final class EosRoutes {
  private static final Set<String> BGP = Set.of("bgp", "ebgp", "ibgp");

  private final Asked asked;
  private final String destination;
  private final String protocol;
  private final String longer;
  private final String family;
  private final Map<String, JsonNode> bgpByVrf = new LinkedHashMap<>();
  private final Map<String, List<Route>> routes = new LinkedHashMap<>();

  private EosRoutes(Asked asked) {
    this.asked = asked;
    this.destination = asked.arguments().text("destination", "");
    String wanted = asked.arguments().text("protocol", "");
    this.protocol = wanted.equalsIgnoreCase("direct") ? "connected" : wanted;
    this.longer = asked.arguments().flag("longer") ? "longer-prefixes" : "";
    this.family = destination.indexOf(':') >= 0 ? "ipv6" : "ip";
  }

  static Map<String, List<Route>> read(Asked asked) {
    EosRoutes routes = new EosRoutes(asked);
    EosVrfs.names(asked).forEach(routes::addOf);
    return routes.routes;
  }

  private void addOf(String vrf) {
    JsonNode output =
        EosJson.of(
            asked,
            words("show", family, "route vrf", vrf, destination, longer, protocol, "detail"));
    JsonNode told =
        output.has("vrfs") ? output.path("vrfs").path(vrf).path("routes") : output.path("routes");
    for (var route : told.properties()) {
      routes.computeIfAbsent(route.getKey(), prefix -> new ArrayList<>());
      String type = route.getValue().path("routeType").asString("");
      if (protocol.equals("bgp") || BGP.contains(type.toLowerCase(Locale.ROOT))) {
        addBgpPaths(vrf, route.getKey(), route.getValue());
      } else {
        addNextHops(vrf, route.getKey(), route.getValue());
      }
    }
  }

  private static String words(String... words) {
    return Stream.of(words).filter(w -> !w.isEmpty()).collect(Collectors.joining(" "));
  }

  private void addNextHops(String vrf, String prefix, JsonNode told) {
    boolean active = !told.path("routingDisabled").asBoolean(false);
    String dropped = told.path("routeAction").asString("").equals("drop") ? "NULL" : "";
    JsonNode vias = told.path("vias");
    for (JsonNode via : vias) {
      String nextHop = via.path("nexthopAddr").asString("");
      Collect.add(
          routes,
          prefix,
          route(vrf, told, active, Normal.ip(nextHop), via.path("interface").asString("")));
    }
    if (vias.isEmpty()) {
      Collect.add(routes, prefix, route(vrf, told, active, dropped, ""));
    }
  }

  private static Route route(
      String vrf, JsonNode told, boolean active, String nextHop, String interfaceName) {
    return new Route(
        told.path("routeType").asString(""),
        active,
        active,
        0,
        nextHop,
        interfaceName,
        true,
        told.path("preference").asInt(0),
        "",
        vrf,
        Map.of());
  }

  private void addBgpPaths(String vrf, String prefix, JsonNode told) {
    Map<String, String> interfaces = new LinkedHashMap<>();
    for (JsonNode via : told.path("vias")) {
      if (via.has("vtepAddr")) {
        interfaces.put(Normal.ip(via.path("vtepAddr").asString("")), "vxlan1");
      } else {
        interfaces.put(
            Normal.ip(via.path("nexthopAddr").asString("")), via.path("interface").asString(""));
      }
    }
    JsonNode bgp = bgpByVrf.computeIfAbsent(vrf, this::bgp);
    long localAs = Numbers.asNumber(bgp.path("asn").asString(""));
    for (JsonNode path : bgp.path("bgpRouteEntries").path(prefix).path("bgpRoutePaths")) {
      Collect.add(routes, prefix, path(vrf, told, path, interfaces, localAs));
    }
  }

  private JsonNode bgp(String vrf) {
    String command = words("show", family, "bgp", destination, longer, "vrf", vrf);
    return EosJson.of(asked, command).path("vrfs").path(vrf);
  }

  private static Route path(
      String vrf, JsonNode told, JsonNode path, Map<String, String> interfaces, long localAs) {
    JsonNode detail = path.path("routeDetail");
    boolean active = path.path("routeType").path("active").asBoolean(false);
    String nextHop = Normal.ip(path.path("nextHop").asString(""));
    String asPath = path.path("asPathEntry").path("asPath").asString("");
    String kind = path.path("asPathEntry").path("asPathType").asString("");
    boolean own = kind.equals("Internal") || kind.equals("Local");
    String peer =
        IpAddress.parse(detail.path("peerEntry").path("peerAddr").asString(""))
            .orElseGet(() -> Normal.ip(path.path("peerEntry").path("peerAddr").asString("")));
    List<String> communities = new ArrayList<>();
    detail.path("communityList").forEach(community -> communities.add(community.asString("")));
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("metric", told.path("metric").asLong(0));
    attributes.put("as_path", asPath);
    attributes.put("local_preference", path.path("localPreference").asLong(0));
    attributes.put("local_as", localAs);
    attributes.put("remote_as", own ? localAs : last(asPath));
    attributes.put("remote_address", peer);
    attributes.put("preference2", path.path("weight").asLong(0));
    attributes.put("communities", communities);
    return new Route(
        told.path("routeType").asString(""),
        active,
        active,
        0,
        nextHop,
        interfaces.getOrDefault(nextHop, ""),
        active,
        told.path("preference").asInt(0),
        path.path("reasonNotBestpath").asString(""),
        vrf,
        attributes);
  }

  private static long last(String asPath) {
    String[] numbers = asPath.replace("(", "").replace(")", "").strip().split("\\s++", -1);
    return Numbers.asNumber(numbers[numbers.length - 1]);
  }
}
