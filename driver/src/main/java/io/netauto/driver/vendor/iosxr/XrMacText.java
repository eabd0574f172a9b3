package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code show l2vpn forwarding bridge-domain mac-address} of each node that runs. The table
 * tells neither VLAN nor bridge domain of an address. An address behind a pseudowire stands at what
 * the device calls it: {@code (192.0.2.1, 100)}.
 */
final class XrMacText {
  private static final String COMMAND = "show l2vpn forwarding bridge-domain mac-address location ";
  private static final Pattern NODE =
      Pattern.compile("^\\s*+(\\d{1,3}/\\w{1,8}/CPU\\d{1,2})\\b.{0,120}?\\bIOS XR RUN\\b");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\s*+([0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4})\\s++(\\w++)\\s++(\\S.*)$");
  private static final Pattern PSEUDOWIRE =
      Pattern.compile("^\\(([^\\s,()]{1,45}+),(?:\\s*+(\\d++)\\))?");
  private static final Pattern REST_OF_PSEUDOWIRE = Pattern.compile("^\\s++(\\d++)\\)");
  private static final Pattern BRIDGE = Pattern.compile("^BD id: ?\\d");

  private XrMacText() {}

  static List<MacEntry> read(Asked asked) {
    Set<MacEntry> entries = new LinkedHashSet<>();
    List<String> nodes =
        XrText.lines(asked, "show platform").stream()
            .map(line -> NODE.matcher(line.text()))
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1))
            .toList();
    if (nodes.isEmpty()) {
      throw asked.printed("show platform").unreadable("A node that runs IOS XR was expected.");
    }
    boolean known = false;
    for (String node : nodes) {
      Optional<List<Line>> table = XrText.linesIfKnown(asked, COMMAND + node);
      known |= table.isPresent();
      table.ifPresent(lines -> entries.addAll(entries(lines)));
    }
    if (!known) {
      asked.text(COMMAND + nodes.getFirst());
    }
    return List.copyOf(entries);
  }

  private static List<MacEntry> entries(List<Line> lines) {
    List<MacEntry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Matcher row = ROW.matcher(line.text());
      if (row.find()) {
        String next = i + 1 < lines.size() ? lines.get(i + 1).text() : "";
        entries.add(
            new MacEntry(
                line.mac(row.group(1)),
                place(line, row.group(3), next),
                0,
                !row.group(2).equals("dynamic"),
                true,
                0,
                0));
      }
    }
    return entries;
  }

  private static String place(Line line, String told, String next) {
    Matcher pseudowire = PSEUDOWIRE.matcher(told);
    if (!pseudowire.find()) {
      return BRIDGE.matcher(told).find() ? "" : XrInterfaceName.canonical(told.split("\\s", 2)[0]);
    }
    String id = pseudowire.group(2);
    if (id == null) {
      Matcher rest = REST_OF_PSEUDOWIRE.matcher(next);
      if (!rest.find()) {
        throw line.unreadable("The number of a pseudowire was expected on the line below.");
      }
      id = rest.group(1);
    }
    return "(" + pseudowire.group(1) + ", " + id + ")";
  }
}
