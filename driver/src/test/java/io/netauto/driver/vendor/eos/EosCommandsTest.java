package io.netauto.driver.vendor.eos;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.ArpEntry;
import io.netauto.driver.getters.Config;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** EOS asked by commands, as a session does. */
class EosCommandsTest {

  private static Answer.Unreadable<?> unreadable(Recorded device, Getter<?> getter) {
    return (Answer.Unreadable<?>) device.answer(EosGetters.all(), getter, Arguments.none());
  }

  @Test
  void an_output_that_is_no_json_is_told_with_its_command() {
    Recorded device = new Recorded().with("show arp vrf all | json", "{\"vrfs\":\n oops}");

    Answer.Unreadable<?> answer = unreadable(device, Getter.ARP_TABLE);

    assertThat(answer.command()).isEqualTo("show arp vrf all | json");
    assertThat(answer.line()).isEqualTo(2);
    assertThat(answer.why()).contains("no JSON");
  }

  @Test
  void what_is_missing_is_named() {
    Recorded device = new Recorded().with("show vlan | json", "{\"errors\": [\"not ready\"]}");

    Answer.Unreadable<?> answer = unreadable(device, Getter.VLANS);

    assertThat(answer.why()).contains("\"vlans\"");
    assertThat(answer.words()).contains("not ready");
  }

  @Test
  void a_device_without_ipv6_has_ipv4_addresses_only() {
    String ipv4 = "{\"interfaces\": {\"Vlan10\": {\"interfaceAddress\": {}}}}";
    Recorded refusing = new Recorded().with("show ip interface | json", ipv4);
    Recorded telling =
        new Recorded()
            .with("show ip interface | json", ipv4)
            .with("show ipv6 interface | json", "{\"errors\": [\"No IPv6 configured\"]}");

    var none = Map.of("Vlan10", Map.of("ipv4", Map.of(), "ipv6", Map.of()));
    assertThat(refusing.get(EosGetters.all(), Getter.INTERFACES_IP).toString())
        .isEqualTo(telling.get(EosGetters.all(), Getter.INTERFACES_IP).toString());
    assertThat(telling.get(EosGetters.all(), Getter.INTERFACES_IP).keySet())
        .isEqualTo(none.keySet());
  }

  @Test
  void the_arp_table_of_one_vrf_leaves_out_the_others() {
    Recorded device =
        new Recorded()
            .with(
                "show arp vrf all | json",
                "{\"vrfs\": {\"default\": {\"ipV4Neighbors\": [{\"address\": \"192.0.2.2\"}]},"
                    + " \"blue\": {\"ipV4Neighbors\": [{\"address\": \"192.0.2.3\"}]}}}");

    List<ArpEntry> entries =
        device.get(EosGetters.all(), Getter.ARP_TABLE, new Arguments(Map.of("vrf", "blue")));

    assertThat(entries).extracting(ArpEntry::ip).containsExactly("192.0.2.3");
  }

  @Test
  void a_sanitized_configuration_is_asked_of_the_device() {
    Recorded device =
        new Recorded()
            .with("show running-config all sanitized", "hostname a\n")
            .with("show startup-config", "username b secret 5 $1$x\n");
    Arguments arguments = new Arguments(Map.of("full", "true", "sanitized", "true"));

    assertThat(device.get(EosGetters.all(), Getter.CONFIG, arguments))
        .isEqualTo(new Config("hostname a\n", "username b secret 5 <removed>\n", ""));
  }

  @Test
  void the_load_and_memory_of_older_releases_are_read_too() {
    Recorded device =
        new Recorded()
            .with("show version | json", "{\"modelName\": \"vEOS\"}")
            .with("show environment cooling | json", "{}")
            .with("show environment temperature | json", "{}")
            .with(
                "show processes top once",
                """
                top - 13:10:28 up 38 min
                Tasks: 187 total
                Cpu(s):  7.2%us,  7.1%sy,  0.0%ni, 85.4%id,  0.0%wa
                Mem:   1897596k total,  1831660k used,    65936k free,   141640k buffers
                """);

    var environment = device.get(EosGetters.all(), Getter.ENVIRONMENT);

    assertThat(environment.cpu().get("0").usage()).isEqualTo(14.6);
    assertThat(environment.memory().usedRam()).isEqualTo(1831660);
    assertThat(environment.power()).isEmpty();
  }
}
