package io.netauto.driver.vendor.junos;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Config;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Junos asked by commands, as a session does. */
class JunosCommandsTest {
  private static final String AS_XML = " | display xml | no-more";

  private static String reply(String within) {
    return "<rpc-reply xmlns:junos=\"http://xml.juniper.net/junos/18.4R1/junos\">\n"
        + within
        + "\n<cli><banner>{master:0}</banner></cli></rpc-reply>\n\n{master:0}\n";
  }

  @Test
  void facts_are_gathered_from_commands() {
    Recorded device =
        new Recorded()
            .with(
                "show version" + AS_XML,
                reply(
                    "<software-information><host-name>mx1</host-name><product-model>mx480"
                        + "</product-model><package-information><name>junos</name><comment>JUNOS"
                        + " Base OS boot [12.3R6.6]</comment></package-information>"
                        + "</software-information>"))
            .with(
                "show chassis hardware" + AS_XML,
                reply(
                    "<chassis-inventory><chassis><serial-number>JN1</serial-number></chassis>"
                        + "</chassis-inventory>"))
            .with(
                "show system uptime" + AS_XML,
                reply(
                    "<system-uptime-information><system-booted-time><time-length"
                        + " junos:seconds=\"77\">1:17</time-length></system-booted-time>"
                        + "</system-uptime-information>"))
            .with(
                "show interfaces" + AS_XML,
                reply(
                    "<interface-information><physical-interface><name>\nge-0/0/0\n</name>"
                        + "</physical-interface></interface-information>"));

    Facts facts = device.get(JunosGetters.all(), Getter.FACTS);

    assertThat(facts)
        .isEqualTo(
            new Facts(
                "mx1", "mx1", "Juniper", "MX480", "JN1", "12.3R6.6", 77, List.of("ge-0/0/0")));
  }

  @Test
  void an_argument_stands_at_its_place_in_the_command() {
    Recorded device =
        new Recorded()
            .with(
                "show route instance" + AS_XML,
                reply("<instance-core><instance-name>blue</instance-name></instance-core>"))
            .with("show bgp neighbor instance blue" + AS_XML, reply("<bgp-information/>"));

    assertThat(device.get(JunosGetters.all(), Getter.BGP_NEIGHBORS)).isEmpty();
    assertThat(device.asked()).hasSize(2);
  }

  @Test
  void a_request_that_the_device_refuses_is_named() {
    Answer<List<ArpEntry>> answer =
        new Recorded().answer(JunosGetters.all(), Getter.ARP_TABLE, Arguments.none());

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Unreadable.class,
            unreadable ->
                assertThat(unreadable.command())
                    .isEqualTo("show arp no-resolve expiration-time" + AS_XML));
  }

  @Test
  void the_candidate_is_not_told_by_commands() {
    Recorded device = new Recorded().with("show configuration | no-more", "system { }\n");

    assertThat(device.get(JunosGetters.all(), Getter.CONFIG))
        .isEqualTo(new Config("system { }\n", "", ""));
  }

  @Test
  void secrets_are_taken_out_of_a_sanitized_configuration() {
    Recorded device =
        new Recorded()
            .with(
                "show configuration | no-more",
                """
                encrypted-password "$1$abc"; ## SECRET-DATA
                snmp {
                    community public {
                """);
    Arguments sanitized = new Arguments(Map.of("sanitized", "true"));

    assertThat(device.get(JunosGetters.all(), Getter.CONFIG, sanitized).running())
        .isEqualTo(
            """
            encrypted-password <removed>; ## SECRET-DATA
            snmp {
                community <removed> {
            """);
  }

  @Test
  void routers_tell_their_bridge_table_when_they_have_no_switching_table() {
    Recorded device =
        new Recorded()
            .with(
                "show bridge mac-table extensive" + AS_XML,
                reply(
                    "<l2ald-rtb-macdb><l2ald-mac-entry><l2-mac-address>00:05:86:71:00:99"
                        + "</l2-mac-address><l2-bridge-vlan>10</l2-bridge-vlan>"
                        + "<l2-mac-logical-interface>ge-0/0/1.0</l2-mac-logical-interface>"
                        + "</l2ald-mac-entry></l2ald-rtb-macdb>"));

    assertThat(device.get(JunosGetters.all(), Getter.MAC_ADDRESS_TABLE))
        .singleElement()
        .satisfies(entry -> assertThat(entry.interfaceName()).isEqualTo("ge-0/0/1.0"));
  }
}
