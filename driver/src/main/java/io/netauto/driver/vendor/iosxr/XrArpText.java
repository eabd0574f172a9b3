package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code show arp}, the tables of all nodes behind each other; ages in seconds. */
final class XrArpText {
  private XrArpText() {}

  static List<ArpEntry> read(Asked asked) {
    String vrf = asked.arguments().text("vrf", "");
    String command = vrf.isEmpty() ? "show arp" : "show arp vrf " + vrf;
    List<ArpEntry> entries = new ArrayList<>();
    for (Line line : XrText.lines(asked, command)) {
      List<String> words = line.words();
      boolean isRow = words.size() > 1 && IpAddress.isV4(words.getFirst());
      if (isRow && !words.contains("Incomplete")) {
        entries.add(entry(line, words));
      }
    }
    return entries;
  }

  private static ArpEntry entry(Line line, List<String> words) {
    if (words.size() < 6) {
      throw line.unreadable("Address, age, MAC address, state, type and interface were expected.");
    }
    return new ArpEntry(
        words.getLast(), line.mac(words.get(2)), line.ip(words.get(0)), age(line, words.get(1)));
  }

  private static double age(Line line, String word) {
    return word.equals("-")
        ? -1
        : Durations.parseShort(word)
            .orElseThrow(() -> line.unreadable("An age was expected where \"" + word + "\" is."));
  }
}
