package io.netauto.driver.getters;

import java.util.List;

/**
 * Who a device is.
 *
 * @param uptime seconds, -1 when unknown
 * @param fqdn the host name with the domain, or a text that says it is unknown
 */
public record Facts(
    String hostname,
    String fqdn,
    String vendor,
    String model,
    String serialNumber,
    String osVersion,
    double uptime,
    List<String> interfaceList) {
  public Facts {
    interfaceList = List.copyOf(interfaceList);
  }
}
