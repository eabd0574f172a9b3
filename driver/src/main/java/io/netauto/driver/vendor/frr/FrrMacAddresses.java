package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.getters.UnreadableException;
import io.netauto.driver.getters.text.MacAddress;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads the forwarding table of the host's bridges, {@code bridge -json fdb show}. Entries without
 * a bridge are what an interface listens to, and are not told; nor is how often an address moved.
 */
final class FrrMacAddresses {
  private static final String COMMAND = "bridge -json fdb show";

  private FrrMacAddresses() {}

  static List<MacEntry> read(Asked asked) {
    JsonNode table =
        FrrHost.json(
            asked,
            COMMAND,
            "The JSON of \"bridge\" was expected, a program of iproute2 4.20 or newer.");
    List<MacEntry> entries = new ArrayList<>();
    for (JsonNode entry : table) {
      if (entry.has("master")) {
        entries.add(toEntry(entry));
      }
    }
    return entries;
  }

  private static MacEntry toEntry(JsonNode entry) {
    String mac = entry.path("mac").asString("");
    String state = entry.path("state").asString("");
    return new MacEntry(
        MacAddress.parse(mac)
            .orElseThrow(
                () -> new UnreadableException(COMMAND, 0, mac, "A MAC address was expected.")),
        entry.path("ifname").asString(""),
        entry.path("vlan").asInt(0),
        state.equals("permanent") || state.equals("static"),
        !state.equals("stale"),
        -1,
        -1);
  }
}
