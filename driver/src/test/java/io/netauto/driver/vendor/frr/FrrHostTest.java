package io.netauto.driver.vendor.frr;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.Environment.Cpu;
import io.netauto.driver.getters.Environment.Fan;
import io.netauto.driver.getters.Environment.Temperature;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.MacEntry;
import io.netauto.driver.getters.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against what FRRouting 8.4.4, iproute2 6.1, lldpd 1.0.16 and Linux 6.18 printed in a session with
 * a router of the lab as the user {@code ops}, in files.
 */
class FrrHostTest {
  private static final Getters FRR = FrrGetters.all();
  private static final String PATH = "PATH=$PATH:/usr/sbin:/sbin ";
  private static final String LLDP = PATH + "lldpcli -f json0 show neighbors details";
  private static final String BRIDGE = PATH + "bridge -json fdb show";
  private static final String KERNEL =
      PATH
          + "grep '^Mem' /proc/meminfo; grep '^cpu[0-9]' /proc/stat; sleep 1;"
          + " grep '^cpu[0-9]' /proc/stat; grep -sH '' /sys/class/hwmon/hwmon*/[nft]*";

  private static Recorded router() {
    return new Recorded()
        .withFile("show ip neigh", "frr/show_ip_neigh.txt")
        .withFile("show interface vrf all json", "frr/show_interface_vrf_all_json.txt")
        .withFile(BRIDGE, "frr/bridge_json_fdb_show.txt")
        .withFile(LLDP, "frr/lldpcli_json0_show_neighbors_details.txt")
        .withFile(KERNEL, "frr/meminfo_stat_hwmon.txt");
  }

  @Test
  void arp() {
    assertThat(router().get(FRR, Getter.ARP_TABLE))
        .containsExactly(
            new ArpEntry("mgmt0", "5A:ED:71:0C:4B:5E", "10.99.0.1", -1),
            new ArpEntry("eth1", "FA:B4:FF:31:59:50", "10.0.12.2", -1),
            new ArpEntry("eth1", "00:11:22:33:44:55", "10.0.12.9", -1),
            new ArpEntry("eth2", "F6:1D:40:8B:51:7B", "10.0.41.1", -1));
  }

  @Test
  void arp_of_a_vrf_is_that_of_its_interfaces() {
    String interfaces =
        """
        {"eth1":{"administrativeStatus":"up","vrfName":"blue"},
         "eth2":{"administrativeStatus":"up","vrfName":"default"}}\
        """;
    Recorded device = router().with("show interface vrf all json", interfaces);

    assertThat(device.get(FRR, Getter.ARP_TABLE, new Arguments(Map.of("vrf", "blue"))))
        .extracting(ArpEntry::ip)
        .containsExactly("10.0.12.2", "10.0.12.9");
    assertThat(device.get(FRR, Getter.ARP_TABLE))
        .extracting(ArpEntry::ip)
        .containsExactly("10.0.41.1");
  }

  @Test
  void arp_of_a_vrf_that_has_no_interface_is_not_an_empty_table() {
    assertThat(router().answer(FRR, Getter.ARP_TABLE, new Arguments(Map.of("vrf", "blue"))))
        .isEqualTo(
            new Answer.Unreadable<>(
                "show interface vrf all json",
                0,
                "",
                "An interface in the VRF \"blue\" was expected."));
  }

