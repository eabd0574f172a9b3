package io.netauto.driver.vendor.frr;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.BgpPeer.Prefixes;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.GetterJson;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.PrefixLength;
import io.netauto.driver.getters.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against what FRRouting 8.4.4 printed, in files. */
class FrrGettersTest {
  private static final Getters FRR = FrrGetters.all();

  private static Recorded router() {
    return new Recorded()
        .withFile("show version", "frr/show_version.txt")
        .withFile("show interface vrf all json", "frr/show_interface_vrf_all_json.txt")
        .withFile("show bgp vrf all summary json", "frr/show_bgp_vrf_all_summary_json.txt")
        .withFile("show bgp vrf all neighbors json", "frr/show_bgp_vrf_all_neighbors_json.txt")
        .withFile("show running-config", "frr/show_running_config.txt")
        .with("show startup-config", "");
  }

  @Test
  void facts() {
    assertThat(router().get(FRR, Getter.FACTS))
        .isEqualTo(
            new Facts(
                "r1",
                "r1",
                "FRRouting",
                "Linux",
                "",
                "8.4.4",
                -1,
                List.of("eth1", "eth2", "lo", "mgmt0")));
  }

  @Test
  void interfaces() {
    assertThat(router().get(FRR, Getter.INTERFACES))
        .containsEntry(
            "eth1", new Interface(true, true, "to r2", -1, 1500, 10000, "5E:70:D8:BA:BC:29"))
        .containsEntry(
            "eth2",
            new Interface(false, false, "to r4, closed", -1, 1500, 10000, "DA:5C:99:57:75:2D"))
        .containsEntry("lo", new Interface(true, true, "", -1, 65536, -1, ""));
  }

  @Test
  void addresses() {
    assertThat(router().get(FRR, Getter.INTERFACES_IP))
        .containsEntry("eth2", Map.of("ipv4", Map.of("10.0.41.2", new PrefixLength(30))))
        .containsEntry(
            "lo",
            Map.of(
                "ipv4", Map.of("10.255.0.1", new PrefixLength(32)),
                "ipv6", Map.of("2001:db8:1::1", new PrefixLength(128))));
  }

  @Test
  void bgp_neighbours_that_are_up_down_and_shut() {
    BgpNeighbors global = router().get(FRR, Getter.BGP_NEIGHBORS).get("global");

    Prefixes none = new Prefixes(-1, -1, -1);
    assertThat(global)
        .isEqualTo(
            new BgpNeighbors(
                "10.255.0.1",
                Map.of(
                    "10.0.12.2",
                    new BgpPeer(
                        65001,
                        65002,
                        "10.255.0.2",
                        true,
                        true,
                        "the second router",
                        36,
                        Map.of("ipv4", new Prefixes(5, 5, 6))),
                    "10.0.41.1",
                    new BgpPeer(
                        65001, 65004, "0.0.0.0", false, true, "r4", -1, Map.of("ipv4", none)),
                    "198.51.100.7",
                    new BgpPeer(
                        65001, 65099, "0.0.0.0", false, false, "", -1, Map.of("ipv4", none)),
                    "2001:db8:2::2",
                    new BgpPeer(
                        65001,
                        65077,
                        "0.0.0.0",
                        false,
                        true,
                        "",
                        -1,
                        Map.of("ipv4", none, "ipv6", none)))));
  }

  @Test
  void a_router_without_bgp_has_no_neighbours() {
    assertThat(new Recorded().get(FRR, Getter.BGP_NEIGHBORS)).isEmpty();
  }

  @Test
  void the_configuration_has_no_heading() {
    assertThat(router().get(FRR, Getter.CONFIG).running())
        .startsWith("!\nfrr version 8.4.4\n")
        .endsWith("\n!\nend");
  }

  @Test
  void the_configuration_can_be_without_secrets() {
    Recorded device =
        new Recorded()
            .with(
                "show running-config",
                "password 8 Ab/cd\n"
                    + "enable password x y\n"
                    + "router bgp 1\n"
                    + " neighbor 192.0.2.1 password z\n");

    Arguments arguments = new Arguments(Map.of("retrieve", "running", "sanitized", "true"));
    assertThat(device.get(FRR, Getter.CONFIG, arguments).running())
        .isEqualTo(
            "password 8 <removed>\nenable password <removed>\nrouter bgp 1\n"
                + " neighbor 192.0.2.1 password <removed>");
  }

  @Test
  void an_answer_that_is_no_json_is_named() {
    Recorded device = new Recorded().with("show interface vrf all json", "zebra is not running\n");

    assertThat(device.answer(FRR, Getter.INTERFACES, Arguments.none()))
        .isInstanceOfSatisfying(
            Answer.Unreadable.class,
            unread -> {
              assertThat(unread.command()).isEqualTo("show interface vrf all json");
              assertThat(unread.words()).isEqualTo("zebra is not running\n");
            });
  }

  @Test
  void what_a_router_does_not_tell_is_not_offered() {
    assertThat(router().answer(FRR, Getter.USERS, Arguments.none()))
        .isEqualTo(new Answer.NotOffered<>("users"));
  }

  @Test
  void json_has_the_names_of_napalm() {
    assertThat(GetterJson.of(router().get(FRR, Getter.FACTS)).propertyNames())
        .containsExactlyInAnyOrder(
            "hostname",
            "fqdn",
            "vendor",
            "model",
            "serial_number",
            "os_version",
            "uptime",
            "interface_list");
    assertThat(GetterJson.of(new io.netauto.driver.getters.Environment.Cpu(1.5)).toString())
        .isEqualTo("{\"%usage\":1.5}");
  }
}
