package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.NtpPeer;
import io.netauto.driver.getters.NtpStatistic;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show ntp peers} and {@code show ntp peer-status}. */
final class NxosNtp {
  private static final String PEERS = "show ntp peers";
  private static final String STATUS = "show ntp peer-status";
  private static final Pattern ROW =
      Pattern.compile(
          "^([*+=~\\-"
              + " ])\\s*([0-9a-fA-F.:]+)\\s+\\S+\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d[\\d.]*)");

  private NxosNtp() {}

  static Map<String, NtpPeer> readPeers(Asked asked) {
    return read(asked, "Peer");
  }

  static Map<String, NtpPeer> readServers(Asked asked) {
    return read(asked, "Server");
  }

  /** From JSON those of one kind; from text all, as NAPALM does. */
  private static Map<String, NtpPeer> read(Asked asked, String kind) {
    Map<String, NtpPeer> peers = new LinkedHashMap<>();
    Optional<NxosJson> json = NxosJson.ask(asked, PEERS);
    if (json.isPresent()) {
      for (NxosJson row : json.get().rows("peers")) {
        String address = row.text("PeerIPAddress");
        if (row.text("serv_peer").equals(kind)) {
          peers.put(IpAddress.parse(address).orElse(address), new NtpPeer());
        }
      }
      return peers;
    }
    for (Line line : asked.printed(PEERS).lines()) {
      if (!line.isBlank() && !line.text().contains("----") && !line.text().contains("Peer IP")) {
        peers.put(line.words().getFirst(), new NtpPeer());
      }
    }
    return peers;
  }

  static List<NtpStatistic> readStatistics(Asked asked) {
    Optional<NxosJson> json = NxosJson.ask(asked, STATUS);
    List<NtpStatistic> all = new ArrayList<>();
    if (json.isPresent()) {
      for (NxosJson row : json.get().rows("peersstatus")) {
        String address = row.text("remote");
        all.add(
            statistic(
                IpAddress.parse(address).orElse(address),
                row.text("syncmode").equals("*"),
                (int) row.integer(-1, "st"),
                (int) row.integer(-1, "poll"),
                (int) row.integer(-1, "reach"),
                row.number(-1, "delay")));
      }
      return all;
    }
    for (Line line : asked.printed(STATUS).lines()) {
      Matcher row = ROW.matcher(line.text());
      if (row.find()) {
        all.add(
            statistic(
                line.ip(row.group(2)),
                row.group(1).equals("*"),
                (int) line.integer(row.group(3)),
                (int) line.integer(row.group(4)),
                (int) line.integer(row.group(5)),
                line.number(row.group(6))));
      }
    }
    return all;
  }

  private static NtpStatistic statistic(
      String remote, boolean isSynchronized, int stratum, int poll, int reach, double delay) {
    return new NtpStatistic(
        remote, remote, isSynchronized, stratum, "", "", poll, reach, delay, 0, 0);
  }
}
