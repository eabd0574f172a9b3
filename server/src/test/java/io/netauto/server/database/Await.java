package io.netauto.server.database;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what is to become true. */
final class Await {
  private Await() {}

  static void until(Duration limit, Callable<Boolean> condition) throws Exception {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) fail("It did not become true within " + limit);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
