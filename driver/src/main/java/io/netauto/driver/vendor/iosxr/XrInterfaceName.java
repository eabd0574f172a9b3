package io.netauto.driver.vendor.iosxr;

import java.util.Map;

/** Names of interfaces, from the short form in tables to the one in the configuration. */
final class XrInterfaceName {
  private static final Map<String, String> LONG =
      Map.ofEntries(
          Map.entry("BE", "Bundle-Ether"),
          Map.entry("BP", "Bundle-POS"),
          Map.entry("BV", "BVI"),
          Map.entry("EH", "EightHundredGigE"),
          Map.entry("FH", "FourHundredGigE"),
          Map.entry("Fa", "FastEthernet"),
          Map.entry("Fi", "FiftyGigE"),
          Map.entry("Fo", "FortyGigE"),
          Map.entry("Gi", "GigabitEthernet"),
          Map.entry("Hu", "HundredGigE"),
          Map.entry("Lo", "Loopback"),
          Map.entry("Mg", "MgmtEth"),
          Map.entry("Nu", "Null"),
          Map.entry("PE", "PW-Ether"),
          Map.entry("TF", "TwentyFiveGigE"),
          Map.entry("TH", "TwoHundredGigE"),
          Map.entry("Te", "TenGigE"));

  private XrInterfaceName() {}

  /** The long name, or the name itself when its type is not known. */
  static String canonical(String name) {
    int number = 0;
    while (number < name.length() && Character.isLetter(name.charAt(number))) {
      number++;
    }
    String type = LONG.get(name.substring(0, number));
    return type == null ? name : type + name.substring(number);
  }
}
