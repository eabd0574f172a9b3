package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpGroup;
import io.netauto.driver.getters.BgpGroup.Neighbor;
import io.netauto.driver.getters.text.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the BGP section of {@code show running-config}. Neighbours in VRFs are left out, as in
 * NAPALM; a group is a peer group, {@code _} holds the neighbours that are in none.
 */
final class IosBgpConfig {
  private static final String NO_GROUP = "_";

  private IosBgpConfig() {}

  static Map<String, BgpGroup> read(Asked asked) {
    IosBgpSection section = IosBgpSection.read(IosOutput.lines(asked, "show running-config"));
    Map<String, Map<String, Neighbor>> neighbors = new LinkedHashMap<>();
    for (String name : section.names()) {
      if (IpAddress.parse(name).isPresent() && !section.isInVrf(name)) {
        String group = section.first(name, "peer-group (\\S+)");
        neighbors
            .computeIfAbsent(group.isEmpty() ? NO_GROUP : group, any -> new LinkedHashMap<>())
            .put(name, neighbor(section, name));
      }
    }
    Map<String, BgpGroup> groups = new LinkedHashMap<>();
    neighbors.forEach((name, members) -> groups.put(name, group(section, name, members)));
    return groups;
  }

  private static Neighbor neighbor(IosBgpSection section, String name) {
    return new Neighbor(
        section.first(name, "description (.+)"),
        section.first(name, "route-map (\\S+) in"),
        section.first(name, "route-map (\\S+) out"),
        section.first(name, "update-source (\\S+)"),
        section.first(name, "password (?:\\d )?(.+)"),
        section.has(name, "next-hop-self"),
        section.has(name, "route-reflector-client"),
        section.number(name, "local-as (\\d+)", section.localAs()),
        section.number(name, "remote-as (\\d+)", 0),
        prefixLimit(section, name));
  }

  private static BgpGroup group(IosBgpSection section, String name, Map<String, Neighbor> members) {
    if (name.equals(NO_GROUP)) {
      return new BgpGroup(
          "", "", List.of(), 0, false, "", section.localAs(), 0, "", "", false, Map.of(), members);
    }
    long localAs = section.number(name, "local-as (\\d+)", section.localAs());
    long remoteAs = section.number(name, "remote-as (\\d+)", 0);
    return new BgpGroup(
        localAs == remoteAs ? "internal" : "external",
        section.first(name, "description (.+)"),
        List.of(),
        (int) section.number(name, "ebgp-multihop (\\d{1,3})", 0),
        section.isMultipath(name),
        section.first(name, "update-source (\\S+)"),
        localAs,
        remoteAs,
        section.first(name, "route-map (\\S+) in"),
        section.first(name, "route-map (\\S+) out"),
        section.has(name, "remove-private-as"),
        prefixLimit(section, name),
        members);
  }

  private static Map<String, Object> prefixLimit(IosBgpSection section, String name) {
    List<String> family = List.of(section.familyOf(name).split(" ", -1));
    boolean v4 = family.getFirst().equals("ipv4");
    if (!v4 && !family.getFirst().equals("ipv6")) {
      return Map.of();
    }
    String limit = "maximum-prefix (\\d+) \\d+ \\w+ \\d+";
    Map<String, Object> teardown =
        Map.of(
            "threshold", section.number(name, "maximum-prefix \\d+ (\\d+) \\w+ \\d+", 0),
            "timeout", section.number(name, "maximum-prefix \\d+ \\d+ \\w+ (\\d+)", 0));
    Map<String, Object> limits =
        Map.of("limit", section.number(name, limit, 0), "teardown", teardown);
    return Map.of(
        v4 ? "inet" : "inet6", Map.of(family.size() > 1 ? family.getLast() : "unicast", limits));
  }
}
