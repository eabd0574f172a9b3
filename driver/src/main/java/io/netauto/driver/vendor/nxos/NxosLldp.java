package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.vendor.cisco.LldpCapabilities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of {@code show lldp neighbors detail}. */
final class NxosLldp {
  private static final Pattern FIELD =
      Pattern.compile(
          "^(Chassis id|Port id|Local Port id|Port Description|System Name|System Description"
              + "|System Capabilities|Enabled Capabilities):\\s+(.*)$");

  private NxosLldp() {}

  static Map<String, List<LldpNeighbor>> readShort(Asked asked) {
    Map<String, List<LldpNeighbor>> all = new LinkedHashMap<>();
    read(asked)
        .forEach(
            (name, details) ->
                all.put(
                    name,
                    details.stream()
                        .map(detail -> new LldpNeighbor(nameOf(detail), detail.remotePort()))
                        .toList()));
    return all;
  }

  private static String nameOf(LldpNeighborDetail detail) {
    return detail.remoteSystemName().equals("N/A")
        ? detail.remoteChassisId()
        : detail.remoteSystemName();
  }

  static Map<String, List<LldpNeighborDetail>> read(Asked asked) {
    Map<String, List<LldpNeighborDetail>> all = new LinkedHashMap<>();
    Map<String, String> entry = new HashMap<>();
    for (Line line : asked.printed("show lldp neighbors detail").lines()) {
      Matcher field = FIELD.matcher(line.text());
      if (!field.matches()) {
        continue;
      }
      String value = field.group(2).strip();
      entry.put(field.group(1), value.contains("not advertised") ? "" : value);
      if (field.group(1).equals("Enabled Capabilities")) {
        String local = InterfaceName.canonical(entry.getOrDefault("Local Port id", ""));
        all.computeIfAbsent(local, any -> new ArrayList<>()).add(detail(entry));
        entry = new HashMap<>();
      }
    }
    return all;
  }

  private static LldpNeighborDetail detail(Map<String, String> entry) {
    return new LldpNeighborDetail(
        "",
        entry.getOrDefault("Port id", ""),
        entry.getOrDefault("Port Description", ""),
        entry.getOrDefault("Chassis id", ""),
        entry.getOrDefault("System Name", ""),
        entry.getOrDefault("System Description", ""),
        LldpCapabilities.names(entry.getOrDefault("System Capabilities", "")),
        LldpCapabilities.names(entry.getOrDefault("Enabled Capabilities", "")));
  }
}
