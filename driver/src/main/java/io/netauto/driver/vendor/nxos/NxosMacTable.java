package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.MacAddress;
import io.netauto.driver.getters.text.Printed;
import io.netauto.driver.vendor.cisco.MacPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code show mac address-table}. */
final class NxosMacTable {
  private static final String COMMAND = "show mac address-table";
  private static final Pattern MARKS = Pattern.compile("^(?:[*+GOCE](?=\\s)|\\([RTF]\\))");
  private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{4}(?:\\.[0-9a-fA-F]{4}){2}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern PORTS_BELOW = Pattern.compile("^\\s{40}\\s*+\\S.*$");
  private static final Pattern HEADING =
      Pattern.compile("^\\s*+(?:Legend|Note:|\\* - |age - |\\(T\\) - |VLAN|----|Use the ).*$");
  private static final int COLUMNS = 7;

  private final List<MacEntry> entries = new ArrayList<>();
  private @Nullable MacEntry last;

  private NxosMacTable() {}

  static List<MacEntry> read(Asked asked) {
    return NxosJson.ask(asked, COMMAND)
        .map(NxosMacTable::fromJson)
        .orElseGet(() -> fromText(asked.printed(COMMAND)));
  }

  private static List<MacEntry> fromJson(NxosJson answer) {
    List<MacEntry> entries = new ArrayList<>();
    for (NxosJson row : answer.rows("mac_address")) {
      String mac = row.text("disp_mac_addr");
      String vlan = row.text("disp_vlan");
      entries.add(
          new MacEntry(
              MacAddress.parse(mac)
                  .orElseThrow(() -> row.unreadable("\"" + mac + "\" is no MAC address.")),
              row.text("disp_port"),
              NUMBER.matcher(vlan).matches() ? Integer.parseInt(vlan) : 0,
              !row.text("disp_is_static").equals("0"),
              true,
              0,
              0));
    }
    return entries;
  }

  private static List<MacEntry> fromText(Printed printed) {
    NxosMacTable table = new NxosMacTable();
    boolean inTable = false;
    for (Line line : printed.lines()) {
      inTable |= line.text().startsWith("----");
      if (inTable && !line.isBlank()) {
        table.add(line);
      }
    }
    return table.entries;
  }

  private void add(Line line) {
    String bare =
        MARKS.matcher(line.text()).replaceFirst(" ").replace("vPC Peer-Link", "vPC-Peer-Link");
    List<String> words = new Line(line.command(), line.number(), bare).words();
    if (words.size() >= COLUMNS && MAC.matcher(words.get(1)).matches()) {
      String type = words.get(2).toLowerCase(Locale.ROOT);
      String vlan = words.getFirst();
      MacEntry entry =
          new MacEntry(
              line.mac(words.get(1)),
              "",
              NUMBER.matcher(vlan).matches() ? (int) line.integer(vlan) : 0,
              MacPorts.isStatic(type),
              type.equals("dynamic"),
              -1,
              -1);
      last = entry;
      words
          .subList(COLUMNS - 1, words.size())
          .forEach(port -> entries.add(MacPorts.at(entry, InterfaceName.canonical(port))));
    } else if (last != null && PORTS_BELOW.matcher(line.text()).matches()) {
      MacEntry above = last;
      words.forEach(port -> entries.add(MacPorts.at(above, InterfaceName.canonical(port))));
    } else if (!HEADING.matcher(line.text()).matches()) {
      throw line.unreadable("An entry of the MAC address table was expected.");
    }
  }
}
