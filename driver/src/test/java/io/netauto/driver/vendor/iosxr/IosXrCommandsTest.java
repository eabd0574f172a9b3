package io.netauto.driver.vendor.iosxr;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.Config;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** IOS XR asked by commands, as a session does. */
class IosXrCommandsTest {

  @Test
  void the_running_configuration_is_told_without_its_headings() {
    Recorded device =
        new Recorded()
            .with(
                "show running-config",
                """
                Wed Mar 14 12:31:28.607 UTC
                Building configuration...
                !! IOS XR Configuration 7.3.3
                hostname xr1
                """);

    assertThat(device.get(IosXrGetters.all(), Getter.CONFIG))
        .isEqualTo(new Config("\n\nhostname xr1\n", "", ""));
  }

  @Test
  void a_neighbor_without_capabilities_keeps_its_port() {
    Recorded device =
        new Recorded()
            .with(
                "show lldp neighbors",
                """
                Device ID       Local Intf          Hold-time  Capability     Port ID
                printer         TenGigE0/0/0/1      120                       eth0
                """);

    assertThat(device.get(IosXrGetters.all(), Getter.LLDP_NEIGHBORS))
        .containsEntry("TenGigE0/0/0/1", List.of(new LldpNeighbor("printer", "eth0")));
  }

  @Test
  void nothing_in_xml_is_sent_to_the_command_line() {
    Recorded device = new Recorded();

    Answer<?> answer = device.answer(IosXrGetters.all(), Getter.NTP_PEERS, Arguments.none());

    assertThat(answer).isInstanceOf(Answer.Unreadable.class);
    assertThat(device.asked()).isEmpty();
  }

  @Test
  void a_line_that_is_no_arp_entry_is_named() {
    Recorded device = new Recorded().with("show arp", "192.0.2.2  soon  0011.2233.4455  A  B  C\n");

    assertThat(device.answer(IosXrGetters.all(), Getter.ARP_TABLE, Arguments.none()))
        .isEqualTo(
            new Answer.Unreadable<>(
                "show arp",
                1,
                "192.0.2.2  soon  0011.2233.4455  A  B  C",
                "An age was expected where \"soon\" is."));
  }

  @Test
  void arp_of_a_vrf_is_asked_for_by_its_name() {
    Recorded device =
        new Recorded()
            .with(
                "show arp vrf blue", "192.0.2.2  00:00:07  0011.2233.4455  Dynamic ARPA  BVI10\n");

    assertThat(
            device.get(IosXrGetters.all(), Getter.ARP_TABLE, new Arguments(Map.of("vrf", "blue"))))
        .containsExactly(new ArpEntry("BVI10", "00:11:22:33:44:55", "192.0.2.2", 7));
  }

  @Test
  void facts_of_a_device_without_a_configured_name_and_without_an_inventory() {
    Recorded device =
        new Recorded()
            .with(
                "show version",
                """
                Cisco IOS XR Software, Version 7.10.1 LNT
                cisco 8000 (Intel(R) Xeon(R) CPU D-1633N @ 2.50GHz)
                cisco 8608-SYS (Intel(R) Xeon(R) CPU D-1633N @ 2.50GHz) processor with 64GB of memory
                System uptime is 7 minutes
                """)
            .with("show running-config hostname", "% No such configuration item(s)\n")
            .with("show interfaces", "");

    assertThat(device.get(IosXrGetters.all(), Getter.FACTS))
        .isEqualTo(new Facts("ios", "ios", "Cisco", "8608-SYS", "", "7.10.1", 420, List.of()));
  }

  @Test
  void the_chassis_of_a_32_bit_system_is_asked_for_in_the_administration_plane() {
    Recorded device =
        new Recorded()
            .with("show version", "Cisco IOS XR Software, Version 4.3.4[Default]\n")
            .with(
                "show inventory",
                "NAME: \"module 0/RSP0/CPU0\", DESCR: \"RSP\"\n"
                    + "PID: A9K-RSP440-TR, VID: V05, SN: A\n")
            .with(
                "admin show inventory",
                "NAME: \"chassis ASR-9010-AC\", DESCR: \"10 Slots\"\n"
                    + "PID: ASR-9010-AC, VID: V01, SN: B\n")
            .with("show interfaces", "");

    Facts facts = device.get(IosXrGetters.all(), Getter.FACTS);

    assertThat(facts.model()).isEqualTo("ASR-9010-AC");
    assertThat(facts.serialNumber()).isEqualTo("B");
  }

  @Test
  void a_neighbor_that_describes_itself_by_a_label_of_the_table_does_not_end_its_description() {
    Recorded device =
        new Recorded()
            .with(
                "show lldp neighbors detail",
                """
                Local Interface: Te0/0/0/1
                Chassis id: 0011.2233.4455
                System Name: a
                System Description: first line
                System Name: b
                Local Interface: Te0/0/0/2
                Chassis id: 0011.2233.4466
                """);

    Map<String, List<LldpNeighborDetail>> neighbors =
        device.get(IosXrGetters.all(), Getter.LLDP_NEIGHBORS_DETAIL);

    assertThat(neighbors).containsOnlyKeys("Te0/0/0/1", "Te0/0/0/2");
    LldpNeighborDetail first = neighbors.get("Te0/0/0/1").getFirst();
    assertThat(first.remoteSystemName()).isEqualTo("a");
    assertThat(first.remoteSystemDescription()).isEqualTo("first line\nSystem Name: b");
  }

