package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;

/** The getters of Arista EOS. */
public final class EosGetters {
  private EosGetters() {}

  public static Getters all() {
    return Getters.builder()
        .with(Getter.FACTS, EosFacts::read)
        .with(Getter.INTERFACES, EosInterfaces::states)
        .with(Getter.INTERFACES_IP, EosInterfaces::addresses)
        .with(Getter.INTERFACES_COUNTERS, EosInterfaces::counters)
        .with(Getter.LLDP_NEIGHBORS, EosNeighbors::lldp)
        .with(Getter.LLDP_NEIGHBORS_DETAIL, EosNeighbors::lldpDetail)
        .with(Getter.ARP_TABLE, EosNeighbors::arp)
        .with(Getter.MAC_ADDRESS_TABLE, EosNeighbors::macAddresses)
        .with(Getter.BGP_NEIGHBORS, EosBgpNeighbors::read)
        .with(Getter.BGP_NEIGHBORS_DETAIL, EosBgpDetail::read)
        .with(Getter.BGP_CONFIG, EosBgpConfig::read)
        .with(Getter.CONFIG, EosConfig::read)
        .with(Getter.ENVIRONMENT, EosEnvironment::read)
        .with(Getter.NTP_STATS, EosServices::ntp)
        .with(Getter.VLANS, EosServices::vlans)
        .with(Getter.SNMP_INFORMATION, EosServices::snmp)
        .with(Getter.USERS, EosServices::users)
        .with(Getter.OPTICS, EosInterfaces::optics)
        .with(Getter.ROUTE_TO, EosRoutes::read)
        .with(Getter.NETWORK_INSTANCES, EosVrfs::instances)
        .build();
  }
}
