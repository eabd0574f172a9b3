package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.InterfaceAddresses;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.UnreadableException;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.getters.text.MacAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code show interface vrf all json}. The time of the last flap is not told: the device
 * prints it without its time zone.
 */
final class FrrInterfaces {
  private static final String COMMAND = "show interface vrf all json";
  private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");
  private static final String ADMIN = "administrativeStatus";

  private FrrInterfaces() {}

  static Map<String, Interface> read(Asked asked) {
    Map<String, Interface> all = new LinkedHashMap<>();
    byName(asked).forEach((name, node) -> all.put(name, toInterface(node)));
    return all;
  }

  private static Interface toInterface(JsonNode node) {
    double speed = node.path("speed").asDouble(0);
    return new Interface(
        node.path("operationalStatus").asString("").equals("up"),
        node.path(ADMIN).asString("").equals("up"),
        node.path("description").asString(""),
        -1,
        node.path("mtu").asInt(-1),
        speed > 0 ? speed : -1,
        MacAddress.parse(node.path("hardwareAddress").asString("")).orElse(""));
  }

  static Map<String, Map<String, Map<String, PrefixLength>>> readAddresses(Asked asked) {
    InterfaceAddresses all = new InterfaceAddresses();
    byName(asked)
        .forEach(
            (name, node) -> {
              for (JsonNode entry : node.path("ipAddresses")) {
                add(all, name, entry.path("address").asString(""));
              }
            });
    return all.all();
  }

  /**
   * The names of the interfaces in a VRF.
   *
   * @throws UnreadableException when there is none
   */
  static Set<String> inVrf(Asked asked, String vrf) {
    Set<String> names = new LinkedHashSet<>();
    byName(asked)
        .forEach(
            (name, node) -> {
              if (node.path("vrfName").asString("default").equals(vrf)) {
                names.add(name);
              }
            });
    if (names.isEmpty()) {
      throw new UnreadableException(
          COMMAND, 0, "", "An interface in the VRF \"" + vrf + "\" was expected.");
    }
    return names;
  }

  private static void add(InterfaceAddresses all, String name, String prefix) {
    int slash = prefix.indexOf('/');
    String address = IpAddress.parse(slash < 0 ? prefix : prefix.substring(0, slash)).orElse("");
    String length = slash < 0 ? "" : prefix.substring(slash + 1);
    if (address.isEmpty() || !LENGTH.matcher(length).matches()) {
      throw new UnreadableException(
          COMMAND, 0, prefix, "An address with its prefix length was expected.");
    }
    String family = IpAddress.isV4(address) ? InterfaceAddresses.V4 : InterfaceAddresses.V6;
    all.put(name, family, address, Integer.parseInt(length));
  }

  /** Interfaces, which stand in the answer itself or, by version, in an object for each VRF. */
  private static Map<String, JsonNode> byName(Asked asked) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : FrrJson.ask(asked, COMMAND).properties()) {
      if (entry.getValue().has(ADMIN)) {
        all.put(entry.getKey(), entry.getValue());
        continue;
      }
      for (Map.Entry<String, JsonNode> inner : entry.getValue().properties()) {
        if (inner.getValue().has(ADMIN)) {
          all.put(inner.getKey(), inner.getValue());
        }
      }
    }
    return all;
  }
}
