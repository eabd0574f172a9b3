package io.netauto.benchmarks;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many who follow one job of a whole fleet, with all that its devices say. */
final class Stream {
  private static final double AIM_MILLIS = 250;
  private static final long MOST_MICROS = 600_000_000L;
  private static final int TICKS = (int) Settings.option("ticks", 20);
  private static final int TICK_MILLIS = 200;
  private static final String COMMAND = "show netauto-ticks " + TICKS + " " + TICK_MILLIS;
  private static final int PART_SECONDS = 10;
  private static final double EVENTS_AIM = 20_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private Stream() {}

  static void measure(Figures figures) throws Exception {
    int devices = (int) Settings.option("devices", 10_000);
    int subscribers = (int) Settings.option("subscribers", 20);
    int warm = (int) Settings.option("warm", 8000);
    try (FleetProcess fleet = FleetProcess.start(devices + warm, "cisco_ios");
        Nodes nodes = new Nodes(1, Settings.option("sessions", 300));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> ports = fleet.ports();
      nodes.add(of("bench", devices), ports.subList(0, devices));
      nodes.add(of("warm", warm), ports.subList(devices, devices + warm));
      if (warm > 0) {
        follow(nodes, nodes.start(COMMAND, "warm-"), subscribers, threads, System.nanoTime());
      }
      long began = System.nanoTime();
      double cpu = nodes.cpuSeconds();
      double database = nodes.databaseCpuSeconds();
      double simulator = fleet.cpuSeconds();
      long own = Cpu.own();
      long job = nodes.start(COMMAND, "bench-");
      Histogram took = new Histogram(MOST_MICROS, 3);
      Map<Long, Histogram> over = new TreeMap<>();
      long events = 0;
      for (Subscriber subscriber : follow(nodes, job, subscribers, threads, began)) {
        took.add(subscriber.took);
        subscriber.over.forEach(
            (at, part) -> over.computeIfAbsent(at, Stream::newHistogram).add(part));
        events += subscriber.events;
        subscriber.faults.forEach(figures::broken);
        if (subscriber.took.getTotalCount() != (long) devices * TICKS) {
          figures.broken(
              "A subscriber got %d of %d lines."
                  .formatted(subscriber.took.getTotalCount(), (long) devices * TICKS));
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      over.forEach(
          (at, part) ->
              figures.progress(
                  "from %3d s: p50 %4d ms, p99 %4d ms, %6d lines a second"
                      .formatted(
                          at * PART_SECONDS,
                          part.getValueAtPercentile(50) / 1000,
                          part.getValueAtPercentile(99) / 1000,
                          part.getTotalCount() / PART_SECONDS)));
      figures.add("devices", "", devices);
      figures.add("subscribers", "", subscribers);
      figures.add(
          "from the device to a subscriber, p50", "ms", took.getValueAtPercentile(50) / 1e3);
      figures.add(
          "from the device to a subscriber, p99", "ms", took.getValueAtPercentile(99) / 1e3);
      figures.add("events sent a second", "", events / seconds);
      figures.add("lines sent a second", "", took.getTotalCount() / seconds);
      figures.add("time", "s", seconds);
      figures.add("CPU of the server", "s", nodes.cpuSeconds() - cpu);
      figures.add("CPU of the database", "s", nodes.databaseCpuSeconds() - database);
      figures.add("CPU of the devices", "s", fleet.cpuSeconds() - simulator);
      figures.add("CPU of the subscribers", "s", (Cpu.own() - own) / 1e9);
      figures.atMost("stream", "from the device to a subscriber, p99", AIM_MILLIS);
      figures.atLeast("stream", "lines sent a second", EVENTS_AIM);
    }
    figures.note(
        "Each device says %d lines, five a second; the server is warm from %d other devices. Every subscriber is sent every line of every"
                .formatted(TICKS, Settings.option("warm", 8000))
            + " device; one that is lost, repeated or out of order breaks the run. Subscribers,"
            + " server, database and devices share the machine and its clock.");
  }

  private static Histogram newHistogram(long part) {
    return new Histogram(MOST_MICROS, 3);
  }

  private static List<DevicePlan> of(String name, int devices) {
    return FleetPlan.many(devices, DevicePlan.of(name, "cisco_ios")).devices();
  }

  /** So many follow the job to its end. */
  private static List<Subscriber> follow(
      Nodes nodes, long job, int subscribers, ExecutorService threads, long began)
      throws Exception {
    Callable<Subscriber> follow = () -> new Subscriber(began).follow(nodes.first(), job);
    List<Subscriber> followed = new ArrayList<>();
    for (Future<Subscriber> each : threads.invokeAll(Collections.nCopies(subscribers, follow))) {
      followed.add(each.get());
    }
    return followed;
  }

  /** One who follows the job to its end. */
  private static final class Subscriber {
    private final Histogram took = new Histogram(MOST_MICROS, 3);
    private final List<String> faults = new ArrayList<>();
    private final Map<Long, Long> lastTicks = new HashMap<>();
    private final Map<Long, Histogram> over = new HashMap<>();
    private final long began;
    private long events;
    private long seq;

    Subscriber(long began) {
      this.began = began;
    }

    Subscriber follow(ServerProcess server, long job) throws IOException, InterruptedException {
      HttpResponse<InputStream> answer =
          server
              .http()
              .send(
                  server.request("/jobs/" + job + "/events?output=output").build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new IOException("The events of job " + job + " gave " + answer.statusCode());
      }
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        String event = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          long arrived = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
          if (line.startsWith("event: ")) {
            event = line.substring(7);
            events++;
          } else if (line.startsWith("data: ") && event.equals("runs")) {
            take(JSON.readTree(line.substring(6)), arrived);
          }
        }
      }
      return this;
    }

    private void take(JsonNode news, long arrived) {
      if (news.path("after").asLong() != seq) {
        faults.add("After event %d came %s".formatted(seq, news.path("after")));
      }
      seq = news.path("seq").asLong();
      for (JsonNode output : news.path("output")) {
        for (JsonNode line : output.path("lines")) {
          String text = line.path("text").asString();
          if (text.startsWith("tick ")) {
            int blank = text.indexOf(' ', 5);
            long tick = Long.parseLong(text.substring(5, blank));
            Long last = lastTicks.put(output.path("run").asLong(), tick);
            if (last != null && tick != last + 1) {
              faults.add("Tick %d came after %d".formatted(tick, last));
            }
            long micros =
                Math.clamp(arrived - Long.parseLong(text.substring(blank + 1)), 0, MOST_MICROS);
            took.recordValue(micros);
            long part = (System.nanoTime() - began) / (PART_SECONDS * 1_000_000_000L);
            over.computeIfAbsent(part, Stream::newHistogram).recordValue(micros);
          }
        }
      }
    }
  }
}
