package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.text.Line;
import java.util.LinkedHashMap;
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
    Map<String, Map<String, Map<String, PrefixLength>>> all = new LinkedHashMap<>();
    String name = "";
    for (Line line : IosOutput.lines(asked, "show ip interface")) {
      if (line.isBlank()) {
        continue;
      }
      name = isIndented(line) ? name : line.words().getFirst();
      Matcher v4 = V4.matcher(line.text());
      if (v4.find()) {
        family(all, name, "ipv4").put(v4.group(1), length(line, v4.group(2)));
      }
    }
    IosOutput.linesIfKnown(asked, "show ipv6 interface").ifPresent(lines -> addV6(all, lines));
    return all;
  }

  private static void addV6(
      Map<String, Map<String, Map<String, PrefixLength>>> all, List<Line> lines) {
    String name = "";
    for (Line line : lines) {
      if (line.isBlank()) {
        continue;
      }
      name = isIndented(line) ? name : line.words().getFirst();
      Map<String, PrefixLength> addresses = family(all, name, "ipv6");
      Matcher linkLocal = LINK_LOCAL.matcher(line.text());
      Matcher v6 = V6.matcher(line.text());
      if (linkLocal.find()) {
        addresses.put(linkLocal.group(1), new PrefixLength(LINK_LOCAL_LENGTH));
      } else if (v6.find()) {
        addresses.put(v6.group(1), length(line, v6.group(2)));
      }
    }
  }

  private static boolean isIndented(Line line) {
    return Character.isWhitespace(line.text().charAt(0));
  }

  private static Map<String, PrefixLength> family(
      Map<String, Map<String, Map<String, PrefixLength>>> all, String name, String family) {
    return all.computeIfAbsent(name, any -> new LinkedHashMap<>())
        .computeIfAbsent(family, any -> new LinkedHashMap<>());
  }

  private static PrefixLength length(Line line, String word) {
    return new PrefixLength((int) line.integer(word));
  }
}
