package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Driver;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs on a device whose lines are taken. */
@Timeout(120)
class LinesFullTest extends RunTest {
  @Autowired private Driver driver;
  @Autowired private Platforms platforms;
  @Autowired private SessionOptions options;
  @Autowired private SessionPool pool;

  private final SimulatedDevice at =
      simulated(DevicePlan.of("full", "cisco_ios").withFault(new Fault.SessionLimit(1)));

  private Session taken() {
    return ((OpenResult.Opened)
            driver.open(
                new Target(at.host(), at.port()),
                Login.password(at.username(), at.password()),
                platforms.find(at.platform()).orElseThrow(),
                HostKeys.trustAll(),
                options,
                SessionListener.none()))
        .session();
  }

  private Claimed again(Claimed run) {
    return transaction.execute(status -> states.claim(List.of(run.id().value()))).getFirst();
  }

  @Test
  void a_run_waits_for_a_free_line_longer_each_time_and_then_succeeds() throws Exception {
    long device = added(at, Map.of());
    Session somebody = taken();
    Claimed run = claimed(device, "show version");
    RunEnd first = work.perform(run).orElseThrow();
    assertThat(first.status()).isEqualTo(RunStatus.PENDING);
    assertThat(first.notBefore())
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofSeconds(2)));
    assertThat(shown(run.id()).path("waitingFor").asString())
        .isEqualTo("a free line on the device; it said its lines are full");
    RunEnd second = work.perform(again(run)).orElseThrow();
    assertThat(second.notBefore())
        .isBetween(
            Instant.now().plus(Duration.ofSeconds(2)), Instant.now().plus(Duration.ofSeconds(4)));

    somebody.close();
    while (at.openSessions() > 0) {
      Thread.onSpinWait();
    }
    assertThat(cause(work.perform(again(run)).orElseThrow())).isEmpty();
    assertThat(shown(run.id()).path("status").asString()).isEqualTo("ok");
  }

  @Test
  void a_device_that_stays_full_fails_the_run_in_the_end() {
    long device = added(at, Map.of());
    Session somebody = taken();
    Claimed run = claimed(device, "show version");
    work.perform(run);
    jdbc.sql(
            """
            update run set lines_full_since = lines_full_since - interval '11 minutes'
            where id = :id
            """)
        .param("id", run.id().value())
        .update();
    assertThat(cause(work.perform(again(run)).orElseThrow())).isEqualTo("lines_full");
    somebody.close();
  }

  @Test
  void an_idle_session_makes_room_for_another_login() {
    long device = added(at, Map.of());
    assertThat(run(device).status()).isEqualTo(RunStatus.OK);
    assertThat(at.openSessions()).isOne();
    long alias = added(at, Map.of("credRef", "sim:" + unique("alias")));
    Claimed waiting = claimed(alias, "show version");
    assertThat(work.perform(waiting).orElseThrow().status()).isEqualTo(RunStatus.PENDING);
    pool.closeEverywhere(device);
    while (at.openSessions() > 0) {
      Thread.onSpinWait();
    }
    assertThat(work.perform(again(waiting)).orElseThrow().status()).isEqualTo(RunStatus.OK);
  }
}
