package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.NetworkInstance;
import io.netauto.driver.getters.NetworkInstance.Interfaces;
import io.netauto.driver.getters.NetworkInstance.State;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code show vrf detail} and {@code show vrf interface}. */
final class NxosNetworkInstances {
  private NxosNetworkInstances() {}

  static Map<String, NetworkInstance> read(Asked asked) {
    Map<String, Map<String, Map<String, Object>>> interfaces = new LinkedHashMap<>();
    for (NxosJson row : ask(asked, "show vrf interface").rows("if")) {
      interfaces
          .computeIfAbsent(row.text("vrf_name"), any -> new LinkedHashMap<>())
          .put(row.text("if_name"), Map.of());
    }
    Map<String, NetworkInstance> all = new LinkedHashMap<>();
    for (NxosJson row : ask(asked, "show vrf detail").rows("vrf")) {
      String name = row.text("vrf_name");
      all.put(
          name,
          new NetworkInstance(
              name,
              name.equals("default") ? "DEFAULT_INSTANCE" : "L3VRF",
              new State(row.text("rd")),
              new Interfaces(interfaces.getOrDefault(name, Map.of()))));
    }
    return all;
  }

  private static NxosJson ask(Asked asked, String command) {
    return NxosJson.ask(asked, command)
        .orElseThrow(() -> asked.printed(command + " | json").unreadable("JSON was expected."));
  }
}
