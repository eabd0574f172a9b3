package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Counters;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.xml.Xml;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** State, counters and addresses of physical and logical interfaces. */
final class JunosInterfaces {
  private static final Pattern SPEED = Pattern.compile("(\\d{1,9})\\s*+(\\w*+)");
  private static final Map<String, String> FAMILIES = Map.of("inet", "ipv4", "inet6", "ipv6");

  private JunosInterfaces() {}

  static Map<String, Interface> states(Asked asked) {
    Map<String, Interface> physical = new LinkedHashMap<>();
    Map<String, Interface> logical = new LinkedHashMap<>();
    for (Xml port : JunosRpc.INTERFACES.of(asked).within("physical-interface")) {
      boolean enabled = port.text("admin-status").equals("up") || !port.has("admin-status");
      physical.put(port.text("name"), state(port, port, enabled));
      for (Xml unit : port.all("logical-interface")) {
        logical.put(unit.text("name"), state(port, unit, !unit.has("if-config-flags/iff-down")));
      }
    }
    physical.putAll(logical);
    return physical;
  }

  private static Interface state(Xml port, Xml described, boolean enabled) {
    double flapped =
        port.find("interface-flapped")
            .flatMap(told -> told.attribute("seconds"))
            .map(seconds -> Numbers.decimal(seconds, 0))
            .orElse(0.0);
    return new Interface(
        port.text("oper-status").equals("up"),
        enabled,
        described.text("description"),
        flapped == 0 ? -1 : flapped,
        Numbers.small(port.text("mtu"), 0),
        speed(port),
        // NAPALM tells an interface without address so.
        port.known("current-physical-address").map(Normal::mac).orElse("None"));
  }

  private static double speed(Xml port) {
    String told = port.text("speed");
    if (told.toLowerCase(Locale.ROOT).startsWith("auto")) {
      told = port.text("ethernet-autonegotiation/link-partner-speed");
    }
    Matcher speed = SPEED.matcher(told);
    if (!speed.find()) {
      return -1;
    }
    boolean gigabits = speed.group(2).equalsIgnoreCase("gbps");
    return Numbers.whole(speed.group(1), -1) * (gigabits ? 1000.0 : 1.0);
  }

  static Map<String, Counters> counters(Asked asked) {
    Map<String, Counters> counters = new LinkedHashMap<>();
    for (Xml port : JunosRpc.INTERFACES_EXTENSIVE.of(asked).within("physical-interface")) {
      counters.put(
          port.text("name"),
          new Counters(
              port.number("output-error-list/output-errors", -1),
              port.number("input-error-list/input-errors", -1),
              port.number("output-error-list/output-drops", -1),
              port.number("input-error-list/input-discards", -1),
              port.number("traffic-statistics/output-bytes", -1),
              port.number("traffic-statistics/input-bytes", -1),
              port.number("ethernet-mac-statistics/output-unicasts", -1),
              port.number("ethernet-mac-statistics/input-unicasts", -1),
              port.number("ethernet-mac-statistics/output-multicasts", -1),
              port.number("ethernet-mac-statistics/input-multicasts", -1),
              port.number("ethernet-mac-statistics/output-broadcasts", -1),
              port.number("ethernet-mac-statistics/input-broadcasts", -1)));
    }
    return counters;
  }

  static Map<String, Map<String, Map<String, PrefixLength>>> addresses(Asked asked) {
    Map<String, Map<String, Map<String, PrefixLength>>> addresses = new LinkedHashMap<>();
    for (Xml unit : JunosRpc.INTERFACES_TERSE.of(asked).within("logical-interface")) {
      for (Xml told : unit.all("address-family")) {
        String family = FAMILIES.get(told.text("address-family-name"));
        for (Xml address : told.all("interface-address")) {
          String local = address.text("ifa-local");
          if (family != null && !local.isEmpty()) {
            Collect.inner(Collect.inner(addresses, unit.text("name")), family)
                .put(Normal.ip(local.replaceFirst("/.*+", "")), length(local, family));
          }
        }
      }
    }
    return addresses;
  }

  private static PrefixLength length(String local, String family) {
    int longest = family.equals("ipv4") ? 32 : 128;
    return new PrefixLength(Numbers.small(local.substring(local.indexOf('/') + 1), longest));
  }
}
