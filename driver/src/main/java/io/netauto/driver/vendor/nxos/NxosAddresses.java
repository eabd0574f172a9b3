package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.InterfaceAddresses;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.text.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code show ip interface} and {@code show ipv6 interface}. */
final class NxosAddresses {
  private final InterfaceAddresses all = new InterfaceAddresses();

  private NxosAddresses() {}

  static Map<String, Map<String, Map<String, PrefixLength>>> read(Asked asked) {
    Optional<NxosJson> v4 = NxosJson.ask(asked, "show ip interface");
    if (v4.isEmpty()) {
      return NxosAddressText.read(asked);
    }
    NxosAddresses addresses = new NxosAddresses();
    List<NxosJson> rows = v4.get().rows("intf");
    rows.forEach(row -> addresses.addV4(row, rows));
    NxosJson.ask(asked, "show ipv6 interface")
        .ifPresent(v6 -> v6.rows("intf").forEach(addresses::addV6));
    return addresses.all.all();
  }

  private void addV4(NxosJson row, List<NxosJson> rows) {
    String name = row.text("intf-name");
    String lender = row.text("unnum-intf");
    if (!row.text("prefix").isEmpty()) {
      put(name, InterfaceAddresses.V4, row, row.text("prefix"), row.integer(32, "masklen"));
    } else if (!lender.isEmpty()) {
      rows.stream()
          .filter(other -> other.text("intf-name").equals(lender))
          .filter(other -> !other.text("prefix").isEmpty())
          .forEach(
              o -> put(name, InterfaceAddresses.V4, o, o.text("prefix"), o.integer(32, "masklen")));
    }
    for (NxosJson second : row.rows("secondary_address")) {
      put(
          name,
          InterfaceAddresses.V4,
          second,
          second.text("prefix1"),
          second.integer(32, "masklen1"));
    }
  }

  private void addV6(NxosJson row) {
    String name = row.text("intf-name");
    all.mention(name, InterfaceAddresses.V6);
    List<String> addresses = row.texts("addr");
    if (addresses.isEmpty()) {
      addresses = row.rows("addr").stream().map(inner -> inner.text("addr")).toList();
    }
    for (String address : addresses) {
      int slash = address.indexOf('/');
      String withLength = slash >= 0 ? address : row.text("prefix");
      int lengthSlash = withLength.indexOf('/');
      String bare = slash >= 0 ? address.substring(0, slash) : address;
      put(name, InterfaceAddresses.V6, row, bare, length(row, withLength, lengthSlash));
    }
  }

  /** A link-local address comes without length and counts as a host. */
  private static long length(NxosJson row, String prefix, int slash) {
    if (slash < 0) {
      return 128;
    }
    try {
      return Long.parseLong(prefix.substring(slash + 1));
    } catch (NumberFormatException e) {
      throw row.unreadable("A prefix length was expected in \"" + prefix + "\".");
    }
  }

  private void put(String name, String family, NxosJson row, String address, long length) {
    String normal =
        IpAddress.parse(address)
            .orElseThrow(() -> row.unreadable("\"" + address + "\" is no IP address."));
    all.put(name, family, normal, (int) length);
  }
}
