package io.netauto.driver.vendor.nxos;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Counters;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.Recorded;
import io.netauto.driver.getters.Snmp;
import io.netauto.driver.getters.Snmp.Community;
import io.netauto.driver.getters.User;
import io.netauto.driver.getters.Vlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NxosSmallGettersTest {
  private static final Getters NXOS = NxosGetters.all();

  @Test
  void vlans_with_ranges_of_ports() {
    Recorded device =
        new Recorded()
            .with(
                "show vlan brief | json",
                """
                {"TABLE_vlanbriefxbrief": {"ROW_vlanbriefxbrief": [
                  {"vlanshowbr-vlanid": 5, "vlanshowbr-vlanname": "a",
                   "vlanshowplist-ifidx": ["port-channel1-2,Ethernet1/9", "Ethernet101/1/1-2"]},
                  {"vlanshowbr-vlanid": "6", "vlanshowbr-vlanname": "b"}]}}
                """);

    assertThat(device.get(NXOS, Getter.VLANS))
        .isEqualTo(
            Map.of(
                "5",
                new Vlan(
                    "a",
                    List.of(
                        "Port-channel1",
                        "Port-channel2",
                        "Ethernet1/9",
                        "Ethernet101/1/1",
                        "Ethernet101/1/2")),
                "6",
                new Vlan("b", List.of(""))));
  }

  @Test
  void ntp_from_json_and_text() {
    Recorded json =
        new Recorded()
            .with(
                "show ntp peers | json",
                """
                {"TABLE_peers": {"ROW_peers": [{"PeerIPAddress": " 192.0.2.1 ", "serv_peer": "Server"},
                 {"PeerIPAddress": "2001:DB8::1", "serv_peer": "Peer"}]}}
                """);
    Recorded text =
        new Recorded()
            .with(
                "show ntp peer-status",
                """
                Total peers : 1
                    remote               local                 st   poll   reach delay   vrf
                -----------------------------------------------------------------------
                *192.0.2.1              192.0.2.9              10   64     377   0.10475 management
                """);

    assertThat(json.get(NXOS, Getter.NTP_SERVERS)).containsOnlyKeys("192.0.2.1");
    assertThat(json.get(NXOS, Getter.NTP_PEERS)).containsOnlyKeys("2001:db8::1");
    assertThat(text.get(NXOS, Getter.NTP_STATS).getFirst())
        .satisfies(statistic -> assertThat(statistic.isSynchronized()).isTrue())
        .satisfies(statistic -> assertThat(statistic.stratum()).isEqualTo(10))
        .satisfies(statistic -> assertThat(statistic.delay()).isEqualTo(0.10475));
  }

  @Test
  void communities_and_accounts_of_the_configuration() {
    Recorded device =
        new Recorded()
            .with(
                "show running-config",
                """
                username ann password 5 $5$x  role network-admin
                username ann role priv-3
                username ann sshkey ssh-rsa AAAAB3 ann@host
                snmp-server contact me
                snmp-server community c group network-operator
                snmp-server community c use-acl LIST
                """);

    assertThat(device.get(NXOS, Getter.USERS))
        .isEqualTo(Map.of("ann", new User(15, "$5$x", List.of("AAAAB3"))));
    assertThat(device.get(NXOS, Getter.SNMP_INFORMATION))
        .isEqualTo(new Snmp("", Map.of("c", new Community("LIST", "network-operator")), "me", ""));
  }

  @Test
  void counters() {
    Recorded device =
        new Recorded()
            .with(
                "show interface counters detailed | json",
                """
                {"TABLE_interface": {"ROW_interface": [{"interface": "Ethernet1/1", "eth_inucast": "1",
                  "eth_outbytes": "2"}, {"interface": "Vlan1", "svi_ucast_pkts_in": "3"}]}}
                """)
            .with(
                "show interface | json",
                """
                {"TABLE_interface": {"ROW_interface": {"interface": "Ethernet1/1", "eth_inerr": "4",
                  "eth_outdiscard": "5"}}}
                """);

    assertThat(device.get(NXOS, Getter.INTERFACES_COUNTERS))
        .isEqualTo(Map.of("Ethernet1/1", new Counters(0, 4, 5, 0, 2, 0, 0, 1, 0, 0, 0, 0)));
  }

  @Test
  void network_instances() {
    Recorded device =
        new Recorded()
            .with(
                "show vrf detail | json",
                """
                {"TABLE_vrf": {"ROW_vrf": [{"vrf_name": "default", "rd": "0:0"},
                  {"vrf_name": "RED", "rd": "65000:1"}]}}
                """)
            .with(
                "show vrf interface | json",
                """
                {"TABLE_if": {"ROW_if": {"vrf_name": "RED", "if_name": "Ethernet1/1"}}}
                """);

    assertThat(device.get(NXOS, Getter.NETWORK_INSTANCES).get("RED"))
        .satisfies(vrf -> assertThat(vrf.type()).isEqualTo("L3VRF"))
        .satisfies(vrf -> assertThat(vrf.state().routeDistinguisher()).isEqualTo("65000:1"))
        .satisfies(vrf -> assertThat(vrf.interfaces().byName()).containsOnlyKeys("Ethernet1/1"));
  }
}
