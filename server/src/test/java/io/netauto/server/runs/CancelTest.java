package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The cancellation of a job, as the devices see it. */
@Timeout(120)
class CancelTest extends RunTest {
  private static final int DEVICES = 50;
  private static final String COMMAND = "show tech-support";

  static List<Arguments> waiting() {
    return List.of(
        Arguments.of("output that flows", new Fault.SlowDrip(Duration.ofMillis(5))),
        Arguments.of("a device that says nothing", new Fault.SilentAfter(2_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waiting")
  void the_sessions_of_a_cancelled_job_are_closed_within_a_second(String what, Fault fault) {
    Fleet fleet =
        fleet(
            IntStream.range(0, DEVICES)
                .mapToObj(n -> DevicePlan.of("cancel" + n, "cisco_ios").withFault(fault))
                .toList());
    String site = unique("cancel");
    fleet.devices().forEach(each -> added(each, Map.of("site", site)));
    long job =
        admin()
            .post(
                "/api/v1/jobs",
                Map.of(
                    "targets", Map.of("filter", Map.of("fields", Map.of("site", site))),
                    "commands", List.of(COMMAND)))
            .with(202)
            .path("id")
            .asLong();
    await(fleet, each -> each.commands().contains(COMMAND));

    long asked = System.nanoTime();
    admin().post("/api/v1/jobs/" + job + "/cancel", Map.of()).with(202);
    await(fleet, each -> each.openSessions() == 0);
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    assertThat(took).as("%s: the last session ended", what).isLessThan(Duration.ofSeconds(1));

    JsonNode after;
    do {
      after = admin().get("/api/v1/jobs/" + job).with(200);
    } while (after.path("counts").path("running").asInt() > 0);
    assertThat(after.path("status").asString()).isEqualTo("cancelled");
    assertThat(after.path("counts").path("cancelled").asInt()).isEqualTo(DEVICES);
  }

  private static void await(Fleet fleet, Predicate<SimulatedDevice> is) {
    while (!fleet.devices().stream().allMatch(is)) {
      LockSupport.parkNanos(2_000_000);
    }
  }
}
