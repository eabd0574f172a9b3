package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.UnreadableException;
import io.netauto.driver.vendor.xml.Xml;
import io.netauto.driver.vendor.xml.XmlDocument;
import java.util.Optional;

/**
 * The requests that IOS XR answers in XML, for the XML agent and for NETCONF. A star stands for the
 * argument.
 *
 * <p>Sources: Cisco IOS XR XML API Guide; the YANG models Cisco-IOS-XR-*.
 */
enum XrRequest {
  FACTS(
      oper(
          "<SystemTime/><PlatformInventory><RackTable><Rack><Naming><Name>0</Name></Naming>"
              + "<Attributes><BasicInfo/></Attributes></Rack></RackTable></PlatformInventory>"),
      get(
          model("system-time", "shellutil-oper", "")
              + model(
                  "interfaces",
                  "pfi-im-cmd-oper",
                  "<interfaces><interface><interface-name/></interface></interfaces>")
              + model(
                  "inventory",
                  "invmgr-oper",
                  "<entities><entity><name>Rack 0</name><attributes><inv-basic-bag>"
                      + "<software-revision/><model-name/><serial-number/></inv-basic-bag>"
                      + "</attributes></entity></entities>"))),
  /** Since IOS XR 7 the agent has the rack elsewhere. */
  FACTS_SINCE_7(
      oper(
          "<SystemTime/><Inventory><Entities><Entity><Naming><Name>Rack 0</Name></Naming>"
              + "<Attributes><InvBasicBag></InvBasicBag></Attributes></Entity></Entities>"
              + "</Inventory>"),
      ""),
  INTERFACES(
      oper("<Interfaces/>"),
      get(
          model(
              "interfaces",
              "pfi-im-cmd-oper",
              "<interfaces><interface><interface-name/><description/></interface></interfaces>"
                  + "<interface-xr><interface><interface-name/><line-state/><state/>"
                  + "<mac-address><address/></mac-address><bandwidth/><mtu/></interface>"
                  + "</interface-xr>"))),
  COUNTERS(
      oper("<Interfaces><InterfaceTable></InterfaceTable></Interfaces>"),
      get(
          model(
              "interfaces",
              "pfi-im-cmd-oper",
              "<interface-xr><interface><interface-name/><interface-statistics/></interface>"
                  + "</interface-xr>"))),
  ADDRESSES(
      oper("<IPV4Network></IPV4Network><IPV6Network></IPV6Network>"),
      get(
          model(
                  "ipv4-network",
                  "ipv4-io-oper",
                  "<nodes><node><interface-data><vrfs><vrf><details><detail/></details></vrf>"
                      + "</vrfs></interface-data></node></nodes>")
              + model(
                  "ipv6-network",
                  "ipv6-ma-oper",
                  "<nodes><node><interface-data><vrfs><vrf><global-details><global-detail/>"
                      + "</global-details></vrf></vrfs></interface-data></node></nodes>"))),
  LLDP(
      oper("<LLDP><NodeTable></NodeTable></LLDP>"),
      get(
          model(
              "lldp",
              "ethernet-lldp-oper",
              "<nodes><node><neighbors><details><detail><lldp-neighbor/></detail></details>"
                  + "</neighbors></node></nodes>"))),
  /** A command, whose text the agent puts into an envelope. */
  COMMAND("<CLI><Exec>*</Exec></CLI>", ""),
  ARP(
      oper("<ARP></ARP>"),
      get(
          model(
              "arp", "ipv4-arp-oper", "<nodes><node><entries><entry/></entries></node></nodes>"))),
  MAC_ADDRESSES(
      oper("<L2VPNForwarding></L2VPNForwarding>"),
      get(
          model(
              "l2vpn-forwarding",
              "l2vpn-oper",
              "<nodes><node><l2fibmac-details/></node></nodes>"))),
  BGP_VRFS(
      oper(
          "<BGP><ConfigInstanceTable><ConfigInstance><Naming><InstanceName>default</InstanceName>"
              + "</Naming><ConfigInstanceVRFTable></ConfigInstanceVRFTable></ConfigInstance>"
              + "</ConfigInstanceTable></BGP>"),
      ""),
  BGP_OF_DEFAULT_VRF(
      oper(
          "<BGP><InstanceTable><Instance><Naming><InstanceName>default</InstanceName></Naming>"
              + "<InstanceActive><DefaultVRF><GlobalProcessInfo></GlobalProcessInfo>"
              + "<NeighborTable></NeighborTable></DefaultVRF></InstanceActive></Instance>"
              + "</InstanceTable></BGP>"),
      ""),
  BGP_OF_VRF(
      oper(
          "<BGP><InstanceTable><Instance><Naming><InstanceName>default</InstanceName></Naming>"
              + "<InstanceActive><VRFTable><VRF><Naming>*</Naming><GlobalProcessInfo>"
              + "</GlobalProcessInfo><NeighborTable></NeighborTable></VRF></VRFTable>"
              + "</InstanceActive></Instance></InstanceTable></BGP>"),
      ""),
  BGP(
      oper(
          "<BGP><InstanceTable><Instance><Naming><InstanceName>default</InstanceName></Naming>"
              + "*</Instance></InstanceTable></BGP>"),
      get(
          model(
              "bgp",
              "ipv4-bgp-oper",
              "<instances><instance><instance-name>default</instance-name><instance-active>"
                  + "<default-vrf><global-process-info/><neighbors/></default-vrf><vrfs><vrf>"
                  + "<vrf-name/><global-process-info/><neighbors/></vrf></vrfs>"
                  + "</instance-active></instance></instances>"))),
  BGP_CONFIG(
      config(
          "<BGP><Instance><Naming><InstanceName>default</InstanceName></Naming></Instance></BGP>"),
      running(
          model(
              "bgp",
              "ipv4-bgp-cfg",
              "<instance><instance-name>default</instance-name></instance>"))),
  NTP_CONFIG(
      config("<NTP></NTP>"),
      running(model("ntp", "ip-ntp-cfg", "<peer-vrfs><peer-vrf/></peer-vrfs>"))),
  NTP(
      oper("<NTP><NodeTable></NodeTable></NTP>"),
      get(
          model(
              "ntp",
              "ip-ntp-oper",
              "<nodes><node><associations><peer-summary-info><peer-info-common/>"
                  + "</peer-summary-info></associations></node></nodes>"))),
  SNMP(
      config("<SNMP></SNMP>"),
      running(model("snmp", "snmp-agent-cfg", "<administration/><system/>"))),
  USERS(
      config("<AAA></AAA>"),
      running(
          model(
              "aaa",
              "aaa-lib-cfg",
              "<usernames xmlns=\"http://cisco.com/ns/yang/Cisco-IOS-XR-aaa-locald-cfg\">"
                  + "<username/></usernames>"))),
  CPU(
      oper("<SystemMonitoring></SystemMonitoring>"),
      get(model("system-monitoring", "wdsysmon-fd-oper", "<cpu-utilization/>"))),
  MEMORY(
      admin("<MemorySummary></MemorySummary>"), get(model("memory-summary", "nto-misc-oper", ""))),
  SLOTS(
      admin(
          "<PlatformInventory><RackTable><Rack><Naming><Name>0</Name></Naming><SlotTable>"
              + "</SlotTable></Rack></RackTable></PlatformInventory>"),
      ""),
  MODULE(
      admin(
          "<EnvironmentalMonitoring><RackTable><Rack><Naming><rack>0</rack></Naming><SlotTable>"
              + "<Slot><Naming><slot>*</slot></Naming></Slot></SlotTable></Rack></RackTable>"
              + "</EnvironmentalMonitoring>"),
      ""),
  ENVIRONMENT(
      "",
      get(
          "<environment xmlns=\"http://www.cisco.com/ns/yang/Cisco-IOS-XR-*\"><oper>"
              + "<temperatures/><fan/><power/></oper></environment>")),
  ROUTE(
      oper(
          "<RIB><VRFTable><VRF><Naming><VRFName>default</VRFName></Naming><AFTable><AF><Naming>"
              + "<AFName>IPv4</AFName></Naming><SAFTable><SAF><Naming><SAFName>Unicast</SAFName>"
              + "</Naming><IP_RIBRouteTable><IP_RIBRoute><Naming><RouteTableName>default"
              + "</RouteTableName></Naming><RouteTable><Route><Naming>*</Naming></Route>"
              + "</RouteTable></IP_RIBRoute></IP_RIBRouteTable></SAF></SAFTable></AF></AFTable>"
              + "</VRF></VRFTable></RIB>"),
      get(model("rib", "ip-rib-ipv4-oper", routes("IPv4")))),
  IPV6_ROUTE(
      oper(
          "<IPV6_RIB><VRFTable><VRF><Naming><VRFName>default</VRFName></Naming><AFTable><AF>"
              + "<Naming><AFName>IPv6</AFName></Naming><SAFTable><SAF><Naming><SAFName>Unicast"
              + "</SAFName></Naming><IP_RIBRouteTable><IP_RIBRoute><Naming><RouteTableName>default"
              + "</RouteTableName></Naming><RouteTable><Route><Naming>*</Naming></Route>"
              + "</RouteTable></IP_RIBRoute></IP_RIBRouteTable></SAF></SAFTable></AF></AFTable>"
              + "</VRF></VRFTable></IPV6_RIB>"),
      get(model("ipv6-rib", "ip-rib-ipv6-oper", routes("IPv6")))),
  RUNNING_CONFIG(
      "<CLI><Configuration>*</Configuration></CLI>", running(model("cli", "cli-cfg", ""))),
  CANDIDATE_CONFIG(
      "<CLI><Configuration>*</Configuration></CLI>",
      "<get-config><source><candidate/></source><filter type=\"subtree\">"
          + model("cli", "cli-cfg", "")
          + "</filter></get-config>");

