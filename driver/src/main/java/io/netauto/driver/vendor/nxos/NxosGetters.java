package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;

/** The getters of Cisco NX-OS. */
public final class NxosGetters {
  private NxosGetters() {}

  public static Getters all() {
    return Getters.builder()
        .with(Getter.FACTS, NxosFacts::read)
        .with(Getter.INTERFACES, NxosInterfaces::read)
        .with(Getter.INTERFACES_COUNTERS, NxosCounters::read)
        .with(Getter.INTERFACES_IP, NxosAddresses::read)
        .with(Getter.LLDP_NEIGHBORS, NxosLldp::readShort)
        .with(Getter.LLDP_NEIGHBORS_DETAIL, NxosLldp::read)
        .with(Getter.ARP_TABLE, NxosArpTable::read)
        .with(Getter.MAC_ADDRESS_TABLE, NxosMacTable::read)
        .with(Getter.BGP_NEIGHBORS, NxosBgpNeighbors::read)
        .with(Getter.CONFIG, NxosConfig::read)
        .with(Getter.ENVIRONMENT, NxosEnvironment::read)
        .with(Getter.NTP_PEERS, NxosNtp::readPeers)
        .with(Getter.NTP_SERVERS, NxosNtp::readServers)
        .with(Getter.NTP_STATS, NxosNtp::readStatistics)
        .with(Getter.VLANS, NxosVlans::read)
        .with(Getter.SNMP_INFORMATION, NxosAccounts::readSnmp)
        .with(Getter.USERS, NxosAccounts::readUsers)
        .with(Getter.NETWORK_INSTANCES, NxosNetworkInstances::read)
        .build();
  }
}
