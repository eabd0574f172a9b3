package io.netauto.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import java.io.IOException;
import org.apache.sshd.client.SshClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final Fleet fleet =
      Fleet.start(
          FleetPlan.of(
              DevicePlan.of("ios", "cisco_ios"),
              DevicePlan.of("junos", "juniper_junos"),
              DevicePlan.of("vrp", "huawei_vrp")));
  private final SshClient client = Visitor.client();
  private Visitor ios;

  @BeforeEach
  void enable() throws IOException {
    ios = Visitor.at(client, fleet.device("ios"));
    ios.until("ios>");
    ios.ask("enable", "Password: ");
    ios.ask("enable-pass", "ios#");
    ios.ask("terminal length 0", "ios#");
  }

  @AfterEach
  void stop() {
    ios.close();
    client.stop();
    fleet.close();
  }

  @Test
  void a_unique_beginning_of_each_word_is_enough() throws IOException {
    assertThat(ios.ask("sh ver", "ios#")).contains("Cisco IOS XE Software");
    assertThat(ios.ask("sh i", "ios#")).contains("% Ambiguous command:  \"sh i\"");
    assertThat(ios.ask("show", "ios#")).contains("% Incomplete command.");
  }

  @Test
  void the_caret_stands_below_the_first_wrong_character() throws IOException {
    assertThat(ios.ask("show verxion", "ios#"))
        .contains("\r\n            ^\r\n% Invalid input detected at '^' marker.\r\n");
  }

  @Test
  void a_new_hostname_is_in_the_prompt_at_once_and_in_the_configuration() throws IOException {
    ios.ask("conf t", "ios(config)#");
    ios.ask("hostname core-9", "core-9(config)#");
    ios.ask("end", "core-9#");
    assertThat(ios.ask("show run", "core-9#")).contains("\r\nhostname core-9\r\n");
  }

  @Test
  void what_is_configured_on_an_interface_shows_in_the_configuration_and_its_state()
      throws IOException {
    ios.ask("conf t", "(config)#");
    ios.ask("int gi1/0/3", "(config-if)#");
    ios.ask("desc uplink to the NOC", "(config-if)#");
    ios.ask("ip addr 10.9.9.9 255.255.255.0", "(config-if)#");
    ios.ask("shut", "(config-if)#");
    assertThat(ios.ask("do sh run | inc 10.9.9.9", "(config-if)#"))
        .contains(" ip address 10.9.9.9");
    ios.type("\u001a");
    ios.until("ios#");
    assertThat(ios.ask("show run", "end\r\n\r\nios#"))
        .contains("interface GigabitEthernet1/0/3\r\n description uplink to the NOC\r\n")
        .contains(" shutdown\r\n!\r\ninterface GigabitEthernet1/0/4");
    assertThat(ios.ask("sh ip int br", "ios#"))
        .contains("GigabitEthernet1/0/3   10.9.9.9        YES NVRAM  administratively down down");
    ios.ask("conf t", "(config)#");
    ios.ask("interface GigabitEthernet1/0/3", "(config-if)#");
    ios.ask("no shutdown", "(config-if)#");
    ios.ask("no description", "(config-if)#");
    ios.ask("end", "ios#");
    assertThat(fleet.device("ios").runningConfig())
        .contains("interface GigabitEthernet1/0/3\n ip address 10.9.9.9 255.255.255.0\n");
    assertThat(fleet.device("ios").runningConfig()).doesNotContain("uplink to the NOC");
  }

  @Test
  void only_what_was_written_survives_a_reload() throws IOException {
    ios.ask("conf t", "(config)#");
    ios.ask("hostname kept", "kept(config)#");
    ios.ask("do write memory", "[OK]");
    ios.until("kept(config)#");
    ios.ask("hostname lost", "lost(config)#");
    ios.ask("end", "lost#");
    ios.ask("reload", "[confirm]");
    ios.type("\r");
    ios.untilClosed();
    try (Visitor again = Visitor.at(client, fleet.device("ios"))) {
      assertThat(again.until("kept>")).doesNotContain("lost");
    }
  }

  @Test
  void a_pasted_configuration_is_taken_line_by_line() throws IOException {
    StringBuilder paste = new StringBuilder("conf t\n" + "\n".repeat(20_000));
    for (int i = 1; i <= 200; i++) {
      paste.append("ip route 198.51.100.").append(i).append(" 255.255.255.255 Null0\n");
    }
    ios.type(paste + "end\n");
    ios.until("#end\r\nios#");
    assertThat(fleet.device("ios").runningConfig())
        .contains("ip route 198.51.100.1 255.255.255.255 Null0\n")
        .contains("ip route 198.51.100.200 255.255.255.255 Null0\n");
  }

  @Test
  void a_pipe_lets_only_its_lines_through() throws IOException {
    String lines = ios.ask("sh run | inc snmp-server", "ios#");
    assertThat(lines).contains("snmp-server contact The NOC").doesNotContain("interface");
    assertThat(ios.ask("show run | begin ntp server", "ios#")).doesNotContain("interface");
    assertThat(ios.ask("show run | frobnicate", "ios#")).contains("% Invalid input");
  }

  @Test
  void each_platform_announces_itself() throws IOException {
    assertThat(ios.session().getServerVersion()).isEqualTo("SSH-2.0-Cisco-1.25");
  }

  @Test
  void the_line_can_be_edited_and_given_up() throws IOException {
    ios.type("shwo\b\bow clovk\u007f\u007fck\r\n");
    assertThat(ios.until("ios#")).contains("\b \b").contains(" UTC ");
    ios.type("nonsense\u0015show clock\r");
    assertThat(ios.until("ios#")).contains(" UTC ");
    ios.type("nonsense\u0003");
    ios.until("ios#");
    assertThat(fleet.device("ios").commands()).endsWith("show clock", "show clock");
  }

  @Test
  void a_ping_can_be_interrupted() throws IOException {
    ios.ask("ping 10.0.0.1", "!!");
    ios.type("\u0003");
    assertThat(ios.until("ios#")).doesNotContain("Success rate");
  }

  @Test
  void commands_are_counted_in_order() throws IOException {
    ios.ask("show clock", "ios#");
    assertThat(fleet.device("ios").commands())
        .containsExactly("enable", "terminal length 0", "show clock");
    assertThat(fleet.device("ios").logins()).isOne();
    assertThat(fleet.device("ios").bytesSent()).isPositive();
    assertThat(fleet.device("ios").openSessions()).isOne();
  }

  @Test
  void a_junos_change_is_nothing_until_it_is_committed() throws IOException {
    try (Visitor junos = Visitor.at(client, fleet.device("junos"))) {
      junos.until("junos> ");
      junos.ask("configure", "junos# ");
      junos.ask("set system host-name edge-9", "junos# ");
      junos.ask("set interfaces ge-0/0/5 description \"to x\"", "junos# ");
      assertThat(fleet.device("junos").runningConfig()).contains("host-name junos;");
      assertThat(junos.ask("show | compare", "junos# "))
          .contains("+  system host-name edge-9;")
          .contains("-  system host-name junos;");
      assertThat(junos.ask("commit and-quit", "edge-9> ")).contains("commit complete");
      assertThat(fleet.device("junos").runningConfig()).contains("description \"to x\";");
    }
  }

  @Test
  void huawei_asks_before_it_saves() throws IOException {
    try (Visitor vrp = Visitor.at(client, fleet.device("vrp"))) {
      vrp.until("<vrp>");
      vrp.ask("system-view", "[vrp]");
      vrp.ask("sysname acc-9", "[acc-9]");
      vrp.ask("interface GigabitEthernet0/0/2", "[acc-9-GigabitEthernet0/0/2]");
      vrp.ask("description desk 9", "[acc-9-GigabitEthernet0/0/2]");
      vrp.ask("return", "<acc-9>");
      vrp.ask("save", "[Y/N]");
      assertThat(vrp.ask("y", "<acc-9>")).contains("successfully");
      assertThat(vrp.ask("display saved-configuration", "---- More ----")).contains("acc-9");
    }
  }
}
