package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpPeerDetail;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * All that EOS tells of BGP neighbours. Its JSON leaves much out, so the text is read: each
 * neighbour begins with {@code BGP neighbor is}.
 */
final class EosBgpDetail {
  private static final List<Pattern> LINES =
      List.of(
          Pattern.compile(
              "BGP neighbor is (?<remoteAddress>[^\\s,]++), remote AS (?<remoteAs>[\\d.]++)"),
          Pattern.compile("remote router ID (?<routerId>[^\\s,]++), VRF (?<routingTable>\\S++)"),
          Pattern.compile(
              "^\\s++Hold time is (?<holdtime>\\d++), keepalive interval is (?<keepalive>\\d++)"),
          Pattern.compile(
              "^\\s++Configured hold time is (?<configuredHoldtime>\\d++), keepalive interval is"
                  + " (?<configuredKeepalive>\\d++)"),
          Pattern.compile("^\\s++BGP state is (?<state>[^\\s,]++)(?:, (?<up>\\w++))?"),
          Pattern.compile("^\\s++Last state was (?<lastState>\\S++)"),
          Pattern.compile("^\\s++Last event was (?<lastEvent>\\S++)"),
          Pattern.compile("^\\s++OutQ depth is (?<queued>\\d++)"),
          Pattern.compile("^\\s++Send-Q:\\s++(?<queued>\\d++)/"),
          Pattern.compile("^\\s++Updates:\\s++(?<outputUpdates>\\d++)\\s++(?<inputUpdates>\\d++)"),
          Pattern.compile(
              "^\\s++Total messages:\\s++(?<outputMessages>\\d++)\\s++(?<inputMessages>\\d++)"),
          Pattern.compile("^\\s++IPv4 Unicast:\\s++(?<sent4>\\d++)\\s++(?<received4>\\d++)"),
          Pattern.compile("^\\s++IPv6 Unicast:\\s++(?<sent6>\\d++)\\s++(?<received6>\\d++)"),
          Pattern.compile("^\\s++Inbound route map is (?<importPolicy>\\S++)"),
          Pattern.compile("^\\s++Outbound route map is (?<exportPolicy>\\S++)"),
          Pattern.compile("^\\s++Nexthop matches local IP address: (?<multihop>\\d++)"),
          Pattern.compile("^Local AS is (?<localAs>[\\d.]++)"),
          Pattern.compile(
              "^Local TCP address is (?<localAddress>[^\\s,]++)(?:, local port is"
                  + " (?<localPort>\\d++))?"),
          Pattern.compile(", remote port is (?<remotePort>\\d++)"));

  private EosBgpDetail() {}

  static Map<String, Map<Long, List<BgpPeerDetail>>> read(Asked asked) {
    String neighbor = asked.arguments().text("neighbor_address", "");
    Map<String, Map<Long, List<BgpPeerDetail>>> peers = new LinkedHashMap<>();
    if (neighbor.isEmpty() || neighbor.indexOf(':') < 0) {
      add(peers, asked, words("show ip bgp neighbors", neighbor), "show ip bgp summary vrf all");
    }
    if (neighbor.isEmpty() || neighbor.indexOf(':') >= 0) {
      add(peers, asked, words("show ipv6 bgp peers", neighbor), "show ipv6 bgp summary vrf all");
    }
    return peers;
  }

  private static String words(String show, String neighbor) {
    return show + (neighbor.isEmpty() ? "" : " " + neighbor) + " vrf all";
  }

  private static void add(
      Map<String, Map<Long, List<BgpPeerDetail>>> peers,
      Asked asked,
      String command,
      String summaryCommand) {
    List<Map<String, String>> told = neighbors(asked.text(command));
    JsonNode summary = EosJson.of(asked, summaryCommand).path("vrfs");
    for (Map<String, String> words : told) {
      BgpPeerDetail peer = peer(words, summary);
      Collect.add(Collect.inner(peers, peer.routingTable()), peer.remoteAs(), peer);
    }
  }

  private static List<Map<String, String>> neighbors(String output) {
    List<Map<String, String>> neighbors = new ArrayList<>();
    Map<String, String> current = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      if (line.startsWith("BGP neighbor is ")) {
        current = new LinkedHashMap<>();
        neighbors.add(current);
      }
      take(line, current);
    }
    return neighbors;
  }

  private static void take(String line, Map<String, String> words) {
    for (Pattern pattern : LINES) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        pattern
            .namedGroups()
            .forEach(
                (name, group) -> {
                  String value = matcher.group(group);
                  if (value != null) {
                    words.put(name, value);
                  }
                });
      }
    }
  }

  private static BgpPeerDetail peer(Map<String, String> words, JsonNode summary) {
    String vrf = words.getOrDefault("routingTable", "");
    String address = Normal.ip(words.getOrDefault("remoteAddress", ""));
    JsonNode inSummary = summary.path(vrf).path("peers").path(address);
    String localAddress = IpAddress.parse(words.getOrDefault("localAddress", "")).orElse("");
    return new BgpPeerDetail(
        words.getOrDefault("up", "").equals("up"),
        Numbers.asNumber(words.getOrDefault("localAs", "")),
        Numbers.asNumber(words.getOrDefault("remoteAs", "")),
        Normal.ip(words.getOrDefault("routerId", "")),
        localAddress,
        vrf,
        words.containsKey("localAddress"),
        (int) number(words, "localPort"),
        address,
        (int) number(words, "remotePort"),
        number(words, "multihop") != 0,
        false,
        false,
        words.getOrDefault("importPolicy", ""),
        words.getOrDefault("exportPolicy", ""),
        number(words, "inputMessages"),
        number(words, "outputMessages"),
        number(words, "inputUpdates"),
        number(words, "outputUpdates"),
        number(words, "queued"),
        words.getOrDefault("state", ""),
        words.getOrDefault("lastState", ""),
        words.getOrDefault("lastEvent", ""),
        false,
        false,
        (int) number(words, "holdtime"),
        (int) number(words, "configuredHoldtime"),
        (int) number(words, "keepalive"),
        (int) number(words, "configuredKeepalive"),
        0,
        number(words, "received4") + number(words, "received6"),
        inSummary.path("prefixAccepted").asLong(0),
        0,
        number(words, "sent4") + number(words, "sent6"),
        0);
  }

  private static long number(Map<String, String> words, String name) {
    return Numbers.whole(words.getOrDefault(name, ""), 0);
  }
}
