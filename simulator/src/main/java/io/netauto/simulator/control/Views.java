package io.netauto.simulator.control;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.device.Realm;
import io.netauto.simulator.device.Received;
import io.netauto.simulator.device.Totals;
import io.netauto.simulator.plan.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the control port tells of a fleet. */
final class Views {
  private static final int USUAL_LIMIT = 1_000;
  private static final int MOST = 1_000_000;

  private final Fleet fleet;

  Views(Fleet fleet) {
    this.fleet = fleet;
  }

  record Stats(int devices, Totals.Figures totals, List<Realm.Figures> realms) {}

  Stats stats() {
    return new Stats(fleet.devices().size(), fleet.totals(), fleet.realms());
  }

  /**
   * A line that a device was sent.
   *
   * @param sessions the different sessions that sent it
   */
  record Line(
      String device, String line, long count, List<Long> sessions, Instant first, Instant last) {}

  /** One time that a line was sent. */
  record Time(String device, Instant at, long session, String line) {}

  /**
   * What was sent, of what is still known: each device knows its last ten thousand lines.
   *
   * @param count all that fit the request
   * @param devices how many different ones they were sent to
   * @param lines the first of them by device and time, each with its count
   * @param times instead of lines, with {@code each=true}
   */
  record Commands(long count, int devices, List<Line> lines, List<Time> times, boolean leftOff) {}

  /**
   * Parameters: {@code device} for one, {@code contains} for a part of the line, {@code atLeast}
   * for lines that one device was sent so often, {@code limit}, {@code each}.
   */
  Commands commands(Query query) throws Refusal {
    query.allow("device", "contains", "atLeast", "limit", "each");
    int atLeast = query.number("atLeast", 1);
    int limit = Math.min(MOST, query.number("limit", USUAL_LIMIT));
    boolean each = query.flag("each");
    long count = 0;
    int devices = 0;
    boolean leftOff = false;
    List<Line> lines = new ArrayList<>();
    List<Time> times = new ArrayList<>();
    for (SimulatedDevice device : chosen(query.text("device"))) {
      long here = 0;
      for (List<Received> same : byLine(device, query.text("contains"))) {
        if (same.size() < atLeast) {
          continue;
        }
        here += same.size();
        if ((each ? times.size() : lines.size()) >= limit) {
          leftOff = true;
        } else if (each) {
          same.forEach(r -> times.add(new Time(device.name(), r.at(), r.session(), r.line())));
        } else {
          lines.add(line(device, same));
        }
      }
      count += here;
      devices += here > 0 ? 1 : 0;
    }
    return new Commands(count, devices, lines, times, leftOff);
  }

  private List<SimulatedDevice> chosen(String name) throws Refusal {
    return name.isEmpty() ? fleet.devices() : List.of(named(name));
  }

  private SimulatedDevice named(String name) throws Refusal {
    return fleet
        .find(name)
        .orElseThrow(() -> new Refusal(404, "There is no device '" + name + "'"));
  }

  private static Iterable<List<Received>> byLine(SimulatedDevice device, String part) {
    Map<String, List<Received>> lines = new LinkedHashMap<>();
    for (Received each : device.received()) {
      if (each.line().contains(part)) {
        lines.computeIfAbsent(each.line(), none -> new ArrayList<>(2)).add(each);
      }
    }
    return lines.values();
  }

  private static Line line(SimulatedDevice device, List<Received> same) {
    return new Line(
        device.name(),
        same.getFirst().line(),
        same.size(),
        same.stream().map(Received::session).distinct().toList(),
        same.getFirst().at(),
        same.getLast().at());
  }

  /**
   * A device.
   *
   * @param hostname the name in its prompt
   */
  record Device(
      String name,
      String hostname,
      String platform,
      String address,
      int port,
      String realm,
      List<String> faults,
      long logins,
      long refusedLogins,
      long refusedConnections,
      int openConnections,
      int openSessions,
      int mostOpenSessions,
      long commandCount,
      List<Received> commands,
      String runningConfig) {}

  Device device(String name) throws Refusal {
    SimulatedDevice it = named(name);
    return new Device(
        it.name(),
        it.hostname(),
        it.platform(),
        it.host(),
        it.port(),
        it.plan().login().realm(),
        it.plan().faults().stream().map(Fault::word).toList(),
        it.logins(),
        it.refusedLogins(),
        it.refusedConnections(),
        it.openConnections(),
        it.openSessions(),
        it.maxOpenSessions(),
        it.commandCount(),
        it.received(),
        it.runningConfig());
  }

  /** Counts from zero; with {@code config=true} the devices lose what was configured, too. */
  Stats reset(Query query) throws Refusal {
    query.allow("config");
    fleet.reset(query.flag("config"));
    return stats();
  }
}
