package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.vendor.cisco.MacPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code show mac-address-table}, by the position of the address in a line.
 *
 * <pre>
 * 6400.f1cf.2cc6   Dynamic  1     Wlan-GigabitEthernet0                   routers with a switch
 * *  999  1111.2222.3333   dynamic  Yes  0   Port-channel1                Catalyst 6500, 6800
 * R  N/A  0008.e2ee.ebc7   static   No   -   Router                       the same, of the router
 *  999    1111.2222.3333   dynamic  ip       Port-channel1                Catalyst 4500, 4948
 * Fa6/1   1111.2222.3333   dynamic  ip       --                           the same, routed port
 * All     1111.2222.3333   STATIC   CPU                                   Catalyst 2960, 3560
 *                                             Po1,Po2                      more ports of the above
 * </pre>
 */
final class IosMacTable {
  private static final List<String> COMMANDS =
      List.of("show mac-address-table", "show mac address-table");
  private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{4}(?:\\.[0-9a-fA-F]{4}){2}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern PORTS_BELOW = Pattern.compile("^\\s{30}\\s*+\\S++\\s*+$");
  private static final Pattern HEADING =
      Pattern.compile(
          "(?i)^\\s*+(?:---.*|vlan\\s.*|.*mac address.*|multicast entries.*|unicast entries.*"
              + "|destination address.*|total mac addresses.*|displaying entries.*|ehwic:.*"
              + "|legend:.*|age - .*|n/a - .*)$");
  private static final int ROUTED_PORT = -1;

  private final List<MacEntry> entries = new ArrayList<>();
  private @Nullable MacEntry last;

  private IosMacTable() {}

  static List<MacEntry> read(Asked asked) {
    List<Line> lines =
        IosOutput.linesIfKnown(asked, COMMANDS.getFirst())
            .orElseGet(() -> IosOutput.lines(asked, COMMANDS.getLast()));
    IosMacTable table = new IosMacTable();
    boolean inTable = false;
    for (Line line : lines) {
      inTable |= line.text().startsWith("----");
      if (inTable && !line.isBlank()) {
        table.add(line);
      }
    }
    return List.copyOf(table.entries);
  }

  private void add(Line line) {
    List<String> words = new ArrayList<>(line.words());
    boolean marked = words.getFirst().equals("*") || words.getFirst().equals("R");
    if (marked && words.size() > 1) {
      words.removeFirst();
    } else if (words.getFirst().startsWith("*")) {
      words.set(0, words.getFirst().substring(1));
    }
    if (isMac(words, 0)) {
      addAddressFirst(line, words);
    } else if (isMac(words, 1)) {
      addVlanFirst(line, words);
    } else {
      addWithoutAddress(line);
    }
  }

  private static boolean isMac(List<String> words, int at) {
    return at < words.size() && MAC.matcher(words.get(at)).matches();
  }

  private void addAddressFirst(Line line, List<String> words) {
    if (words.size() != 4) {
      throw line.unreadable("Address, type, VLAN and port were expected.");
    }
    put(line, words.getFirst(), words.get(1), words.get(2), words.get(3));
  }

  private void addVlanFirst(Line line, List<String> words) {
    String vlan = words.getFirst();
    String mac = words.get(1);
    boolean routed = !isVlan(vlan);
    switch (words.size()) {
      case 3 -> put(line, mac, words.get(2), vlan, "");
      case 4 -> put(line, mac, words.get(2), vlan, words.get(3));
      case 5 -> put(line, mac, words.get(2), vlan, routed ? longName(vlan) : words.get(4));
      case 6 -> put(line, mac, words.get(2), vlan, words.get(5));
      default -> throw line.unreadable("An entry has three to six columns behind its mark.");
    }
  }

  private static String longName(String port) {
    return InterfaceName.canonical(port);
  }

  private void addWithoutAddress(Line line) {
    if (last != null && PORTS_BELOW.matcher(line.text()).matches()) {
      for (String port : ports(line.text().strip())) {
        entries.add(MacPorts.at(last, port));
      }
    } else if (!HEADING.matcher(line.text()).matches()) {
      throw line.unreadable("An entry of the MAC address table was expected.");
    }
  }

  private static boolean isVlan(String word) {
    return NUMBER.matcher(word).matches()
        || word.equalsIgnoreCase("all")
        || word.equals("N/A")
        || word.startsWith("---");
  }

  private void put(Line line, String mac, String type, String vlan, String ports) {
    int number = isVlan(vlan) ? 0 : ROUTED_PORT;
    if (NUMBER.matcher(vlan).matches()) {
      number = (int) line.integer(vlan);
    }
    boolean isStatic = MacPorts.isStatic(type);
    MacEntry entry = new MacEntry(line.mac(mac), "", number, isStatic, true, -1, -1);
    last = entry;
    for (String port : ports(ports)) {
      entries.add(MacPorts.at(entry, port));
    }
  }

  private static List<String> ports(String list) {
    List<String> ports = new ArrayList<>();
    for (String port : list.split(",", -1)) {
      if (!port.isBlank()) {
        ports.add(port.strip());
      }
    }
    return ports.isEmpty() ? List.of("") : ports;
  }
}
