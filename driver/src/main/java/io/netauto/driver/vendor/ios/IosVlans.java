package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Vlan;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code show vlan all-ports}. Where it is not known, {@code show vlan brief} names the VLANs
 * and {@code show vlan id} tells the ports of each, trunks included.
 */
final class IosVlans {
  private static final Pattern VLAN =
      Pattern.compile(
          "^(\\d{1,4})\\s+(\\S.{0,31}?)\\s+(?:active|suspended|act/\\S+|sus/\\S+)\\s*(.*)$");
  private static final Pattern MORE_PORTS = Pattern.compile("^\\s{20,}([A-Z][a-z]\\S*\\d.*)$");

  private IosVlans() {}

  static Map<String, Vlan> read(Asked asked) {
    Optional<List<Line>> all = IosOutput.linesIfKnown(asked, "show vlan all-ports");
    if (all.isPresent()) {
      return vlans(all.get());
    }
    Map<String, Vlan> vlans = new LinkedHashMap<>();
    vlans(IosOutput.lines(asked, "show vlan brief"))
        .forEach(
            (id, vlan) ->
                vlans.put(
                    id,
                    vlans(IosOutput.lines(asked, "show vlan id " + id))
                        .getOrDefault(id, new Vlan(vlan.name(), List.of()))));
    return vlans;
  }

  private static Map<String, Vlan> vlans(List<Line> lines) {
    Map<String, Vlan> vlans = new LinkedHashMap<>();
    String last = "";
    for (Line line : lines) {
      Matcher vlan = VLAN.matcher(line.text());
      Matcher more = MORE_PORTS.matcher(line.text());
      Vlan open = vlans.get(last);
      if (vlan.matches()) {
        last = vlan.group(1);
        vlans.put(last, new Vlan(vlan.group(2), ports(vlan.group(3))));
      } else if (open != null && more.matches()) {
        List<String> all = new ArrayList<>(open.interfaces());
        all.addAll(ports(more.group(1)));
        vlans.put(last, new Vlan(open.name(), all));
      } else {
        last = "";
      }
    }
    return vlans;
  }

  private static List<String> ports(String list) {
    List<String> ports = new ArrayList<>();
    for (String port : list.split(",", -1)) {
      if (!port.isBlank()) {
        ports.add(InterfaceName.canonical(port.strip()));
      }
    }
    return ports;
  }
}
