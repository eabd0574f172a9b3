package io.netauto.server.logins;

import io.netauto.server.identity.CustomerId;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The times at which the logins of a realm may be, over all nodes: evenly spaced, so that no second
 * holds more than the rate. One statement reserves one; the clock is that of the database.
 */
@Component
class LoginSlots {
  /** What a login may come late by without meeting the next one. */
  static final double SPARE = 1.02;

  private final JdbcClient jdbc;
  private final LongAdder questions = new LongAdder();

  LoginSlots(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Reserves the next ones, which are {@link #SPARE} / rate seconds apart.
   *
   * @param perSecond the rate
   * @param count how many, 1 or more
   * @return how long it is until the first; zero or less when it is now
   */
  Duration reserve(CustomerId customer, String realm, double perSecond, int count) {
    questions.increment();
    double seconds =
        jdbc.sql(
                """
                insert into login_slot as s (customer_id, realm, next_at)
                select :customer, :realm, clock_timestamp() + :gaps * interval '1 second'
                where set_config('synchronous_commit', 'off', true) = 'off'
                on conflict (customer_id, realm) do update
                set next_at = greatest(s.next_at, clock_timestamp()) + :gaps * interval '1 second'
                returning extract(epoch from
                    s.next_at - :gaps * interval '1 second' - clock_timestamp())
                """)
            .param("customer", customer.value())
            .param("realm", realm)
            .param("gaps", count * SPARE / perSecond)
            .query(Double.class)
            .single();
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** How often the database was asked since the start. */
  long questions() {
    return questions.sum();
  }
}
