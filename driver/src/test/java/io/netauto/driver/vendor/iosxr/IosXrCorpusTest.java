package io.netauto.driver.vendor.iosxr;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against what routers printed for other projects, unchanged, in {@code getters/iosxr_corpus}:
 * {@code show_version_5.2.3} and {@code show_version_7.0.1} are of unicon.plugins (mock data of
 * iosxr), all others of ntc-templates (tests of cisco_xr); both Apache-2.0. The values were read
 * from the files by eye.
 */
class IosXrCorpusTest {
  private static final Getters XR = IosXrGetters.all();
  private static final long WEEK = 7 * 86400;

  private static Recorded device() {
    return new Recorded();
  }

  @ParameterizedTest
  @CsvSource({
    // IOS XRv, 32 bit: the host's name is told beside the time it is up
    "5.2.3, iosxrvr1, IOS XRv Series, 5.2.3.12I, 10200",
    // NCS 5500, 64 bit: the name is told by the configuration alone
    "6.1.4, '', NCS-5500, 6.1.4, 2943720",
    "6.6.3, '', NCS-5500, 6.6.3, 82980",
    // A Cisco 8000 before its first release told no processor
    "7.0.1, '', '', 7.0.1.119I, 67800",
  })
  void facts_of_show_version(
      String file, String hostname, String model, String version, double uptime) {
    Recorded device =
        device()
            .withFile("show version", "iosxr_corpus/show_version_" + file + ".txt")
            .with("show interfaces", "");

    assertThat(device.get(XR, Getter.FACTS))
        .isEqualTo(new Facts(hostname, hostname, "Cisco", model, "", version, uptime, List.of()));
  }

  @Test
  void facts_have_the_configured_name_and_all_interfaces() {
    Recorded device =
        device()
            .withFile("show version", "iosxr_corpus/show_version_6.6.3.txt")
            .with(
                "show running-config hostname",
                "Thu Jul 29 16:12:10.154 UTC\nhostname NCS5501-01\n\n")
            .withFile("show interfaces", "iosxr_corpus/show_interfaces.txt");

    Facts facts = device.get(XR, Getter.FACTS);

    assertThat(facts.hostname()).isEqualTo("NCS5501-01");
    assertThat(facts.interfaceList())
        .containsExactly(
            "Bundle-Ether123456",
            "FortyGigE0/0/0/0",
            "GigabitEthernet0/0/0/12.456",
            "Loopback5",
            "MgmtEth0/RSP0/CPU0/1",
            "MgmtEth0/RSP1/CPU0/0",
            "Null0",
            "TenGigE0/3/0/0",
            "TenGigE0/3/0/4",
            "tunnel-te300");
  }

  @Test
  void interfaces_of_an_asr_9000() {
    Map<String, Interface> interfaces =
        device()
            .withFile("show interfaces", "iosxr_corpus/show_interfaces.txt")
            .get(XR, Getter.INTERFACES);

    assertThat(interfaces)
        .hasSize(10)
        .containsEntry(
            "Loopback5",
            new Interface(
                true, true, "$DCI ~Loopback for OSPF/LDP/BGP/TE", 43 * 86400.0, 1500, 0, ""))
        .containsEntry(
            "tunnel-te300",
            new Interface(
                true,
                true,
                "$DCI TE Tunnel For REPLICATION to P-YB19-C95",
                3 * WEEK + 2 * 86400,
                1500,
                0,
                ""))
        .containsEntry(
            "MgmtEth0/RSP0/CPU0/1",
            new Interface(false, false, "$DCI", -1, 1514, 0, "50:87:89:66:53:29"))
        .containsEntry(
            "FortyGigE0/0/0/0",
            new Interface(
                true,
                true,
                "$DCI ~QTS Richmond DCI @CRDC %P-CRDC-C98 +Fort0/0/0/0 !CRIT",
                6 * WEEK + 86400,
                9216,
                40000,
                "50:87:89:5F:81:A0"))
        .containsEntry(
            "TenGigE0/3/0/4", new Interface(false, false, "", -1, 1514, 10000, "50:87:89:64:53:B4"))
        .containsEntry(
            "Bundle-Ether123456",
            new Interface(
                true, true, "Bundle_example", 3 * WEEK + 86400, 1514, 10000, "AA:AA:BB:BB:CC:CC"))
        .containsEntry(
            "GigabitEthernet0/0/0/12.456",
            new Interface(false, false, "qsqsd svsdvxcvsdv", -1, 1518, 1000, "50:00:00:02:00:0D"));
  }

  /** The table of one VRF; that of all VRFs differs in the line {@code Vrf is} alone. */
  @Test
  void addresses_of_interfaces_that_are_up_and_down() {
    Recorded device =
        device().withFile("show ipv4 vrf all interface", "iosxr_corpus/show_ipv4_interface.txt");

    assertThat(device.get(XR, Getter.INTERFACES_IP))
        .isEqualTo(
            Map.of(
                "Loopback0", Map.of("ipv4", Map.of("10.24.29.18", new PrefixLength(32))),
                "Loopback7", Map.of("ipv4", Map.of("10.44.7.60", new PrefixLength(32))),
                "MgmtEth0/RSP0/CPU0/0", Map.of("ipv4", Map.of("10.0.0.1", new PrefixLength(24))),
                "TenGigE0/5/0/0", Map.of("ipv4", Map.of("10.24.14.12", new PrefixLength(31)))));
  }

  @Test
  void bgp_has_all_vrfs_with_their_router_ids() {
    String words = "% BGP instance 'default' not active\n";
    String vrfs = "show bgp vrf all ipv4 unicast ";
    Map<String, BgpNeighbors> bgp =
        device()
            .withFile("show bgp all all summary", "iosxr_corpus/show_bgp_instance_all_summary.txt")
            .with("show bgp all all neighbors", words)
            .withFile(vrfs + "summary", "iosxr_corpus/show_bgp_vrf_all_ipv4_unicast_summary.txt")
            .with(
                vrfs + "neighbors",
                """
                BGP neighbor is 10.245.123.138, vrf XMAS_TI:7415
                 Remote AS 65508, local AS 1234, external link
                 Remote router ID 10.245.123.138
                  BGP state = Established, up for 9w5d
                """)
            .get(XR, Getter.BGP_NEIGHBORS);

    assertThat(bgp)
        .containsOnlyKeys(
            "global", "CBA:7777", "NONE_IP:8888", "XMAS_TI:7415", "JOY:7778", "FARM:153799");
    assertThat(bgp.get("global").routerId()).isEqualTo("192.0.2.1");
    assertThat(bgp.get("FARM:153799")).isEqualTo(new BgpNeighbors("10.30.116.45", Map.of()));
    assertThat(bgp.get("XMAS_TI:7415").peers().get("10.245.123.138").uptime())
        .isEqualTo(9 * WEEK + 5 * 86400);
  }

  @Test
  void mac_addresses_are_asked_of_each_node_that_runs() {
    Recorded device = new Recorded().withFile("show platform", "iosxr_corpus/show_platform.txt");

    assertThat(device.answer(XR, Getter.MAC_ADDRESS_TABLE, Arguments.none()))
        .isInstanceOf(Answer.Unreadable.class);
    assertThat(device.asked())
        .containsSubsequence(
            "show platform",
            "show l2vpn forwarding bridge-domain mac-address location 0/RSP0/CPU0",
            "show l2vpn forwarding bridge-domain mac-address location 0/RSP1/CPU0")
        .noneMatch(command -> command.contains("FT0") || command.contains("0/0/0"));
  }
}
