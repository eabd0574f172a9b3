package io.netauto.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetPlan;
import java.io.IOException;
import org.apache.sshd.client.SshClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptConfigurationTest {
  private static SshClient client;

  @BeforeAll
  static void start() {
    client = Visitor.client();
  }

  @AfterAll
  static void stop() {
    client.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "cisco_ios,GigabitEthernet1/0/3",
    "arista_eos,Ethernet3",
    "cisco_nxos,Ethernet1/3",
    "frr,eth3"
  })
  void what_is_configured_is_shown_in_its_section(String platform, String port) throws IOException {
    try (Fleet fleet = Fleet.start(FleetPlan.of(DevicePlan.of("d1", platform)))) {
      try (Visitor visitor = Visitor.at(client, fleet.device("d1"))) {
        privileged(visitor, platform);
        for (String line :
            new String[] {
              "configure terminal",
              "hostname d2",
              "interface " + port,
              "description moved by a job",
              "some-new-option 7 of a later release",
              "exit",
              platform.equals("frr") ? "route-map lab permit 10" : "vlan 321",
              platform.equals("frr") ? "set metric 7" : "name lab-321",
              "exit",
              "snmp-server community changed RO",
              "quantum-tunnel mode entangled",
              "telemetry exporter one",
              " destination 192.0.2.1",
              "no-such thing",
              "no no-such thing",
              "end"
            }) {
          visitor.ask(line, "#");
        }
        visitor.ask("terminal length 0", "#");
        visitor.type("show running-config\n");
        visitor.until("show running-config");
        visitor.until("d2#");
      }
      String config = fleet.device("d1").runningConfig();
      assertThat(fleet.device("d1").hostname()).isEqualTo("d2");
      assertThat(config).contains("hostname d2\n").doesNotContain("no-such");
      assertThat(section(config, "interface " + port))
          .contains("description moved by a job", "some-new-option 7 of a later release");
      assertThat(config).contains("\nsnmp-server community changed RO\n");
      assertThat(config).contains("\nquantum-tunnel mode entangled\n");
      assertThat(section(config, "telemetry exporter one")).contains("destination 192.0.2.1");
      if (platform.equals("frr")) {
        assertThat(section(config, "route-map lab permit 10")).contains("set metric 7");
      } else {
        assertThat(section(config, "vlan 321")).contains("name lab-321");
      }
      fleet.reset(true);
      assertThat(fleet.device("d1").runningConfig())
          .contains("hostname d1\n")
          .doesNotContain("quantum-tunnel", "changed", "vlan 321");
    }
  }

  @Test
  void a_strict_device_refuses_what_it_does_not_know_and_any_refuses_what_is_no_configuration()
      throws IOException {
    FleetPlan plan =
        FleetPlan.of(
            DevicePlan.of("strict", "cisco_ios").withFault(new Fault.StrictConfiguration()),
            DevicePlan.of("usual", "cisco_ios"));
    try (Fleet fleet = Fleet.start(plan);
        Visitor strict = Visitor.at(client, fleet.device("strict"));
        Visitor usual = Visitor.at(client, fleet.device("usual"))) {
      privileged(strict, "cisco_ios");
      privileged(usual, "cisco_ios");
      strict.ask("configure terminal", "(config)#");
      usual.ask("configure terminal", "(config)#");
      assertThat(strict.ask("quantum-tunnel on", "(config)#")).contains("% Invalid input");
      assertThat(usual.ask("quantum-tunnel on", "(config)#")).doesNotContain("%");
      assertThat(usual.ask("show version", "(config)#")).contains("% Invalid input");
      assertThat(usual.ask("%garbage", "(config)#")).contains("% Invalid input");
      assertThat(usual.ask("hostname", "(config)#")).contains("% Incomplete");
    }
  }

  /** The lines below a line, up to the next that is not indented. */
  private static String section(String config, String head) {
    int start = config.indexOf("\n" + head + "\n");
    assertThat(start).as(head + " in " + config).isNotNegative();
    StringBuilder section = new StringBuilder();
    for (String line : config.substring(start + head.length() + 2).split("\n", -1)) {
      if (!line.startsWith(" ")) {
        break;
      }
      section.append(line).append('\n');
    }
    return section.toString();
  }

  private static void privileged(Visitor visitor, String platform) throws IOException {
    if (platform.equals("cisco_ios") || platform.equals("arista_eos")) {
      visitor.until(">");
      visitor.ask("enable", "Password: ");
      visitor.ask("enable-pass", "#");
    } else {
      visitor.until("# ");
    }
  }
}
