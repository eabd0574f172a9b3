package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Counters;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.xml.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** State, counters and addresses of interfaces, from XML. */
final class XrInterfaces {
  private static final Pattern LOOPBACK = Pattern.compile("Loopback\\d++");
  private static final long NANOSECONDS_IN_2001 = 1_000_000_000_000_000_000L;

  private XrInterfaces() {}

  static Map<String, Interface> states(Asked asked) {
    Xml answer = XrRequest.INTERFACES.of(asked);
    Map<String, String> descriptions = descriptions(answer);
    Map<String, Interface> states = new LinkedHashMap<>();
    for (Xml told : interfaces(answer)) {
      String name = name(told);
      if (!name.isEmpty()) {
        states.put(name, state(told, descriptions.getOrDefault(name, told.text("description"))));
      }
    }
    return states;
  }

  private static Interface state(Xml told, String description) {
    return new Interface(
        Xml.folded(told.text("line-state")).equals("imstateup"),
        !Xml.folded(told.text("state")).equals("imstateadmindown"),
        description,
        lastFlapped(told.number("last-state-transition-time", -1)),
        (int) told.number("mtu", -1),
        told.decimal("bandwidth", 0) / 1000,
        Normal.mac(told.text("mac-address/address")));
  }

  /** A time since 1970 in nanoseconds, or the seconds since, as releases differ. */
  private static double lastFlapped(long told) {
    return told >= NANOSECONDS_IN_2001 ? told / 1e9 : told;
  }

  /** NETCONF tells the descriptions apart from the state. */
  private static Map<String, String> descriptions(Xml answer) {
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (Xml list : answer.within("interfaces")) {
      list.all("interface").stream()
          .filter(told -> told.has("description"))
          .forEach(told -> descriptions.put(name(told), told.text("description")));
    }
    return descriptions;
  }

  private static List<Xml> interfaces(Xml answer) {
    List<Xml> interfaces = new ArrayList<>();
    for (String table : List.of("interface-table", "interface-xr")) {
      answer.within(table).forEach(found -> interfaces.addAll(found.all("interface")));
    }
    return interfaces;
  }

  private static String name(Xml told) {
    return told.firstText("naming/interface-name", "interface-name");
  }

  static Map<String, Counters> counters(Asked asked) {
    boolean netconf = asked.language() == Commands.Language.NETCONF;
    Map<String, Counters> counters = new LinkedHashMap<>();
    for (Xml told : interfaces(XrRequest.COUNTERS.of(asked))) {
      String name =
          netconf ? name(told) : told.firstText("interface-handle", "naming/interface-name");
      boolean counts =
          netconf ? !LOOPBACK.matcher(name).matches() : told.has("interface-statistics");
      if (counts) {
        counters.put(
            name,
            told.find("interface-statistics/full-interface-stats")
                .map(XrInterfaces::counters)
                .orElse(new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
      }
    }
    return counters;
  }

  private static Counters counters(Xml told) {
    return new Counters(
        told.number("output-errors", 0),
        told.number("input-errors", 0),
        told.number("output-drops", 0),
        told.number("input-drops", 0),
        told.number("bytes-sent", 0),
        told.number("bytes-received", 0),
        told.number("packets-sent", 0),
        told.number("packets-received", 0),
        told.number("multicast-packets-sent", 0),
        told.number("multicast-packets-received", 0),
        told.number("broadcast-packets-sent", 0),
        told.number("broadcast-packets-received", 0));
  }

  static Map<String, Map<String, Map<String, PrefixLength>>> addresses(Asked asked) {
    Xml answer = XrRequest.ADDRESSES.of(asked);
    Map<String, Map<String, Map<String, PrefixLength>>> addresses = new LinkedHashMap<>();
    for (Xml network : answer.within("ipv4-network")) {
      for (Xml table : network.within("interface-table")) {
        for (Xml told : table.all("interface")) {
          told.all("vrf-table/vrf/detail")
              .forEach(detail -> addIpv4(addresses, name(told), detail));
        }
      }
      for (Xml details : network.within("details")) {
        details.all("detail").forEach(detail -> addIpv4(addresses, name(detail), detail));
      }
    }
    for (Xml network : answer.within("ipv6-network")) {
      network.within("global-detail").forEach(detail -> addIpv6(addresses, detail));
    }
    return addresses;
  }

  private static void addIpv4(
      Map<String, Map<String, Map<String, PrefixLength>>> addresses, String name, Xml told) {
    Map<String, PrefixLength> found = Collect.inner(Collect.inner(addresses, name), "ipv4");
    add(found, told.text("primary-address"), told);
    told.all("secondary-address/entry").forEach(more -> add(found, more.text("address"), more));
    told.all("secondary-address").stream()
        .filter(more -> more.has("address"))
        .forEach(more -> add(found, more.text("address"), more));
  }

  private static void addIpv6(
      Map<String, Map<String, Map<String, PrefixLength>>> addresses, Xml told) {
    Map<String, PrefixLength> found = Collect.inner(Collect.inner(addresses, name(told)), "ipv6");
    told.all("address-list/entry").forEach(more -> add(found, more.text("address"), more));
    told.all("address").forEach(more -> add(found, more.text("address"), more));
  }

  private static void add(Map<String, PrefixLength> found, String address, Xml told) {
    if (!address.isEmpty()) {
      found.putIfAbsent(
          Normal.ip(address), new PrefixLength((int) told.number("prefix-length", 0)));
    }
  }
}
