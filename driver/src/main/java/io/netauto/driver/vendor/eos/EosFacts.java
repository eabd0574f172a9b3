package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.vendor.NaturalOrder;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Who the device is; the uptime is counted from the time it started. */
final class EosFacts {
  private EosFacts() {}

  static Facts read(Asked asked) {
    JsonNode version = EosJson.of(asked, "show version");
    JsonNode hostname = EosJson.of(asked, "show hostname");
    JsonNode interfaces =
        EosJson.part(EosJson.of(asked, "show interfaces"), "show interfaces", "interfaces");
    List<String> names =
        interfaces.propertyNames().stream()
            .filter(name -> name.indexOf('.') < 0)
            .sorted(NaturalOrder.OF_NAMES)
            .toList();
    String host = hostname.path("hostname").asString("");
    return new Facts(
        host,
        hostname.path("fqdn").asString(host),
        "Arista",
        EosJson.part(version, "show version", "modelName").asString(""),
        version.path("serialNumber").asString(""),
        version.path("internalVersion").asString(version.path("version").asString("")),
        uptime(asked, version),
        names);
  }

  private static double uptime(Asked asked, JsonNode version) {
    JsonNode started = version.path("bootupTimestamp");
    return started.isNumber()
        ? asked.now().toEpochMilli() / 1000.0 - started.doubleValue()
        : version.path("uptime").asDouble(-1);
  }
}
