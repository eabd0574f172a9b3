package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.vendor.xml.Xml;
import io.netauto.driver.vendor.xml.XmlDocument;
import java.util.Optional;

/**
 * The requests that Junos answers in XML, as remote procedure call and as CLI command. A star
 * stands for the argument.
 *
 * <p>Source: Junos XML API Operational Developer Reference.
 */
enum JunosRpc {
  VERSION("<get-software-information/>", "show version"),
  HARDWARE("<get-chassis-inventory/>", "show chassis hardware"),
  UPTIME("<get-system-uptime-information/>", "show system uptime"),
  INTERFACES("<get-interface-information/>", "show interfaces"),
  INTERFACES_TERSE(
      "<get-interface-information><terse/></get-interface-information>", "show interfaces terse"),
  INTERFACES_EXTENSIVE(
      "<get-interface-information><extensive/><interface-name>[vmfgxe][mlet]*</interface-name>"
          + "</get-interface-information>",
      "show interfaces [vmfgxe][mlet]* extensive"),
  OPTICS("<get-interface-optics-diagnostics-information/>", "show interfaces diagnostics optics"),
  LLDP_NEIGHBORS("<get-lldp-neighbors-information/>", "show lldp neighbors"),
  LLDP_INTERFACE(
      "<get-lldp-interface-neighbors><interface-device>*</interface-device>"
          + "</get-lldp-interface-neighbors>",
      "show lldp neighbors interface *"),
  LLDP_INTERFACE_OF_EX(
      "<get-lldp-interface-neighbors-information><interface-name>*</interface-name>"
          + "</get-lldp-interface-neighbors-information>",
      "show lldp neighbors interface *"),
  ARP(
      "<get-arp-table-information><expiration-time/><no-resolve/></get-arp-table-information>",
      "show arp no-resolve expiration-time"),
  IPV6_NEIGHBORS("<get-ipv6-nd-information/>", "show ipv6 neighbors"),
  ETHERNET_SWITCHING(
      "<get-ethernet-switching-table-information><extensive/>"
          + "</get-ethernet-switching-table-information>",
      "show ethernet-switching table extensive"),
  BRIDGE_TABLE(
      "<get-bridge-mac-table><extensive/></get-bridge-mac-table>",
      "show bridge mac-table extensive"),
  INSTANCES("<get-instance-information/>", "show route instance"),
  BGP_NEIGHBORS(
      "<get-bgp-neighbor-information><instance>*</instance></get-bgp-neighbor-information>",
      "show bgp neighbor instance *"),
  BGP_SUMMARY(
      "<get-bgp-summary-information><instance>*</instance></get-bgp-summary-information>",
      "show bgp summary instance *"),
  ROUTE(
      "<get-route-information><extensive/><destination>*</destination></get-route-information>",
      "show route * extensive"),
  ENVIRONMENT("<get-environment-information/>", "show chassis environment"),
  ROUTING_ENGINES("<get-route-engine-information/>", "show chassis routing-engine"),
  THRESHOLDS("<get-temperature-threshold-information/>", "show chassis temperature-thresholds"),
  POWER("<get-power-usage-information-detail/>", "show chassis power detail"),
  NTP_PEERS(
      "<configuration><system><ntp><peer/></ntp></system></configuration>",
      "show configuration system ntp"),
  NTP_SERVERS(
      "<configuration><system><ntp><server/></ntp></system></configuration>",
      "show configuration system ntp"),
  USERS(
      "<configuration><system><login><user/></login></system></configuration>",
      "show configuration system login"),
  SYSTEM("<configuration><system/></configuration>", "show configuration system"),
  SNMP("<configuration><snmp/></configuration>", "show configuration snmp"),
  BGP_GROUPS(
      "<configuration><protocols><bgp><group/></bgp></protocols></configuration>",
      "show configuration protocols bgp"),
  POLICIES(
      "<configuration><policy-options><policy-statement/></policy-options></configuration>",
      "show configuration policy-options"),
  AUTONOMOUS_SYSTEM(
      "<configuration><routing-options><autonomous-system/></routing-options></configuration>",
      "show configuration routing-options autonomous-system"),
  ROUTING_INSTANCES(
      "<configuration><routing-instances><instance/></routing-instances></configuration>",
      "show configuration routing-instances");

  private static final String AS_XML = " | display xml | no-more";

  private final String rpc;
  private final String cli;

  JunosRpc(String rpc, String cli) {
    this.rpc = rpc;
    this.cli = cli;
  }

  /**
   * The answer, with whatever the transport puts around it.
   *
   * @throws io.netauto.driver.getters.UnreadableException when there is none or it is no XML
   */
  Xml of(Asked asked) {
    return of(asked, "");
  }

  /** The same with an argument. */
  Xml of(Asked asked, String argument) {
    String request = request(asked, argument);
    return XmlDocument.read(request, asked.text(request));
  }

  /** The answer, or nothing when the device does not know the request. */
  Optional<Xml> ifKnown(Asked asked, String argument) {
    String request = request(asked, argument);
    return asked
        .textIfKnown(request)
        .map(text -> XmlDocument.read(request, text))
        .filter(answer -> answer.first("rpc-error").isEmpty());
  }

  String request(Asked asked, String argument) {
    return asked.language() == Commands.Language.NETCONF
        ? rpc.replace("*<", argument + "<")
        : cli.replaceFirst(" \\*(?= |$)", argument.isEmpty() ? "" : " " + argument) + AS_XML;
  }
}
