package io.netauto.driver.vendor.ios;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.BgpGroup;
import io.netauto.driver.getters.BgpPeerDetail;
import io.netauto.driver.getters.Counters;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.Ipv6Neighbor;
import io.netauto.driver.getters.NtpStatistic;
import io.netauto.driver.getters.Recorded;
import io.netauto.driver.getters.Snmp;
import io.netauto.driver.getters.Snmp.Community;
import io.netauto.driver.getters.User;
import io.netauto.driver.getters.Vlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IosSmallGettersTest {
  private static final Getters IOS = IosGetters.all();

  @Test
  void counters_with_the_drops_of_the_summary() {
    Recorded device =
        new Recorded()
            .with(
                "show interfaces",
                """
                TenGigabitEthernet1/1 is up, line protocol is up
                     14028 packets input, 1766902 bytes, 0 no buffer
                     Received 338 broadcasts (27 IP multicasts)
                     3 input errors, 0 CRC, 0 frame, 0 overrun, 0 ignored
                     9446 packets output, 1379617 bytes, 0 underruns
                     4 output errors, 0 collisions, 0 interface resets
                Vlan1 is up, line protocol is up
                """)
            .with(
                "show interface summary",
                """
                  Interface               IHQ    IQD    OHQ    OQD    RXBS  RXPS  TXBS  TXPS  TRTL
                * Te1/1                     0      5      0      6      0     0     0     0     0
                """);

    assertThat(device.get(IOS, Getter.INTERFACES_COUNTERS))
        .containsExactly(
            Map.entry(
                "TenGigabitEthernet1/1",
                new Counters(4, 3, 6, 5, 1379617, 1766902, 9446, 14028, -1, 27, -1, 338)),
            Map.entry("Vlan1", new Counters(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)));
  }

  @Test
  void ipv6_neighbours() {
    Recorded device =
        new Recorded()
            .with(
                "show ipv6 neighbors",
                """
                IPv6 Address                              Age Link-layer Addr State Interface
                2001:DB8::A                                 - 0011.2233.4455  REACH Gi1
                FE80::B                                    12 -               INCMP Gi2
                """);

    assertThat(device.get(IOS, Getter.IPV6_NEIGHBORS_TABLE))
        .containsExactly(
            new Ipv6Neighbor("Gi1", "00:11:22:33:44:55", "2001:db8::a", -1, "REACH"),
            new Ipv6Neighbor("Gi2", "", "fe80::b", 12, "INCMP"));
  }

  @Test
  void ntp() {
    Recorded device =
        new Recorded()
            .with(
                "show ntp associations",
                """

                  address         ref clock       st   when   poll reach  delay  offset   disp
                *~192.0.2.1       198.51.100.1     3     54   1024   377  1.186   0.122 18.659
                 ~192.0.2.2       .INIT.          16      -     64     0  0.000   0.000 15937.
                 * sys.peer, # selected, + candidate, - outlyer, x falseticker, ~ configured
                """)
            .with(
                "show run | include ntp server",
                "ntp server 192.0.2.1\nntp server vrf Mgmt 192.0.2.2 prefer\n");

    assertThat(device.get(IOS, Getter.NTP_STATS))
        .containsExactly(
            new NtpStatistic(
                "192.0.2.1", "198.51.100.1", true, 3, "-", "54", 1024, 377, 1.186, 0.122, 18.659),
            new NtpStatistic("192.0.2.2", ".INIT.", false, 16, "-", "-", 64, 0, 0, 0, 15937));
    assertThat(device.get(IOS, Getter.NTP_PEERS)).containsOnlyKeys("192.0.2.1", "192.0.2.2");
    assertThat(device.get(IOS, Getter.NTP_SERVERS)).containsOnlyKeys("192.0.2.1", "192.0.2.2");
  }

  @Test
  void vlans_where_only_each_one_can_be_asked_for() {
    Recorded device =
        new Recorded()
            .with("show vlan brief", "1    default      active    Fa0/1\n20   a b    active\n")
            .with("show vlan id 1", "1    default   active    Fa0/1, Gi0/1\n          Gi0/2\n")
            .with(
                "show vlan id 20",
                "20   a b   active    Po1,\n" + " ".repeat(48) + "Po2\n\n1   enet  1\n");

    assertThat(device.get(IOS, Getter.VLANS))
        .isEqualTo(
            Map.of(
                "1", new Vlan("default", List.of("FastEthernet0/1", "GigabitEthernet0/1")),
                "20", new Vlan("a b", List.of("Port-channel1", "Port-channel2"))));
  }

  @Test
  void snmp_without_a_configured_chassis() {
    Recorded device =
        new Recorded()
            .with(
                "show run | include snmp-server",
                "snmp-server community a RO 11\n"
                    + "snmp-server community b\n"
                    + "snmp-server location x y\n")
            .with("show snmp chassis", "FOC1\n");

    assertThat(device.get(IOS, Getter.SNMP_INFORMATION))
        .isEqualTo(
            new Snmp(
                "FOC1",
                Map.of("a", new Community("11", "ro"), "b", new Community("N/A", "N/A")),
                "unknown",
                "x y"));
  }

  @Test
  void users_with_their_keys() {
    Recorded device =
        new Recorded()
            .with(
                "show run | section username",
                """
                username ann privilege 15 secret 9 $9$a
                username bob
                  username ann
                   key-hash ssh-rsa 0123456789ABCDEF
                """);

    assertThat(device.get(IOS, Getter.USERS))
        .isEqualTo(
            Map.of(
                "ann", new User(15, "$9$a", List.of("ssh-rsa 0123456789ABCDEF")),
                "bob", new User(1, "", List.of())));
  }

  @Test
  void a_transceiver_that_is_switched_off() {
    Recorded device =
        new Recorded()
            .with(
                "show interfaces transceiver",
                """
                Port       (Celsius)    (Volts)  (dBm)     (dBm)
                ---------  -----------  -------  --------  --------
                Te1/0/1      34.6       3.29      N/A      -3.5
                """);

    assertThat(
            device
                .get(IOS, Getter.OPTICS)
                .get("TenGigabitEthernet1/0/1")
                .physicalChannels()
                .channel()
                .getFirst()
                .state())
        .satisfies(state -> assertThat(state.outputPower().instant()).isEqualTo(-100))
        .satisfies(state -> assertThat(state.inputPower().instant()).isEqualTo(-3.5));
  }

  @Test
  void network_instances() {
    Recorded device =
        new Recorded()
            .with("show ip interface brief", "Interface   IP-Address\nGi1   192.0.2.1\nGi2  a\n")
            .with(
                "show vrf detail",
                """
                VRF Mgmt (VRF Id = 1); default RD 65000:1; default VPNID <not set>
                  Interfaces:
                    Gi2
                Address family ipv4 unicast (Table ID = 0x1):
                  No import route-map
                """);

    assertThat(device.get(IOS, Getter.NETWORK_INSTANCES).get("Mgmt"))
        .satisfies(vrf -> assertThat(vrf.state().routeDistinguisher()).isEqualTo("65000:1"))
        .satisfies(vrf -> assertThat(vrf.interfaces().byName()).containsOnlyKeys("Gi2"));
    assertThat(device.get(IOS, Getter.NETWORK_INSTANCES).get("default").interfaces().byName())
        .containsOnlyKeys("Gi1", "Gi2");
  }

  @Test
  void details_of_a_bgp_neighbour_are_those_of_its_first_family() {
    Recorded device =
        new Recorded()
            .with(
                "show ip bgp all sum",
                """
                For address family: IPv6 Unicast
                BGP router identifier 192.0.2.1, local AS number 65001
                Neighbor        V  AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
                2001:DB8::2     4  65002  10  20  1    0    7 1d11h       6
                """)
            .with(
                "show ip bgp ipv6 unicast neigh 2001:DB8::2",
                """
                BGP neighbor is 2001:DB8::2,  vrf RED,  remote AS 65002, external link
                  BGP version 4, remote router ID 192.0.2.2
                  BGP state = Established, up for 1d11h
                  Last read 00:00:00, last write 00:00:20, hold time is 90, keepalive interval is 30 seconds
                    Four-octets ASN Capability: advertised
                    Updates:               25         26
                    Total:                 27         28
                 For address family: IPv6 Unicast
                  Route map for incoming advertisements is IN
                    Prefixes Current:               7          8 (Consumes 1 bytes)
                    Used as bestpath:             n/a          5
                    Total:                          9          2
                 For address family: IPv4 Unicast
                  Route map for outgoing advertisements is OTHER
                  Connections established 1; dropped 3
                Connection state is ESTAB, I/O status: 1, unread input bytes: 0
                Local host: 2001:DB8::1, Local port: 26678
                Foreign host: 2001:DB8::2, Foreign port: 179
                """);

    BgpPeerDetail detail =
        device.get(IOS, Getter.BGP_NEIGHBORS_DETAIL).get("RED").get(65002L).getFirst();

    assertThat(detail)
        .isEqualTo(
            new BgpPeerDetail(
                true,
                65001,
                65002,
                "192.0.2.2",
                "2001:db8::1",
                "RED",
                false,
                26678,
                "2001:db8::2",
                179,
                false,
                false,
                false,
                "IN",
                "",
                28,
                27,
                26,
                25,
                7,
                "Established",
                "",
                "",
                true,
                false,
                90,
                0,
                30,
                0,
                5,
                10,
                8,
                2,
                7,
                0));
  }

  @Test
  void bgp_configuration_by_peer_group() {
    Recorded device =
        new Recorded()
            .with(
                "show running-config",
                """
                router bgp 65001
                 neighbor PEERS peer-group
                 neighbor PEERS remote-as 65001
                 neighbor 192.0.2.2 peer-group PEERS
                 neighbor 192.0.2.2 description the other one
                 !
                 address-family ipv4
                  neighbor 192.0.2.2 activate
                  neighbor 192.0.2.2 next-hop-self
                  neighbor 192.0.2.2 maximum-prefix 100 80 restart 5
                 exit-address-family
                 !
                 address-family ipv4 vrf RED
                  neighbor 192.0.2.9 remote-as 65009
                 exit-address-family
                !
                ip prefix-list neighbor
                """);

    Map<String, BgpGroup> groups = device.get(IOS, Getter.BGP_CONFIG);

    assertThat(groups).containsOnlyKeys("PEERS");
    BgpGroup group = groups.get("PEERS");
    assertThat(group.type()).isEqualTo("internal");
    assertThat(group.neighbors()).containsOnlyKeys("192.0.2.2");
    assertThat(group.neighbors().get("192.0.2.2"))
        .satisfies(peer -> assertThat(peer.description()).isEqualTo("the other one"))
        .satisfies(peer -> assertThat(peer.nhs()).isTrue())
        .satisfies(
            peer ->
                assertThat(peer.prefixLimit().toString())
                    .contains("inet", "unicast", "100", "80", "5"));
  }
}
