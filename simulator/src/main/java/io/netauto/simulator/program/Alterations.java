package io.netauto.simulator.program;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Latency;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that alter every device of a fleet, whatever it is made from. */
final class Alterations {
  /** Faults that only a device can have that knows its platform's commands. */
  private static final List<Class<? extends Fault>> NOT_RECORDED =
      List.of(
          Fault.StrictConfiguration.class,
          Fault.EnableRefused.class,
          Fault.PagingStaysOn.class,
          Fault.SyslogAtPrompt.class,
          Fault.InvalidUtf8.class);

  @Option(
      names = "--login-delay",
      paramLabel = "MS",
      description = "Milliseconds before a password is judged, instead of those of --latency.")
  private @Nullable Long loginDelay;

  @Option(
      names = "--session-limit",
      paramLabel = "N",
      description = "Sessions at once on each device; the next is told so and closed.")
  private @Nullable Integer sessionLimit;

  @Option(
      names = "--fault",
      paramLabel = "WORD[:N],...",
      split = ",",
      description = "What is wrong with every device, in the words of a fleet file: slow-drip:20.")
  private List<String> faults = List.of();

  /**
   * The fleet as the options want it; an option that makes no sense is an {@link
   * IllegalArgumentException}.
   *
   * @param recorded whether its devices play recordings
   */
  FleetPlan of(FleetPlan plan, boolean recorded) {
    List<Fault> more = faults.stream().map(Fault::parse).toList();
    for (Fault each : more) {
      if (recorded && NOT_RECORDED.contains(each.getClass())) {
        throw new IllegalArgumentException(
            "A recorded device cannot have the fault '" + each.word() + "'; leave it out");
      }
    }
    return plan.withEach(device -> altered(device, more));
  }

  private DevicePlan altered(DevicePlan device, List<Fault> more) {
    DevicePlan altered = device;
    if (loginDelay != null) {
      Latency other = device.latency().withLogin(Duration.ofMillis(loginDelay));
      altered = altered.withLatency(other);
    }
    if (sessionLimit != null) {
      altered = altered.withFault(new Fault.SessionLimit(sessionLimit));
    }
    for (Fault each : more) {
      altered = altered.withFault(each);
    }
    return altered;
  }
}
