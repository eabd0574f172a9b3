package io.netauto.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.device.Totals;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.platform.Command;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.sshd.client.SshClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformsTest {
  private static Fleet fleet;
  private static SshClient client;

  @BeforeAll
  static void start() {
    fleet =
        Fleet.start(
            FleetPlan.of(
                DevicePlan.of("ios", "cisco_ios"),
                DevicePlan.of("eos", "arista_eos"),
                DevicePlan.of("nxos", "cisco_nxos"),
                DevicePlan.of("junos", "juniper_junos"),
                DevicePlan.of("vrp", "huawei_vrp"),
                DevicePlan.of("frr", "frr")));
    client = Visitor.client();
  }

  @AfterAll
  static void stop() {
    client.stop();
    fleet.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "ios,ios#,' --More-- ',terminal length 0,show interfaces,show version,Cisco IOS XE"
            + " Software",
        "eos,eos#,' --More-- ',terminal length 0,show interfaces,show version,Arista",
        "nxos,nxos# ,--More--,terminal length 0,show interface,show version,NX-OS",
        "junos,admin@junos> ,---(more)---,set cli screen-length 0,show interfaces,show"
            + " version,Junos",
        "frr,frr# ,' --More-- ',terminal length 0,show interface,show version,FRRouting",
        "vrp,<vrp>,---- More ----,screen-length 0 temporary,display interface,display version,VRP"
      })
  void pages_until_the_terminal_length_is_zero(
      String name, String end, String more, String off, String longOne, String version, String word)
      throws IOException {
    String pager = more.replace("'", "");
    String prompt =
        end.equals("nxos#") || end.equals("frr#") || end.endsWith("junos>") ? end + " " : end;
    try (Visitor visitor = Visitor.at(client, fleet.device(name))) {
      if (name.equals("ios") || name.equals("eos")) {
        visitor.until(name + ">");
        visitor.ask("enable", "Password: ");
        assertThat(visitor.ask("enable-pass", prompt)).doesNotContain("enable-pass");
      } else {
        visitor.until(prompt);
      }
      String first = visitor.ask(longOne, pager);
      assertThat(newlines(first)).isEqualTo(24);
      visitor.type(" ");
      assertThat(newlines(visitor.until(pager))).isEqualTo(23);
      visitor.type("q");
      visitor.until(prompt);
      visitor.ask(off, prompt);
      assertThat(visitor.ask(version, prompt)).contains(word).doesNotContain(pager);
      assertThat(visitor.ask(longOne, prompt).lines().count()).isGreaterThan(100);
      visitor.type(name.equals("vrp") ? "quit\n" : "exit\n");
      visitor.untilClosed();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ios,show running-config",
    "eos,show running-config",
    "nxos,show running-config",
    "junos,show configuration",
    "vrp,display current-configuration"
  })
  void shows_the_same_long_configuration_each_time(String name, String command) throws Exception {
    try (var session = Visitor.login(client, fleet.device(name))) {
      String once = session.executeRemoteCommand(command);
      assertThat(once.lines().count()).isGreaterThan(200);
      assertThat(once).contains("The NOC <noc@example.com>").contains("not a prompt");
      try (Fleet again =
          Fleet.start(FleetPlan.of(DevicePlan.of(name, fleet.device(name).platform())))) {
        assertThat(again.device(name).runningConfig())
            .isEqualTo(fleet.device(name).runningConfig());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ios,% Invalid input detected at '^' marker.",
    "eos,% Invalid input",
    "nxos,% Invalid command at '^' marker.",
    "junos,unknown command.",
    "vrp,Error: Unrecognized command found at '^' position."
  })
  void refuses_an_unknown_command_in_the_platforms_words(String name, String words)
      throws Exception {
    try (Visitor visitor = Visitor.at(client, fleet.device(name))) {
      visitor.until(name.equals("vrp") ? ">" : name.equals("nxos") ? "# " : name + ">");
      assertThat(visitor.ask("shwo version", "\r\n" + words.substring(0, 1))).contains("shwo");
      assertThat(words.charAt(0) + visitor.until("\r\n")).contains(words);
    }
  }

  @Test
  void every_show_command_of_every_platform_answers() throws Exception {
    for (SimulatedDevice device : fleet.devices()) {
      var platform = io.netauto.simulator.platform.Platforms.named(device.platform());
      List<String> commands =
          platform.commands().stream()
              .filter(each -> each.modes().contains(platform.home()) && !each.name().contains("<"))
              .filter(each -> each.action() == io.netauto.simulator.platform.Action.SHOW)
              .map(each -> each.name())
              .filter(each -> !each.contains("tech") && !each.contains("diagnostic"))
              .filter(each -> !each.contains("support") && !each.equals("enable"))
              .filter(each -> !each.startsWith("terminal") && !each.startsWith("set"))
              .toList();
      assertThat(commands).hasSizeGreaterThan(7);
      try (var session = Visitor.login(client, device)) {
        for (String each : commands) {
          String answer = session.executeRemoteCommand(each);
          assertThat(answer).as("%s on %s", each, device).isNotBlank().doesNotContain("{{");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ios,show running-config,show tech-support",
    "eos,show running-config,show tech-support",
    "nxos,show running-config,show tech-support",
    "junos,show configuration,request support information",
    "frr,show interface,show tech-support",
    "vrp,display current-configuration,display diagnostic-information"
  })
  void has_outputs_of_some_kilobytes_and_of_some_hundred(String name, String some, String many) {
    assertThat(size(name, some)).isBetween(2_500, 16_000);
    assertThat(size(name, many)).isBetween(150_000, 300_000);
  }

  private static int size(String name, String command) {
    Device device =
        new Device(fleet.device(name).plan(), Clock.systemUTC(), new Totals(), null, null);
    Command known = Objects.requireNonNull(device.platform().command(command));
    int size = 0;
    for (var pieces = device.output(known.output(), known.name()); pieces.hasNext(); ) {
      size += pieces.next().text().length();
    }
    return size;
  }

  private static long newlines(String text) {
    return text.chars().filter(each -> each == '\n').count();
  }
}
