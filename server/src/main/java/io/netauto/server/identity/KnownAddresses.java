package io.netauto.server.identity;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** From where accounts logged in: the newest addresses of each. */
@Component
class KnownAddresses {
  private static final int MOST = 20;

  private final JdbcClient jdbc;
  private final Clock clock;

  KnownAddresses(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A login is complete, its second factor too. */
  void loggedIn(UserId user, String address) {
    jdbc.sql(
            """
            insert into known_address (user_id, address, last_login_at)
            values (:user, :address, :now)
            on conflict (user_id, address) do update set last_login_at = excluded.last_login_at
            """)
        .param("user", user.value())
        .param("address", LoginThrottle.address(address))
        .param("now", Timestamp.from(clock.instant()))
        .update();
    jdbc.sql(
            """
            delete from known_address where user_id = :user and address in (
              select address from known_address where user_id = :user
              order by last_login_at desc, address offset :most)
            """)
        .param("user", user.value())
        .param("most", MOST)
        .update();
  }
}
