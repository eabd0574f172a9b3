package io.netauto.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whether a user exists cannot be told by the time of a refusal.
 *
 * <p>The quickest of many is compared, in turns: other work of the machine makes a login slower and
 * never quicker, and the work that is looked for, the hash of the password, is always there or
 * never.
 */
class LoginTimingTest extends ServerTest {
  private static final int ROUNDS = 24;

  /** A login without the hash takes far less than this part of one with it. */
  private static final double LIKE = 0.6;

  @AfterEach
  void forgetFailures() {
    jdbc.sql("delete from login_failure").update();
  }

  @Test
  @Timeout(300)
  void a_refusal_takes_as_long_for_a_user_who_does_not_exist_or_is_deactivated() {
    String known = user("viewer");
    String deactivated = user("viewer");
    jdbc.sql("update app_user set active = false where username = :name")
        .param("name", deactivated)
        .update();
    String[] names = {known, deactivated, unique("nobody")};
    long[] quickest = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    Client client = nobody();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < names.length; i++) {
        forgetFailures();
        long from = System.nanoTime();
        client
            .post("/api/v1/auth/token", Map.of("username", names[i], "password", "wrong"))
            .problem(401, "login_refused");
        quickest[i] = Math.min(quickest[i], System.nanoTime() - from);
      }
    }
    long shortest = Math.min(quickest[0], Math.min(quickest[1], quickest[2]));
    long longest = Math.max(quickest[0], Math.max(quickest[1], quickest[2]));
    assertThat((double) shortest / longest)
        .as(
            "known %,d ns, deactivated %,d ns, unknown %,d ns",
            quickest[0], quickest[1], quickest[2])
        .isGreaterThan(LIKE);
  }
}
