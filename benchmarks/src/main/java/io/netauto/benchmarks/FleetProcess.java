package io.netauto.benchmarks;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Simulated devices in a process of their own, so that what they use is not counted as the
 * client's. Ends when this process does.
 */
final class FleetProcess implements AutoCloseable {
  static final String USERNAME = "admin";
  static final String PASSWORD = "admin-pass";
  static final String ENABLE_PASSWORD = "enable-pass";

  private static final String READY = "READY ";

  private final Process process;
  private final OutputStream leash;
  private final List<Integer> ports;

  private FleetProcess(Process process, List<Integer> ports) {
    this.process = process;
    this.leash = process.getOutputStream();
    this.ports = ports;
  }

  /** So many devices of one platform; their names are {@code bench-1} and up. */
  static FleetProcess start(int devices, String platform) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                FleetProcess.class.getName(),
                Integer.toString(devices),
                platform)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return new FleetProcess(
            process,
            Arrays.stream(line.substring(READY.length()).split(","))
                .map(Integer::valueOf)
                .toList());
      }
    }
    process.destroyForcibly();
    throw new IOException("The simulated devices did not start.");
  }

  List<Integer> ports() {
    return ports;
  }

  double cpuSeconds() {
    return Cpu.seconds(process.pid());
  }

  @Override
  public void close() throws Exception {
    leash.close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  public static void main(String[] arguments) throws IOException {
    DevicePlan like = DevicePlan.of("bench", arguments[1]);
    try (Fleet fleet = Fleet.start(FleetPlan.many(Integer.parseInt(arguments[0]), like))) {
      System.out.println(
          READY
              + fleet.devices().stream()
                  .map(SimulatedDevice::port)
                  .map(String::valueOf)
                  .collect(Collectors.joining(",")));
      while (System.in.read() >= 0) {
        // Nothing is said; the end of it is the end of this process.
      }
    }
    System.exit(0);
  }
}
