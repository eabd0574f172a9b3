package io.netauto.benchmarks;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of a job of a whole fleet in a real browser, while its devices answer. */
final class JobPage {
  /** What a person still takes for at once. */
  private static final double REACTION_MILLIS = 200;

  private static final long MOST_MICROS = 600_000_000L;

  private JobPage() {}

  static void measure(Figures figures) throws Exception {
    int devices = (int) Settings.option("devices", 10_000);
    long seconds = Settings.option("seconds", 40);
    prepareDriver();
    try (FleetProcess fleet = FleetProcess.start(devices, 0);
        Nodes nodes = new Nodes(1, Settings.option("sessions", 500))) {
      nodes.add(
          FleetPlan.many(devices, DevicePlan.of("bench", "cisco_ios")).devices(), fleet.ports());
      long job = nodes.start("show version");
      JsonNode seen = look(nodes.first().address(), job, seconds);
      long over = nodes.sql().number("select count(*) from run where finished_at is not null");
      figures.add("devices", "", devices);
      figures.add("devices that answered meanwhile", "", (double) over);
      figures.add("from the click to the first rows", "ms", seen.path("ready").asDouble());
      Histogram reactions = histogram(seen.path("reactions"));
      Histogram frames = histogram(seen.path("frames"));
      figures.add("reaction to a person, p50", "ms", reactions.getValueAtPercentile(50) / 1e3);
      figures.add("reaction to a person, p95", "ms", reactions.getValueAtPercentile(95) / 1e3);
      figures.add("time between frames, p95", "ms", frames.getValueAtPercentile(95) / 1e3);
      figures.add("time between frames, p99", "ms", frames.getValueAtPercentile(99) / 1e3);
      figures.add(
          "longest task of the page",
          "ms",
          StreamSupport.stream(seen.path("tasks").spliterator(), false)
              .mapToDouble(JsonNode::asDouble)
              .max()
              .orElse(0));
      figures.add("elements of the page", "", seen.path("elements").asDouble());
      figures.add("memory of the page's script", "MB", seen.path("heap").asDouble() / 1e6);
      figures.atMost("page", "reaction to a person, p95", REACTION_MILLIS);
      if (over >= devices) {
        figures.note("The job was over before the page was left; take more --devices.");
      }
    }
    figures.note(
        "A person moves in the grid, scrolls, filters and searches, four times a second, while the"
            + " devices answer. Browser, server, database and devices share the machine. Without a"
            + " long task (over 50 ms) the longest is 0.");
  }

  private static void prepareDriver() throws IOException, InterruptedException {
    Process laying =
        new ProcessBuilder(Settings.root().resolve("e2e/browser-driver").toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (laying.waitFor() != 0) {
      throw new IOException("e2e/browser-driver failed; it needs Node.js with npm.");
    }
  }

  private static JsonNode look(String address, long job, long seconds)
      throws IOException, InterruptedException {
    var root = Settings.root();
    List<String> command = new ArrayList<>(List.of("node"));
    command.add(root.resolve("benchmarks/job_page.mjs").toString());
    command.add(root.resolve("e2e/target/playwright/package").toString());
    command.add("/usr/bin/chromium");
    command.add(address);
    command.add(ServerProcess.PASSWORD);
    command.add(Long.toString(job));
    command.add(Long.toString(seconds));
    command.add(root.resolve("benchmarks/target/job-page.png").toString());
    Process browser =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (browser.waitFor() != 0) {
      throw new IOException("The browser failed: " + said);
    }
    return JsonMapper.shared().readTree(said);
  }

  private static Histogram histogram(JsonNode millis) {
    Histogram histogram = new Histogram(MOST_MICROS, 3);
    for (JsonNode each : millis) {
      histogram.recordValue(Math.clamp(Math.round(each.asDouble() * 1e3), 0, MOST_MICROS));
    }
    return histogram;
  }
}
