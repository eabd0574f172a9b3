package io.netauto.driver.vendor.cisco;

import io.netauto.driver.getters.MacEntry;
import java.util.Locale;
import java.util.Set;

/** What the tables of MAC addresses have alike. */
public final class MacPorts {
  private static final Set<String> STATIC_TYPES = Set.of("self", "static", "system");

  private MacPorts() {}

  public static boolean isStatic(String type) {
    return STATIC_TYPES.contains(type.toLowerCase(Locale.ROOT));
  }

  /** The same entry at a port; for a static one, the device itself is no port. */
  public static MacEntry at(MacEntry entry, String port) {
    String lower = port.toLowerCase(Locale.ROOT);
    boolean own =
        entry.isStatic()
            && (lower.equals("cpu") || lower.contains("router") || lower.contains("switch"));
    return new MacEntry(
        entry.mac(),
        own ? "" : port,
        entry.vlan(),
        entry.isStatic(),
        entry.active(),
        entry.moves(),
        entry.lastMove());
  }
}
