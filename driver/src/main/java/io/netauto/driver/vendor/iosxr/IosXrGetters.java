package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;

/** The getters of Cisco IOS XR. */
public final class IosXrGetters {
  private IosXrGetters() {}

  public static Getters all() {
    return Getters.builder()
        .with(Getter.FACTS, either(XrFactsText::read, XrSystem::facts))
        .with(Getter.INTERFACES, either(XrInterfaceText::states, XrInterfaces::states))
        .with(Getter.INTERFACES_IP, either(XrAddressText::read, XrInterfaces::addresses))
        .with(Getter.INTERFACES_COUNTERS, XrInterfaces::counters)
        .with(Getter.LLDP_NEIGHBORS, XrNeighbors::lldp)
        .with(Getter.LLDP_NEIGHBORS_DETAIL, either(XrLldpDetailText::read, XrNeighbors::lldpDetail))
        .with(Getter.ARP_TABLE, either(XrArpText::read, XrNeighbors::arp))
        .with(Getter.MAC_ADDRESS_TABLE, either(XrMacText::read, XrNeighbors::macAddresses))
        .with(Getter.BGP_NEIGHBORS, either(XrBgpText::read, XrBgp::read))
        .with(Getter.BGP_NEIGHBORS_DETAIL, XrBgpDetail::read)
        .with(Getter.BGP_CONFIG, XrBgpConfig::read)
        .with(Getter.CONFIG, XrSystem::config)
        .with(Getter.ENVIRONMENT, either(XrEnvironmentText::read, IosXrGetters::environment))
        .with(Getter.NTP_PEERS, XrSystem::ntpPeers)
        .with(Getter.NTP_SERVERS, XrSystem::ntpServers)
        .with(Getter.NTP_STATS, XrSystem::ntpStatistics)
        .with(Getter.SNMP_INFORMATION, XrSystem::snmp)
        .with(Getter.USERS, XrSystem::users)
        .with(Getter.ROUTE_TO, XrRoutes::read)
        .build();
  }

  /** Commands are answered in text, all else in XML. */
  private static <T> Getters.Reader<T> either(Getters.Reader<T> text, Getters.Reader<T> xml) {
    return asked -> asked.language() == Commands.Language.CLI ? text.read(asked) : xml.read(asked);
  }

  private static Environment environment(Asked asked) {
    return asked.language() == Commands.Language.NETCONF
        ? XrNetconfEnvironment.read(asked)
        : XrEnvironment.read(asked);
  }
}
