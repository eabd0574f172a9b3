package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.BgpPeer.Prefixes;
import io.netauto.driver.getters.text.AsNumber;
import io.netauto.driver.getters.text.IpAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code show bgp all summary vrf all}. */
final class NxosBgpNeighbors {
  private static final String COMMAND = "show bgp all summary vrf all";
  private static final Set<String> UP = Set.of("Established", "Closing");
  private static final Set<String> SHUT = Set.of("Shutdown", "Admin (Shut)", "Shut (Admin)");

  /** By the numbers of family and subsequent family (RFC 4760). */
  private static final Map<String, String> FAMILIES =
      Map.of("1/1", "ipv4", "1/128", "vpnv4", "2/1", "ipv6", "2/128", "vpnv6", "25/70", "l2vpn");

  private NxosBgpNeighbors() {}

  static Map<String, BgpNeighbors> read(Asked asked) {
    Optional<NxosJson> json = NxosJson.ask(asked, COMMAND);
    if (json.isPresent()) {
      return fromJson(json.get());
    }
    return asked.printedIfKnown(COMMAND).map(NxosBgpText::read).orElse(Map.of());
  }

  private static Map<String, BgpNeighbors> fromJson(NxosJson answer) {
    Map<String, BgpNeighbors> all = new LinkedHashMap<>();
    for (NxosJson vrf : answer.rows("vrf")) {
      Map<String, BgpPeer> peers = new LinkedHashMap<>();
      for (NxosJson family : vrf.rows("af")) {
        for (NxosJson subsequent : family.rows("saf")) {
          String name = familyName(family, subsequent);
          for (NxosJson row : subsequent.rows("neighbor")) {
            peers.merge(address(row), peer(vrf, row, name), BgpPeer::with);
          }
        }
      }
      String name = vrf.text("vrf-name-out");
      all.put(
          name.equals("default") ? "global" : name,
          new BgpNeighbors(vrf.text("vrf-router-id"), peers));
    }
    return all;
  }

  private static String familyName(NxosJson family, NxosJson subsequent) {
    String numbers = family.text("af-id") + "/" + subsequent.text("safi");
    return FAMILIES.getOrDefault(numbers, subsequent.text("af-name").toLowerCase(Locale.ROOT));
  }

  private static String address(NxosJson row) {
    String address = row.text("neighborid");
    return IpAddress.parse(address)
        .orElseThrow(() -> row.unreadable("\"" + address + "\" is no IP address."));
  }

  private static BgpPeer peer(NxosJson vrf, NxosJson row, String family) {
    String state = row.text("state");
    return new BgpPeer(
        asNumber(vrf, "vrf-local-as"),
        asNumber(row, "neighboras"),
        address(row),
        UP.contains(state),
        !SHUT.contains(state),
        "",
        -1,
        Map.of(family, new Prefixes(row.integer(-1, "prefixreceived"), -1, -1)));
  }

  private static long asNumber(NxosJson row, String name) {
    try {
      return AsNumber.parse(row.text(name));
    } catch (NumberFormatException e) {
      throw row.unreadable("An AS number was expected in \"" + name + "\".");
    }
  }
}
