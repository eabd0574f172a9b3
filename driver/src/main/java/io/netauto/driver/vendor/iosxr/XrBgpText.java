package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.text.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code show bgp ... summary} for the VRFs and their router ids, and {@code show bgp ...
 * neighbors} for the neighbors. A neighbor in several address families stands in each of the
 * outputs.
 */
final class XrBgpText {
  private static final String GLOBAL = "global";
  private static final List<String> FAMILIES_OF_VRFS = List.of("ipv4 unicast", "ipv6 unicast");
  private static final Pattern VRF = Pattern.compile("^\\s*+VRF: (\\S++)\\s*+$");
  private static final Pattern ROUTER_ID =
      Pattern.compile("^\\s*+BGP router identifier ([\\d.]++)");
  private static final Pattern NEIGHBOR =
      Pattern.compile("^\\s*+BGP neighbor is ([^\\s,]++)(?:, vrf (\\S++))?+");

  private final Map<String, String> routerIds = new LinkedHashMap<>();
  private final Map<String, Map<String, BgpPeer>> peers = new LinkedHashMap<>();

  private XrBgpText() {}

  static Map<String, BgpNeighbors> read(Asked asked) {
    XrBgpText reader = new XrBgpText();
    reader.summary(lines(asked, "show bgp all all summary", "show bgp summary"));
    reader.neighbors(lines(asked, "show bgp all all neighbors", "show bgp neighbors"));
    for (String family : FAMILIES_OF_VRFS) {
      String command = "show bgp vrf all " + family;
      Optional<List<Line>> summary = XrText.linesIfKnown(asked, command + " summary");
      if (summary.isPresent()) {
        reader.summary(summary.get());
        reader.neighbors(XrText.lines(asked, command + " neighbors"));
      }
    }
    Map<String, BgpNeighbors> byVrf = new LinkedHashMap<>();
    reader.routerIds.forEach((vrf, id) -> byVrf.put(vrf, reader.of(vrf, id)));
    reader.peers.keySet().forEach(vrf -> byVrf.putIfAbsent(vrf, reader.of(vrf, "")));
    return byVrf;
  }

  /** All address families, or the one of the shorter command where those are refused. */
  private static List<Line> lines(Asked asked, String all, String one) {
    return XrText.linesIfKnown(asked, all).orElseGet(() -> XrText.lines(asked, one));
  }

  private BgpNeighbors of(String vrf, String routerId) {
    return new BgpNeighbors(routerId, peers.getOrDefault(vrf, Map.of()));
  }

  private void summary(List<Line> lines) {
    String vrf = GLOBAL;
    for (Line line : lines) {
      Matcher heading = VRF.matcher(line.text());
      Matcher identifier = ROUTER_ID.matcher(line.text());
      if (heading.find()) {
        vrf = nameOf(heading.group(1));
      } else if (identifier.find()) {
        routerIds.putIfAbsent(vrf, line.ip(identifier.group(1)));
      }
    }
  }

  private void neighbors(List<Line> lines) {
    String vrf = GLOBAL;
    XrBgpSession session = null;
    for (Line line : lines) {
      Matcher heading = VRF.matcher(line.text());
      Matcher neighbor = NEIGHBOR.matcher(line.text());
      if (neighbor.find()) {
        end(session);
        String named = neighbor.group(2);
        session =
            new XrBgpSession(line.ip(neighbor.group(1)), named == null ? vrf : nameOf(named), line);
      } else if (heading.find()) {
        end(session);
        session = null;
        vrf = nameOf(heading.group(1));
      } else if (session != null) {
        session.add(line);
      }
    }
    end(session);
  }

  private static String nameOf(String vrf) {
    return vrf.equals("default") ? GLOBAL : vrf;
  }

  private void end(@Nullable XrBgpSession session) {
    if (session != null) {
      peers
          .computeIfAbsent(session.vrf(), any -> new LinkedHashMap<>())
          .merge(session.address(), session.peer(), BgpPeer::with);
    }
  }
}
