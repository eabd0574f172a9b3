package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpGroup;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.xml.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The groups and neighbours of the BGP instance {@code default}, from XML. */
final class XrBgpConfig {
  private static final String UNGROUPED = "_";
  private static final Pattern FAMILY = Pattern.compile("(?i)^ipv[46]-?");

  private final long systemAs;

  private XrBgpConfig(long systemAs) {
    this.systemAs = systemAs;
  }

  static Map<String, BgpGroup> read(Asked asked) {
    Xml answer = XrRequest.BGP_CONFIG.of(asked);
    return answer
        .first("four-byte-as")
        .map(system -> new XrBgpConfig(systemAs(answer, system)).groups(system))
        .orElse(Map.of());
  }

  private static long systemAs(Xml answer, Xml low) {
    Xml high = answer.first("instance-as").orElse(low);
    return (number(high) << 16) + number(low);
  }

  private static long number(Xml as) {
    return as.has("naming/as") ? as.number("naming/as", 0) : as.number("as", 0);
  }

  private Map<String, BgpGroup> groups(Xml system) {
    Xml entity =
        system.find("default-vrf/bgp-entity").orElse(system.find("default-vrf").orElse(system));
    Map<String, Map<String, BgpGroup.Neighbor>> members = new LinkedHashMap<>();
    for (Xml told : either(entity, "neighbor-table/neighbor", "neighbors/neighbor")) {
      String group = told.known("neighbor-group-add-member").orElse(UNGROUPED);
      members
          .computeIfAbsent(group, name -> new LinkedHashMap<>())
          .put(XrBgp.address(told), neighbor(told));
    }
    Map<String, BgpGroup> groups = new LinkedHashMap<>();
    for (Xml told :
        either(entity, "neighbor-group-table/neighbor-group", "neighbor-groups/neighbor-group")) {
      String name = told.firstText("naming/neighbor-group-name", "neighbor-group-name");
      groups.put(name, group(told, members.getOrDefault(name, Map.of())));
    }
    groups.put(
        UNGROUPED,
        new BgpGroup(
            "",
            "",
            List.of(),
            0,
            false,
            "",
            systemAs,
            0,
            "",
            "",
            false,
            Map.of(),
            members.getOrDefault(UNGROUPED, Map.of())));
    return groups;
  }

  private static List<Xml> either(Xml holder, String one, String other) {
    List<Xml> found = new ArrayList<>(holder.all(one));
    found.addAll(holder.all(other));
    return found;
  }

  private BgpGroup group(Xml told, Map<String, BgpGroup.Neighbor> neighbors) {
    Xml family =
        told.find("neighbor-group-af-table/neighbor-group-af")
            .or(() -> told.find("neighbor-group-afs/neighbor-group-af"))
            .orElse(told);
    return new BgpGroup(
        "external",
        told.text("description"),
        List.of(),
        (int) told.number("ebgp-multihop/max-hop-count", 0),
        family.flag("multipath"),
        localAddress(told),
        localAs(told),
        as(told, "remote-as"),
        family.text("route-policy-in"),
        family.text("route-policy-out"),
        true, // as NAPALM has it: the device does not tell
        Map.of(),
        neighbors);
  }

  private BgpGroup.Neighbor neighbor(Xml told) {
    Xml family =
        told.find("neighbor-af-table/neighbor-af")
            .or(() -> told.find("neighbor-afs/neighbor-af"))
            .orElse(told);
    return new BgpGroup.Neighbor(
        told.text("description"),
        family.text("route-policy-in"),
        family.text("route-policy-out"),
        localAddress(told),
        told.firstText("password/password/password", "password/password"),
        false,
        false,
        localAs(told),
        as(told, "remote-as"),
        prefixLimit(family));
  }

  private static String localAddress(Xml told) {
    return Normal.ip(
        told.firstText(
            "local-address/local-ip-address/ipv4-address",
            "local-address/local-ip-address/ipv6-address",
            "local-address/local-ip-address"));
  }

  private long localAs(Xml told) {
    long own = as(told, "local-as");
    return own == 0 ? systemAs : own;
  }

  private static long as(Xml told, String name) {
    return (told.number(name + "/as-xx", 0) << 16) + told.number(name + "/as-yy", 0);
  }

  private static Map<String, Object> prefixLimit(Xml family) {
    String name = family.firstText("naming/af-name", "af-name").toLowerCase(Locale.ROOT);
    if (!FAMILY.matcher(name).find()) {
      return Map.of();
    }
    Map<String, Object> teardown = new LinkedHashMap<>();
    teardown.put("threshold", family.number("maximum-prefixes/warning-percentage", 0));
    teardown.put("timeout", family.number("maximum-prefixes/restart-time", 0));
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("limit", family.number("maximum-prefixes/prefix-limit", 0));
    limits.put("teardown", teardown);
    return Map.of(
        name.startsWith("ipv6") ? "inet6" : "inet",
        Map.of(FAMILY.matcher(name).replaceFirst(""), limits));
  }
}
