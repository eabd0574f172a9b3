package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.InterfaceAddresses;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.text.Line;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code show ipv4 vrf all interface} and {@code show ipv6 vrf all interface}. An address
 * that is borrowed from another interface is not told, nor are the link-local ones.
 */
final class XrAddressText {
  private static final Pattern HEAD =
      Pattern.compile("^\\s*+(\\S{1,99}+) is \\S.{0,60}?, ipv[46] protocol is ");
  private static final Pattern V4 =
      Pattern.compile("^\\s++(?:Internet|Secondary) address (?:is )?+([\\d.]++)/(\\d{1,2})\\b");
  private static final Pattern V6 =
      Pattern.compile("^\\s++([0-9a-fA-F:.]{2,45}+), subnet is [0-9a-fA-F:.]{2,45}+/(\\d{1,3})\\b");

  private XrAddressText() {}

  static Map<String, Map<String, Map<String, PrefixLength>>> read(Asked asked) {
    InterfaceAddresses addresses = new InterfaceAddresses();
    List<Line> v4 = XrText.lines(asked, "show ipv4 vrf all interface");
    collect(addresses, InterfaceAddresses.V4, V4, v4);
    XrText.linesIfKnown(asked, "show ipv6 vrf all interface")
        .ifPresent(v6 -> collect(addresses, InterfaceAddresses.V6, V6, v6));
    return addresses.all();
  }

  private static void collect(
      InterfaceAddresses addresses, String family, Pattern address, List<Line> lines) {
    String name = "";
    for (Line line : lines) {
      Matcher head = HEAD.matcher(line.text());
      Matcher found = address.matcher(line.text());
      if (head.find()) {
        name = head.group(1);
      } else if (found.find()) {
        if (name.isEmpty()) {
          throw line.unreadable("The line that names an interface was expected above an address.");
        }
        addresses.put(name, family, line.ip(found.group(1)), (int) line.integer(found.group(2)));
      }
    }
  }
}
