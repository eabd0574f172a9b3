package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;

/**
 * The getters of FRRouting. It is a routing daemon on a host: of neighbours by LLDP, bridges and
 * hardware it tells nothing, so the host is asked, in a session that has a shell.
 */
public final class FrrGetters {
  private FrrGetters() {}

  public static Getters all() {
    return Getters.builder()
        .with(Getter.FACTS, FrrFacts::read)
        .with(Getter.INTERFACES, FrrInterfaces::read)
        .with(Getter.INTERFACES_IP, FrrInterfaces::readAddresses)
        .with(Getter.LLDP_NEIGHBORS, FrrLldp::read)
        .with(Getter.LLDP_NEIGHBORS_DETAIL, FrrLldp::readDetail)
        .with(Getter.ARP_TABLE, FrrArp::read)
        .with(Getter.MAC_ADDRESS_TABLE, FrrMacAddresses::read)
        .with(Getter.BGP_NEIGHBORS, FrrBgpNeighbors::read)
        .with(Getter.CONFIG, FrrConfig::read)
        .with(Getter.ENVIRONMENT, FrrEnvironment::read)
        .build();
  }
}
