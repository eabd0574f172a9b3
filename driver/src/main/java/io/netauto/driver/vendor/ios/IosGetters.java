package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;

/** The getters of Cisco IOS and IOS XE. */
public final class IosGetters {
  private IosGetters() {}

  public static Getters all() {
    return Getters.builder()
        .with(Getter.FACTS, IosFacts::read)
        .with(Getter.INTERFACES, IosInterfaces::read)
        .with(Getter.INTERFACES_COUNTERS, IosCounters::read)
        .with(Getter.INTERFACES_IP, IosAddresses::read)
        .with(Getter.LLDP_NEIGHBORS, IosLldp::readShort)
        .with(Getter.LLDP_NEIGHBORS_DETAIL, IosLldp::read)
        .with(Getter.ARP_TABLE, IosNeighborTables::readArp)
        .with(Getter.IPV6_NEIGHBORS_TABLE, IosNeighborTables::readIpv6)
        .with(Getter.MAC_ADDRESS_TABLE, IosMacTable::read)
        .with(Getter.BGP_NEIGHBORS, IosBgpNeighbors::read)
        .with(Getter.BGP_NEIGHBORS_DETAIL, IosBgpDetail::read)
        .with(Getter.BGP_CONFIG, IosBgpConfig::read)
        .with(Getter.CONFIG, IosConfig::read)
        .with(Getter.ENVIRONMENT, IosEnvironment::read)
        .with(Getter.NTP_PEERS, IosNtp::readPeers)
        .with(Getter.NTP_SERVERS, IosNtp::readServers)
        .with(Getter.NTP_STATS, IosNtp::readStatistics)
        .with(Getter.VLANS, IosVlans::read)
        .with(Getter.SNMP_INFORMATION, IosSnmp::read)
        .with(Getter.USERS, IosUsers::read)
        .with(Getter.OPTICS, IosOptics::read)
        .with(Getter.NETWORK_INSTANCES, IosNetworkInstances::read)
        .build();
  }
}
