package io.netauto.server.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.testing.ServerTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** The times of logins, as real PostgreSQL gives them. */
@Timeout(120)
class LoginSlotsTest extends ServerTest {
  private static final CustomerId CUSTOMER = new CustomerId(1);

  @Autowired private LoginSlots slots;

  @Test
  void nodes_that_reserve_at_once_get_times_that_lie_apart() throws Exception {
    int rate = 50;
    String realm = unique("realm");
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Duration>> reservations =
          Collections.nCopies(60, () -> slots.reserve(CUSTOMER, realm, rate, 1));
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
}
