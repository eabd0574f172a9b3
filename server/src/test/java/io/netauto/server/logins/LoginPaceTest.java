package io.netauto.server.logins;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many logins of a realm are in progress at once. */
@Timeout(120)
class LoginPaceTest {
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
    logIn(pace, 10, 1, LoginPaceTest::overloaded);
    assertThat(logIn(pace, 3_000, 400, LoginPaceTest::overloaded)).isBetween(8, 100);
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
