package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.vendor.cisco.LldpEntry;
import java.util.ArrayList;
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
    return LldpEntry.inShort(read(asked), "N/A");
  }

  static Map<String, List<LldpNeighborDetail>> read(Asked asked) {
    Map<String, List<LldpNeighborDetail>> all = new LinkedHashMap<>();
    LldpEntry entry = new LldpEntry();
    for (Line line : asked.printed("show lldp neighbors detail").lines()) {
      Matcher field = FIELD.matcher(line.text());
      if (!field.matches()) {
        continue;
      }
      entry.put(field.group(1), field.group(2));
      if (field.group(1).equals("Enabled Capabilities")) {
        String local = InterfaceName.canonical(entry.get("Local Port id"));
        all.computeIfAbsent(local, any -> new ArrayList<>()).add(entry.detail(id -> id));
        entry = new LldpEntry();
      }
    }
    return all;
  }
}
