package io.netauto.driver;

import java.time.Duration;

/** Options with limits that fit tests. */
public final class TestOptions {
  private TestOptions() {}

  public static SessionOptions with(Algorithms algorithms) {
    SessionOptions d = SessionOptions.defaults();
    return new SessionOptions(
        d.connect(),
        d.handshake(),
        d.authentication(),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15),
        Duration.ofSeconds(60),
        d.columns(),
        d.rows(),
        d.keepOutput(),
        d.charset(),
        algorithms);
  }
}
