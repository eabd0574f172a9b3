package io.netauto.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One job of one command for a whole fleet, by one node and by several. */
final class WholeFleet {
  private WholeFleet() {}

  static void measure(Figures figures) throws Exception {
    int devices = (int) Settings.option("devices", 10_000);
    int nodes = (int) Settings.option("nodes", 2);
    long sessions = Settings.option("sessions", 1_000);
    figures.add("devices", "", devices);
    for (int count = 1; count <= nodes; count++) {
      measure(figures, devices, count, sessions);
    }
    figures.note(
        "Each device takes 1 to 4 s for a command, and has its own login delay and speed; %d sessions"
                .formatted(sessions)
            + " of a node at once. Server, database and devices share the machine. Time is from the"
            + " request for the job to the end of its last run.");
  }

  private static void measure(Figures figures, int devices, int count, long sessions)
      throws Exception {
    String on = count == 1 ? "1 node: " : count + " nodes: ";
    try (FleetProcess fleet = FleetProcess.start(devices, 0);
        Nodes nodes = new Nodes(count, sessions)) {
      nodes.add(FleetProcess.spread(devices, 0).devices(), fleet.ports());
      double size = nodes.sql().megabytes();
      double cpu = nodes.cpuSeconds();
      double database = nodes.databaseCpuSeconds();
      double simulator = fleet.cpuSeconds();
      long id = nodes.start("show version");
      JsonNode job = nodes.awaitEnd(figures, id);
      double seconds =
          Duration.between(
                      Instant.parse(job.path("createdAt").asString()),
                      Instant.parse(job.path("finishedAt").asString()))
                  .toMillis()
              / 1e3;
      figures.add(on + "time", "s", seconds);
      figures.add(on + "devices a second", "", devices / seconds);
      figures.add(on + "CPU of the server", "s", nodes.cpuSeconds() - cpu);
      figures.add(on + "CPU of the database", "s", nodes.databaseCpuSeconds() - database);
      figures.add(on + "CPU of the devices", "s", fleet.cpuSeconds() - simulator);
      figures.add(on + "most memory of a server", "MB", nodes.peakMegabytes());
      figures.add(on + "database grew by", "MB", nodes.sql().megabytes() - size);
      figures.add(
          on + "a device takes",
          "s",
          nodes
                  .sql()
                  .number(
                      "select avg(extract(epoch from finished_at - started_at) * 1000)::bigint"
                          + " from run where job_id = "
                          + id)
              / 1e3);
      account(figures, on, nodes, fleet, id, devices, count);
    }
  }

  private static void account(
      Figures figures, String on, Nodes nodes, FleetProcess fleet, long job, int devices, int count)
      throws Exception {
    String of = " from run where job_id = " + job;
    long over =
        nodes
            .sql()
            .number("select count(distinct device_id)" + of + " and finished_at is not null");
    long ok = nodes.sql().number("select count(*)" + of + " and status = 'ok'");
    figures.add(on + "accounted for", "%", 100.0 * over / devices);
    figures.atLeast("fleet", on + "accounted for", 100);
    figures.add(on + "ok", "%", 100.0 * ok / devices);
    figures.atLeast("fleet", on + "ok", 100);
    Map<String, Long> counted = fleet.counted();
    figures.add(on + "most sessions at once", "", counted.getOrDefault("mostOpenSessions", 0L));
    if (counted.getOrDefault("logins", 0L) != devices) {
      figures.broken(on + devices + " devices had " + counted);
    }
    if (ok < devices) {
      figures.note(
          on
              + nodes
                  .sql()
                  .rows(
                      "select cause ->> 'code', count(*)" + of + " and status <> 'ok' group by 1"));
    }
    if (count > 1) {
      figures.note(
          on
              + "runs of each: "
              + nodes.sql().rows("select count(*)" + of + " group by node order by 1"));
    }
  }
}
