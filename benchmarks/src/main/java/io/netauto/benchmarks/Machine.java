package io.netauto.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine that the figures are of. */
final class Machine {
  private Machine() {}

  static String describe() {
    return "%d x %s, %s of memory, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name", System.getProperty("os.arch", "")),
            memory(),
            System.getProperty("os.name", ""),
            System.getProperty("os.version", ""));
  }

  static String jdk() {
    return "Java %s (%s)"
        .formatted(
            System.getProperty("java.runtime.version", ""), System.getProperty("java.vendor", ""));
  }

  /** How busy it was besides, over the last minute. */
  static String load() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String memory() {
    String kilobytes = field("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
    return kilobytes.isEmpty()
        ? "unknown size"
        : Math.round(Long.parseLong(kilobytes) / 1048576.0) + " GB";
  }

  private static String field(String file, String name, String otherwise) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.substring(0, colon).strip().equals(name)) {
          return line.substring(colon + 1).strip();
        }
      }
    } catch (IOException e) {
      // Not Linux.
    }
    return otherwise;
  }
}
