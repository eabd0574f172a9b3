package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.MacAddress;
import io.netauto.driver.getters.text.Printed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code show ip arp} of all VRFs, or of one; ages are in seconds. */
final class NxosArpTable {
  private static final Pattern FLAGS = Pattern.compile("\\s+[*+#DC]{1,5}\\s*$");

  private NxosArpTable() {}

  static List<ArpEntry> read(Asked asked) {
    String vrf = asked.arguments().text("vrf", "");
    String command = "show ip arp vrf " + (vrf.isEmpty() ? "all" : vrf);
    Optional<NxosJson> json = NxosJson.ask(asked, command);
    if (json.isEmpty() && vrf.isEmpty()) {
      json = NxosJson.ask(asked, "show ip arp");
    }
    return json.map(NxosArpTable::fromJson)
        .orElseGet(() -> fromText(asked.printed(command + " | exc INCOMPLETE")));
  }

  private static List<ArpEntry> fromJson(NxosJson answer) {
    List<ArpEntry> entries = new ArrayList<>();
    for (NxosJson vrf : answer.rows("vrf")) {
      for (NxosJson row : vrf.rows("adj")) {
        String ip = row.text("ip-addr-out");
        entries.add(
            new ArpEntry(
                row.text("intf-out"),
                MacAddress.parse(row.text("mac")).orElse(""),
                IpAddress.parse(ip)
                    .orElseThrow(() -> row.unreadable("\"" + ip + "\" is no IP address.")),
                age(row.text("time-stamp"))));
      }
    }
    return entries;
  }

  private static List<ArpEntry> fromText(Printed printed) {
    List<ArpEntry> entries = new ArrayList<>();
    boolean inTable = false;
    for (Line line : printed.lines()) {
      if (line.text().startsWith("Address ")) {
        inTable = true;
      } else if (line.isBlank() || !inTable || line.text().startsWith("IP ARP Table")) {
        inTable &= !line.text().startsWith("IP ARP Table");
      } else {
        entries.add(entry(line));
      }
    }
    return entries;
  }

  private static ArpEntry entry(Line line) {
    Line bare =
        new Line(line.command(), line.number(), FLAGS.matcher(line.text()).replaceFirst(""));
    List<String> words = bare.words();
    if (words.size() != 4) {
      throw line.unreadable("Address, age, MAC address and interface were expected.");
    }
    return new ArpEntry(
        words.get(3), line.mac(words.get(2)), line.ip(words.get(0)), age(words.get(1)));
  }

  /** The seconds of {@code 00:02:20} or {@code 0.411797}; -1 for an entry that does not age. */
  private static double age(String text) {
    double seconds = Durations.parseShort(text).orElse(-1);
    if (seconds < 0) {
      try {
        seconds = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return -1;
      }
    }
    return Math.round(seconds * 10) / 10.0;
  }
}
