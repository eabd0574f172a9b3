package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Credentials that are stopped before their account is locked. */
@Timeout(120)
class CredentialBreakerTest extends RunTest {
  private static final String STOPPED = "/api/v1/credentials/stopped";

  private void wrong() {
    SimulatorLogin.PASSWORDS.put(credential, "wrong");
  }

  private void right() {
    SimulatorLogin.PASSWORDS.remove(credential);
  }

  private List<JsonNode> stopped(Client client) {
    return client
        .get(STOPPED)
        .with(200)
        .path("items")
        .valueStream()
        .filter(each -> each.path("credRef").asString().equals("sim:" + credential))
        .toList();
  }

  private void tenMinutesPass() {
    jdbc.sql(
            """
            update credential_breaker set opened_at = opened_at - interval '11 minutes',
                trial_at = trial_at - interval '11 minutes'
            where cred_ref = :ref
            """)
        .param("ref", "sim:" + credential)
        .update();
  }

  @Test
  void three_refused_logins_in_a_row_stop_a_credential_until_it_is_reset() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    wrong();
    for (int i = 0; i < 3; i++) {
      assertThat(stopped(admin())).isEmpty();
      assertThat(cause(run(device))).isEqualTo("authentication_refused");
    }
    long refused = at.refusedLogins();
    RunEnd fourth = run(device);
    assertThat(cause(fourth)).isEqualTo("credential_stopped");
    assertThat(fourth.cause().summary()).contains("sim:" + credential, "3 logins", "r1");
    assertThat(fourth.cause().advice()).contains("netauto credential reset sim:" + credential);
    assertThat(at.refusedLogins()).isEqualTo(refused);

    assertThat(stopped(admin()).getFirst().path("refused").asInt()).isEqualTo(3);
    assertThat(stopped(adminOfAnotherCustomer())).isEmpty();
    String reset = STOPPED + "/sim:" + credential + "/reset";
    adminOfAnotherCustomer().post(reset, Map.of()).problem(404, "credential_not_stopped");
    as("operator").post(reset, Map.of()).problem(403, "forbidden");
    right();
    admin().post(reset, Map.of()).with(204);
    assertThat(stopped(admin())).isEmpty();
    assertThat(run(device).status()).isEqualTo(RunStatus.OK);
  }

  @Test
  void a_success_in_between_counts_anew() {
    long good = added(simulated(), Map.of());
    long bad =
        added(simulated(DevicePlan.of("r2", "cisco_ios").withLogin("admin", "x", "")), Map.of());
    for (int round = 0; round < 3; round++) {
      assertThat(cause(run(bad))).isEqualTo("authentication_refused");
      assertThat(cause(run(bad))).isEqualTo("authentication_refused");
      // A command that sets something leaves no session to be used again.
      assertThat(run(good, "terminal width 80").status()).isEqualTo(RunStatus.OK);
    }
    assertThat(stopped(admin())).isEmpty();
  }

  @Test
  void after_a_while_one_login_is_tried_and_no_more() throws Exception {
    Fleet fleet =
        fleet(IntStream.range(0, 8).mapToObj(n -> DevicePlan.of("t" + n, "cisco_ios")).toList());
    List<Long> devices = fleet.devices().stream().map(each -> added(each, Map.of())).toList();
    wrong();
    for (int i = 0; i < 3; i++) {
      run(devices.getFirst());
    }
    tenMinutesPass();
    long before = fleet.devices().stream().mapToLong(SimulatedDevice::refusedLogins).sum();
    assertThat(together(devices).filter("authentication_refused"::equals)).hasSize(1);
    assertThat(fleet.devices().stream().mapToLong(SimulatedDevice::refusedLogins).sum() - before)
        .isLessThanOrEqualTo(3); // one login may be asked for its password again
    assertThat(together(devices)).containsOnly("credential_stopped");

    right();
    tenMinutesPass();
    RunEnd trial;
    do {
      trial = run(devices.getLast());
    } while (cause(trial).equals("credential_stopped")); // known within a second
    assertThat(trial.status()).isEqualTo(RunStatus.OK);
    assertThat(together(devices)).containsOnly("");
  }

  private Stream<String> together(List<Long> devices) throws Exception {
    List<Callable<String>> runs = new ArrayList<>();
    for (long device : devices) {
      Claimed claimed = claimed(device, "show version");
      runs.add(() -> cause(work.perform(claimed).orElseThrow()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> causes = new ArrayList<>();
      for (Future<String> run : threads.invokeAll(runs)) {
        causes.add(run.get());
      }
      return causes.stream();
    }
  }

  @Test
  void a_wrong_password_reaches_few_devices_of_many() throws Exception {
    Fleet fleet =
        fleet(IntStream.range(0, 20).mapToObj(n -> DevicePlan.of("m" + n, "cisco_ios")).toList());
    wrong();
    List<Long> devices = fleet.devices().stream().map(each -> added(each, Map.of())).toList();
    assertThat(together(devices).filter("authentication_refused"::equals).count())
        .isBetween(1L, 3L);
  }
}
