package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.MacAddress;
import io.netauto.driver.vendor.cisco.LldpCapabilities;
import java.util.ArrayList;
import java.util.HashMap;
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
    return detail.remoteSystemName().isEmpty()
        ? detail.remoteChassisId()
        : detail.remoteSystemName();
  }

  static Map<String, List<LldpNeighborDetail>> read(Asked asked) {
    List<Map<String, String>> entries = entries(IosOutput.lines(asked, DETAIL));
    boolean named = entries.stream().allMatch(entry -> entry.containsKey("Local Intf"));
    List<String> brief = named ? List.of() : localInterfaces(IosOutput.lines(asked, BRIEF));
    if (!named && brief.size() != entries.size()) {
      throw asked
          .printed(BRIEF)
          .unreadable(
              "As many neighbours were expected as in \"" + DETAIL + "\": " + entries.size() + ".");
    }
    Map<String, List<LldpNeighborDetail>> all = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Map<String, String> entry = entries.get(i);
      String local = named ? entry.getOrDefault("Local Intf", "") : brief.get(i);
      all.computeIfAbsent(InterfaceName.canonical(local), any -> new ArrayList<>())
          .add(detail(entry));
    }
    return all;
  }

  private static List<Map<String, String>> entries(List<Line> lines) {
    List<Map<String, String>> entries = new ArrayList<>();
    Map<String, String> entry = new HashMap<>();
    boolean describes = false;
    for (Line line : lines) {
      if (describes) {
        entry.put("System Description", line.text());
        describes = false;
        continue;
      }
      Matcher field = FIELD.matcher(line.text());
      if (line.text().startsWith("------")) {
        entry = new HashMap<>();
      } else if (field.matches()) {
        String value = field.group(2).strip();
        describes = field.group(1).equals("System Description") && value.isEmpty();
        boolean begins = field.group(1).equals("Chassis id");
        boolean mayBegin = begins || field.group(1).equals("Local Intf");
        if (mayBegin && entry.containsKey("Chassis id")) {
          entry = new HashMap<>();
        }
        if (begins) {
          entries.add(entry);
        }
        entry.put(field.group(1), value.contains("not advertised") ? "" : value);
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

  private static LldpNeighborDetail detail(Map<String, String> entry) {
    String chassis = entry.getOrDefault("Chassis id", "");
    return new LldpNeighborDetail(
        "",
        entry.getOrDefault("Port id", ""),
        entry.getOrDefault("Port Description", ""),
        MacAddress.parse(chassis).orElse(chassis),
        entry.getOrDefault("System Name", ""),
        entry.getOrDefault("System Description", ""),
        LldpCapabilities.names(entry.getOrDefault("System Capabilities", "")),
        LldpCapabilities.names(entry.getOrDefault("Enabled Capabilities", "")));
  }
}
