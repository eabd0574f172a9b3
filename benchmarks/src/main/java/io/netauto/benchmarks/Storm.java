package io.netauto.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A job for devices whose logins are all judged by one realm that lets few in. */
final class Storm {
  private Storm() {}

  static void measure(Figures figures) throws Exception {
    int devices = (int) Settings.option("devices", 600);
    int rate = (int) Settings.option("rate", 20);
    try (FleetProcess fleet = FleetProcess.start(devices, rate);
        Nodes nodes = new Nodes(1, 1_000)) {
      nodes.add(FleetProcess.spread(devices, rate).devices(), fleet.ports());
      nodes.first().put("/limits", Map.of("kind", "login", "key", "env:bench", "value", rate));
      JsonNode job = nodes.awaitEnd(figures, nodes.start("show version"));
      double seconds =
          Duration.between(
                      Instant.parse(job.path("createdAt").asString()),
                      Instant.parse(job.path("finishedAt").asString()))
                  .toMillis()
              / 1e3;
      Map<String, Long> counted = fleet.counted();
      double best = (double) devices / rate;
      figures.add("devices", "", devices);
      figures.add("logins the realm lets in per second", "", rate);
      figures.add(
          "most that it was asked in a second", "", counted.getOrDefault("mostPerSecond", 0L));
      figures.add("refused", "", counted.getOrDefault("refused", 0L));
      figures.add("ok", "%", 100.0 * job.path("counts").path("ok").asLong() / devices);
      figures.add("time", "s", seconds);
      figures.add("time, of the best possible", "", seconds / best);
      figures.atMost("storm", "refused", 0);
      figures.atLeast("storm", "ok", 100);
      figures.atMost("storm", "time, of the best possible", 1.1);
    }
    figures.note("The best possible time is that of all logins at the full rate.");
  }
}
