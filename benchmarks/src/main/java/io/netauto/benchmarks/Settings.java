package io.netauto.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the environment and {@code benchmarks/run} say. */
final class Settings {
  private static final Map<String, Long> OPTIONS = new ConcurrentHashMap<>();

  private Settings() {}

  /** Keeps the options, {@code --devices 100}, and returns the other arguments. */
  static List<String> take(String... arguments) {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (!arguments[i].startsWith("--")) {
        others.add(arguments[i]);
      } else if (i + 1 < arguments.length && arguments[i + 1].matches("[0-9]{1,12}")) {
        OPTIONS.put(arguments[i].substring(2), Long.valueOf(arguments[++i]));
      } else {
        throw new IllegalArgumentException("A number has to follow " + arguments[i]);
      }
    }
    return others;
  }

  /** An option of the command line. */
  static long option(String name, long otherwise) {
    return OPTIONS.getOrDefault(name, otherwise);
  }

  static Path root() {
    return Path.of(System.getProperty("netauto.root", ".")).toAbsolutePath().normalize();
  }

  static Path results() {
    String given = text("NETAUTO_BENCH_RESULTS");
    return given.isEmpty() ? root().resolve("benchmarks/results") : Path.of(given);
  }

  static int number(String name, int otherwise) {
    String given = text(name);
    return given.isEmpty() ? otherwise : Integer.parseInt(given);
  }

  /** Empty when it is not set. */
  static String text(String name) {
    String given = System.getenv(name);
    return given == null ? "" : given;
  }
}
