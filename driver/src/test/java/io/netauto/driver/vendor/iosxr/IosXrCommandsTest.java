package io.netauto.driver.vendor.iosxr;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.Config;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.Recorded;
import java.util.List;
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
}
