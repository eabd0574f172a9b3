package io.netauto.driver.getters;

import java.util.List;

/**
 * A neighbour that an interface hears by LLDP, with all that it tells.
 *
 * @param parentInterface the bundle that the interface belongs to, or an empty text
 * @param remoteSystemCapab what the neighbour could do: {@code bridge}, {@code router}, ...
 * @param remoteSystemEnableCapab what the neighbour does
 */
public record LldpNeighborDetail(
    String parentInterface,
    String remotePort,
    String remotePortDescription,
    String remoteChassisId,
    String remoteSystemName,
    String remoteSystemDescription,
    List<String> remoteSystemCapab,
    List<String> remoteSystemEnableCapab) {
  public LldpNeighborDetail {
    remoteSystemCapab = List.copyOf(remoteSystemCapab);
    remoteSystemEnableCapab = List.copyOf(remoteSystemEnableCapab);
  }
}
