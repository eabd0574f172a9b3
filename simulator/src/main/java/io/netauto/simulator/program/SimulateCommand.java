package io.netauto.simulator.program;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.control.Control;
import io.netauto.simulator.plan.FleetFile;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Latency;
import io.netauto.simulator.plan.Login;
import io.netauto.simulator.plan.Spread;
import io.netauto.simulator.recording.Library.Title;
import io.netauto.simulator.recording.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program's command line. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts simulated network devices on the loopback address and serves them over SSH until"
            + " it is stopped: those of a fleet file, the recorded ones of a folder, as many as"
            + " --count says, or else the demo's.")
public final class SimulateCommand implements Callable<Integer> {
  private static final int MOST_IN_TABLE = 100;
  private static final String RECORDED_ROW =
      "%1$-60s %2$-24s %3$-22s %4$-10s %6$-12s %7$-40s %5$s%n";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|FOLDER",
      arity = "0..1",
      description =
          "A fleet file in YAML, or a folder with recorded devices; see simulator/README.md.")
  private @Nullable Path file;

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "So many devices, different as the seed says; recorded ones are repeated as often as"
              + " needed.")
  private int count;

  @Option(
      names = {"--base-port", "--port"},
      paramLabel = "PORT",
      defaultValue = "20000",
      description = "Port of the first device, counted up. Default: ${DEFAULT-VALUE}.")
  private int basePort = 20_000;

  @Option(
      names = "--addresses",
      paramLabel = "FIRST",
      arity = "0..1",
      fallbackValue = "127.16.0.1",
      description =
          "An address for each device, counted up from 127.16.0.1 or another, and the base port"
              + " for all.")
  private String firstAddress = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The same seed gives the same devices and host keys. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--platforms",
      paramLabel = "ID,...",
      split = ",",
      description = "Only these platforms, all as likely.")
  private List<String> platforms = List.of();

  @Option(
      names = "--latency",
      paramLabel = "real|human|instant",
      description =
          "How fast the devices are. Default: real with --count, 1 to 4 s a command; instant for"
              + " recorded ones, which may be human, too.")
  private String latency = "";

  @Option(
      names = "--faulty",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of devices that drop, refuse, hang or drip, 0 to 1. Default: ${DEFAULT-VALUE}.")
  private double faulty;

  @Option(
      names = "--realms",
      paramLabel = "N",
      defaultValue = "1",
      description = "Realms that judge the logins, by site. Default: ${DEFAULT-VALUE}.")
  private int realms = 1;

  @Option(
      names = "--realm-rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Logins that a realm takes in any second; it refuses more. Default: no limit.")
  private int realmRate;

  @Option(names = "--username", defaultValue = "admin", description = "Default: ${DEFAULT-VALUE}.")
  private String username = "admin";

  @Option(
      names = "--password",
      defaultValue = "admin-pass",
      description = "Default: ${DEFAULT-VALUE}.")
  private String password = "admin-pass";

  @Option(
      names = "--enable-password",
      defaultValue = "enable-pass",
      description = "Default: ${DEFAULT-VALUE}.")
  private String enablePassword = "enable-pass";

  @Option(
      names = "--cred-ref",
      paramLabel = "NAME",
      defaultValue = "simulated",
      description = "What the inventory calls this login. Default: ${DEFAULT-VALUE}.")
  private String credRef = "simulated";

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description = "Write the devices as JSON lines, each a body for POST /api/v1/devices.")
  private @Nullable Path inventory;

  @Option(
      names = "--control",
      paramLabel = "PORT",
      description = "Tell figures and received commands over HTTP on the loopback address.")
  private @Nullable Integer controlPort;

  @Option(
      names = "--recordings",
      paramLabel = "FOLDER",
      description = "The same as FOLDER: play each recorded device below it.")
  private @Nullable Path recordings;

  @Mixin private final Alterations alterations = new Alterations();

  /** The command line, ready to be executed. */
  public static CommandLine commandLine() {
    return new CommandLine(new SimulateCommand())
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(
            (e, line, result) -> {
              line.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
              line.getErr().flush();
              return 1;
            });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = file != null && Files.isDirectory(file) ? file : recordings;
    if (file != null && (recordings != null || (count > 0 && folder == null))) {
      throw usage("Give one of a fleet file, --count and --recordings.");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw usage("There is no folder \"" + folder + "\".");
    }
    if (folder == null) {
      serve(plan(), null);
      return 0;
    }
    Recorded recorded = recorded(folder);
    serve(recorded.plan(), recorded);
    return 0;
  }

  private void serve(FleetPlan plan, @Nullable Recorded recorded)
      throws IOException, InterruptedException {
    long before = usedHeap();
    long began = System.nanoTime();
    Map<String, Recording> answers = recorded == null ? Map.of() : recorded.recordings();
    try (Fleet fleet = Fleet.start(plan, answers);
        Control control = controlPort == null ? null : Control.start(fleet, controlPort)) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      if (inventory != null) {
        Inventory.write(fleet, inventory);
      }
      if (fleet.devices().size() <= MOST_IN_TABLE || (recorded != null && count == 0)) {
        table(fleet.devices(), recorded);
      }
      ready(fleet, control, took, usedHeap() - before);
      untilStopped(fleet);
    }
  }

  private Recorded recorded(Path folder) throws IOException {
    try {
      Recorded it =
          Recorded.in(
              folder,
              new Recorded.Wish(
                  count,
                  seed,
                  platforms,
                  Latency.named(latency.isEmpty() ? "instant" : latency),
                  faulty,
                  basePort,
                  firstAddress,
                  new Login(username, password, "", "", credRef)));
      return it.with(alterations.of(it.plan(), true));
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private FleetPlan plan() throws IOException {
    FleetPlan plan = unaltered();
    try {
      return alterations.of(plan, false);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private FleetPlan unaltered() throws IOException {
    if (file != null) {
      return FleetFile.read(file);
    }
    if (count == 0) {
      return FleetFile.demo();
    }
    try {
      return new Spread(
              count,
              seed,
              platforms,
              latency.isEmpty() ? "real" : latency,
              faulty,
              basePort,
              firstAddress,
              realms,
              realmRate,
              new Login(username, password, enablePassword, "", credRef))
          .plan();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private void table(List<SimulatedDevice> devices, @Nullable Recorded recorded) {
    PrintWriter out = out();
    String form = recorded == null ? "%-18s %-14s %-22s %-10s %s%n" : RECORDED_ROW;
    out.printf(form, "NAME", "PLATFORM", "ADDRESS", "USER", "FAULTS", "ENABLE", "RECORDING");
    for (SimulatedDevice each : devices) {
      Title title = recorded == null ? null : recorded.titles().get(each.name());
      out.printf(
          form,
          each.name(),
          each.platform(),
          each.host() + ":" + each.port(),
          each.username(),
          each.plan().faults(),
          each.enablePassword(),
          title == null ? "" : title.form() + " " + title.name());
    }
    if (recorded != null) {
      out.printf("The password of %s is %s on all of them.%n", username, password);
    }
  }

  private void ready(Fleet fleet, @Nullable Control control, Duration took, long heap) {
    int devices = fleet.devices().size();
    SimulatedDevice first = fleet.devices().getFirst();
    SimulatedDevice last = fleet.devices().getLast();
    out()
        .printf(
            Locale.ROOT,
            "READY %d devices in %.1f s, %d bytes of heap each; %s:%d to %s:%d%s%s%n",
            devices,
            took.toMillis() / 1000.0,
            heap / devices,
            first.host(),
            first.port(),
            last.host(),
            last.port(),
            control == null ? "" : "; control http://127.0.0.1:" + control.port(),
            inventory == null ? "" : "; inventory " + inventory);
  }

  /** What is in use after a collection, in bytes. */
  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void untilStopped(AutoCloseable what) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    what.close();
                  } catch (Exception e) {
                    // The process ends anyway, and its ports with it.
                  }
                }));
    new CountDownLatch(1).await();
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec().commandLine(), message);
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("The command is not run by a command line.");
    }
    return known;
  }
}