  private final String agent;
  private final String netconf;

  XrRequest(String agent, String netconf) {
    this.agent = agent;
    this.netconf = netconf;
  }

  private static String oper(String within) {
    return "<Get><Operational>" + within + "</Operational></Get>";
  }

  private static String config(String within) {
    return "<Get><Configuration>" + within + "</Configuration></Get>";
  }

  private static String admin(String within) {
    return "<Get><AdminOperational>" + within + "</AdminOperational></Get>";
  }

  private static String get(String filter) {
    return "<get><filter type=\"subtree\">" + filter + "</filter></get>";
  }

  private static String running(String filter) {
    return "<get-config><source><running/></source><filter type=\"subtree\">"
        + filter
        + "</filter></get-config>";
  }

  private static String model(String name, String model, String within) {
    return "<%s xmlns=\"http://cisco.com/ns/yang/Cisco-IOS-XR-%s\">%s</%s>"
        .formatted(name, model, within, name);
  }

  private static String routes(String family) {
    return "<vrfs><vrf><vrf-name>default</vrf-name><afs><af><af-name>"
        + family
        + "</af-name><safs><saf><saf-name>Unicast</saf-name><ip-rib-route-table-names>"
        + "<ip-rib-route-table-name><route-table-name>default</route-table-name><routes><route>*"
        + "</route></routes></ip-rib-route-table-name></ip-rib-route-table-names></saf></safs>"
        + "</af></afs></vrf></vrfs>";
  }

  /**
   * The answer.
   *
   * @throws io.netauto.driver.getters.UnreadableException when there is none or it is no XML
   */
  Xml of(Asked asked) {
    return of(asked, "");
  }

  /** The same with an argument. */
  Xml of(Asked asked, String argument) {
    String request = request(asked, argument);
    return XmlDocument.read(request, asked.text(request)).loose();
  }

  /** The answer, or nothing when the device does not know the request. */
  Optional<Xml> ifKnown(Asked asked, String argument) {
    String request = request(asked, argument);
    return asked.textIfKnown(request).map(text -> XmlDocument.read(request, text).loose());
  }

  private String request(Asked asked, String argument) {
    String request =
        switch (asked.language()) {
          case NETCONF -> netconf;
          case XML_AGENT -> agent;
          case CLI ->
              throw new UnreadableException(
                  name(), 0, "", "IOS XR tells this over NETCONF or by its XML agent only.");
        };
    return request.replace("*", argument);
  }
}
