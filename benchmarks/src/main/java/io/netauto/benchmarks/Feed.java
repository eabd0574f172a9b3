package io.netauto.benchmarks;

import io.netauto.benchmarks.Follower.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.HdrHistogram.Histogram;

/**
 * From a byte on the device's wire to the same byte in the stream of whoever follows the run. The
 * device, the server with its database, and the followers are processes of one machine, so there is
 * one clock, and the followers' own CPU is part of the figure.
 */
final class Feed {
  private static final int PER_SECOND = 5;
  private static final int SECONDS = 20;
  private static final double AIM_MILLIS = 250;

  private final Figures figures;
  private final ServerProcess server;
  private final List<Long> devices;

  private Feed(Figures figures, ServerProcess server, List<Long> devices) {
    this.figures = figures;
    this.server = server;
    this.devices = devices;
  }

  static void measure(Figures figures) throws Exception {
    int count = Settings.number("NETAUTO_BENCH_DEVICES", 200);
    int rounds = Settings.number("NETAUTO_BENCH_ROUNDS", 3);
    Map<String, String> environment = new HashMap<>();
    environment.put("NET_AUTO_PORT", "0");
    environment.put("NET_AUTO_TRUST_ON_FIRST_USE", "true");
    environment.put("NET_AUTO_BENCH_USERNAME", FleetProcess.USERNAME);
    environment.put("NET_AUTO_BENCH_PASSWORD", FleetProcess.PASSWORD);
    environment.put("NET_AUTO_BENCH_ENABLE_PASSWORD", FleetProcess.ENABLE_PASSWORD);
    environment.put("NET_AUTO_MAX_SESSIONS", Integer.toString(Math.max(200, count)));
    String recording = Settings.text("NETAUTO_BENCH_JFR");
    if (!recording.isEmpty()) {
      environment.put(
          "JDK_JAVA_OPTIONS",
          "-XX:StartFlightRecording:settings=profile,filename=" + recording + ",dumponexit=true");
    }
    Path folder = ServerProcess.newFolder();
    try (FleetProcess fleet = FleetProcess.start(count, "cisco_ios");
        ServerProcess server = ServerProcess.start(folder, environment)) {
      server.logIn();
      List<Long> devices = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        devices.add(
            server
                .post(
                    "/devices",
                    Map.of(
                        "hostname",
                        "bench-" + (i + 1),
                        "address",
                        Device.HOST,
                        "port",
                        fleet.ports().get(i),
                        "protocol",
                        "ssh",
                        "platform",
                        "cisco_ios",
                        "credRef",
                        "env:bench"))
                .path("id")
                .asLong());
      }
      Feed feed = new Feed(figures, server, devices);
      figures.progress("warming up");
      feed.round(count, 12, false);
      for (int round = 1; round <= rounds; round++) {
        figures.progress("round " + round + " of " + rounds);
        feed.round(1, SECONDS / 2, true);
        feed.round(count, SECONDS, true);
      }
    } finally {
      ServerProcess.delete(folder);
    }
    String p99 = name(count, "p99");
    if (figures.median(p99) > AIM_MILLIS) {
      figures.note("MISSED: the aim is a p99 under %.0f ms.".formatted(AIM_MILLIS));
    }
    figures.note(
        "%d lines a second from each device. Counted while all devices talk; \"with logins\" adds"
                .formatted(PER_SECOND)
            + " the seconds before, in which the others still log in. One HTTPS connection for"
            + " each follower; the followers share the machine.");
  }

  private static String name(int devices, String what) {
    return devices + (devices == 1 ? " run: " : " runs at once: ") + what;
  }

  private void round(int count, int seconds, boolean counts) throws Exception {
    // The devices begin one after the other; the first must still talk when the last has begun.
    int ticks = (seconds + count / 20) * PER_SECOND;
    String command = "show netauto-ticks " + ticks + " " + 1000 / PER_SECOND;
    double cpu = server.cpuSeconds();
    double database = server.databaseCpuSeconds();
    long began = System.nanoTime();
    List<Follower> followers = run(devices.subList(0, count), command);
    double took = (System.nanoTime() - began) / 1e9;
    cpu = server.cpuSeconds() - cpu;
    database = server.databaseCpuSeconds() - database;
    check(followers, ticks);
    if (!counts) {
      return;
    }
    long from = followers.stream().mapToLong(f -> f.ticks().getFirst().written()).max().orElse(0);
    long to = followers.stream().mapToLong(f -> f.ticks().getLast().written()).min().orElse(0);
    Histogram steady = new Histogram(60_000_000L, 3);
    Histogram all = new Histogram(60_000_000L, 3);
    for (Follower follower : followers) {
      for (Tick tick : follower.ticks()) {
        long took1 = Math.clamp(tick.arrived() - tick.written(), 0, 60_000_000L);
        all.recordValue(took1);
        if (tick.written() >= from && tick.written() <= to) {
          steady.recordValue(took1);
        }
      }
    }
    figures.add(name(count, "p50"), "ms", steady.getValueAtPercentile(50) / 1e3);
    figures.add(name(count, "p99"), "ms", steady.getValueAtPercentile(99) / 1e3);
    figures.add(name(count, "max"), "ms", steady.getMaxValue() / 1e3);
    figures.add(name(count, "p99 with logins"), "ms", all.getValueAtPercentile(99) / 1e3);
    figures.add(name(count, "max with logins"), "ms", all.getMaxValue() / 1e3);
    figures.add(name(count, "ticks received once and in order"), "", (double) all.getTotalCount());
    figures.add(name(count, "all talk together"), "s", Math.max(0, (to - from) / 1e6));
    figures.add(name(count, "server CPU per tick"), "ms", cpu * 1e3 / all.getTotalCount());
    figures.add(name(count, "server CPU"), "s", cpu);
    figures.add(name(count, "database CPU"), "s", database);
    figures.add(name(count, "from the first start to the last end"), "s", took);
  }

  private List<Follower> run(List<Long> on, String command) throws Exception {
    Semaphore starting = new Semaphore(8);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Follower>> all = new ArrayList<>();
      for (long device : on) {
        all.add(
            () -> {
              starting.acquire();
              long run;
              try {
                run =
                    server
                        .post("/runs", Map.of("device", device, "commands", List.of(command)))
                        .path("id")
                        .asLong();
              } finally {
                starting.release();
              }
              return new Follower().follow(server, run);
            });
      }
      List<Follower> followers = new ArrayList<>();
      for (Future<Follower> each : threads.invokeAll(all)) {
        followers.add(each.get());
      }
      return followers;
    }
  }

  private void check(List<Follower> followers, int expected) throws IOException {
    int wrong = 0;
    String example = "";
    for (Follower follower : followers) {
      boolean whole = follower.ticks().size() == expected;
      for (int i = 0; whole && i < expected; i++) {
        whole = follower.ticks().get(i).sequence() == i + 1;
      }
      if (!whole) {
        wrong++;
        example = follower.ticks().size() + " ticks, run ended: " + follower.status();
      }
      if (follower.ticks().isEmpty()) {
        throw new IOException("A run gave no tick at all: " + follower.status());
      }
    }
    if (wrong > 0) {
      figures.broken(
          "%d of %d followers did not get each of %d ticks once and in order (%s)."
              .formatted(wrong, followers.size(), expected, example));
    }
  }
}
