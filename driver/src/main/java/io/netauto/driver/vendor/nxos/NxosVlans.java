package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Vlan;
import io.netauto.driver.getters.text.InterfaceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code show vlan brief}, with ranges of ports written out. A VLAN without ports has one
 * with an empty name, as in NAPALM.
 */
final class NxosVlans {
  private static final String COMMAND = "show vlan brief";
  private static final Pattern RANGE = Pattern.compile("^(.*?[^\\d])(\\d{1,4})-(\\d{1,4})$");

  private NxosVlans() {}

  static Map<String, Vlan> read(Asked asked) {
    NxosJson answer =
        NxosJson.ask(asked, COMMAND)
            .orElseThrow(() -> asked.printed(COMMAND + " | json").unreadable("JSON was expected."));
    Map<String, Vlan> vlans = new LinkedHashMap<>();
    for (NxosJson row : answer.rows("vlanbriefxbrief")) {
      List<String> ports = new ArrayList<>();
      addPorts(ports, String.join(",", row.texts("vlanshowplist-ifidx")));
      vlans.put(row.text("vlanshowbr-vlanid"), new Vlan(row.text("vlanshowbr-vlanname"), ports));
    }
    return vlans;
  }

  private static void addPorts(List<String> ports, String list) {
    for (String item : list.split(",", -1)) {
      String port = item.strip();
      Matcher range = RANGE.matcher(port);
      if (!range.matches()) {
        ports.add(InterfaceName.canonical(port));
        continue;
      }
      int last = Integer.parseInt(range.group(3));
      for (int number = Integer.parseInt(range.group(2)); number <= last; number++) {
        ports.add(InterfaceName.canonical(range.group(1) + number));
      }
    }
  }
}
