package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Snmp;
import io.netauto.driver.getters.Snmp.Community;
import io.netauto.driver.getters.text.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the configuration of SNMP. */
final class IosSnmp {
  private static final String UNKNOWN = "unknown";

  private IosSnmp() {}

  static Snmp read(Asked asked) {
    String chassis = UNKNOWN;
    String contact = UNKNOWN;
    String location = UNKNOWN;
    Map<String, Community> communities = new LinkedHashMap<>();
    for (Line line : IosOutput.lines(asked, "show run | include snmp-server")) {
      List<String> words = line.words();
      if (words.size() < 3 || !words.getFirst().equals("snmp-server")) {
        continue;
      }
      String rest = String.join(" ", words.subList(2, words.size()));
      switch (words.get(1)) {
        case "community" ->
            communities.put(
                words.get(2),
                new Community(
                    words.size() > 4 ? words.get(4) : "N/A",
                    words.size() > 3 ? words.get(3).toLowerCase(Locale.ROOT) : "N/A"));
        case "location" -> location = rest;
        case "contact" -> contact = rest;
        case "chassis-id" -> chassis = rest;
        default -> {}
      }
    }
    if (chassis.equals(UNKNOWN)) {
      chassis = asked.textIfKnown("show snmp chassis").map(String::strip).orElse(UNKNOWN);
    }
    return new Snmp(chassis, communities, contact, location);
  }
}
