package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.InterfaceAddresses;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.text.Line;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show ip interface} and {@code show ipv6 interface}. */
final class IosAddresses {
  private static final Pattern V4 =
      Pattern.compile(
          "^\\s+(?:Internet address is|Secondary address) (\\d{1,3}(?:\\.\\d{1,3}){3})/(\\d{1,2})");
  private static final Pattern LINK_LOCAL =
      Pattern.compile("^\\s+IPv6 is enabled, link-local address is ([0-9a-fA-F:]+)");
  private static final Pattern V6 =
      Pattern.compile("^\\s+([0-9a-fA-F:]+), subnet is [0-9a-fA-F:]+/(\\d{1,3})");

  /** The prefix length of link-local addresses (RFC 4291), which IOS does not print. */
  private static final int LINK_LOCAL_LENGTH = 10;

  private IosAddresses() {}

  static Map<String, Map<String, Map<String, PrefixLength>>> read(Asked asked) {
    InterfaceAddresses all = new InterfaceAddresses();
    String name = "";
    for (Line line : IosOutput.lines(asked, "show ip interface")) {
      if (line.isBlank()) {
        continue;
      }
      name = isIndented(line) ? name : line.words().getFirst();
      Matcher v4 = V4.matcher(line.text());
      if (v4.find()) {
        all.put(name, InterfaceAddresses.V4, v4.group(1), (int) line.integer(v4.group(2)));
      }
    }
    IosOutput.linesIfKnown(asked, "show ipv6 interface").ifPresent(lines -> addV6(all, lines));
    return all.all();
  }

  private static void addV6(InterfaceAddresses all, List<Line> lines) {
    String name = "";
    for (Line line : lines) {
      if (line.isBlank()) {
        continue;
      }
      name = isIndented(line) ? name : line.words().getFirst();
      all.mention(name, InterfaceAddresses.V6);
      Matcher linkLocal = LINK_LOCAL.matcher(line.text());
      Matcher v6 = V6.matcher(line.text());
      if (linkLocal.find()) {
        all.put(name, InterfaceAddresses.V6, linkLocal.group(1), LINK_LOCAL_LENGTH);
      } else if (v6.find()) {
        all.put(name, InterfaceAddresses.V6, v6.group(1), (int) line.integer(v6.group(2)));
      }
    }
  }

  private static boolean isIndented(Line line) {
    return Character.isWhitespace(line.text().charAt(0));
  }
}
