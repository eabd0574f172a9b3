package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.NetworkInstance;
import io.netauto.driver.getters.NetworkInstance.Interfaces;
import io.netauto.driver.getters.NetworkInstance.State;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show vrf detail}; the default instance has all interfaces, as in NAPALM. */
final class IosNetworkInstances {
  private static final Pattern VRF = Pattern.compile("^VRF (\\S+).*?; default RD ([^;]+);");

  private IosNetworkInstances() {}

  static Map<String, NetworkInstance> read(Asked asked) {
    List<String> interfaces = new ArrayList<>();
    for (Line line : IosOutput.lines(asked, "show ip interface brief")) {
      if (!line.isBlank() && !line.text().contains("Interface ")) {
        interfaces.add(line.words().getFirst());
      }
    }
    Map<String, NetworkInstance> all = new LinkedHashMap<>();
    all.put("default", instance("default", "DEFAULT_INSTANCE", "", interfaces));
    IosOutput.linesIfKnown(asked, "show vrf detail").ifPresent(lines -> addVrfs(all, lines));
    return all;
  }

  private static void addVrfs(Map<String, NetworkInstance> all, List<Line> lines) {
    String name = "";
    String distinguisher = "";
    boolean listed = false;
    List<String> interfaces = new ArrayList<>();
    for (Line line : lines) {
      Matcher vrf = VRF.matcher(line.text());
      if (vrf.find()) {
        name = vrf.group(1);
        distinguisher = vrf.group(2).contains("not set") ? "" : vrf.group(2).strip();
        interfaces = new ArrayList<>();
      } else if (line.text().strip().startsWith("Interfaces:")) {
        listed = true;
      } else if (line.text().startsWith("Address family") || line.isBlank()) {
        listed = false;
      }
      if (listed) {
        line.words().stream().filter(word -> !word.equals("Interfaces:")).forEach(interfaces::add);
      }
      if (!name.isEmpty()) {
        all.put(name, instance(name, "L3VRF", distinguisher, interfaces));
      }
    }
  }

  private static NetworkInstance instance(
      String name, String type, String distinguisher, List<String> interfaces) {
    Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
    interfaces.forEach(one -> byName.put(one, Map.of()));
    return new NetworkInstance(name, type, new State(distinguisher), new Interfaces(byName));
  }
}
