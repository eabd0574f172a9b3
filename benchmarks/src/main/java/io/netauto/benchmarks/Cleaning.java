package io.netauto.benchmarks;

import io.netauto.driver.Transcript;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.nio.charset.StandardCharsets;
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
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The two inner loops alone: cleaning a megabyte of output, and asking whether a line is a prompt.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Cleaning {
  private static final int PIECE = 32 << 10;

  /** A platform's prompts. */
  @State(Scope.Benchmark)
  public static class Prompts {
    /** Whose they are. */
    @Param({"cisco_ios", "linux"})
    public String platform = "cisco_ios";

    private Platform found = Platforms.builtIn().find(platform).orElseThrow();

    @Setup
    public void find() {
      found = Platforms.builtIn().find(platform).orElseThrow();
    }
  }

  /** What is cleaned. */
  @State(Scope.Benchmark)
  public static class Megabyte {
    /** What the output consists of. */
    @Param({"plain", "utf8", "coloured", "long-line"})
    public String output = "plain";

    private byte[] bytes = new byte[0];

    @Setup
    public void make() {
      String line =
          switch (output) {
            case "plain" -> "GigabitEthernet1/0/24  10.0.0.1  YES NVRAM  up  up  " + "x".repeat(26);
            case "utf8" -> "Beschreibung: Büro München, 2. Stock, Schrank 4 " + "ä".repeat(20);
            case "coloured" -> "\u001b[32mup\u001b[0m  " + "x".repeat(60) + " \u001b[1mok\u001b[0m";
            case "long-line" -> "y".repeat(60_000);
            default -> throw new IllegalArgumentException(output);
          };
      StringBuilder text = new StringBuilder();
      while (text.length() < 1_000_000) {
        text.append(line).append("\r\n");
      }
      bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A megabyte through a {@link Transcript}, in the pieces that SSH gives. */
  @Benchmark
  public void transcript(Megabyte megabyte, Blackhole hole) {
    Transcript transcript =
        new Transcript(StandardCharsets.UTF_8, Transcript.State.initial(), hole::consume);
    for (int at = 0; at < megabyte.bytes.length; at += PIECE) {
      transcript.bytes(megabyte.bytes, at, Math.min(PIECE, megabyte.bytes.length - at));
    }
  }

  /** The unfinished line against all prompts of a platform. */
  @Benchmark
  public boolean prompt(Prompts prompts) {
    return prompts.found.modeOf("fra1-core-1(config-if-range)# ").isPresent();
  }

  static void measure(Figures figures) throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(Cleaning.class.getName())
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .build())
            .run();
    for (RunResult result : results) {
      boolean transcript = result.getParams().getBenchmark().endsWith(".transcript");
      String name =
          transcript
              ? "Transcript of 1 MB, " + result.getParams().getParam("output")
              : "prompt of a line, " + result.getParams().getParam("platform");
      result
          .getAggregatedResult()
          .getIterationResults()
          .forEach(each -> figures.add(name, "µs", each.getPrimaryResult().getScore()));
    }
  }
}
