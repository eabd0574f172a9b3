package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;

/** The getters of Juniper Junos. */
public final class JunosGetters {
  private JunosGetters() {}

  public static Getters all() {
    return Getters.builder()
        .with(Getter.FACTS, JunosFacts::read)
        .with(Getter.INTERFACES, JunosInterfaces::states)
        .with(Getter.INTERFACES_IP, JunosInterfaces::addresses)
        .with(Getter.INTERFACES_COUNTERS, JunosInterfaces::counters)
        .with(Getter.LLDP_NEIGHBORS, JunosNeighbors::lldp)
        .with(Getter.LLDP_NEIGHBORS_DETAIL, JunosNeighbors::lldpDetail)
        .with(Getter.ARP_TABLE, JunosNeighbors::arp)
        .with(Getter.IPV6_NEIGHBORS_TABLE, JunosNeighbors::ipv6)
        .with(Getter.MAC_ADDRESS_TABLE, JunosNeighbors::macAddresses)
        .with(Getter.BGP_NEIGHBORS, JunosBgp::read)
        .with(Getter.BGP_NEIGHBORS_DETAIL, JunosBgpDetail::read)
        .with(Getter.BGP_CONFIG, JunosBgpConfig::read)
        .with(Getter.CONFIG, JunosConfig::read)
        .with(Getter.ENVIRONMENT, JunosEnvironment::read)
        .with(Getter.NTP_PEERS, JunosServices::ntpPeers)
        .with(Getter.NTP_SERVERS, JunosServices::ntpServers)
        .with(Getter.NTP_STATS, JunosServices::ntpStatistics)
        .with(Getter.SNMP_INFORMATION, JunosServices::snmp)
        .with(Getter.USERS, JunosServices::users)
        .with(Getter.OPTICS, JunosServices::optics)
        .with(Getter.ROUTE_TO, JunosRoutes::read)
        .with(Getter.NETWORK_INSTANCES, JunosServices::instances)
        .build();
  }
}
