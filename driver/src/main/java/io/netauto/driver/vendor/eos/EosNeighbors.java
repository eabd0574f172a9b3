package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Who is heard on the interfaces: LLDP, ARP, MAC addresses. */
final class EosNeighbors {
  private static final Map<String, String> CAPABILITIES =
      Map.of(
          "other", "other",
          "repeater", "repeater",
          "bridge", "bridge",
          "wlanaccesspoint", "wlan-access-point",
          "router", "router",
          "telephone", "telephone",
          "docsis", "docsis-cable-device",
          "station", "station",
          "stationonly", "station");

  private EosNeighbors() {}

  static Map<String, List<LldpNeighbor>> lldp(Asked asked) {
    String command = "show lldp neighbors";
    Map<String, List<LldpNeighbor>> neighbors = new LinkedHashMap<>();
    for (JsonNode told : EosJson.part(EosJson.of(asked, command), command, "lldpNeighbors")) {
      Collect.add(
          neighbors,
          told.path("port").asString(""),
          new LldpNeighbor(
              told.path("neighborDevice").asString(""), told.path("neighborPort").asString("")));
    }
    return neighbors;
  }

  static Map<String, List<LldpNeighborDetail>> lldpDetail(Asked asked) {
    String interfaceName = asked.arguments().text("interface", "");
    String command =
        "show lldp neighbors " + (interfaceName.isEmpty() ? "" : interfaceName + " ") + "detail";
    Map<String, List<LldpNeighborDetail>> neighbors = new LinkedHashMap<>();
    for (var entry : EosJson.of(asked, command).path("lldpNeighbors").properties()) {
      for (JsonNode told : entry.getValue().path("lldpNeighborInfo")) {
        Collect.add(neighbors, entry.getKey(), lldpDetail(entry.getKey(), told));
      }
    }
    return neighbors;
  }

  private static LldpNeighborDetail lldpDetail(String interfaceName, JsonNode told) {
    JsonNode port = told.path("neighborInterfaceInfo");
    JsonNode capabilities = told.path("systemCapabilities");
    String chassis = told.path("chassisId").asString("");
    boolean isMac = told.path("chassisIdType").asString("").equals("macAddress");
    return new LldpNeighborDetail(
        interfaceName,
        port.path("interfaceId").asString("").replace("\"", ""),
        port.path("interfaceDescription").asString(""),
        isMac ? Normal.mac(chassis) : chassis,
        told.path("systemName").asString(""),
        told.path("systemDescription").asString(""),
        capabilities(capabilities, enabled -> true),
        capabilities(capabilities, enabled -> enabled.asBoolean(false)));
  }

  private static List<String> capabilities(JsonNode told, Predicate<JsonNode> wanted) {
    return told.properties().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(
            entry ->
                CAPABILITIES.getOrDefault(entry.getKey().toLowerCase(Locale.ROOT), entry.getKey()))
        .sorted()
        .toList();
  }

  static List<ArpEntry> arp(Asked asked) {
    String command = "show arp vrf all";
    String wanted = asked.arguments().text("vrf", "");
    List<ArpEntry> entries = new ArrayList<>();
    for (var vrf : EosJson.part(EosJson.of(asked, command), command, "vrfs").properties()) {
      if (wanted.isEmpty() || wanted.equals(vrf.getKey())) {
        for (JsonNode told : vrf.getValue().path("ipV4Neighbors")) {
          entries.add(
              new ArpEntry(
                  told.path("interface").asString(""),
                  Normal.mac(told.path("hwAddress").asString("")),
                  Normal.ip(told.path("address").asString("")),
                  told.path("age").asDouble(-1)));
        }
      }
    }
    return entries;
  }

  static List<MacEntry> macAddresses(Asked asked) {
    List<MacEntry> entries = new ArrayList<>();
    JsonNode output = EosJson.of(asked, "show mac address-table");
    for (JsonNode told : output.path("unicastTable").path("tableEntries")) {
      entries.add(
          new MacEntry(
              Normal.mac(told.path("macAddress").asString("")),
              told.path("interface").asString(""),
              told.path("vlanId").asInt(0),
              told.path("entryType").asString("").equals("static"),
              true,
              told.path("moves").asInt(0),
              told.path("lastMove").asDouble(0)));
    }
    return entries;
  }
}
