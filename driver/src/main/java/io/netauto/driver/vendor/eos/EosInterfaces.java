package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Counters;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.Optics;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.getters.text.MacAddress;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** State, counters, addresses and optics of interfaces. */
final class EosInterfaces {
  private EosInterfaces() {}

  static Map<String, Interface> states(Asked asked) {
    Map<String, Interface> states = new LinkedHashMap<>();
    for (var entry : interfaces(asked).properties()) {
      JsonNode told = entry.getValue();
      boolean up = told.path("lineProtocolStatus").asString("").equals("up");
      states.put(
          entry.getKey(),
          new Interface(
              up,
              up || !told.path("interfaceStatus").asString("").equals("disabled"),
              told.path("description").asString(""),
              told.path("lastStatusChangeTimestamp").asDouble(-1),
              told.path("mtu").asInt(-1),
              told.path("bandwidth").asDouble(-1e6) / 1e6,
              MacAddress.parse(told.path("physicalAddress").asString("")).orElse("")));
    }
    return states;
  }

  static Map<String, Counters> counters(Asked asked) {
    Map<String, Counters> counters = new LinkedHashMap<>();
    for (var entry : interfaces(asked).properties()) {
      if (!entry.getValue().path("hardware").asString("").equals("subinterface")) {
        counters.put(entry.getKey(), counters(entry.getValue().path("interfaceCounters")));
      }
    }
    return counters;
  }

  private static Counters counters(JsonNode told) {
    return new Counters(
        told.path("totalOutErrors").asLong(-1),
        told.path("totalInErrors").asLong(-1),
        told.path("outDiscards").asLong(-1),
        told.path("inDiscards").asLong(-1),
        told.path("outOctets").asLong(-1),
        told.path("inOctets").asLong(-1),
        told.path("outUcastPkts").asLong(-1),
        told.path("inUcastPkts").asLong(-1),
        told.path("outMulticastPkts").asLong(-1),
        told.path("inMulticastPkts").asLong(-1),
        told.path("outBroadcastPkts").asLong(-1),
        told.path("inBroadcastPkts").asLong(-1));
  }

  private static JsonNode interfaces(Asked asked) {
    String command = "show interfaces";
    return EosJson.part(EosJson.of(asked, command), command, "interfaces");
  }

  static Map<String, Map<String, Map<String, PrefixLength>>> addresses(Asked asked) {
    String command = "show ip interface";
    Map<String, Map<String, Map<String, PrefixLength>>> addresses = new LinkedHashMap<>();
    JsonNode ipv4 = EosJson.part(EosJson.of(asked, command), command, "interfaces");
    for (var entry : ipv4.properties()) {
      var families = families(addresses, entry.getKey());
      var found = Collect.inner(families, "ipv4");
      JsonNode told = entry.getValue().path("interfaceAddress");
      JsonNode primary = told.path("primaryIp");
      if (!primary.path("address").asString("0.0.0.0").equals("0.0.0.0")) {
        addIpv4(found, primary);
      }
      told.path("secondaryIpsOrderedList").forEach(secondary -> addIpv4(found, secondary));
    }
    // A device without IPv6 refuses the command or answers with an error.
    EosJson.ifKnown(asked, "show ipv6 interface")
        .ifPresent(
            output ->
                output
                    .path("interfaces")
                    .properties()
                    .forEach(
                        entry ->
                            addIpv6(
                                Collect.inner(families(addresses, entry.getKey()), "ipv6"),
                                entry.getValue())));
    return addresses;
  }

  private static Map<String, Map<String, PrefixLength>> families(
      Map<String, Map<String, Map<String, PrefixLength>>> addresses, String name) {
    Map<String, Map<String, PrefixLength>> families = Collect.inner(addresses, name);
    Collect.inner(families, "ipv4");
    Collect.inner(families, "ipv6");
    return families;
  }

  private static void addIpv4(Map<String, PrefixLength> found, JsonNode told) {
    IpAddress.parse(told.path("address").asString(""))
        .ifPresent(
            address -> found.putIfAbsent(address, new PrefixLength(told.path("maskLen").asInt(0))));
  }

  private static void addIpv6(Map<String, PrefixLength> found, JsonNode told) {
    addSubnet(found, told.path("linkLocal"));
    told.path("addresses").forEach(address -> addSubnet(found, address));
  }

  private static void addSubnet(Map<String, PrefixLength> found, JsonNode told) {
    String subnet = told.path("subnet").asString("::/0");
    int length = Numbers.small(subnet.substring(subnet.indexOf('/') + 1), 0);
    IpAddress.parse(told.path("address").asString(""))
        .ifPresent(address -> found.putIfAbsent(address, new PrefixLength(length)));
  }

  static Map<String, Optics> optics(Asked asked) {
    String command = "show interfaces transceiver";
    Map<String, Optics> optics = new LinkedHashMap<>();
    JsonNode ports = EosJson.part(EosJson.of(asked, command), command, "interfaces");
    for (var entry : ports.properties()) {
      JsonNode told = entry.getValue();
      var state =
          new Optics.State(
              level(told.path("rxPower")), level(told.path("txPower")), level(told.path("txBias")));
      optics.put(
          entry.getKey(),
          new Optics(new Optics.PhysicalChannels(List.of(new Optics.Channel(0, state)))));
    }
    return optics;
  }

  private static Optics.Level level(JsonNode instant) {
    return new Optics.Level(instant.asDouble(0), 0, 0, 0);
  }
}
