package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.Line;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of one neighbor in {@code show bgp neighbors}. */
final class XrBgpSession {
  private static final Pattern AS_NUMBERS =
      Pattern.compile("^\\s*+Remote AS ([\\d.]++), local AS ([\\d.]++)");
  private static final Pattern REMOTE_ID = Pattern.compile("^\\s*+Remote router ID (\\S++)");
  private static final Pattern STATE =
      Pattern.compile("^\\s*+BGP state = (\\w++)(?:, up for (\\S++))?+");
  private static final Pattern SHUT_DOWN = Pattern.compile("^\\s*+Administratively shut down");
  private static final Pattern DESCRIPTION = Pattern.compile("^\\s*+Description: (.*)$");
  private static final Pattern FAMILY = Pattern.compile("^\\s*+For Address Family: (\\S.*)$");
  private static final Pattern ACCEPTED = Pattern.compile("^\\s*+(\\d++) accepted prefixes\\b");
  private static final Pattern DENIED =
      Pattern.compile("^\\s*+(Exact|Cumulative) no\\. of prefixes denied ?: ?(\\d++)");
  private static final Pattern ADVERTISED = Pattern.compile("^\\s*+Prefix advertised (\\d++)");

  private final String address;
  private final String vrf;
  private final Line head;
  private final Map<String, Family> families = new LinkedHashMap<>();
  private Family family = new Family();
  private long localAs = -1;
  private long remoteAs = -1;
  private String remoteId = "";
  private String description = "";
  private boolean up;
  private boolean enabled = true;
  private long uptime = -1;

  /** What is exchanged in one address family, -1 where the device does not tell. */
  private static final class Family {
    private long accepted = -1;
    private long denied = -1;
    private long everDenied = -1;
    private long advertised = -1;

    /** Some releases tell only how many prefixes were ever denied: none is none now too. */
    private long received() {
      long deniedNow = denied < 0 && everDenied == 0 ? 0 : denied;
      return accepted < 0 || deniedNow < 0 ? -1 : accepted + deniedNow;
    }
  }

  XrBgpSession(String address, String vrf, Line head) {
    this.address = address;
    this.vrf = vrf;
    this.head = head;
  }

  String address() {
    return address;
  }

  String vrf() {
    return vrf;
  }

  void add(Line line) {
    Matcher familyLine = FAMILY.matcher(line.text());
    if (familyLine.find()) {
      family = new Family();
      families.put(name(familyLine.group(1)), family);
    } else if (families.isEmpty()) {
      addToSession(line);
    } else {
      addToFamily(line);
    }
  }

  /** {@code IPv4 Unicast} is {@code ipv4}, {@code L2VPN EVPN} is {@code l2vpn evpn}. */
  private static String name(String told) {
    return told.strip().toLowerCase(Locale.ROOT).replaceFirst(" unicast$", "");
  }

  private void addToSession(Line line) {
    Matcher asNumbers = AS_NUMBERS.matcher(line.text());
    Matcher id = REMOTE_ID.matcher(line.text());
    Matcher state = STATE.matcher(line.text());
    Matcher words = DESCRIPTION.matcher(line.text());
    if (words.find()) {
      description = words.group(1).strip();
    } else if (asNumbers.find()) {
      remoteAs = line.asNumber(asNumbers.group(1));
      localAs = line.asNumber(asNumbers.group(2));
    } else if (id.find()) {
      remoteId = id.group(1);
    } else if (SHUT_DOWN.matcher(line.text()).find()) {
      enabled = false;
    } else if (state.find()) {
      up = state.group(1).equals("Established");
      String since = state.group(2);
      uptime = up && since != null ? seconds(line, since) : -1;
    }
  }

  private static long seconds(Line line, String since) {
    return Durations.parseShort(since)
        .orElseThrow(() -> line.unreadable("A time was expected where \"" + since + "\" stands."));
  }

  private void addToFamily(Line line) {
    Matcher accepted = ACCEPTED.matcher(line.text());
    Matcher denied = DENIED.matcher(line.text());
    Matcher advertised = ADVERTISED.matcher(line.text());
    if (accepted.find()) {
      family.accepted = line.integer(accepted.group(1));
    } else if (advertised.find()) {
      family.advertised = line.integer(advertised.group(1));
    } else if (denied.find() && denied.group(1).equals("Exact")) {
      family.denied = line.integer(denied.group(2));
    } else if (denied.hasMatch()) {
      family.everDenied = line.integer(denied.group(2));
    }
  }

  BgpPeer peer() {
    if (remoteAs < 0) {
      throw head.unreadable("A line \"Remote AS\" was expected below.");
    }
    Map<String, BgpPeer.Prefixes> prefixes = new LinkedHashMap<>();
    families.forEach(
        (name, told) ->
            prefixes.put(
                name, new BgpPeer.Prefixes(told.received(), told.accepted, told.advertised)));
    return new BgpPeer(localAs, remoteAs, remoteId, up, enabled, description, uptime, prefixes);
  }
}
