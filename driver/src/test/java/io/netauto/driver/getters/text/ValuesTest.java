package io.netauto.driver.getters.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "0123.4567.89ab, 01:23:45:67:89:AB",
    "123.4567.89ab, 01:23:45:67:89:AB",
    "00:1c:73:0:0:1, 00:1C:73:00:00:01",
    "00-1c-73-00-00-01, 00:1C:73:00:00:01",
    "001c73-000001, 00:1C:73:00:00:01",
    "001c73000001, 00:1C:73:00:00:01",
    "a9:c5:2e:7b:6:, A9:C5:2E:7B:60:00"
  })
  void mac_addresses_have_one_form(String printed, String normal) {
    assertThat(MacAddress.parse(printed)).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "192.168.2.44", "port-001", "12", "fa0/1", "00:1c:73:00:00:01:02:03"})
  void what_is_no_mac_address_is_not_taken_for_one(String printed) {
    assertThat(MacAddress.parse(printed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "010.001.000.09, 10.1.0.9",
    "2001:0DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "FE80::21B:54FF:FEAA:F048, fe80::21b:54ff:feaa:f048",
    "::, ::",
    "::1, ::1",
    "2001:db8::, 2001:db8::",
    "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
    "::ffff:192.0.2.1, ::ffff:c000:201"
  })
  void ip_addresses_have_one_form(String printed, String normal) {
    assertThat(IpAddress.parse(printed)).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "256.1.1.1", "1.2.3", "1:2:3", ":::", "1::2::3", "12345::", "none", "::1.2.3"})
  void what_is_no_ip_address_is_not_taken_for_one(String printed) {
    assertThat(IpAddress.parse(printed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Gi0/1, GigabitEthernet0/1",
    "Te1/0/1.20, TenGigabitEthernet1/0/1.20",
    "Eth 1/2, Ethernet1/2",
    "Po12, Port-channel12",
    "PO1/0, POS1/0",
    "mgmt0, Management0",
    "Tw1/0/1, TwoGigabitEthernet1/0/1",
    "Twe1/0/1, TwentyFiveGigE1/0/1",
    "sup-eth1(R), sup-eth1(R)",
    "GigabitEthernet0/1, GigabitEthernet0/1",
    "'', ''"
  })
  void interface_names_become_long(String printed, String name) {
    assertThat(InterfaceName.canonical(printed)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "00:14:23, 863",
    "123:00:01, 442801",
    "1d11h, 126000",
    "8w5d, 5270400",
    "1y28w, 48470400",
    "3w0d, 1814400"
  })
  void short_durations_become_seconds(String printed, long seconds) {
    assertThat(Durations.parseShort(printed)).hasValue(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "27 weeks, 4 days, 16 minutes | 16676160",
        "1 year, 1 week, 1 day, 1 hour, 1 minute | 32230860",
        "23 day(s), 12 hour(s), 9 minute(s), 43 second(s) | 2030983",
        "2week(s) 2day(s) | 1382400"
      })
  void durations_in_words_become_seconds(String printed, long seconds) {
    assertThat(Durations.parseWords(printed)).hasValue(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "", "-", "0.411797", "1x"})
  void what_is_no_duration_is_not_taken_for_one(String printed) {
    assertThat(Durations.parseShort(printed)).isEmpty();
    assertThat(Durations.parseWords(printed)).isEmpty();
  }

  @Test
  void as_numbers_with_a_dot_are_one_number() {
    assertThat(AsNumber.parse("65001")).isEqualTo(65001);
    assertThat(AsNumber.parse("1.10")).isEqualTo(65546);
    assertThatThrownBy(() -> AsNumber.parse("AS1")).isInstanceOf(NumberFormatException.class);
  }
}
