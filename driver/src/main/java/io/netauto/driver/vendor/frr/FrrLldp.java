package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.text.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code lldpcli -f json0 show neighbors details} of lldpd, in which each value stands in a
 * list. Neighbours that are heard by CDP alone are not told.
 */
final class FrrLldp {
  private static final String COMMAND = "lldpcli -f json0 show neighbors details";
  private static final Map<String, String> CAPABILITIES =
      Map.of("Wlan", "wlan-access-point", "Tel", "telephone", "Docsis", "docsis-cable-device");

  private FrrLldp() {}

  static Map<String, List<LldpNeighbor>> read(Asked asked) {
    Map<String, List<LldpNeighbor>> all = new LinkedHashMap<>();
    readDetail(asked)
        .forEach(
            (name, heard) ->
                all.put(
                    name,
                    heard.stream()
                        .map(n -> new LldpNeighbor(n.remoteSystemName(), n.remotePort()))
                        .toList()));
    return all;
  }

  static Map<String, List<LldpNeighborDetail>> readDetail(Asked asked) {
    JsonNode told =
        FrrHost.json(
            asked,
            COMMAND,
            "The JSON of \"lldpcli\" was expected: lldpd has to run on the host, and the user has"
                + " to be allowed to ask it (on Debian by the group adm).");
    Map<String, List<LldpNeighborDetail>> all = new LinkedHashMap<>();
    for (JsonNode lldp : told.path("lldp")) {
      for (JsonNode heard : lldp.path("interface")) {
        if (heard.path("via").asString("").equals("LLDP")) {
          all.computeIfAbsent(heard.path("name").asString(""), name -> new ArrayList<>())
              .add(neighbor(heard.path("chassis").path(0), heard.path("port").path(0)));
        }
      }
    }
    return all;
  }

  private static LldpNeighborDetail neighbor(JsonNode chassis, JsonNode port) {
    return new LldpNeighborDetail(
        "",
        id(port),
        value(port, "descr"),
        id(chassis),
        value(chassis, "name"),
        value(chassis, "descr"),
        capabilities(chassis, each -> true),
        capabilities(chassis, each -> each.path("enabled").asBoolean(false)));
  }

  private static String value(JsonNode node, String name) {
    return node.path(name).path(0).path("value").asString("");
  }

  private static String id(JsonNode node) {
    String id = value(node, "id");
    boolean isMac = node.path("id").path(0).path("type").asString("").equals("mac");
    return isMac ? MacAddress.parse(id).orElse(id) : id;
  }

  private static List<String> capabilities(JsonNode chassis, Predicate<JsonNode> wanted) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : chassis.path("capability")) {
      if (wanted.test(each)) {
        String type = each.path("type").asString("");
        names.add(CAPABILITIES.getOrDefault(type, type.toLowerCase(Locale.ROOT)));
      }
    }
    names.sort(null);
    return names;
  }
}
