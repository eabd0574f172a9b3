package io.netauto.driver.vendor.ios;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.BgpPeer.Prefixes;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IosGettersTest {
  private static final Getters IOS = IosGetters.all();

  @Test
  void facts_of_ios_xe() {
    Recorded device =
        new Recorded()
            .with(
                "show version",
                """
                Cisco IOS XE Software, Version 16.03.01
                Cisco IOS Software [Denali], CSR1000V Software (X86_64), Version 16.3.1, RELEASE
                edge-1 uptime is 1 year, 2 weeks, 3 days, 4 hours, 5 minutes
                cisco CSR1000V (VXE) processor (revision VXE) with 2052375K/3075K bytes of memory.
                Processor board ID 9ABCDEF0123
                """)
            .with("show hosts", "Default domain is example.org\n")
            .with(
                "show ip interface brief",
                """
                Any interface listed with OK? value "NO" does not have a valid configuration

                Interface              IP-Address      OK? Method Status                Protocol
                GigabitEthernet1       192.0.2.1       YES NVRAM  up                    up
                Loopback0              unassigned      YES unset  up                    up
                """);

    assertThat(device.get(IOS, Getter.FACTS))
        .isEqualTo(
            new Facts(
                "edge-1",
                "edge-1.example.org",
                "Cisco",
                "CSR1000V",
                "9ABCDEF0123",
                "CSR1000V Software (X86_64), Version 16.3.1, RELEASE",
                33019500,
                List.of("GigabitEthernet1", "Loopback0")));
  }

  @Test
  void interfaces_with_and_without_bandwidth() {
    Recorded device =
        new Recorded()
            .with(
                "show interfaces",
                """
                Load for five secs: 1%/0%; one minute: 1%; five minutes: 1%
                Time source is NTP, 12:00:00.000 UTC Mon Jan 1 2024
                TenGigabitEthernet1/1 is administratively down, line protocol is down (disabled)
                  Hardware is Ten Gigabit, address is 0011.2233.4455 (bia 0011.2233.4455)
                  Description: to the core
                  MTU 9216 bytes, BW 10000000 Kbit/sec, DLY 10 usec,
                Control Plane Interface is up, line protocol is up
                  MTU 1500 bytes, BW 2500 Kbit/sec, DLY 0 usec,
                pseudowire100 is up
                    MTU 1500 bytes, BW not configured
                """);

    assertThat(device.get(IOS, Getter.INTERFACES))
        .containsExactly(
            Map.entry(
                "TenGigabitEthernet1/1",
                new Interface(false, false, "to the core", -1, 9216, 10000, "00:11:22:33:44:55")),
            Map.entry("Control Plane Interface", new Interface(true, true, "", -1, 1500, 2.5, "")),
            Map.entry("pseudowire100", new Interface(true, true, "", -1, 1500, -1, "")));
  }

  @Test
  void addresses_of_both_families() {
    Recorded device =
        new Recorded()
            .with(
                "show ip interface",
                """
                Vlan10 is up, line protocol is up
                  Internet address is 192.0.2.1/24
                  Secondary address 198.51.100.1/28
                Vlan20 is down, line protocol is down
                  Internet protocol processing disabled
                """)
            .with(
                "show ipv6 interface",
                """
                Vlan10 is up, line protocol is up
                  IPv6 is enabled, link-local address is FE80::1
                  Global unicast address(es):
                    2001:DB8:1::1, subnet is 2001:DB8:1::/64
                """);

    assertThat(device.get(IOS, Getter.INTERFACES_IP))
        .isEqualTo(
            Map.of(
                "Vlan10",
                Map.of(
                    "ipv4",
                    Map.of("192.0.2.1", new PrefixLength(24), "198.51.100.1", new PrefixLength(28)),
                    "ipv6",
                    Map.of(
                        "FE80::1", new PrefixLength(10), "2001:DB8:1::1", new PrefixLength(64)))));
  }

  @Test
  void neighbours_of_an_old_system_take_their_interface_from_the_short_table() {
    Recorded device =
        new Recorded()
            .with(
                "show lldp neighbors detail",
                """
                ------------------------------------------------
                Chassis id: 0011.2233.4455
                Port id: Gi0/2
                Port Description - not advertised
                System Name - not advertised

                System Description:
                A switch

                System Capabilities: B,R
                Enabled Capabilities: R
                """)
            .with(
                "show lldp neighbors",
                """
                Device ID           Local Intf     Hold-time  Capability      Port ID
                a-name-of-20-lettersFa0/1          120        R               Gi0/2
                """);

    assertThat(device.get(IOS, Getter.LLDP_NEIGHBORS_DETAIL))
        .isEqualTo(
            Map.of(
                "FastEthernet0/1",
                List.of(
                    new LldpNeighborDetail(
                        "",
                        "Gi0/2",
                        "",
                        "00:11:22:33:44:55",
                        "",
                        "A switch",
                        List.of("bridge", "router"),
                        List.of("router")))));
    assertThat(device.get(IOS, Getter.LLDP_NEIGHBORS))
        .isEqualTo(
            Map.of("FastEthernet0/1", List.of(new LldpNeighbor("00:11:22:33:44:55", "Gi0/2"))));
  }

  @Test
  void arp_of_a_vrf() {
    Recorded device =
        new Recorded()
            .with(
                "show arp vrf RED | exclude Incomplete",
                """
                Protocol  Address          Age (min)  Hardware Addr   Type   Interface
                Internet  192.0.2.1              12   0011.2233.4455  ARPA   Vlan10
                Internet  192.0.2.2               -   0011.2233.4466  ARPA
                """);

    assertThat(device.get(IOS, Getter.ARP_TABLE, new Arguments(Map.of("vrf", "RED"))))
        .containsExactly(
            new ArpEntry("Vlan10", "00:11:22:33:44:55", "192.0.2.1", 12),
            new ArpEntry("", "00:11:22:33:44:66", "192.0.2.2", -1));
  }

  @Test
  void a_line_that_is_no_arp_entry_is_named() {
    Recorded device =
        new Recorded()
            .with(
                "show arp | exclude Incomplete",
                "Protocol  Address\nInternet  192.0.2.1  x  0011.2233.4455  ARPA   Vlan10\n");

    assertThat(device.answer(IOS, Getter.ARP_TABLE, Arguments.none()))
        .isEqualTo(
            new Answer.Unreadable<>(
                "show arp | exclude Incomplete",
                2,
                "Internet  192.0.2.1  x  0011.2233.4455  ARPA   Vlan10",
                "A number was expected where \"x\" stands."));
  }

  @Test
  void a_command_that_is_refused_is_named() {
    assertThat(new Recorded().answer(IOS, Getter.INTERFACES, Arguments.none()))
        .isEqualTo(
            new Answer.Unreadable<>(
                "show interfaces",
                0,
                "% Invalid input detected",
                "The device refuses the command."));
  }

  @Test
  void mac_tables_of_all_families_of_switches() {
    assertThat(
            macs(
                "----\n* 999  0011.2233.4455   dynamic  Yes   0   Po1,Po2\n"
                    + " ".repeat(51)
                    + "Po3\n"))
        .containsExactly(mac("Po1", 999, false), mac("Po2", 999, false), mac("Po3", 999, false));
    assertThat(macs("----\nR N/A  0011.2233.4455   static   No   -   Router\n"))
        .containsExactly(mac("", 0, true));
    assertThat(macs("----\n 999  0011.2233.4455   dynamic ip,ipx   Port-channel1\n"))
        .containsExactly(mac("Port-channel1", 999, false));
    assertThat(macs("----\nFa6/1  0011.2233.4455   dynamic ip   --\n"))
        .containsExactly(mac("FastEthernet6/1", -1, false));
    assertThat(macs("----\n All    0011.2233.4455    STATIC      CPU\nTotal Mac Addresses: 1\n"))
        .containsExactly(mac("", 0, true));
    assertThat(
            macs(
                "EHWIC: 0\nDestination Address  Address Type  VLAN  Destination Port\n"
                    + "-------------------\n0011.2233.4455   Dynamic   1   Gi0/1\nEHWIC: 1\n"))
        .containsExactly(mac("Gi0/1", 1, false));
  }

  private static List<MacEntry> macs(String table) {
    return new Recorded().with("show mac address-table", table).get(IOS, Getter.MAC_ADDRESS_TABLE);
  }

  private static MacEntry mac(String port, int vlan, boolean isStatic) {
    return new MacEntry("00:11:22:33:44:55", port, vlan, isStatic, true, -1, -1);
  }

  @Test
  void bgp_neighbours_in_vrfs_and_with_long_addresses() {
    String heading =
        "BGP router identifier 192.0.2.1, local AS number 1.10\n"
            + "Neighbor V AS MsgRcvd MsgSent TblVer InQ OutQ Up/Down State/PfxRcd\n";
    Recorded device =
        new Recorded()
            .with(
                "show bgp all summary",
                "For address family: IPv4 Unicast\n"
                    + heading
                    + "192.0.2.2       4 65002  10 10  1 0 0 never    Idle (Admin)\n"
                    + "\nFor address family: IPv6 Unicast\n"
                    + heading
                    + "2001:DB8::4\n                4 65004  10 10  1 0 0 8w0d     77\n"
                    + "\nFor address family: VPNv4 Unicast\n"
                    + heading
                    + "*203.0.113.7    4 65007  10 10  1 0 0 00:01:00 5\n")
            .with("show bgp ipv4 unicast neighbors", session("192.0.2.2,", "Idle", "IPv4 Unicast"))
            .with(
                "show bgp ipv6 unicast neighbors",
                session("2001:DB8::4,", "Established", "IPv6 Unicast"))
            .with(
                "show bgp vpnv4 unicast all neighbors",
                session("203.0.113.7,  vrf RED,", "Established", "VPNv4 Unicast"));

    Map<String, BgpNeighbors> all = device.get(IOS, Getter.BGP_NEIGHBORS);

    assertThat(all).containsOnlyKeys("global", "RED");
    assertThat(all.get("global").peers())
        .containsExactly(
            Map.entry(
                "192.0.2.2",
                new BgpPeer(
                    65546,
                    65002,
                    "192.0.2.9",
                    false,
                    false,
                    "a peer",
                    -1,
                    Map.of("ipv4 unicast", new Prefixes(-1, -1, -1)))),
            Map.entry(
                "2001:db8::4",
                new BgpPeer(
                    65546,
                    65004,
                    "192.0.2.9",
                    true,
                    true,
                    "a peer",
                    8 * 7 * 86400,
                    Map.of("ipv6 unicast", new Prefixes(4, 4, 3)))));
    assertThat(all.get("RED").peers()).containsOnlyKeys("203.0.113.7");
    assertThat(all.get("RED").routerId()).isEqualTo("192.0.2.1");
  }

  private static String session(String neighbor, String state, String family) {
    return """
    BGP neighbor is %s  remote AS 65000, external link
     Description: a peer
      BGP version 4, remote router ID 192.0.2.9
      BGP state = %s, up for 00:01:00
     For address family: %s
        Prefixes Current:               3          4 (Consumes 80 bytes)
      Local Policy Denied Prefixes:    --------    -------
    """
        .formatted(neighbor, state, family);
  }

  @Test
  void environment_with_a_sensor_above_its_limit() {
    Recorded device =
        new Recorded()
            .with("show proc cpu", "CPU utilization for five seconds: 5%/0%; one minute: 6%; five")
            .with(
                "show memory statistics",
                """
                                Head    Total(b)     Used(b)     Free(b)   Lowest(b)  Largest(b)
                Processor  FF89570010   1000   400   600   574894944   577041700
                 lsmpi_io  FF888CE1A8   100   90   10   824   412
                """)
            .with(
                "show env temperature status",
                """
                Inlet Temperature Value: 50 Degree Celsius
                Yellow Threshold : 46 Degree Celsius
                Red Threshold : 56 Degree Celsius
                """);

    Environment environment = device.get(IOS, Getter.ENVIRONMENT);

    assertThat(environment.cpu()).containsExactly(Map.entry("0", new Environment.Cpu(6)));
    assertThat(environment.memory()).isEqualTo(new Environment.Memory(1100, 490));
    assertThat(environment.temperature())
        .containsExactly(Map.entry("inlet", new Environment.Temperature(50, true, false)));
  }

  @Test
  void only_the_configuration_asked_for_is_read() {
    Recorded device =
        new Recorded()
            .with(
                "show running-config",
                "Building configuration...\n\nCurrent configuration : 7 bytes\nhostname a\nend\n");

    assertThat(
            device.get(IOS, Getter.CONFIG, new Arguments(Map.of("retrieve", "running"))).running())
        .isEqualTo("hostname a\nend");
    assertThat(device.asked()).containsExactly("show running-config");
  }
}
