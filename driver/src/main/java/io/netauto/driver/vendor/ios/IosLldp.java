package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.MacAddress;
import io.netauto.driver.vendor.cisco.LldpEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show lldp neighbors detail}, and {@code show lldp neighbors} on older systems. */
final class IosLldp {
  private static final String DETAIL = "show lldp neighbors detail";
  private static final String BRIEF = "show lldp neighbors";
  private static final Pattern FIELD =
      Pattern.compile(
          "^(Local Intf|Chassis id|Port id|Port Description|System Name|System Description"
              + "|System Capabilities|Enabled Capabilities)\\s*[:-]\\s*(.*)$");

  /** The local interface begins behind 20 columns for the neighbour's name, with or without gap. */
  private static final Pattern BRIEF_ENTRY = Pattern.compile("^.{20}(\\S{1,15})");

  private IosLldp() {}

  static Map<String, List<LldpNeighbor>> readShort(Asked asked) {
    return LldpEntry.inShort(read(asked), "");
  }

  static Map<String, List<LldpNeighborDetail>> read(Asked asked) {
    List<LldpEntry> entries = entries(IosOutput.lines(asked, DETAIL));
    boolean named = entries.stream().allMatch(entry -> entry.has("Local Intf"));
    List<String> brief = named ? List.of() : localInterfaces(IosOutput.lines(asked, BRIEF));
    if (!named && brief.size() != entries.size()) {
      throw asked
          .printed(BRIEF)
          .unreadable(
              "As many neighbours were expected as in \"" + DETAIL + "\": " + entries.size() + ".");
    }
    Map<String, List<LldpNeighborDetail>> all = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      LldpEntry entry = entries.get(i);
      String local = named ? entry.get("Local Intf") : brief.get(i);
      all.computeIfAbsent(InterfaceName.canonical(local), any -> new ArrayList<>())
          .add(entry.detail(id -> MacAddress.parse(id).orElse(id)));
    }
    return all;
  }

  private static List<LldpEntry> entries(List<Line> lines) {
    List<LldpEntry> entries = new ArrayList<>();
    LldpEntry entry = new LldpEntry();
    boolean describes = false;
    for (Line line : lines) {
      if (describes) {
        entry.put("System Description", line.text());
        describes = false;
        continue;
      }
      Matcher field = FIELD.matcher(line.text());
      if (line.text().startsWith("------")) {
        entry = new LldpEntry();
      } else if (field.matches()) {
        String value = field.group(2).strip();
        describes = field.group(1).equals("System Description") && value.isEmpty();
        boolean begins = field.group(1).equals("Chassis id");
        boolean mayBegin = begins || field.group(1).equals("Local Intf");
        if (mayBegin && entry.has("Chassis id")) {
          entry = new LldpEntry();
        }
        if (begins) {
          entries.add(entry);
        }
        entry.put(field.group(1), value);
      }
    }
    return entries;
  }

  private static List<String> localInterfaces(List<Line> lines) {
    List<String> names = new ArrayList<>();
    boolean inTable = false;
    for (Line line : lines) {
      Matcher entry = BRIEF_ENTRY.matcher(line.text());
      if (line.text().startsWith("Device ID")) {
        inTable = true;
      } else if (inTable && line.isBlank()) {
        break;
      } else if (inTable && entry.find()) {
        names.add(entry.group(1));
      }
    }
    return names;
  }
}
