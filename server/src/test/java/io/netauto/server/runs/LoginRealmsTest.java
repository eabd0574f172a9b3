package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.Limits;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.RealmPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** The pace of logins, as a simulated AAA server and real PostgreSQL see it. */
@Timeout(120)
class LoginRealmsTest extends RunTest {
  private static final CustomerId CUSTOMER = new CustomerId(1);

  @Autowired private LoginSlots slots;
  @Autowired private Limits limits;
  @Autowired private RunScopes scopes;

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
    long before = slots.questions();
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
    assertThat(slots.questions() - before).as("times are reserved together").isLessThan(20);
  }

  @Test
  void nodes_that_reserve_at_once_get_times_that_lie_apart() throws Exception {
    int rate = 50;
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Duration>> reservations =
          Collections.nCopies(60, () -> slots.reserve(CUSTOMER, credential, rate, 1));
      List<Duration> waits = new ArrayList<>();
      long from = System.nanoTime();
      for (Future<Duration> wait : nodes.invokeAll(reservations)) {
        waits.add(wait.get());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - from);
      Collections.sort(waits);
      assertThat(waits.getLast().plus(took))
          .as("60 at 50 a second fill more than a second")
          .isGreaterThan(Duration.ofMillis((long) (59 * 1000 / rate * LoginSlots.SPARE)));
    }
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

  @Test
  void only_as_many_runs_of_a_paced_realm_begin_as_will_be_logged_in_soon() {
    SimulatedDevice at = simulated();
    limit(2);
    long device = added(at, Map.of());
    String scope = "realm:1/sim:" + credential;
    assertThat(scopes.of(CUSTOMER, targets.targets(CUSTOMER, List.of(id(device)))).getFirst())
        .contains(scope);
    assertThat(limits.of(scope)).contains(10.0);
    assertThat(limits.of("realm:1/sim:" + unique("unpaced"))).isEmpty();
  }

  private static DeviceId id(long device) {
    return new DeviceId(device);
  }

  /**
   * Logins on a clock of their own, as many at once as the pace lets in of those who want.
   *
   * @param took how many milliseconds one takes that began when so many were in progress
   * @return how many were in progress at once at the end
   */
  private static int logIn(LoginPace pace, int times, int want, IntToDoubleFunction took)
      throws Exception {
    record Login(double over, double millis) {}
    PriorityQueue<Login> open = new PriorityQueue<>(Comparator.comparingDouble(Login::over));
    double now = 0;
    int most = 0;
    for (int i = 0; i < times; i++) {
      while (open.size() < Math.min(want, pace.allowed())) {
        pace.enter();
        double millis = took.applyAsDouble(open.size() + 1);
        open.add(new Login(now + millis, millis));
        most = open.size();
      }
      Login next = open.remove();
      now = next.over();
      pace.leave(LoginPace.End.ACCEPTED, Duration.ofNanos((long) (next.millis() * 1e6)));
    }
    while (!open.isEmpty()) {
      pace.leave(LoginPace.End.NONE, Duration.ofNanos((long) open.remove().millis()));
    }
    return most;
  }

  /** Who judges logins takes 100 ms for each, one after the other. */
  private static double overloaded(int atOnce) {
    return Math.max(200, 100.0 * atOnce);
  }

  @Test
  void logins_of_a_server_at_its_limit_are_fewer_at_once_until_they_are_quick_again()
      throws Exception {
    LoginPace pace = new LoginPace("realm", 0);
    logIn(pace, 10, 1, LoginRealmsTest::overloaded);
    assertThat(logIn(pace, 3_000, 400, LoginRealmsTest::overloaded)).isBetween(8, 100);
    int few = pace.allowed();
    logIn(pace, 2_000, few, atOnce -> 200);
    assertThat(pace.allowed()).isGreaterThan(few + 5);
  }

  @Test
  void slow_devices_alone_are_not_taken_for_overload() throws Exception {
    LoginPace slow = new LoginPace("realm", 0);
    logIn(slow, 1_000, 400, atOnce -> 5_000);
    assertThat(slow.allowed()).isGreaterThan(1_000);
    LoginPace mixed = new LoginPace("realm", 0);
    logIn(mixed, 20, 5, atOnce -> 200);
    logIn(mixed, 3_000, 400, atOnce -> 6_000);
    assertThat(mixed.allowed()).as("fewer were not quicker").isGreaterThan(1_000);
    Random random = new Random(3);
    LoginPace fleet = new LoginPace("realm", 0);
    logIn(fleet, 10_000, 400, atOnce -> 500 + 9_000 * random.nextDouble());
    assertThat(fleet.allowed()).isGreaterThan(300);
  }

  @Test
  void a_credential_that_may_be_wrong_is_tried_on_few_devices_at_once() throws Exception {
    LoginPace pace = new LoginPace("realm", 3);
    for (int i = 0; i < 3; i++) {
      pace.enter();
    }
    CompletableFuture<Boolean> fourth = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    pace.enter();
                    fourth.complete(true);
                  } catch (InterruptedException e) {
                    fourth.complete(false);
                  }
                });
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(fourth).isNotDone();
    pace.leave(LoginPace.End.ACCEPTED, Duration.ofMillis(10));
    assertThat(fourth.get(2, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 100; i++) {
      pace.enter();
    }
  }
}
