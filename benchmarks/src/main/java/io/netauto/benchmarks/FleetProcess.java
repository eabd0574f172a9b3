package io.netauto.benchmarks;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Login;
import io.netauto.simulator.plan.Spread;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Those that know {@code show version}; others say display. */
  private static final List<String> SHOWING =
      List.of("cisco_ios", "cisco_ios", "arista_eos", "juniper_junos", "cisco_nxos", "frr");

  private final Process process;
  private final OutputStream leash;
  private final BufferedReader answers;
  private final List<Integer> ports;

  private FleetProcess(Process process, BufferedReader answers, List<Integer> ports) {
    this.process = process;
    this.answers = answers;
    this.leash = process.getOutputStream();
    this.ports = ports;
  }

  /** So many devices of one platform; their names are {@code bench-1} and up. */
  static FleetProcess start(int devices, String platform) throws IOException {
    return start(List.of("alike", Integer.toString(devices), platform));
  }

  /** The devices of {@link #spread}. */
  static FleetProcess start(int devices, int realmRate) throws IOException {
    return start(List.of("spread", Integer.toString(devices), Integer.toString(realmRate)));
  }

  /**
   * Devices that differ as those of a company do: 1 to 4 s for a command.
   *
   * @param realmRate with a number, one realm judges all logins and lets so many in per second, and
   *     every device has five lines and no latency; 0 for none of it
   */
  static FleetPlan spread(int devices, int realmRate) {
    Login login = Login.of(USERNAME, PASSWORD, ENABLE_PASSWORD);
    if (realmRate == 0) {
      return new Spread(devices, 7, SHOWING, "real", 0, 0, "", 0, 0, login).plan();
    }
    FleetPlan plan =
        new Spread(devices, 7, List.of("cisco_ios"), "instant", 0, 0, "", 1, realmRate, login)
            .plan();
    List<DevicePlan> fiveLines =
        plan.devices().stream()
            .map(
                d ->
                    DevicePlan.of(d.name(), d.platform())
                        .withLogin(d.login())
                        .withPlace(d.place())
                        .withFault(new Fault.Lines(5)))
            .toList();
    return new FleetPlan(plan.basePort(), fiveLines, plan.realms(), plan.seed());
  }

  private static FleetProcess start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1500m",
                "-cp",
                System.getProperty("java.class.path"),
                FleetProcess.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return new FleetProcess(
            process,
            out,
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

  /** What the devices have counted: {@code openSessions}, {@code logins}, {@code refused} ... */
  Map<String, Long> counted() throws IOException {
    leash.write('?');
    leash.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("The simulated devices have ended.");
    }
    Map<String, Long> counted = new HashMap<>();
    for (String each : line.split(" ", -1)) {
      int equals = each.indexOf('=');
      counted.put(each.substring(0, equals), Long.valueOf(each.substring(equals + 1)));
    }
    return counted;
  }

  public static void main(String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[1]);
    FleetPlan plan =
        arguments[0].equals("spread")
            ? spread(count, Integer.parseInt(arguments[2]))
            : FleetPlan.many(count, DevicePlan.of("bench", arguments[2]));
    try (Fleet fleet = Fleet.start(plan)) {
      System.out.println(
          READY
              + fleet.devices().stream()
                  .map(SimulatedDevice::port)
                  .map(String::valueOf)
                  .collect(Collectors.joining(",")));
      while (System.in.read() >= 0) { // the end of it is the end of this process
        var totals = fleet.totals();
        System.out.printf(
            "logins=%d refused=%d mostPerSecond=%d openSessions=%d mostOpenSessions=%d%n",
            totals.logins(),
            totals.refusedLogins(),
            fleet.realms().stream().mapToLong(r -> r.mostPerSecond()).max().orElse(0),
            totals.openSessions(),
            totals.mostOpenSessions());
      }
    }
    System.exit(0);
  }
}
