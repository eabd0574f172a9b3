package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpGroup;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The groups and neighbours under {@code protocols bgp}. */
final class JunosBgpConfig {
  private static final int TTL_OF_MULTIHOP = 64;

  private final long systemAs;
  private final Set<String> nextHopSelf;

  private JunosBgpConfig(long systemAs, Set<String> nextHopSelf) {
    this.systemAs = systemAs;
    this.nextHopSelf = nextHopSelf;
  }

  static Map<String, BgpGroup> read(Asked asked) {
    List<Xml> told = JunosRpc.BGP_GROUPS.of(asked).within("bgp");
    if (told.isEmpty()) {
      return Map.of();
    }
    JunosBgpConfig config = new JunosBgpConfig(systemAs(asked), nextHopSelf(asked));
    Map<String, BgpGroup> groups = new LinkedHashMap<>();
    groups.put("_", config.ungrouped());
    for (Xml bgp : told) {
      bgp.all("group").forEach(group -> groups.put(group.text("name"), config.group(group)));
    }
    return groups;
  }

  private static long systemAs(Asked asked) {
    return JunosRpc.AUTONOMOUS_SYSTEM
        .ifKnown(asked, "")
        .flatMap(answer -> answer.first("autonomous-system"))
        .map(system -> Numbers.asNumber(system.text("as-number")))
        .orElse(0L);
  }

  /** The policies that set the device as next hop, in a term or without one. */
  private static Set<String> nextHopSelf(Asked asked) {
    List<Xml> policies =
        JunosRpc.POLICIES
            .ifKnown(asked, "")
            .map(answer -> answer.within("policy-statement"))
            .orElse(List.of());
    return policies.stream()
        .filter(p -> p.has("term/then/next-hop/self") || p.has("then/next-hop/self"))
        .map(policy -> policy.text("name"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private BgpGroup ungrouped() {
    return new BgpGroup(
        "", "", List.of(), 0, false, "", systemAs, 0, "", "", false, Map.of(), Map.of());
  }

  private BgpGroup group(Xml told) {
    long localAs = localAs(told, systemAs);
    Map<String, BgpGroup.Neighbor> neighbors = new LinkedHashMap<>();
    for (Xml neighbor : told.all("neighbor")) {
      neighbors.put(
          Normal.ip(neighbor.text("name")), neighbor(neighbor, localAs, told.has("cluster")));
    }
    int otherwise = told.has("multihop") ? TTL_OF_MULTIHOP : 0;
    return new BgpGroup(
        told.text("type"),
        told.text("description"),
        told.all("apply-groups").stream().map(Xml::text).toList(),
        (int) told.number("multihop/ttl", otherwise),
        told.has("multipath"),
        Normal.ip(told.text("local-address")),
        localAs,
        Numbers.asNumber(told.text("peer-as")),
        policies(told, "import"),
        policies(told, "export"),
        told.has("remove-private"),
        prefixLimit(told),
        neighbors);
  }

  private BgpGroup.Neighbor neighbor(Xml told, long localAs, boolean reflected) {
    return new BgpGroup.Neighbor(
        told.text("description"),
        policies(told, "import"),
        policies(told, "export"),
        Normal.ip(told.text("local-address")),
        told.text("authentication-key"),
        told.all("export").stream().map(Xml::text).anyMatch(nextHopSelf::contains),
        reflected || told.has("cluster"),
        localAs(told, localAs),
        Numbers.asNumber(told.text("peer-as")),
        prefixLimit(told));
  }

  private static long localAs(Xml told, long otherwise) {
    long own = Numbers.asNumber(told.text("local-as/as-number"));
    return own == 0 ? otherwise : own;
  }

  private static String policies(Xml told, String direction) {
    return told.all(direction).stream().map(Xml::text).collect(Collectors.joining(" "));
  }

  private static Map<String, Object> prefixLimit(Xml told) {
    Map<String, Object> families = new LinkedHashMap<>();
    for (String family : List.of("inet", "inet6")) {
      Map<String, Object> kinds = new LinkedHashMap<>();
      for (String kind : List.of("unicast", "flow")) {
        told.find("family/" + family + "/" + kind + "/prefix-limit")
            .map(limit -> limits(limit, kind))
            .filter(limits -> !limits.isEmpty())
            .ifPresent(limits -> kinds.put(kind, limits));
      }
      if (!kinds.isEmpty()) {
        families.put(family, kinds);
      }
    }
    return families;
  }

  private static Map<String, Object> limits(Xml told, String kind) {
    Map<String, Object> limits = new LinkedHashMap<>();
    told.known("maximum").ifPresent(limit -> limits.put("limit", Numbers.whole(limit, 0)));
    Map<String, Object> teardown = new LinkedHashMap<>();
    told.known("teardown/limit-threshold")
        .ifPresent(limit -> teardown.put("threshold", Numbers.whole(limit, 0)));
    told.known("teardown/idle-timeout/timeout")
        .ifPresent(limit -> teardown.put("timeout", Numbers.whole(limit, 0)));
    if (!teardown.isEmpty()) {
      limits.put("teardown", teardown);
    }
    told.find("no-validate")
        .ifPresent(
            found ->
                limits.put(
                    "novalidate",
                    kind.equals("flow") ? found.text() : Numbers.whole(found.text(), 0)));
    return limits;
  }
}
