package io.netauto.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From {@code ./netauto demo} to the first page over HTTPS. */
final class Start {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> PAGES = List.of("/login", "/livez");

  /** The server alone, where the ports of the demo's devices are taken. */
  private static final String MODE =
      Settings.text("NETAUTO_BENCH_MODE").isEmpty() ? "demo" : Settings.text("NETAUTO_BENCH_MODE");

  private final Figures figures;
  private final HttpClient http = ServerProcess.trusting();
  private String page = "";

  private Start(Figures figures) {
    this.figures = figures;
  }

  static void measure(Figures figures) throws Exception {
    int rounds = Settings.number("NETAUTO_BENCH_ROUNDS", 5);
    boolean cache =
        Files.exists(Settings.root().resolve("target/netauto-server/netauto-server.aot"));
    if (!cache) {
      figures.note("Missing here: the AOT cache (build/aot-cache server did not make one).");
    }
    Start start = new Start(figures);
    Path folder = ServerProcess.newFolder();
    try {
      figures.progress("first start, on an empty folder");
      start.once("empty data folder", folder, cache);
      for (int round = 1; round <= rounds; round++) {
        figures.progress("round " + round + " of " + rounds);
        if (cache) {
          start.once("AOT cache", folder, true);
        }
        start.once("plain", folder, false);
      }
    } finally {
      ServerProcess.delete(folder);
    }
    figures.note(
        "From `./netauto %s` until `%s` answered 200; CPU up to that moment."
            .formatted(MODE, start.page));
  }

  private void once(String name, Path data, boolean cache) throws Exception {
    int port = freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("NET_AUTO_PORT", Integer.toString(port));
    if (!cache) {
      environment.put("NET_AUTO_AOT", "off");
    }
    long began = System.nanoTime();
    Process process = ServerProcess.launch(MODE, data, environment);
    try {
      StringBuilder said = new StringBuilder();
      Thread.startVirtualThread(() -> keep(process, said));
      while (!answers(port)) {
        if (!process.isAlive() || System.nanoTime() - began > PATIENCE.toNanos()) {
          throw new IOException("The demo did not start:\n" + text(said));
        }
        Thread.sleep(20);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      figures.add(name + ": first page", "s", seconds);
      figures.add(name + ": server CPU", "s", Cpu.seconds(process.pid()));
      figures.add(name + ": database CPU", "s", Cpu.secondsOfDescendants(process.toHandle()));
    } finally {
      ServerProcess.stop(process);
    }
  }

  private boolean answers(int port) throws InterruptedException {
    for (String each : page.isEmpty() ? PAGES : List.of(page)) {
      try {
        HttpResponse<Void> answer =
            http.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + each))
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() == 200) {
          page = each;
          return true;
        }
      } catch (IOException e) {
        return false; // Not yet.
      }
    }
    return false;
  }

  private static void keep(Process process, StringBuilder said) {
    try (var out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        synchronized (said) {
          if (said.length() < 20_000) {
            said.append(line).append('\n');
          }
        }
      }
    } catch (IOException e) {
      // The server has ended.
    }
  }

  private static String text(StringBuilder said) {
    synchronized (said) {
      return said.toString();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
