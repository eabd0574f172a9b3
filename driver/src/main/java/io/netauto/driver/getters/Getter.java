package io.netauto.driver.getters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question that can be put to a device of any vendor, and the type of its answer. The names are
 * NAPALM's, without {@code get_}.
 *
 * @param <T> the answer
 */
@SuppressWarnings("UnusedTypeParameter") // it ties the answer and the reader to the getter
public final class Getter<T> {
  private static final Map<String, Getter<?>> ALL = new LinkedHashMap<>();

  public static final Getter<Facts> FACTS = of("facts");
  public static final Getter<Map<String, Interface>> INTERFACES = of("interfaces");

  /** By interface, then {@code ipv4} or {@code ipv6}, then address. */
  public static final Getter<Map<String, Map<String, Map<String, PrefixLength>>>> INTERFACES_IP =
      of("interfaces_ip");

  public static final Getter<Map<String, Counters>> INTERFACES_COUNTERS = of("interfaces_counters");
  public static final Getter<Map<String, List<LldpNeighbor>>> LLDP_NEIGHBORS = of("lldp_neighbors");
  public static final Getter<Map<String, List<LldpNeighborDetail>>> LLDP_NEIGHBORS_DETAIL =
      of("lldp_neighbors_detail");

  /** Takes the argument {@code vrf}. */
  public static final Getter<List<ArpEntry>> ARP_TABLE = of("arp_table");

  public static final Getter<List<Ipv6Neighbor>> IPV6_NEIGHBORS_TABLE = of("ipv6_neighbors_table");
  public static final Getter<List<MacEntry>> MAC_ADDRESS_TABLE = of("mac_address_table");

  /** By VRF; the default one is {@code global}. */
  public static final Getter<Map<String, BgpNeighbors>> BGP_NEIGHBORS = of("bgp_neighbors");

  /** By VRF, then the number of the neighbour's AS. */
  public static final Getter<Map<String, Map<Long, List<BgpPeerDetail>>>> BGP_NEIGHBORS_DETAIL =
      of("bgp_neighbors_detail");

  /** By group. */
  public static final Getter<Map<String, BgpGroup>> BGP_CONFIG = of("bgp_config");

  /** Takes the arguments {@code retrieve}, {@code full} and {@code sanitized}. */
  public static final Getter<Config> CONFIG = of("config");

  public static final Getter<Environment> ENVIRONMENT = of("environment");
  public static final Getter<Map<String, NtpPeer>> NTP_PEERS = of("ntp_peers");
  public static final Getter<Map<String, NtpPeer>> NTP_SERVERS = of("ntp_servers");
  public static final Getter<List<NtpStatistic>> NTP_STATS = of("ntp_stats");

  /** By number. */
  public static final Getter<Map<String, Vlan>> VLANS = of("vlans");

  public static final Getter<Snmp> SNMP_INFORMATION = of("snmp_information");

  /** By name. */
  public static final Getter<Map<String, User>> USERS = of("users");

  /** By interface. */
  public static final Getter<Map<String, Optics>> OPTICS = of("optics");

  /** By prefix. Takes the arguments {@code destination}, {@code protocol} and {@code longer}. */
  public static final Getter<Map<String, List<Route>>> ROUTE_TO = of("route_to");

  /** By name. */
  public static final Getter<Map<String, NetworkInstance>> NETWORK_INSTANCES =
      of("network_instances");

  private final String name;

  private Getter(String name) {
    this.name = name;
  }

  private static <T> Getter<T> of(String name) {
    Getter<T> getter = new Getter<>(name);
    ALL.put(name, getter);
    return getter;
  }

  public String name() {
    return name;
  }

  /** All getters, the most asked ones first. */
  public static List<Getter<?>> all() {
    return List.copyOf(ALL.values());
  }

  /** The getter of this name, e.g. {@code lldp_neighbors}. */
  public static Optional<Getter<?>> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  @Override
  public String toString() {
    return name;
  }
}
