package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.text.Printed;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show version}. FRRouting tells neither uptime nor serial number. */
final class FrrFacts {
  private static final Pattern VERSION =
      Pattern.compile("^FRRouting (\\S++) \\(([^)]{1,255}+)\\)(?: on ([^(.]{1,80}+))?+");

  private FrrFacts() {}

  static Facts read(Asked asked) {
    Printed printed = asked.printed("show version");
    Matcher version = VERSION.matcher(printed.text().strip());
    if (!version.find()) {
      throw printed.unreadable("\"FRRouting\", a version and the host's name were expected.");
    }
    String hostname = version.group(2);
    String system = version.group(3);
    return new Facts(
        hostname,
        hostname,
        "FRRouting",
        system == null ? "Unknown" : system,
        "",
        version.group(1),
        -1,
        List.copyOf(FrrInterfaces.read(asked).keySet()));
  }
}
