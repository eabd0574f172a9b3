package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Counters;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code show interface counters detailed}, which leaves out what is 0, and the discards of
 * {@code show interface}. VLAN interfaces count in another way and are not told.
 */
final class NxosCounters {
  private static final String COMMAND = "show interface counters detailed";

  private NxosCounters() {}

  static Map<String, Counters> read(Asked asked) {
    NxosJson answer =
        NxosJson.ask(asked, COMMAND)
            .orElseThrow(() -> asked.printed(COMMAND + " | json").unreadable("JSON was expected."));
    Map<String, NxosJson> states = new HashMap<>();
    NxosJson.ask(asked, "show interface")
        .ifPresent(
            all -> all.rows("interface").forEach(row -> states.put(row.text("interface"), row)));
    Map<String, Counters> counters = new LinkedHashMap<>();
    for (NxosJson row : answer.rows("interface")) {
      String name = row.text("interface");
      if (!name.startsWith("Vlan")) {
        counters.put(name, counters(row, states.getOrDefault(name, row)));
      }
    }
    return counters;
  }

  private static Counters counters(NxosJson row, NxosJson state) {
    return new Counters(
        state.integer(0, "eth_outerr"),
        state.integer(0, "eth_inerr"),
        state.integer(0, "eth_outdiscard"),
        state.integer(0, "eth_indiscard"),
        row.integer(0, "eth_outbytes", "mgmt_out_bytes"),
        row.integer(0, "eth_inbytes", "mgmt_in_bytes"),
        row.integer(0, "eth_outucast"),
        row.integer(0, "eth_inucast"),
        row.integer(0, "eth_outmcast", "mgmt_out_mcast"),
        row.integer(0, "eth_inmcast", "mgmt_in_mcast"),
        row.integer(0, "eth_outbcast"),
        row.integer(0, "eth_inbcast"));
  }
}
