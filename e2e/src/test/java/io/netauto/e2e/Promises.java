package io.netauto.e2e;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.device.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * What holds whatever was killed: what was acknowledged is there, what was shown is kept, no change
 * is sent twice, nothing is left open, and the books balance. Each look goes on from the last one.
 */
final class Promises {
  private static final String CHANGE = "snmp-server location ";
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final Load load;
  private final Map<String, Integer> received = new HashMap<>();
  private final Map<String, Long> statuses = new HashMap<>();
  private long lastRun;
  private long jobs;
  private long changes;
  private long followers;
  private long breaks;
  private long lines;

  Promises(Fleet fleet, Load load) {
    this.fleet = fleet;
    this.load = load;
  }

  /** Until every run that was asked for is made and over, and the queue of work is empty. */
  void awaitEverythingOver(Database database, Duration limit) {
    String open =
        """
        select (select count(*) from run where status in ('pending', 'running'))
            + (select count(*) from job where finished_at is null)
            + (select count(*) from scheduled_tasks where task_name in ('runs', 'fan_out'))
        """;
    if (!within(limit, () -> over(database, open))) {
      throw new AssertionError(
          "Not over after %s: %s; queued: %s"
              .formatted(
                  limit,
                  database.list(
                      "select id, job_id, status, node, attempt from run where status in"
                          + " ('pending', 'running')",
                      rs ->
                          "run %d of job %d %s at %s, attempt %d"
                              .formatted(
                                  rs.getLong(1),
                                  rs.getLong(2),
                                  rs.getString(3),
                                  rs.getString(4),
                                  rs.getInt(5))),
                  database.list(
                      "select task_name, task_instance, picked_by, execution_time from"
                          + " scheduled_tasks",
                      rs ->
                          "%s %s %s %s"
                              .formatted(
                                  rs.getString(1),
                                  rs.getString(2),
                                  rs.getString(3),
                                  rs.getString(4)))));
    }
  }

  private static boolean over(Database database, String open) {
    try {
      return database.number(open) == 0;
    } catch (IllegalStateException e) {
      return false; // just killed
    }
  }

