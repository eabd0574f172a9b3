package io.netauto.server.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.netauto.server.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRulesTest {
  private final DangerousCommands dangerous = new DangerousCommands();
  private final ReadOnlyCommands readOnly = new ReadOnlyCommands();

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "reload ~ restart",
        "rel ~ restart",
        "RELOAD in 5 ~ restart",
        "  reload   in  5 ~ restart",
        "do reload ~ restart",
        "reboot ~ restart",
        "admin reload location all ~ restart",
        "request system reboot ~ restart",
        "run request system reboot ~ restart",
        "request system halt ~ power off",
        "/system reboot ~ restart",
        "/system/reboot ~ restart",
        "sudo reboot ~ restart",
        "sudo -n /sbin/reboot ~ restart",
        "execute reboot ~ restart",
        "hw-module module 3 reload ~ restart",
        "show version ; reload ~ restart",
        "show version && sudo reboot ~ restart",
        "vtysh -c 'reload' ~ restart",
        "erase startup-config ~ erase",
        "write erase ~ erase",
        "wr er ~ erase",
        "format flash: ~ erase",
        "delete flash:ios.bin ~ erase",
        "del /force flash:ios.bin ~ erase",
        "rm -rf / ~ erase",
        "find . -exec rm -rf {} + ~ erase",
        "crypto key zeroize rsa ~ erase",
        "request system zeroize ~ factory reset",
        "factory-reset all ~ factory reset",
        "execute factoryreset ~ factory reset",
        "reset saved-configuration ~ factory reset",
        "/system reset-configuration ~ factory reset",
        "load factory-default ~ factory reset",
        "unconfigure switch all ~ factory reset",
        "debug all ~ debug",
        "deb all ~ debug",
        "debugging all ~ debug",
        "no router bgp 65000 ~ remove",
        "no rou ospf 1 ~ remove",
        "undo bgp ~ remove",
        "default interface Gi0/1 ~ remove",
        "shutdown ~ shut down",
        "shut ~ shut down",
        "set interfaces ge-0/0/0 disable ~ shut down",
        "ip link set eth0 down ~ shut down",
        "sudo ip link set dev eth0 down ~ shut down",
        "clear ip bgp * ~ clear",
        "cle ip route * ~ clear",
        "reset bgp all ~ clear",
        "commit ~ commit",
        "commit confirmed 5 ~ commit",
        "configure replace flash:a ~ commit",
        "show version | vsh ~ program",
      })
  void a_dangerous_command_is_known_with_its_kind(String command, String kind) {
    List<Danger> dangers = dangerous.among(List.of("show version", command));
    assertThat(dangers).hasSize(1);
    Danger danger = dangers.getFirst();
    assertThat(danger.command()).isEqualTo(command);
    assertThat(danger.pattern()).isNotBlank();
    assertThat(dangerous.kinds())
        .filteredOn(k -> k.name().equals(kind))
        .singleElement()
        .satisfies(
            k -> {
              assertThat(danger.reason()).isEqualTo(k.reason());
              assertThat(k.patterns()).contains(danger.pattern());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in $(seq 3); do echo $i; done",
        "show reload",
        "show debugging",
        "show clear",
        "display reboot-info",
        "description format of the site: reload and erase",
        "banner motd reboot tonight",
        "no debug all",
        "undebug all",
        "no shutdown",
        "no shut",
        "reload cancel",
        "copy running-config startup-config",
        "write memory",
        "wr",
        "dir",
        "release dhcp GigabitEthernet0/1",
        "configure terminal",
        "commit check",
        "compare configuration",
        "clear counters",
        "interface GigabitEthernet0/1",
        "router bgp 65000",
        "ip link show",
        "show log | include reload",
        "show log | include erase|format",
        "formatted",
        "redistribute static",
        "boot system flash:a.bin",
        "",
      })
  void a_harmless_command_is_not_called_dangerous(String command) {
    assertThat(dangerous.among(List.of(command))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "cisco_ios ~ show version",
        "cisco_ios ~ sh ver",
        "cisco_ios ~ SHOW VERSION",
        "cisco_ios ~ do show run | sec router",
        "cisco_ios ~ sh ip bgp | i 10.0",
        "cisco_ios ~ show run | include \"a > b\"",
        "cisco_ios ~ ping 192.0.2.1",
        "cisco_ios ~ terminal length 0",
        "cisco_ios ~ more flash:config.text",
        "cisco_nxos ~ show version ; show clock",
        "juniper_junos ~ show configuration | display set | no-more",
        "juniper_junos ~ file list /var/tmp",
        "huawei_vrp ~ dis cur | inc ntp",
        "mikrotik_routeros ~ /interface print",
        "mikrotik_routeros ~ /ip/route/print detail",
        "mikrotik_routeros ~ /export terse",
        "nokia_srlinux ~ info from state system | as json",
        "nokia_sros ~ admin display-config",
        "fortinet_fortios ~ get system status",
        "f5_tmsh ~ list ltm virtual",
        "linux ~ ip -br addr",
        "linux ~ vtysh -c 'show bgp summary'",
        "frr ~ show bgp summary json",
        "'' ~ show version",
        "no_such_platform ~ display version",
      })
  void reads(String platform, String command) {
    assertThat(readOnly.mode(platform, List.of(command))).isEqualTo(Mode.READ);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "cisco_ios ~ configure terminal",
        "cisco_ios ~ show run | redirect tftp://192.0.2.1/a",
        "cisco_ios ~ show run | tee flash:a",
        "cisco_ios ~ show run | append flash:a",
        "cisco_ios ~ showx",
        "cisco_ios ~ s version",
        "cisco_ios ~ terminal monitor",
        "cisco_nxos ~ show version > bootflash:a",
        "cisco_nxos ~ show version >> bootflash:a",
        "cisco_nxos ~ show version ; configure terminal",
        "cisco_nxos ~ show version | vsh",
        "cisco_nxos ~ show version | sed 's/a/b/w file'",
        "cisco_iosxr ~ show run | file disk0:a",
        "juniper_junos ~ show configuration | save a",
        "juniper_junos ~ request system reboot",
        "mikrotik_routeros ~ /interface print file=a",
        "mikrotik_routeros ~ /interface print where [/system reboot]",
        "mikrotik_routeros ~ /export file=a",
        "mikrotik_routeros ~ /interface set 0 comment=print",
        "linux ~ sh version",
        "linux ~ cat $(reboot)",
        "linux ~ cat `reboot`",
        "linux ~ cat \"$(reboot)\"",
        "linux ~ cat a & reboot",
        "linux ~ cat a && reboot",
        "linux ~ cat a || reboot",
        "linux ~ vtysh -c 'show version' -c 'configure terminal'",
        "linux ~ hostname evil",
        "linux ~ show 'unclosed",
        "'' ~ sh ver",
        "'' ~ get system status",
        "'' ~ ''",
      })
  void changes(String platform, String command) {
    assertThat(readOnly.mode(platform, List.of("show version", command))).isEqualTo(Mode.CHANGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "reload ~ reload ~ true",
        "reload ~ rel ~ true",
        "reload ~ RELOAD in 5 ~ true",
        "reload ~ do rel ~ true",
        "reload ~ show clock ; reload ~ true",
        "reload ~ show reload ~ false",
        "reload ~ reloads ~ false",
        "write erase ~ wr er ~ true",
        "write erase ~ write memory ~ false",
        "write erase ~ write ~ false",
        "no * bgp ~ no router bgp 1 ~ true",
        "system reboot ~ /system/reboot ~ true",
        "/^no (router|vrf)/ ~ No Router bgp 1 ~ true",
        "/^no (router|vrf)/ ~ no ip route ~ false",
        "/^reload/ ~ show version ; reload ~ true",
      })
  void a_deny_pattern_knows_cut_words_and_expressions(
      String pattern, String command, boolean denied) {
    DenyPattern deny = DenyPattern.of(pattern);
    assertThat(CommandPieces.suspects(command).stream().anyMatch(deny::denies)).isEqualTo(denied);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/(/",
        "/a**/",
        "/(a)\\1/",
        "/(?=a)/",
        "/a{1001}/",
        "//",
        "/a*/",
        "/((a{100}){100}){100}/"
      })
  void a_bad_deny_pattern_is_refused_in_words(String pattern) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> DenyPattern.of(pattern))
        .satisfies(
            e ->
                assertThat(e.errors())
                    .singleElement()
                    .satisfies(f -> assertThat(f.field()).isEqualTo("pattern")));
  }

  @Test
  @Timeout(10)
  void a_bomb_of_an_expression_costs_no_more_than_another() {
    String command = "a".repeat(1_000) + "!";
    for (String bomb : List.of("/(a+)+$/", "/(a|a)+$/", "/^(a|aa)+$/", "/(.*a){20}$/")) {
      DenyPattern deny = DenyPattern.of(bomb);
      long from = System.nanoTime();
      assertThat(deny.denies(command)).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  @Timeout(20)
  void the_built_in_patterns_are_quick_on_hostile_commands() throws Exception {
    List<String> hostile =
        List.of(
            "set " + "a ".repeat(490),
            "request " + "x ".repeat(490),
            ";".repeat(1_000),
            "-c '".repeat(250),
            "a-".repeat(500),
            "do ".repeat(330),
            "/a".repeat(500) + "!",
            "a/".repeat(500) + "!",
            "\"'".repeat(500));
    try (var worker = Executors.newSingleThreadExecutor()) {
      worker
          .submit(
              () ->
                  assertThatNoException()
                      .isThrownBy(
                          () -> {
                            for (int i = 0; i < 20; i++) {
                              dangerous.among(hostile);
                              readOnly.mode("mikrotik_routeros", hostile);
                              for (String one : hostile) {
                                readOnly.mode("mikrotik_routeros", List.of(one));
                              }
                            }
                          }))
          .get(15, TimeUnit.SECONDS);
    }
  }
}
