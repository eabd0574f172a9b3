package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpGroup;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.vendor.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups and neighbours under {@code router bgp}. EOS prints a group before the neighbours that
 * belong to it; these begin with what the group has.
 */
final class EosBgpConfig {
  private static final String COMMAND = "show running-config | section router bgp";
  private static final String UNGROUPED = "_";

  private final Map<String, EosBgpSettings> groups = new LinkedHashMap<>();
  private final Map<String, EosBgpSettings> neighbors = new LinkedHashMap<>();
  private final Map<String, String> groupOf = new LinkedHashMap<>();
  private long localAs;

  private EosBgpConfig() {}

  static Map<String, BgpGroup> read(Asked asked) {
    EosBgpConfig config = new EosBgpConfig();
    asked.text(COMMAND).lines().map(String::strip).forEach(config::line);
    return config.localAs == 0 ? Map.of() : config.byGroup();
  }

  private void line(String line) {
    if (line.startsWith("router bgp ")) {
      localAs = Numbers.asNumber(line.substring("router bgp ".length()));
      return;
    }
    boolean negated = line.startsWith("no neighbor ");
    if (!negated && !line.startsWith("neighbor ")) {
      return;
    }
    List<String> words = List.of(line.split("\\s+"));
    List<String> rest = words.subList(negated ? 2 : 1, words.size());
    if (rest.isEmpty()) {
      return;
    }
    String name = rest.getFirst();
    List<String> options = rest.subList(1, rest.size());
    if (IpAddress.parse(name).isPresent()) {
      neighbor(name, options).apply(options, negated);
    } else {
      groups.computeIfAbsent(name, group -> new EosBgpSettings(localAs)).apply(options, negated);
    }
  }

  private EosBgpSettings neighbor(String address, List<String> options) {
    String group = groupNamed(options);
    if (!group.isEmpty()) {
      groupOf.put(address, group);
    }
    return neighbors.computeIfAbsent(
        address,
        added -> {
          EosBgpSettings inherited = groups.get(group);
          return inherited == null ? new EosBgpSettings(localAs) : inherited.inherited();
        });
  }

  /** {@code peer-group NAME}, since EOS 4.23 {@code peer group NAME}. */
  private static String groupNamed(List<String> options) {
    if (options.size() >= 2 && options.getFirst().equals("peer-group")) {
      return options.get(1);
    }
    boolean twoWords =
        options.size() >= 3 && options.getFirst().equals("peer") && options.get(1).equals("group");
    return twoWords ? options.get(2) : "";
  }

  private Map<String, BgpGroup> byGroup() {
    Map<String, Map<String, BgpGroup.Neighbor>> members = new LinkedHashMap<>();
    neighbors.forEach(
        (address, settings) ->
            members
                .computeIfAbsent(
                    groupOf.getOrDefault(address, UNGROUPED), group -> new LinkedHashMap<>())
                .put(address, settings.neighbor()));
    groups.put(UNGROUPED, new EosBgpSettings(localAs));
    members.keySet().forEach(g -> groups.computeIfAbsent(g, k -> new EosBgpSettings(localAs)));
    Map<String, BgpGroup> byGroup = new LinkedHashMap<>();
    groups.forEach(
        (name, settings) ->
            byGroup.put(name, settings.group(members.getOrDefault(name, Map.of()))));
    return byGroup;
  }
}
