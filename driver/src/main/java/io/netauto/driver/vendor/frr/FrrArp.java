package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.Printed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code show ip neigh}, where zebra tells what the kernel knows; without ages. It tells the
 * neighbours of all VRFs, so the VRF is looked up by the interface.
 */
final class FrrArp {
  private static final String COMMAND = "show ip neigh";
  private static final String DEFAULT_VRF = "default";

  private FrrArp() {}

  static List<ArpEntry> read(Asked asked) {
    Printed printed = asked.printed(COMMAND);
    String vrf = asked.arguments().text("vrf", "");
    Set<String> interfaces = FrrInterfaces.inVrf(asked, vrf.isEmpty() ? DEFAULT_VRF : vrf);
    List<ArpEntry> entries = new ArrayList<>();
    boolean headed = false;
    for (Line line : printed.lines()) {
      List<String> words = line.words();
      if (!headed) {
        headed = words.size() > 2 && words.get(0).equals("Interface");
      } else if (!words.isEmpty()) {
        if (words.size() < 3) {
          throw line.unreadable("Interface, neighbour and MAC address were expected.");
        }
        if (interfaces.contains(words.get(0)) && IpAddress.isV4(words.get(1))) {
          entries.add(
              new ArpEntry(words.get(0), line.mac(words.get(2)), line.ip(words.get(1)), -1));
        }
      }
    }
    if (!headed) {
      throw printed.unreadable("A table that begins with \"Interface\" was expected.");
    }
    return entries;
  }
}
