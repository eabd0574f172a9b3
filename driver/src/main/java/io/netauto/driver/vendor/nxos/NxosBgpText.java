package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.BgpPeer.Prefixes;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.Printed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code show bgp all summary vrf all}: one table for each VRF and address family, in
 * which a long address has a line of its own. As in NAPALM, of a VRF with several tables only the
 * last one is told.
 */
final class NxosBgpText {
  private static final Pattern TABLE =
      Pattern.compile("^BGP summary information for VRF (\\S+), address family (\\S+)");
  private static final Pattern ROUTER =
      Pattern.compile("^BGP router identifier (\\S+),\\s+local AS number (\\S+)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
  private static final int COLUMNS_BEFORE_STATE = 9;

  private final Map<String, BgpNeighbors> all = new LinkedHashMap<>();
  private String vrf = "";
  private String family = "";
  private String routerId = "";
  private long localAs;
  private Map<String, BgpPeer> peers = new LinkedHashMap<>();
  private String address = "";

  private NxosBgpText() {}

  static Map<String, BgpNeighbors> read(Printed printed) {
    NxosBgpText text = new NxosBgpText();
    boolean inTable = false;
    for (Line line : printed.lines()) {
      Matcher table = TABLE.matcher(line.text());
      Matcher router = ROUTER.matcher(line.text());
      if (table.find()) {
        text.endTable();
        text.vrf = table.group(1).equals("default") ? "global" : table.group(1);
        text.family = table.group(2).toLowerCase(Locale.ROOT);
        inTable = false;
      } else if (router.find()) {
        text.routerId = line.ip(router.group(1));
        text.localAs = line.asNumber(router.group(2));
      } else if (line.text().startsWith("Neighbor ")) {
        inTable = true;
      } else if (inTable && !line.isBlank()) {
        text.addRow(line);
      }
    }
    text.endTable();
    return text.all;
  }

  private void endTable() {
    if (!routerId.isEmpty()) {
      all.put(vrf, new BgpNeighbors(routerId, peers));
    }
    peers = new LinkedHashMap<>();
    routerId = "";
    address = "";
  }

  private void addRow(Line line) {
    List<String> words = new ArrayList<>(line.words());
    if (!Character.isWhitespace(line.text().charAt(0))) {
      address = words.removeFirst();
    }
    if (words.isEmpty()) {
      return;
    }
    if (words.size() < COLUMNS_BEFORE_STATE) {
      throw line.unreadable("A neighbour's row has ten columns.");
    }
    String state = String.join(" ", words.subList(COLUMNS_BEFORE_STATE - 1, words.size()));
    boolean up = NUMBER.matcher(state).matches();
    Prefixes prefixes = new Prefixes(up ? line.integer(state) : -1, -1, -1);
    peers.put(
        address,
        new BgpPeer(
            localAs,
            line.asNumber(words.get(1)),
            "0.0.0.0",
            up,
            !(state.contains("Shut") && state.contains("Admin")),
            "",
            up ? seconds(line, words.get(7)) : -1,
            Map.of(family, prefixes)));
  }

  private static long seconds(Line line, String uptime) {
    return Durations.parseShort(uptime)
        .orElseThrow(() -> line.unreadable("A duration was expected: \"" + uptime + "\"."));
  }
}
