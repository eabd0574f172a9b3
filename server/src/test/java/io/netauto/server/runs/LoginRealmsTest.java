package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.jobs.Limits;
import io.netauto.server.logins.SlotQuestions;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.RealmPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** The pace of logins of runs, as a simulated AAA server and real PostgreSQL see it. */
@Timeout(120)
class LoginRealmsTest extends RunTest {
  @Autowired private SlotQuestions slots;
  @Autowired private Limits limits;

  private void limit(double perSecond) {
    jdbc.sql(
            """
            insert into permit_limit (customer_id, kind, key, value)
            values (1, 'login', :key, :value)
            """)
        .param("key", "sim:" + credential)
        .param("value", perSecond)
        .update();
    limits.changed();
  }

  @Test
  void no_second_holds_more_logins_of_a_realm_than_its_rate() throws Exception {
    int rate = 20;
    Fleet fleet =
        fleet(
            IntStream.range(0, 40)
                .mapToObj(n -> DevicePlan.of("aaa" + n, "cisco_ios"))
                .map(plan -> plan.withLogin(plan.login().withRealm("tacacs")))
                .toList(),
            new RealmPlan("tacacs", rate));
    limit(rate);
    long before = slots.asked();
    List<Claimed> claimed =
        fleet.devices().stream()
            .map(each -> claimed(added(each, Map.of()), "show version"))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<RunEnd>> runs = new ArrayList<>();
      for (Claimed each : claimed) {
        runs.add(() -> work.perform(each).orElseThrow());
      }
      for (Future<RunEnd> run : threads.invokeAll(runs)) {
        assertThat(cause(run.get())).isEmpty();
      }
    }
    var realm = fleet.realms().getFirst();
    assertThat(realm.logins()).isEqualTo(40);
    assertThat(realm.refused()).isZero();
    assertThat(realm.mostPerSecond()).isBetween(rate / 2, rate);
    assertThat(slots.asked() - before).as("times are reserved together").isLessThan(20);
  }

  @Test
  void a_run_that_waits_for_its_login_is_cancelled_at_once() throws Exception {
    SimulatedDevice at = simulated();
    limit(0.001);
    run(added(at, Map.of()));
    Claimed waiting = claimed(added(at, Map.of()), "show version");
    CompletableFuture<RunEnd> end = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> end.complete(work.perform(waiting).orElseThrow()));
    while (at.openConnections() < 2) {
      Thread.onSpinWait();
    }
    admin().post("/api/v1/runs/" + waiting.id() + "/cancel", Map.of()).with(202);
    assertThat(end.get(20, TimeUnit.SECONDS).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(at.logins()).isOne();
  }
}
