package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*Mar  1 00:12:35.001: %SYS-5-CONFIG_I: Configured from console by admin",
        "%LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up",
        "000123: .Nov 21 10:00:00.123 UTC: %BGP-5-ADJCHANGE: neighbor 10.0.0.1 Down",
        "RP/0/RSP0/CPU0:Nov 21 10:00:00.123 : config[65712]: %MGBL-CONFIG-6-DB_COMMIT : done",
        "2026 Nov 21 10:00:00 sw1 %$ VDC-1 %$ %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up",
        "%Jan  1 00:12:34:567 2026 sw1 SHELL/5/SHELL_LOGIN: admin logged in from 192.0.2.7.",
        "%%10SHELL/5/SHELL_LOGIN(l): -DevIP=192.0.2.1; admin logged in",
        "Nov 21 2026 10:00:00+00:00 HUAWEI %%01IFNET/4/LINK_STATE(l)[0]:The line protocol is up",
        "00:12:34 echo: system,error,critical login failure for user x via ssh",
        "Jan  1 00:12:34 r1 sshd[4711]: Accepted password for admin from 192.0.2.7",
        "2026-11-21T10:00:00.123Z r1 bgpd[12]: neighbor up",
        "<189>Nov 21 10:00:00 r1 event",
        "Message from syslogd@r1 at Jan  1 00:12:35 ..."
      })
  void knows_the_messages_that_devices_print_into_sessions(String line) {
    assertThat(LogLine.looksLikeOne(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interface Ethernet1/1",
        " description 00:12:34 echo",
        "!Time: configured",
        "% Invalid input detected at '^' marker.",
        "ntp server 192.0.2.1",
        "10.0.0.0/24 [110/20] via 10.0.12.2, 00:12:34, eth1"
      })
  void leaves_output_alone(String line) {
    assertThat(LogLine.looksLikeOne(line)).isFalse();
  }
}
