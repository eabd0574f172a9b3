package io.netauto.benchmarks;

import io.netauto.benchmarks.Peer.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first login of a fresh JVM, its start included. */
final class ColdStart {
  private static final String USED = "CPU ";

  private ColdStart() {}

  static Sample of(String peer, Device device) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ColdStart.class.getName(),
                peer));
    command.addAll(device.arguments());
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    double wall = (System.nanoTime() - began) / 1e6;
    if (process.waitFor() != 0 || !said.startsWith(USED)) {
      throw new IOException("The fresh JVM failed: " + said);
    }
    return new Sample(wall, Long.parseLong(said.substring(USED.length())) / 1e6);
  }

  public static void main(String[] arguments) throws Exception {
    Device device = Device.of(Arrays.asList(arguments).subList(1, arguments.length));
    switch (arguments[0]) {
      case DriverPeer.NAME -> {
        try (DriverPeer peer = new DriverPeer(device)) {
          peer.converse(0);
        }
      }
      case MinaPeer.NAME, MinaPeer.SAME_LINES -> {
        try (MinaPeer peer = new MinaPeer(device, arguments[0].equals(MinaPeer.SAME_LINES))) {
          peer.converse(0);
        }
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println(USED + Cpu.own());
    System.exit(0);
  }
}
