package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.vendor.Collect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of LLDP neighbours as text. */
final class XrLldpText {
  static final String COMMAND = "show lldp neighbors";

  /** Device, local interface, hold time, letters of capabilities or none, port. */
  private static final Pattern ROW =
      Pattern.compile(
          "^(\\S++)\\s++(\\S*[/\\d]\\S*)\\s++(\\d++)\\s++(?:[RBTCWPSO](?:,[RBTCWPSO])*+\\s++|N/A\\s++)?(\\S.*?)\\s*+$");

  private XrLldpText() {}

  static Map<String, List<LldpNeighbor>> neighbors(String table) {
    Map<String, List<LldpNeighbor>> neighbors = new LinkedHashMap<>();
    boolean inTable = false;
    for (String line : table.lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith("Device ID")) {
        inTable = true;
      } else if (inTable && row.matches()) {
        Collect.add(neighbors, row.group(2), new LldpNeighbor(row.group(1), row.group(4)));
      }
    }
    return neighbors;
  }
}
