package io.netauto.benchmarks;

import io.netauto.driver.textfsm.Table;
import io.netauto.driver.textfsm.Template;
import io.netauto.driver.textfsm.Templates;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A command's output through its TextFSM template, and the way from a command to its template. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Parsing {
  private static final String PLATFORM = "cisco_ios";
  private static final int ROWS = 1_000;

  /** The command whose output is parsed. */
  @Param({"show ip interface brief", "show ip arp", "show ip bgp summary"})
  public String command = "show ip arp";

  private final Templates templates = Templates.builtIn();
  private Template template = templates.find(PLATFORM, command).orElseThrow().getFirst();
  private String output = "";

  @Setup
  public void make() {
    template = templates.find(PLATFORM, command).orElseThrow().getFirst();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      String line =
          switch (command) {
            case "show ip interface brief" ->
                "GigabitEthernet1/%d/%d   10.0.%d.%d   YES NVRAM  up                    up";
            case "show ip arp" -> "Internet  10.1.%d.%d  %d  0000.5e00.5%03x  ARPA   Vlan10";
            case "show ip bgp summary" ->
                "10.%d.%d.1    4   65%03d  1021    1019   %d    0    0 16:52:10       12";
            default -> throw new IllegalArgumentException(command);
          };
      text.append(line.formatted(i / 48, i % 48, i % 256, i % 256)).append('\n');
    }
    output = text.toString();
  }

  /** A thousand lines, each of which is a row. */
  @Benchmark
  public Table table() {
    return template.run(output);
  }

  /** The way to the template. */
  @Benchmark
  public boolean find() {
    return templates.find(PLATFORM, command).isPresent();
  }

  static void measure(Figures figures) throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(Parsing.class.getName())
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .build())
            .run();
    for (RunResult result : results) {
      boolean table = result.getParams().getBenchmark().endsWith(".table");
      String command = result.getParams().getParam("command");
      result
          .getAggregatedResult()
          .getIterationResults()
          .forEach(
              each ->
                  figures.add(
                      (table ? "1,000 rows of " : "template of ") + command,
                      "µs",
                      each.getPrimaryResult().getScore()));
    }
  }
}