  @Test
  void bgp_is_asked_for_by_the_shorter_commands_where_the_longer_ones_are_refused() {
    Recorded device =
        new Recorded()
            .with("show bgp summary", "BGP router identifier 192.0.2.1, local AS number 1.10\n")
            .with(
                "show bgp neighbors",
                """
                BGP neighbor is 192.0.2.2
                 Remote AS 1.11, local AS 1.10, external link
                 Remote router ID 192.0.2.2
                  BGP state = Established, up for 02:23:58
                """);

    assertThat(device.get(IosXrGetters.all(), Getter.BGP_NEIGHBORS))
        .isEqualTo(
            Map.of(
                "global",
                new BgpNeighbors(
                    "192.0.2.1",
                    Map.of(
                        "192.0.2.2",
                        new BgpPeer(65546, 65547, "192.0.2.2", true, true, "", 8638, Map.of())))));
  }

  @Test
  void neighbors_of_vrfs_that_are_not_told_are_not_left_out() {
    String command = "show bgp vrf all ipv4 unicast ";
    Recorded device =
        new Recorded()
            .with("show bgp summary", "")
            .with("show bgp neighbors", "")
            .with(command + "summary", "VRF: blue\nBGP router identifier 192.0.2.1\n");

    assertThat(device.answer(IosXrGetters.all(), Getter.BGP_NEIGHBORS, Arguments.none()))
        .isEqualTo(
            new Answer.Unreadable<>(
                command + "neighbors",
                0,
                "% Invalid input detected",
                "The device refuses the command."));
  }

  @Test
  void a_device_without_bgp_has_no_neighbors() {
    String words = "% BGP instance 'default' not active\n";
    Recorded device =
        new Recorded().with("show bgp summary", words).with("show bgp neighbors", words);

    assertThat(device.get(IosXrGetters.all(), Getter.BGP_NEIGHBORS)).isEmpty();
  }

  @Test
  void mac_addresses_are_unreadable_when_every_node_refuses_the_command() {
    Recorded device = new Recorded().with("show platform", "0/0/CPU0  LC  IOS XR RUN  NSHUT\n");

    assertThat(device.answer(IosXrGetters.all(), Getter.MAC_ADDRESS_TABLE, Arguments.none()))
        .isEqualTo(
            new Answer.Unreadable<>(
                "show l2vpn forwarding bridge-domain mac-address location 0/0/CPU0",
                0,
                "% Invalid input detected",
                "The device refuses the command."));
  }

  @Test
  void the_environment_of_a_32_bit_system_is_unreadable() {
    String table = "R/S/I   Modules   Inlet\n0/RSP0/*\n   host    23.6\n";
    Recorded device =
        new Recorded()
            .with("show environment all", table)
            .with("admin show environment all", table);

    assertThat(device.answer(IosXrGetters.all(), Getter.ENVIRONMENT, Arguments.none()))
        .isInstanceOfSatisfying(
            Answer.Unreadable.class, answer -> assertThat(answer.words()).isEqualTo(table));
  }

  @Test
  void a_tray_of_more_fans_than_a_line_holds_stands_in_two() {
    Recorded device =
        new Recorded()
            .with(
                "show environment all",
                """
                =============================================================
                                        Fan speed (rpm)
                Location   FRU Type           FAN_0   FAN_1   FAN_2
                                                  FAN_3   FAN_4   FAN_5
                -------------------------------------------------------------
                0/FT0      NC55-5516-FAN       6192    3870    6214
                                                   6420       0    6390
                0/FT1      NC55-5516-FAN       6192    3870    6214
                                                   6420    4029    6390
                0/PM0      NC55-PWR-3KW-AC     5225       -       -
                                                  0       -       -
                """)
            .with(
                "show processes cpu",
                "CPU utilization for one minute: 1%; five minutes: 2%; fifteen minutes: 3%\n")
            .with("show memory summary", "Physical Memory: 4G total (1G available)\n");

    assertThat(device.get(IosXrGetters.all(), Getter.ENVIRONMENT).fans())
        .isEqualTo(Map.of("FT0", new Environment.Fan(false), "FT1", new Environment.Fan(true)));
  }

  @Test
  void a_virtual_router_has_load_and_memory_only() {
    Recorded device =
        new Recorded()
            .with("show environment all", "% No entries found.\n")
            .with(
                "show processes cpu",
                "CPU utilization for one minute: 1%; five minutes: 2%; fifteen minutes: 3%\n")
            .with("show memory summary", "Physical Memory: 4G total (1G available)\n");

    assertThat(device.get(IosXrGetters.all(), Getter.ENVIRONMENT))
        .isEqualTo(
            new Environment(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("0", new Environment.Cpu(2)),
                new Environment.Memory(4L << 30, 3L << 30)));
  }
}