  @Test
  void an_arp_table_without_its_heading_is_not_an_empty_table() {
    assertThat(router().with("show ip neigh", "").answer(FRR, Getter.ARP_TABLE, Arguments.none()))
        .isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void mac_addresses_are_those_of_bridges() {
    assertThat(router().get(FRR, Getter.MAC_ADDRESS_TABLE))
        .containsExactly(
            new MacEntry("00:11:22:33:44:55", "v0", 0, true, true, -1, -1),
            new MacEntry("86:B5:AA:6E:55:1C", "v0", 0, false, true, -1, -1),
            new MacEntry("DE:5E:91:95:C0:17", "v0", 0, true, true, -1, -1));
  }

  @Test
  void a_mac_address_has_its_vlan_and_may_be_out_of_date() {
    String table =
        """
        [{"mac":"02:00:00:00:00:01","ifname":"swp1","vlan":10,"flags":[],"master":"br0","state":"stale"}]\
        """;

    assertThat(new Recorded().with(BRIDGE, table).get(FRR, Getter.MAC_ADDRESS_TABLE))
        .containsExactly(new MacEntry("02:00:00:00:00:01", "swp1", 10, false, false, -1, -1));
  }

  @Test
  void lldp_neighbors() {
    assertThat(router().get(FRR, Getter.LLDP_NEIGHBORS))
        .isEqualTo(
            Map.of(
                "eth1", List.of(new LldpNeighbor("r2", "eth1")),
                "eth2", List.of(new LldpNeighbor("r4", "eth2"))));
  }

  @Test
  void lldp_neighbors_in_detail() {
    assertThat(router().get(FRR, Getter.LLDP_NEIGHBORS_DETAIL).get("eth1"))
        .containsExactly(
            new LldpNeighborDetail(
                "",
                "eth1",
                "eth1",
                "4E:BB:81:AB:54:BC",
                "r2",
                "Debian GNU/Linux 12 (bookworm) Linux 6.18.44-fc-v669 #1 SMP PREEMPT_DYNAMIC @0"
                    + " x86_64",
                List.of("bridge", "router", "station", "wlan-access-point"),
                List.of("router")));
  }

  @Test
  void a_host_without_lldpd_has_not_no_neighbors() {
    Recorded device = new Recorded().withFile(LLDP, "frr/lldpcli_without_lldpd.txt");

    assertThat(device.answer(FRR, Getter.LLDP_NEIGHBORS, Arguments.none()))
        .isInstanceOfSatisfying(
            Answer.Unreadable.class,
            unread -> {
              assertThat(unread.words()).contains("unable to connect to socket");
              assertThat(unread.why()).contains("lldpd has to run on the host");
            });
  }

  @Test
  void a_shell_without_lldpcli_says_so() {
    assertThat(new Recorded().answer(FRR, Getter.LLDP_NEIGHBORS, Arguments.none()))
        .isInstanceOfSatisfying(
            Answer.Unreadable.class,
            unread -> assertThat(unread.why()).contains("lldpd has to run on the host"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lldp_neighbors", "lldp_neighbors_detail", "mac_address_table", "environment"})
  void a_session_without_a_shell_tells_how_to_get_one(String getter) {
    Commands device =
        new Commands() {
          @Override
          public Output run(String command) {
            throw new AssertionError(command);
          }

          @Override
          public Output runIn(String mode, String command) {
            assertThat(mode).isEqualTo("shell");
            return new Output.NoWay("% Unknown command: start-shell");
          }
        };

    assertThat(FRR.get(Getter.find(getter).orElseThrow(), Arguments.none(), device))
        .isInstanceOfSatisfying(
            Answer.Unreadable.class,
            unread -> {
              assertThat(unread.words()).isEqualTo("% Unknown command: start-shell");
              assertThat(unread.why()).contains("Log in as a user whose shell is bash or sh");
            });
  }

  @Test
  void the_environment_of_a_virtual_machine_is_load_and_memory() {
    assertThat(router().get(FRR, Getter.ENVIRONMENT))
        .isEqualTo(
            new Environment(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("0", new Cpu(100), "1", new Cpu(100)),
                new Environment.Memory(24684084L * 1024, (24684084L - 21837308L) * 1024)));
  }

  /** In the form of the kernel's Documentation/hwmon/sysfs-interface. */
  @Test
  void load_is_that_of_a_second_and_sensors_have_the_names_of_their_chips() {
    String told =
        """
        MemTotal:       1000 kB
        MemAvailable:    400 kB
        cpu0 100 0 50 1000 10 0 5 0 0 0
        cpu0 120 1 54 1070 15 0 5 0 20 0
        /sys/class/hwmon/hwmon0/name:coretemp
        /sys/class/hwmon/hwmon0/temp1_crit:100000
        /sys/class/hwmon/hwmon0/temp1_crit_alarm:0
        /sys/class/hwmon/hwmon0/temp1_input:81500
        /sys/class/hwmon/hwmon0/temp1_label:Package id 0
        /sys/class/hwmon/hwmon0/temp1_max:80000
        /sys/class/hwmon/hwmon1/fan1_alarm:0
        /sys/class/hwmon/hwmon1/fan1_input:1200
        /sys/class/hwmon/hwmon1/fan2_input:0
        /sys/class/hwmon/hwmon1/fan3_fault:1
        /sys/class/hwmon/hwmon1/fan3_input:900
        /sys/class/hwmon/hwmon1/name:nct6775
        /sys/class/hwmon/hwmon1/temp2_input:-5000
        /sys/class/hwmon/hwmon1/temp3_fault:1
        /sys/class/hwmon/hwmon1/temp3_input:0
        /sys/class/hwmon/hwmon1/temp4_label:unused
        /sys/class/hwmon/hwmon2/name:nvme
        /sys/class/hwmon/hwmon2/temp1_crit:84850
        /sys/class/hwmon/hwmon2/temp1_input:84850
        /sys/class/hwmon/hwmon3/name:nvme
        /sys/class/hwmon/hwmon3/temp1_alarm:1
        /sys/class/hwmon/hwmon3/temp1_input:30850
        """;

    assertThat(new Recorded().with(KERNEL, told).get(FRR, Getter.ENVIRONMENT))
        .isEqualTo(
            new Environment(
                Map.of(
                    "nct6775 fan1", new Fan(true),
                    "nct6775 fan2", new Fan(false),
                    "nct6775 fan3", new Fan(false)),
                Map.of(
                    "coretemp Package id 0", new Temperature(81.5, true, false),
                    "nct6775 temp2", new Temperature(-5, false, false),
                    "nct6775 temp3", new Temperature(-1, false, false),
                    "nvme hwmon2 temp1", new Temperature(84.85, true, true),
                    "nvme hwmon3 temp1", new Temperature(30.85, true, false)),
                Map.of(),
                Map.of("0", new Cpu(25)),
                new Environment.Memory(1000 * 1024, 600 * 1024)));
  }

  @Test
  void a_host_that_is_not_linux_is_unreadable() {
    assertThat(
            new Recorded()
                .with(KERNEL, "grep: /proc/meminfo: No such file or directory\n")
                .answer(FRR, Getter.ENVIRONMENT, Arguments.none()))
        .isInstanceOf(Answer.Unreadable.class);
  }
}
