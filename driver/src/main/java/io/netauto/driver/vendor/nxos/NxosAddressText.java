package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.InterfaceAddresses;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.Printed;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of {@code show ip interface vrf all} and {@code show ipv6 interface vrf all}. */
final class NxosAddressText {
  private static final Pattern HEAD = Pattern.compile("^([^\\s,]+), Interface status");
  private static final Pattern V4 =
      Pattern.compile("IP address: ([\\d.]+), IP subnet: [\\d.]+/(\\d{1,2})");
  private static final Pattern LINK_LOCAL =
      Pattern.compile("IPv6 (?:link-local )?address: ([0-9a-fA-F:]+)\\b.*\\[VALID]");
  private static final Pattern V6 =
      Pattern.compile("^\\s+([0-9a-fA-F:]+)/(\\d{1,3})\\s.*\\[?VALID]?");

  /** What NX-OS uses for link-local addresses, and does not print. */
  private static final int LINK_LOCAL_LENGTH = 64;

  private NxosAddressText() {}

  static Map<String, Map<String, Map<String, PrefixLength>>> read(Asked asked) {
    InterfaceAddresses all = new InterfaceAddresses();
    String name = "";
    for (Line line : asked.printed("show ip interface vrf all").lines()) {
      Matcher head = HEAD.matcher(line.text());
      Matcher v4 = V4.matcher(line.text());
      if (head.find()) {
        name = head.group(1);
      } else if (line.text().contains("IP address: none")) {
        all.mention(name, InterfaceAddresses.V4);
      } else if (v4.find()) {
        all.put(name, InterfaceAddresses.V4, v4.group(1), (int) line.integer(v4.group(2)));
      }
    }
    Optional<Printed> v6 = asked.printedIfKnown("show ipv6 interface vrf all");
    v6.ifPresent(printed -> addV6(all, printed));
    return all.all();
  }

  private static void addV6(InterfaceAddresses all, Printed printed) {
    String name = "";
    for (Line line : printed.lines()) {
      Matcher head = HEAD.matcher(line.text());
      Matcher linkLocal = LINK_LOCAL.matcher(line.text());
      Matcher v6 = V6.matcher(line.text());
      if (head.find()) {
        name = head.group(1);
        all.mention(name, InterfaceAddresses.V6);
      } else if (linkLocal.find()) {
        all.put(name, InterfaceAddresses.V6, linkLocal.group(1), LINK_LOCAL_LENGTH);
      } else if (v6.find()) {
        all.put(name, InterfaceAddresses.V6, v6.group(1), (int) line.integer(v6.group(2)));
      }
    }
  }
}
