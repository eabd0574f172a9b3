package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.NtpPeer;
import io.netauto.driver.getters.NtpStatistic;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show ntp associations} and the configured servers. */
final class IosNtp {
  private static final Pattern ADDRESS = Pattern.compile("^([*#+\\-x~ .]*?)([0-9a-fA-F.:]+)$");
  private static final int COLUMNS = 9;

  private IosNtp() {}

  static Map<String, NtpPeer> readPeers(Asked asked) {
    Map<String, NtpPeer> peers = new LinkedHashMap<>();
    readStatistics(asked).forEach(statistic -> peers.put(statistic.remote(), new NtpPeer()));
    return peers;
  }

  static Map<String, NtpPeer> readServers(Asked asked) {
    Map<String, NtpPeer> servers = new LinkedHashMap<>();
    for (Line line : IosOutput.lines(asked, "show run | include ntp server")) {
      List<String> words = line.words();
      int at = words.size() > 4 && words.get(2).equals("vrf") ? 4 : 2;
      if (words.size() > at && words.getFirst().equals("ntp")) {
        servers.put(words.get(at), new NtpPeer());
      }
    }
    return servers;
  }

  static List<NtpStatistic> readStatistics(Asked asked) {
    List<NtpStatistic> all = new ArrayList<>();
    for (Line line : IosOutput.lines(asked, "show ntp associations")) {
      List<String> words = line.words();
      if (words.size() != COLUMNS || line.text().contains("ref clock")) {
        continue;
      }
      Matcher address = ADDRESS.matcher(words.getFirst());
      if (address.matches()) {
        all.add(statistic(line, words, address.group(2), address.group(1).contains("*")));
      }
    }
    return all;
  }

  private static NtpStatistic statistic(
      Line line, List<String> words, String remote, boolean isSynchronized) {
    return new NtpStatistic(
        remote,
        words.get(1),
        isSynchronized,
        (int) line.integer(words.get(2)),
        "-",
        words.get(3),
        (int) line.integer(words.get(4)),
        (int) line.integer(words.get(5)),
        line.number(words.get(6)),
        line.number(words.get(7)),
        line.number(words.get(8)));
  }
}
