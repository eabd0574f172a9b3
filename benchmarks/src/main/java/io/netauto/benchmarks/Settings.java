package io.netauto.benchmarks;

import java.nio.file.Path;

/** What the environment and {@code benchmarks/run} say. */
final class Settings {
  private Settings() {}

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
