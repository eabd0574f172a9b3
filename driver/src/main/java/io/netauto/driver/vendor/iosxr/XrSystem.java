package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Config;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.NtpPeer;
import io.netauto.driver.getters.NtpStatistic;
import io.netauto.driver.getters.Snmp;
import io.netauto.driver.getters.User;
import io.netauto.driver.vendor.cisco.ConfigText;
import io.netauto.driver.vendor.xml.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who the device is and what is configured, from XML. */
final class XrSystem {
  private static final Pattern HEADINGS =
      Pattern.compile("(?m)^(?:Building configuration|!! IOS XR Configuration).*+$");

  /** What IOS XR prints before each output. */
  private static final Pattern TIME_OF_DAY =
      Pattern.compile(
          "\\A\\s*+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\w{3} [ \\d]\\d [\\d:.]++ \\w++\\n");

  private static final Map<String, Integer> LEVELS =
      Map.of("root-system", 15, "operator", 5, "sysadmin", 1, "serviceadmin", 1, "root-lr", 15);

  private XrSystem() {}

  static Facts facts(Asked asked) {
    boolean agent = asked.language() == Commands.Language.XML_AGENT;
    Xml answer =
        XrRequest.FACTS
            .ifKnown(asked, "")
            .or(() -> agent ? XrRequest.FACTS_SINCE_7.ifKnown(asked, "") : Optional.empty())
            .orElseGet(() -> XrRequest.FACTS.of(asked));
    Xml rack = answer.first("basic-info").or(() -> answer.first("inv-basic-bag")).orElse(answer);
    Xml time = answer.first("system-time").orElse(answer);
    String host = time.text("uptime/host-name");
    return new Facts(
        host,
        host,
        "Cisco",
        rack.text("model-name"),
        rack.text("serial-number"),
        rack.text("software-revision"),
        time.decimal("uptime/uptime", -1),
        agent ? XrInterfaces.states(asked).keySet().stream().sorted().toList() : names(answer));
  }

  private static List<String> names(Xml answer) {
    return answer.within("interface").stream().map(told -> told.text("interface-name")).toList();
  }

  static Config config(Asked asked) {
    String wanted = asked.arguments().text("retrieve", "all");
    boolean all = wanted.equals("all");
    String full = asked.arguments().flag("full") ? " all" : "";
    return new Config(
        all || wanted.equals("running")
            ? text(asked, XrRequest.RUNNING_CONFIG, "show running-config" + full)
            : "",
        "",
        all || wanted.equals("candidate")
            ? text(asked, XrRequest.CANDIDATE_CONFIG, "show configuration merge")
            : "");
  }

  private static String text(Asked asked, XrRequest request, String command) {
    String text =
        switch (asked.language()) {
          case CLI ->
              headingsRemoved(
                  TIME_OF_DAY.matcher(printed(asked, request, command)).replaceFirst(""));
          case NETCONF -> request.of(asked).first("cli").map(Xml::text).orElse("");
          case XML_AGENT ->
              headingsRemoved(
                  request
                      .of(asked, command)
                      .first("configuration")
                      .map(found -> found.element().getTextContent())
                      .orElse(""));
        };
    return asked.arguments().flag("sanitized") ? ConfigText.sanitized(text) : text;
  }

  /** The candidate is shown in the configuration mode only, which a getter does not enter. */
  private static String printed(Asked asked, XrRequest request, String command) {
    return request == XrRequest.CANDIDATE_CONFIG ? "" : asked.text(command);
  }

  static String headingsRemoved(String config) {
    return HEADINGS.matcher(config).replaceAll("");
  }

  static Map<String, NtpPeer> ntpPeers(Asked asked) {
    return ntp(XrRequest.NTP_CONFIG.of(asked), "peer");
  }

  static Map<String, NtpPeer> ntpServers(Asked asked) {
    return ntp(XrRequest.NTP_CONFIG.of(asked), "server");
  }

  private static Map<String, NtpPeer> ntp(Xml answer, String kind) {
    Map<String, NtpPeer> peers = new LinkedHashMap<>();
    for (String version : List.of("ipv4", "ipv6")) {
      for (Xml peer : answer.within("peer-" + version)) {
        String type =
            peer.firstText(
                "peer-type-" + version + "/naming/peer-type",
                "peer-type-" + version + "/peer-type");
        String address = peer.firstText("naming/address-" + version, "address-" + version);
        if (type.equalsIgnoreCase(kind) && !address.isEmpty()) {
          peers.put(address, new NtpPeer());
        }
      }
    }
    return peers;
  }

  static List<NtpStatistic> ntpStatistics(Asked asked) {
    List<NtpStatistic> statistics = new ArrayList<>();
    for (Xml told : XrRequest.NTP.of(asked).within("peer-info-common")) {
      String address = told.text("address");
      // The clock of another card of the same device is no association.
      if (!address.equals("DLRSC node")) {
        statistics.add(
            new NtpStatistic(
                address,
                told.text("reference-id"),
                told.flag("is-sys-peer"),
                (int) told.number("stratum", 0),
                "",
                "",
                (int) told.number("host-poll", 0),
                (int) told.number("reachability", 0),
                told.decimal("delay", 0),
                told.decimal("offset", 0),
                told.decimal("dispersion", 0)));
      }
    }
    return statistics;
  }

  static Snmp snmp(Asked asked) {
    Xml answer = XrRequest.SNMP.of(asked);
    Map<String, Snmp.Community> communities = new LinkedHashMap<>();
    for (Xml told : answer.within("default-community")) {
      communities.put(
          told.firstText("naming/community-name", "community-name"),
          new Snmp.Community(
              told.firstText("v6-access-list", "v4-access-list", "access-list"),
              mode(told.text("priviledge"))));
    }
    return new Snmp(
        firstText(answer, "chassis-id"),
        communities,
        firstText(answer, "contact"),
        firstText(answer, "location"));
  }

  private static String mode(String told) {
    return switch (Xml.folded(told)) {
      case "readonly" -> "ro";
      case "readwrite" -> "rw";
      default -> "";
    };
  }

  private static String firstText(Xml answer, String name) {
    return answer.first(name).map(Xml::text).orElse("");
  }

  static Map<String, User> users(Asked asked) {
    Map<String, User> users = new LinkedHashMap<>();
    for (Xml told : XrRequest.USERS.of(asked).within("username")) {
      String group =
          told.firstText(
              "usergroups-under-username/usergroup-under-username/naming/name",
              "usergroup-under-usernames/usergroup-under-username/name");
      users.put(
          told.firstText("naming/name", "name"),
          new User(
              LEVELS.getOrDefault(group, 0),
              told.firstText("password/password", "password"),
              List.of()));
    }
    return users;
  }
}
