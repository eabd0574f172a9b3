package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.NetworkInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** VRFs and their interfaces. */
final class EosVrfs {
  private static final String COMMAND = "show vrf";
  private static final Set<String> NO_DISTINGUISHER = Set.of("<not set>", "None");

  private EosVrfs() {}

  static List<String> names(Asked asked) {
    return vrfs(asked).propertyNames().stream().sorted().toList();
  }

  static Map<String, NetworkInstance> instances(Asked asked) {
    Map<String, NetworkInstance> instances = new LinkedHashMap<>();
    Map<String, Map<String, Object>> elsewhere = new LinkedHashMap<>();
    for (var vrf : vrfs(asked).properties()) {
      Map<String, Map<String, Object>> interfaces = new LinkedHashMap<>();
      for (JsonNode name : vrf.getValue().path("interfaces")) {
        interfaces.put(name.asString(""), Map.of());
      }
      elsewhere.putAll(interfaces);
      String told = vrf.getValue().path("routeDistinguisher").asString("");
      instances.put(
          vrf.getKey(),
          instance(vrf.getKey(), NO_DISTINGUISHER.contains(told) ? "" : told, interfaces));
    }
    if (!instances.containsKey("default")) {
      Map<String, Map<String, Object>> rest = new LinkedHashMap<>();
      EosInterfaces.addresses(asked).keySet().stream()
          .filter(name -> !elsewhere.containsKey(name))
          .forEach(name -> rest.put(name, Map.of()));
      instances.put("default", instance("default", "", rest));
    }
    String wanted = asked.arguments().text("name", "");
    if (!wanted.isEmpty()) {
      instances.keySet().retainAll(Set.of(wanted));
    }
    return instances;
  }

  private static NetworkInstance instance(
      String name, String distinguisher, Map<String, Map<String, Object>> interfaces) {
    return new NetworkInstance(
        name,
        name.equals("default") ? "DEFAULT_INSTANCE" : "L3VRF",
        new NetworkInstance.State(distinguisher),
        new NetworkInstance.Interfaces(interfaces));
  }

  private static JsonNode vrfs(Asked asked) {
    return EosJson.part(EosJson.of(asked, COMMAND), COMMAND, "vrfs");
  }
}
