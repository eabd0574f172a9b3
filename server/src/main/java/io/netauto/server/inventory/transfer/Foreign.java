package io.netauto.server.inventory.transfer;

import java.util.Locale;
import java.util.Map;

/** What other tools call things, in our words. */
final class Foreign {
  /** Names of platforms in Ansible, NAPALM, Netmiko, Oxidized and NetBox. */
  private static final Map<String, String> PLATFORMS =
      Map.ofEntries(
          Map.entry("ios", "cisco_ios"),
          Map.entry("iosxe", "cisco_ios"),
          Map.entry("cisco_iosxe", "cisco_ios"),
          Map.entry("nxos", "cisco_nxos"),
          Map.entry("nxos_ssh", "cisco_nxos"),
          Map.entry("iosxr", "cisco_iosxr"),
          Map.entry("cisco_xr", "cisco_iosxr"),
          Map.entry("asa", "cisco_asa"),
          Map.entry("eos", "arista_eos"),
          Map.entry("junos", "juniper_junos"),
          Map.entry("juniper", "juniper_junos"),
          Map.entry("vyos", "vyos"),
          Map.entry("routeros", "mikrotik_routeros"),
          Map.entry("fortios", "fortinet_fortios"),
          Map.entry("panos", "paloalto_panos"),
          Map.entry("procurve", "hp_procurve"),
          Map.entry("comware", "hp_comware"),
          Map.entry("vrp", "huawei_vrp"),
          Map.entry("timos", "nokia_sros"),
          Map.entry("cisco_xe", "cisco_ios"),
          Map.entry("linuxgeneric", "linux"));

  private Foreign() {}

  /** The name of a platform: {@code cisco.ios.ios}, {@code IOS} and {@code cisco-ios} alike. */
  static String platform(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    String last = plain.substring(plain.lastIndexOf('.') + 1);
    return PLATFORMS.getOrDefault(last, last);
  }

  /** An address without its prefix length. */
  static String address(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text.strip() : text.substring(0, slash).strip();
  }

  /** Turns what NetBox writes into what we read. */
  static void fromNetBox(
      Map<String, String> values, java.util.function.UnaryOperator<String> platform) {
    values.computeIfPresent("address", (field, text) -> address(text));
    values.computeIfPresent("platform", (field, text) -> platform.apply(text));
    values.computeIfPresent(
        "enabled",
        (field, status) ->
            String.valueOf(status.isBlank() || status.strip().equalsIgnoreCase("active")));
  }
}
