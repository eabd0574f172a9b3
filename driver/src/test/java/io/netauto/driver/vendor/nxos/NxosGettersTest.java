package io.netauto.driver.vendor.nxos;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NxosGettersTest {
  private static final Getters NXOS = NxosGetters.all();

  @Test
  void facts_from_json() {
    Recorded device =
        new Recorded()
            .with(
                "show version | json",
                """
                {"host_name": "leaf-1", "chassis_id": "Nexus9000", "kickstart_ver_str": "9.3(8)",
                 "kern_uptm_days": 1, "kern_uptm_hrs": "2", "kern_uptm_mins": 3, "kern_uptm_secs": 4}
                """)
            .with("show hostname | json", "{\"hostname\": \"leaf-1.example.org\"}")
            .with(
                "show inventory | json",
                """
                {"TABLE_inv": {"ROW_inv": {"name": "\\"Chassis\\"", "serialnum": "FDO1"}}}
                """)
            .with(
                "show interface | json",
                """
                {"TABLE_interface": {"ROW_interface": [{"interface": "mgmt0"}, {"interface": "Ethernet1/1"}]}}
                """);

    assertThat(device.get(NXOS, Getter.FACTS))
        .isEqualTo(
            new Facts(
                "leaf-1",
                "leaf-1.example.org",
                "Cisco",
                "Nexus9000",
                "FDO1",
                "9.3(8)",
                93784,
                List.of("mgmt0", "Ethernet1/1")));
  }

  @Test
  void facts_from_text_when_the_device_has_no_json() {
    Recorded device =
        new Recorded()
            .with(
                "show version",
                """
                  system:    version 6.0(2)N2(4)
                  cisco Nexus 5548 Chassis ("O2 32X10GE/Modular Supervisor")
                Kernel uptime is 0 day(s), 1 hour(s), 2 minute(s), 3 second(s)
                """)
            .with("show hostname", "leaf-1.example.org\n")
            .with("show hosts", "Vrf Name: default Default domain is example.org\n")
            .with(
                "show inventory",
                "NAME: \"Chassis\",  DESCR: \"a\"\nPID: N5K  , VID: V01 ,  SN: SSI1\n")
            .with("show interface status", "-----\nPort  Name\n-----\nEth1/1   --\nmgmt0    --\n");

    assertThat(device.get(NXOS, Getter.FACTS))
        .isEqualTo(
            new Facts(
                "leaf-1",
                "leaf-1.example.org",
                "Cisco",
                "Nexus 5548 Chassis",
                "SSI1",
                "6.0(2)N2(4)",
                3723,
                List.of("Ethernet1/1", "Management0")));
  }

  @Test
  void interfaces_from_json() {
    Recorded device =
        new Recorded()
            .with(
                "show interface | json",
                """
                {"TABLE_interface": {"ROW_interface": [
                 {"interface": "Ethernet1/1", "state": "down", "admin_state": "up", "desc": "\\"x\\"",
                  "eth_hw_addr": "0011.2233.4455", "eth_mtu": "9216", "eth_bw": [10000000, 1],
                  "eth_link_flapped": "00:01:40"},
                 {"interface": "Vlan1", "svi_admin_state": "up", "svi_line_proto": "down",
                  "svi_mac": " 0011.2233.4466 ", "svi_mtu": "1500", "svi_bw": "1000000"}]}}
                """);

    assertThat(device.get(NXOS, Getter.INTERFACES))
        .containsExactly(
            Map.entry(
                "Ethernet1/1",
                new Interface(false, true, "x", 1_699_999_900, 9216, 10000, "00:11:22:33:44:55")),
            Map.entry(
                "Vlan1", new Interface(false, true, "", -1, 1500, 1000, "00:11:22:33:44:66")));
  }

  @Test
  void interfaces_from_text() {
    Recorded device =
        new Recorded()
            .with(
                "show interface",
                """
                Ethernet1/1 is down (Link not connected)
                admin state is up, Dedicated Interface
                  Hardware: 1000/10000 Ethernet, address: 0011.2233.4455 (bia 0011.2233.4455)
                  Description: to the core  MTU 1500 bytes
                  MTU 1500 bytes, BW 10000000 Kbit, DLY 10 usec
                Ethernet101/1/1 is down (Administratively down)
                  MTU 1500 bytes, BW 1000000 Kbit
                nve1 is up
                admin state is up,  Hardware: NVE
                  MTU 9216 bytes
                """);

    assertThat(device.get(NXOS, Getter.INTERFACES))
        .containsExactly(
            Map.entry(
                "Ethernet1/1",
                new Interface(false, true, "to the core", -1, 1500, 10000, "00:11:22:33:44:55")),
            Map.entry("Ethernet101/1/1", new Interface(false, false, "", -1, 1500, 1000, "")),
            Map.entry("nve1", new Interface(true, true, "", -1, 9216, -1, "")));
  }

  @Test
  void borrowed_and_secondary_addresses() {
    Recorded device =
        new Recorded()
            .with(
                "show ip interface | json",
                """
                {"TABLE_intf": [
                 {"ROW_intf": {"intf-name": "lo0", "prefix": "192.0.2.1", "masklen": "32",
                   "TABLE_secondary_address": {"ROW_secondary_address":
                     [{"prefix1": "192.0.2.2", "masklen1": "32"}]}}},
                 {"ROW_intf": {"intf-name": "Eth1/1", "unnum-intf": "lo0"}}]}
                """);

    assertThat(device.get(NXOS, Getter.INTERFACES_IP))
        .isEqualTo(
            Map.of(
                "lo0",
                Map.of(
                    "ipv4",
                    Map.of("192.0.2.1", new PrefixLength(32), "192.0.2.2", new PrefixLength(32))),
                "Eth1/1",
                Map.of("ipv4", Map.of("192.0.2.1", new PrefixLength(32)))));
  }

  @Test
  void addresses_from_text() {
    Recorded device =
        new Recorded()
            .with(
                "show ip interface vrf all",
                """
                IP Interface Status for VRF "default"(1)
                Ethernet1/1, Interface status: protocol-up/link-up/admin-up, iod: 38,
                  IP address: 192.0.2.1, IP subnet: 192.0.2.0/25 route-preference: 0, tag: 0
                mgmt0, Interface status: protocol-up/link-up/admin-up, iod: 2,
                  IP address: none
                """)
            .with(
                "show ipv6 interface vrf all",
                """
                Ethernet1/1, Interface status: protocol-up/link-up/admin-up, iod: 38
                  IPv6 address:
                    2001:db8::1/48 [VALID]
                  IPv6 subnet:  2001:db8::/48
                  IPv6 link-local address: fe80::1 (default) [VALID]
                """);

    assertThat(device.get(NXOS, Getter.INTERFACES_IP))
        .isEqualTo(
            Map.of(
                "Ethernet1/1",
                Map.of(
                    "ipv4",
                    Map.of("192.0.2.1", new PrefixLength(25)),
                    "ipv6",
                    Map.of("2001:db8::1", new PrefixLength(48), "fe80::1", new PrefixLength(64))),
                "mgmt0",
                Map.of("ipv4", Map.of())));
  }

  @Test
  void lldp_neighbours() {
    Recorded device =
        new Recorded()
            .with(
                "show lldp neighbors detail",
                """
                Chassis id: 0011.2233.4455
                Port id: Eth1/2
                Local Port id: Eth1/1
                Port Description: not advertised
                System Name: N/A
                System Description: a switch
                System Capabilities: B, R
                Enabled Capabilities: B
                """);

    assertThat(device.get(NXOS, Getter.LLDP_NEIGHBORS))
        .isEqualTo(Map.of("Ethernet1/1", List.of(new LldpNeighbor("0011.2233.4455", "Eth1/2"))));
  }

  @Test
  void arp_entries_with_marks_and_parts_of_a_second() {
    Recorded device =
        new Recorded()
            .with(
                "show ip arp vrf all | exc INCOMPLETE",
                """
                Flags: * - Adjacencies learnt on non-active FHRP router
                IP ARP Table for all contexts
                Address         Age       MAC Address     Interface
                192.0.2.1       00:02:20  0011.2233.4455  Vlan10          *
                192.0.2.2       0.411797  0011.2233.4466  Vlan10
                192.0.2.3          -      0011.2233.4477  Vlan10
                """);

    assertThat(device.get(NXOS, Getter.ARP_TABLE))
        .containsExactly(
            new ArpEntry("Vlan10", "00:11:22:33:44:55", "192.0.2.1", 140),
            new ArpEntry("Vlan10", "00:11:22:33:44:66", "192.0.2.2", 0.4),
            new ArpEntry("Vlan10", "00:11:22:33:44:77", "192.0.2.3", -1));
  }

  @Test
  void mac_table_with_ports_on_the_next_line() {
    Recorded device =
        new Recorded()
            .with(
                "show mac address-table",
                "   VLAN     MAC Address      Type      age     Secure NTFY Ports\n"
                    + "---------+-----------------+--------+---------+------+----+------\n"
                    + "* 27       0011.2233.4455    dynamic      -       F    F    Po1\n"
                    + "  39       0100.5e00.4b4b    igmp         0       F    F    Po1 Po2\n"
                    + " ".repeat(60)
                    + "Eth1/1\n");

    assertThat(device.get(NXOS, Getter.MAC_ADDRESS_TABLE))
        .containsExactly(
            new MacEntry("00:11:22:33:44:55", "Port-channel1", 27, false, true, -1, -1),
            new MacEntry("01:00:5E:00:4B:4B", "Port-channel1", 39, false, false, -1, -1),
            new MacEntry("01:00:5E:00:4B:4B", "Port-channel2", 39, false, false, -1, -1),
            new MacEntry("01:00:5E:00:4B:4B", "Ethernet1/1", 39, false, false, -1, -1));
  }

  @Test
  void bgp_neighbours_in_json_have_all_their_address_families() {
    String row =
        "{\"neighborid\": \"2001:DB8::4\", \"neighboras\": \"1.10\", \"state\": \"Established\","
            + " \"prefixreceived\": \"%d\"}";
    Recorded device =
        new Recorded()
            .with(
                "show bgp all summary vrf all | json",
                "{\"TABLE_vrf\": {\"ROW_vrf\": {\"vrf-name-out\": \"default\","
                    + " \"vrf-router-id\": \"192.0.2.1\", \"vrf-local-as\": 65001,"
                    + " \"TABLE_af\": {\"ROW_af\": ["
                    + family(1, row.formatted(5))
                    + ", "
                    + family(2, row.formatted(6))
                    + "]}}}}");

    Map<String, BgpNeighbors> all = device.get(NXOS, Getter.BGP_NEIGHBORS);

    assertThat(all).containsOnlyKeys("global");
    assertThat(all.get("global").peers()).containsOnlyKeys("2001:db8::4");
    assertThat(all.get("global").peers().get("2001:db8::4"))
        .satisfies(peer -> assertThat(peer.remoteAs()).isEqualTo(65546))
        .satisfies(peer -> assertThat(peer.isUp()).isTrue())
        .satisfies(peer -> assertThat(peer.addressFamily()).containsOnlyKeys("ipv4", "ipv6"));
  }

  private static String family(int number, String row) {
    return "{\"af-id\": \""
        + number
        + "\", \"TABLE_saf\": {\"ROW_saf\": {\"safi\": \"1\", \"TABLE_neighbor\":"
        + " {\"ROW_neighbor\": "
        + row
        + "}}}}";
  }

  @Test
  void a_bgp_neighbour_that_is_shut_is_not_enabled() {
    Recorded device =
        new Recorded()
            .with(
                "show bgp all summary vrf all",
                """
                BGP summary information for VRF RED, address family IPv4 Unicast
                BGP router identifier 192.0.2.1, local AS number 65001

                Neighbor        V    AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
                192.0.2.2       4 65002       0       0        0    0    0    1d21h Shut (Admin)
                """);

    assertThat(device.get(NXOS, Getter.BGP_NEIGHBORS).get("RED").peers().get("192.0.2.2"))
        .satisfies(peer -> assertThat(peer.isEnabled()).isFalse())
        .satisfies(peer -> assertThat(peer.uptime()).isEqualTo(-1));
  }

  @Test
  void json_that_lacks_what_it_must_have_is_named() {
    Recorded device =
        new Recorded()
            .with(
                "show mac address-table | json",
                """
                {"TABLE_mac_address": {"ROW_mac_address": {"disp_mac_addr": "none"}}}
                """);

    assertThat(device.answer(NXOS, Getter.MAC_ADDRESS_TABLE, Arguments.none()))
        .isEqualTo(
            new Answer.Unreadable<>(
                "show mac address-table | json",
                0,
                "{\"disp_mac_addr\":\"none\"}",
                "\"none\" is no MAC address."));
  }
}