  private static boolean within(Duration limit, BooleanSupplier holds) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return true;
  }

  /** Checks everything since the last look; the fleet forgets what it counted. */
  void check(Database database) {
    nothing(
        "a session that is open though nothing runs",
        within(CLOSE_LIMIT, () -> fleet.totals().openConnections() == 0)
            ? List.of()
            : List.of(fleet.totals()));
    List<Load.Asked> asked = load.takeAsked();
    jobs += asked.size();
    books(database, asked);
    changes(database);
    for (Load.Seen seen : load.takeSeen()) {
      shown(seen);
    }
    lastRun = Math.max(lastRun, database.number("select coalesce(max(id), 0) from run"));
  }

  private void books(Database database, List<Load.Asked> asked) {
    Map<Long, Integer> totals = new HashMap<>();
    database
        .list(
            "select id, total from job where made = total",
            rs -> Map.entry(rs.getLong(1), rs.getInt(2)))
        .forEach(e -> totals.put(e.getKey(), e.getValue()));
    nothing(
        "a job that was acknowledged, and is not there or has other devices",
        asked.stream().filter(a -> totals.getOrDefault(a.job(), 0) != a.devices()).toList());
    Set<Long> ids = new HashSet<>();
    nothing("a job that two were told of", asked.stream().filter(a -> !ids.add(a.job())).toList());
    nothing(
        "a job whose counters are not those of its runs",
        database.list(
            """
            select j.id from job j left join run r on r.job_id = j.id group by j.id
            having (j.total, j.pending, j.running, j.ok, j.error, j.cancelled, j.interrupted)
                is distinct from (count(r.id), count(*) filter (where r.status = 'pending'),
                    count(*) filter (where r.status = 'running'),
                    count(*) filter (where r.status = 'ok'),
                    count(*) filter (where r.status = 'error'),
                    count(*) filter (where r.status = 'cancelled'),
                    count(*) filter (where r.status = 'interrupted'))
            """,
            rs -> rs.getLong(1)));
    nothing(
        "a run whose log has a gap or lacks its end",
        database.list(
            """
            select r.id from run r left join run_entry e on e.run_id = r.id where r.id > %d
            group by r.id
            having r.seq <> count(e.seq) or r.seq <> coalesce(max(e.seq), 0)
                or r.bytes <> coalesce(sum(coalesce(e.size, length(e.data))), 0)
            """
                .formatted(lastRun),
            rs -> rs.getLong(1)));
    nothing(
        "a job whose events have a gap, or whose last events are not its runs' ends",
        database.list(
            """
            select j.id from job j where j.seq <> (select count(*) from job_event e where e.job_id = j.id)
                or exists (select 1 from run r where r.job_id = j.id and r.id > %d and r.status <>
                    (select e.status from job_event e where e.job_id = j.id and e.run_id = r.id
                     order by e.seq desc limit 1))
            """
                .formatted(lastRun),
            rs -> rs.getLong(1)));
    nothing(
        "a run that failed though every device was well",
        database.list(
            "select id, cause from run where status in ('error', 'cancelled') and id > " + lastRun,
            rs -> rs.getLong(1) + " " + rs.getString(2)));
    database
        .list(
            "select status, count(*) from run where id > %d group by status".formatted(lastRun),
            rs -> Map.entry(rs.getString(1), rs.getLong(2)))
        .forEach(e -> statuses.merge(e.getKey(), e.getValue(), Long::sum));
  }

  private void changes(Database database) {
    for (SimulatedDevice device : fleet.devices()) {
      for (Received line : device.received()) {
        if (line.line().startsWith(CHANGE)) {
          received.merge(device.name() + " " + line.line(), 1, Integer::sum);
          changes++;
        }
      }
    }
    fleet.reset(false);
    nothing(
        "a change that a device was sent twice",
        received.entrySet().stream().filter(e -> e.getValue() > 1).toList());
    nothing(
        "a change that was reported done, and that its device was never sent",
        database
            .list(
                "select hostname || ' ' || commands[2] from run where mode = 'change' and status ="
                    + " 'ok' and id > "
                    + lastRun,
                rs -> rs.getString(1))
            .stream()
            .filter(each -> !received.containsKey(each))
            .toList());
  }

  private void shown(Load.Seen seen) {
    followers++;
    breaks += seen.breaks();
    lines += seen.lines().size();
    JsonNode run = load.get("/runs/" + seen.run());
    List<String> lost = new ArrayList<>();
    if (run.get("bytes").asLong() < seen.bytes()) {
      lost.add("%d bytes were told of".formatted(seen.bytes()));
    }
    Map<Long, String> stored = new HashMap<>();
    long after = 0;
    for (JsonNode page = lines(seen.run(), after); !page.isEmpty(); ) {
      for (JsonNode line : page) {
        after = line.get("n").asLong();
        stored.put(after, Load.lineText(line));
      }
      page = lines(seen.run(), after);
    }
    seen.lines()
        .forEach(
            (n, text) -> {
              if (!text.equals(stored.get(n))) {
                lost.add("line %d was \"%s\", is \"%s\"".formatted(n, text, stored.get(n)));
              }
            });
    nothing("something shown of run %s that is not kept".formatted(run), lost);
  }

  private JsonNode lines(long run, long after) {
    return load.get("/runs/%d/lines?view=session&limit=5000&after=%d".formatted(run, after))
        .get("lines");
  }

  private static void nothing(String what, List<?> found) {
    if (!found.isEmpty()) {
      throw new AssertionError(
          "There is %s: %s"
              .formatted(what, found.size() > 10 ? found.subList(0, 10) + " …" : found));
    }
  }

  long interrupted() {
    return statuses.getOrDefault("interrupted", 0L);
  }

  @Override
  public String toString() {
    return ("%d jobs, runs %s; %d changes received, none twice; %d followers saw %d lines, none"
            + " lost, over %d breaks")
        .formatted(jobs, statuses, changes, followers, lines, breaks);
  }
}
