package io.netauto.server.logins;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OpeningPaceTest {
  private static final int CORES = 2;

  /** Any time: what {@link System#nanoTime} counts from is not said, and it may run over. */
  private static final long NOW = Long.MAX_VALUE - SECONDS.toNanos(1);

  private final OpeningPace pace = new OpeningPace(CORES);

  private long[] turns(int count, long now) {
    return LongStream.generate(() -> pace.turn(now)).limit(count).toArray();
  }

  @Test
  void a_few_begin_at_once_and_the_others_follow_evenly() {
    int rate = OpeningPace.PER_CORE * CORES;
    long[] turns = turns(OpeningPace.AT_ONCE + 3 * rate, NOW);
    for (int i = 0; i < turns.length; i++) {
      if (i < OpeningPace.AT_ONCE) {
        assertThat(turns[i]).isNotPositive();
      } else {
        double seconds = (i - OpeningPace.AT_ONCE + 1) / (double) rate;
        assertThat(turns[i] / 1e9).isCloseTo(seconds, within(1e-6));
      }
    }
    assertThat(turns[turns.length - 1]).isCloseTo(SECONDS.toNanos(3), within(1_000L));
  }

  @Test
  void after_a_rest_as_many_begin_at_once_as_before_and_no_more() {
    turns(OpeningPace.AT_ONCE + 10, NOW);
    long[] later = turns(OpeningPace.AT_ONCE + 1, NOW + SECONDS.toNanos(600));
    assertThat(LongStream.of(later).filter(nanos -> nanos <= 0)).hasSize(OpeningPace.AT_ONCE);
    assertThat(later[OpeningPace.AT_ONCE]).isPositive();
  }

  @Test
  @Timeout(30)
  void a_person_counts_and_does_not_wait() {
    turns(OpeningPace.AT_ONCE + 100_000, System.nanoTime());
    pace.await(true);
    assertThat(pace.turn(System.nanoTime())).isGreaterThan(SECONDS.toNanos(1_000));
  }

  @Test
  @Timeout(30)
  void who_is_interrupted_waits_no_longer_and_stays_interrupted() {
    turns(OpeningPace.AT_ONCE + 100_000, System.nanoTime());
    Thread.currentThread().interrupt();
    pace.await(false);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @Timeout(30)
  void who_is_ahead_of_the_turn_waits_for_it() {
    long began = System.nanoTime();
    turns(OpeningPace.AT_ONCE + 10, began);
    pace.await(false);
    assertThat(NANOSECONDS.toMillis(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(MILLISECONDS.toMillis(11 * 1_000 / (OpeningPace.PER_CORE * CORES)));
  }
}
