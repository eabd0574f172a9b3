package io.netauto.driver.getters.text;

import java.util.HashMap;
import java.util.Map;

/** Names of interfaces, from the short forms that devices print to the long one. */
public final class InterfaceName {
  private static final String[] TYPES = {
    "ATM AT",
    "Bdi B Bd",
    "EOBC EO",
    "Ethernet Eth eth Et et",
    "FastEthernet FastEth FastE Fast Fas FE Fa fa",
    "Fddi FD",
    "FortyGigabitEthernet FortyGigEthernet FortyGigEth FortyGigE FortyGig FGE FO Fo",
    "FiftyGigabitEthernet FiftyGigEthernet FiftyGigEth FiftyGigE FI Fi fi",
    "GigabitEthernet GigEthernet GigEth GigE Gig GE Ge ge Gi gi",
    "HundredGigabitEthernet HundredGigEthernet HundredGigEth HundredGigE HundredGig Hu",
    "TwentyFiveGigE TwentyFiveGigabitEthernet TwentyFiveGigEthernet TwentyFiveGigEth"
        + " TwentyFiveGig TF Tf tf Twe",
    "TwoHundredGigabitEthernet TwoHundredGigEthernet TwoHundredGigEth TwoHundredGigE"
        + " TwoHundredGig TH Th th",
    "FourHundredGigabitEthernet FourHundredGigEthernet FourHundredGigEth FourHundredGigE"
        + " FourHundredGig F f",
    "Loopback loopback Lo lo",
    "Management Mgmt mgmt Ma",
    "MFR",
    "Multilink Mu",
    "nve n nv",
    "Port-channel PortChannel Port-Channel port-channel Bridge-Aggregation po Po",
    "POS PO",
    "Serial Se S",
    "Sync Sy",
    "TenGigabitEthernet Ten-GigabitEthernet TenGigEthernet TenGigEth TenGigE TenGig TeGig Ten T Te"
        + " te XGE",
    "Tunnel Tun Tu",
    "TwoGigabitEthernet Tw Two",
    "Virtual-Access Vi",
    "Virtual-Template Vt",
    "VLAN V Vl Vlan-interface vlan",
    "Wlan-GigabitEthernet",
  };
  private static final Map<String, String> LONG = longNames();

  private InterfaceName() {}

  private static Map<String, String> longNames() {
    Map<String, String> all = new HashMap<>();
    for (String type : TYPES) {
      String[] names = type.split(" ", -1);
      for (String name : names) {
        all.put(name, names[0]);
      }
    }
    return Map.copyOf(all);
  }

  /**
   * The long name, e.g. {@code GigabitEthernet0/1} of {@code Gi0/1}; the name itself when its type
   * is not known. Types are told apart by case: {@code PO} is POS and {@code Po} a port channel.
   */
  public static String canonical(String name) {
    int typeEnd = name.length();
    while (typeEnd > 0 && "/\\0123456789. ".indexOf(name.charAt(typeEnd - 1)) >= 0) {
      typeEnd--;
    }
    String type = LONG.get(name.substring(0, typeEnd));
    return type == null ? name : type + name.substring(typeEnd).stripLeading();
  }
}
