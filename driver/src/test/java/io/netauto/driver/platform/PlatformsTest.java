package io.netauto.driver.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformsTest {
  private final Platforms platforms = Platforms.builtIn();

  @TempDir Path folder;

  @Test
  void reads_every_built_in_platform() {
    assertThat(platforms.all()).hasSize(20).allSatisfy(p -> assertThat(p.modes()).isNotEmpty());
    assertThat(platforms.get("frr").name()).isEqualTo("FRRouting");
  }

  /** Prompts of scrapli_definitions (MIT) and of the lab; the last line where there are several. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "arista_eos|configuration|eos_switch(config-s-sc-sg-tacacs+-my_group)#",
        "arista_eos|exec|localhost(something)>",
        "arista_eos|exec|localhost(some thing)>",
        "arista_eos|privileged|localhost(some thing)#",
        "cisco_asa|configuration|SYSCONT/CTX1/act/sec(config)#",
        "cisco_asa|exec|ACME-FIREWALL.local>",
        "cisco_asa|privileged|'SYSCONT/CTX1# '",
        "cisco_ios|configuration|819HGW(ipsec-profile)#",
        "cisco_ios|privileged|csr_1000v#",
        "cisco_iosxr|privileged|RP/0/RP0/CPU0:ios#",
        "cisco_iosxr|configuration|RP/0/RP0/CPU0:ios(config-if)#",
        "cisco_nxos|configuration|'switch(config)# '",
        "cisco_nxos|configuration|'switch(config-vpc-domain)# '",
        "cisco_nxos|configuration|'switch(maint-mode)(config-tacacs+)# '",
        "cisco_nxos|privileged|'switch(maint-mode)# '",
        "cisco_nxos|exec|switch>",
        "linux|root|root@scrapli1_r01_test-location1:mgmt-vrf:/home/user#",
        "linux|user|user@scrapli1-r01-test-location1:mgmt-vrf:~$",
        "linux|root|'root@scrapli-test-SONiC:/home/user# '",
        "linux|user|'ops@r1:~$ '",
        "frr|privileged|SCRAPLI-R1#",
        "frr|configuration|scrapli_r1(config)#",
        "frr|configuration|'r1(config-router-af)# '",
        "bird|cli|'bird> '",
        "dell_os10|privileged|SCRAPLI_DELL-TEST_SW#",
        "fortinet_fortios|exec|'SCRAPLI-FORTIGATE (global) # '",
        "huawei_vrp|configuration|[SCRAPLI_HUAWEI-VRP_TEST_SW1]",
        "huawei_vrp|configuration|HRP_A[SCRAPLI_HUAWEI-VRP_TEST_SW1]",
        "huawei_vrp|configuration|[SCRAPLI_HUAWEI-VRP_TEST_SW1-GigabitEthernet0/0/1]",
        "huawei_vrp|user|<SCRAPLI_HUAWEI-VRP_TEST_SW1>",
        "huawei_vrp|user|HRP_A<SCRAPLI_HUAWEI-VRP_TEST_SW1>",
        "juniper_junos|configuration|username@MX-960-PE1#",
        "juniper_junos|exec|username@MX-480-PE2>",
        "juniper_junos|shell|%",
        "juniper_junos|root_shell|root@%",
        "juniper_junos|root_shell|root@vMX1_RE:/var/home/regress #",
        "nokia_srlinux|cli|A:srl#",
        "nokia_srlinux|cli|'A:r2# '",
        "nokia_sros|md|A:admin@sr1#",
        "nokia_sros|classic|*B:DEV02-XY2#",
        "paloalto_panos|exec|admin@pdx-pa3020(standby)>",
        "paloalto_panos|configuration|admin@pdx-pa3020#",
        "mikrotik_routeros|cli|'[admin@MikroTik] > '",
        "mikrotik_routeros|cli|'[admin@MikroTik] /ip/address> '",
        "extreme_exos|privileged|'* X450G2-48t.5 # '",
        "vyos|exec|'vyos@vyos:~$ '",
        "vyos|configuration|'vyos@vyos# '",
        "aruba_aoscx|configuration|'sw1(config-if)# '",
        "hp_comware|user|<HPE>",
      })
  void takes_a_prompt_for_its_mode(String platform, String mode, String prompt) {
    assertThat(platforms.get(platform).modeOf(prompt))
        .map(Platform.Mode::name)
        .as("%s on %s", prompt, platform)
        .hasValue(mode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cisco_ios|snmp-server contact The NOC <noc@example.com>",
        "cisco_ios|################################",
        "cisco_ios|#",
        "frr|password: so does this one",
        "frr|r3# not a prompt either",
        "linux|Are you sure you want to continue (yes/no)?",
        "juniper_junos|<html>",
        "huawei_vrp|<b>bold</b>",
      })
  void takes_no_output_for_a_prompt(String platform, String line) {
    assertThat(platforms.get(platform).modeOf(line)).isEmpty();
  }

  @Test
  void disregards_the_counter_of_a_prompt() {
    Platform exos = platforms.get("extreme_exos");
    assertThat(exos.canonical("sw.5 # ")).isEqualTo(exos.canonical("sw.12 # "));
    assertThat(exos.canonical("sw.5 # ")).isNotEqualTo(exos.canonical("sw2.5 # "));
  }

  @Test
  void replaces_a_built_in_platform_by_the_users_file() throws Exception {
    write("frr.yaml", "name: Mine\nvendor: Me\nmodes:\n  - {name: m, prompt: 'x>'}\n");
    write("other.yaml", "name: Other\nvendor: Me\nmodes:\n  - {name: m, prompt: 'x>'}\n");
    Platforms loaded = Platforms.load(folder);
    assertThat(loaded.get("frr").name()).isEqualTo("Mine");
    assertThat(loaded.get("other").newline()).isEqualTo("\n");
    assertThat(loaded.all()).hasSize(21);
  }

  @Test
  void names_file_line_and_key_of_an_unknown_key() throws Exception {
    write("x.yaml", "name: X\nvendor: V\nmodes:\n  - name: m\n    promt: 'x>'\n    prompt: 'x>'\n");
    assertThatThrownBy(() -> Platforms.load(folder))
        .isInstanceOf(PlatformFileException.class)
        .hasMessageContaining("x.yaml:5: unknown key \"promt\"");
  }

  @Test
  void names_the_line_of_a_bad_pattern() throws Exception {
    write("x.yaml", "name: X\nvendor: V\nmodes:\n  - name: m\n    prompt: '(x>'\n");
    assertThatThrownBy(() -> Platforms.load(folder))
        .hasMessageContaining("x.yaml:5: not a regular expression");
  }

  @Test
  void refuses_a_file_without_modes_or_without_yaml() throws Exception {
    write("x.yaml", "name: X\nvendor: V\n");
    assertThatThrownBy(() -> Platforms.load(folder)).hasMessageContaining("\"modes\" is missing");
    write("x.yaml", "name: [X\n");
    assertThatThrownBy(() -> Platforms.load(folder)).hasMessageContaining("not YAML");
    write("x.yaml", "");
    assertThatThrownBy(() -> Platforms.load(folder)).hasMessageContaining("empty");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
