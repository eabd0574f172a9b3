package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.BgpNeighbors;
import io.netauto.driver.getters.BgpPeer;
import io.netauto.driver.getters.BgpPeer.Prefixes;
import io.netauto.driver.vendor.ios.IosBgpSessions.Session;
import io.netauto.driver.vendor.ios.IosBgpSummary.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code show bgp all summary} for who the neighbours are, and {@code show bgp ... neighbors}
 * for what is known of each.
 */
final class IosBgpNeighbors {
  private static final String SUMMARY = "show bgp all summary";

  /** Address families in the order asked, with the words that the command has for each. */
  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("ipv4 unicast", "show bgp ipv4 unicast neighbors");
    COMMANDS.put("ipv4 multicast", "show bgp ipv4 multicast neighbors");
    COMMANDS.put("ipv6 unicast", "show bgp ipv6 unicast neighbors");
    COMMANDS.put("ipv6 multicast", "show bgp ipv6 multicast neighbors");
    COMMANDS.put("vpnv4 unicast", "show bgp vpnv4 unicast all neighbors");
    COMMANDS.put("vpnv6 unicast", "show bgp vpnv6 unicast all neighbors");
    COMMANDS.put("ipv4 mdt", "show bgp ipv4 mdt all neighbors");
  }

  private IosBgpNeighbors() {}

  static Map<String, BgpNeighbors> read(Asked asked) {
    List<Row> rows =
        IosOutput.linesIfKnown(asked, SUMMARY)
            .filter(lines -> lines.stream().noneMatch(l -> l.text().contains("BGP not active")))
            .map(IosBgpSummary::rows)
            .orElse(List.of());
    if (rows.isEmpty()) {
      return Map.of();
    }
    List<Session> sessions = new ArrayList<>();
    for (String command : COMMANDS.values()) {
      IosOutput.linesIfKnown(asked, command)
          .ifPresent(lines -> sessions.addAll(IosBgpSessions.read(lines)));
    }
    Map<String, Map<String, BgpPeer>> byVrf = new LinkedHashMap<>();
    for (Session session : sessions) {
      byVrf.computeIfAbsent(session.vrf(), any -> new LinkedHashMap<>());
    }
    for (Row row : rows) {
      sessionOf(row, sessions)
          .ifPresent(
              session ->
                  byVrf
                      .computeIfAbsent(session.vrf(), any -> new LinkedHashMap<>())
                      .merge(row.address(), peer(row, session), BgpPeer::with));
    }
    Map<String, BgpNeighbors> all = new LinkedHashMap<>();
    String routerId = rows.getFirst().routerId();
    byVrf.forEach((vrf, peers) -> all.put(vrf, new BgpNeighbors(routerId, peers)));
    return all;
  }

  private static Optional<Session> sessionOf(Row row, List<Session> sessions) {
    if (!COMMANDS.containsKey(row.family())) {
      return Optional.empty();
    }
    return sessions.stream()
        .filter(session -> session.family().equals(row.family()))
        .filter(session -> session.address().equals(row.address()))
        .findFirst();
  }

  private static BgpPeer peer(Row row, Session session) {
    long accepted = row.prefixes();
    Prefixes prefixes = new Prefixes(-1, accepted, -1);
    if (session.isUp()) {
      accepted = session.accepted() >= 0 ? session.accepted() : accepted;
      prefixes = new Prefixes(accepted, accepted, session.sent());
    }
    return new BgpPeer(
        row.localAs(),
        row.remoteAs(),
        session.remoteId(),
        session.isUp(),
        !row.shutDown(),
        session.description(),
        session.isUp() ? row.uptime() : -1,
        Map.of(row.family(), prefixes));
  }
}
