package io.netauto.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netauto.server.testing.ServerTest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A governor of its own with ten sessions, nine of them for bulk jobs, on parts that are ours. */
@Timeout(60)
class GovernorTest extends ServerTest implements GovernedParts {
  private static final int CAPACITY = 10;

  @Autowired private Limits limits;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcClient database;

  private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private Governor governor;

  @BeforeEach
  void begin() {
    ObjectProvider<GovernedParts> us =
        new ObjectProvider<>() {
          @Override
          public GovernedParts getObject() {
            return GovernorTest.this;
          }
        };
    governor = new Governor(us, limits, transaction, database, Clock.systemUTC(), CAPACITY);
    governor.start();
  }

  @AfterEach
  void stop() {
    governor.stop();
  }

  @Override
  public Map<String, Integer> held() {
    rounds.incrementAndGet();
    return Map.of();
  }

  @Override
  public Collection<Long> claim(List<Long> parts) {
    return parts;
  }

  @Override
  public void begin(long part) {
    begun.add(part);
  }

  private long nextBegun() throws InterruptedException {
    Long part = begun.poll(10, TimeUnit.SECONDS);
    assertThat(part).as("one more begins").isNotNull();
    return part;
  }

  private static List<Candidate> bulk(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(part -> new Candidate(part, 1, false, List.of(), null))
        .toList();
  }

  @Test
  void a_bulk_job_that_fills_its_share_is_not_looked_at_until_one_of_its_parts_is_over()
      throws Exception {
    governor.enter(bulk(0, 100), false).orElseThrow();
    long first = -1;
    for (int i = 0; i < 9; i++) {
      first = nextBegun();
    }
    int before = rounds.get();
    long ended = first;
    for (int i = 0; i < 40; i++) {
      governor.over(ended, false);
      ended = nextBegun();
    }
    assertThat(rounds.get() - before).as("rounds for 40 beginnings").isBetween(1, 45);
    assertThat(governor.load().active()).isEqualTo(9);
  }

  @Test
  void parts_that_end_close_together_are_followed_by_one_round() throws Exception {
    governor.enter(bulk(0, 1_000), false).orElseThrow();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> governor.load().active() == 9 && begun.size() == 9);
    int before = rounds.get();
    for (int i = 0; i < 450; i++) {
      governor.over(nextBegun(), false);
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> begun.size() == 9);
    assertThat(rounds.get() - before).isBetween(50, 150);
  }

  @Test
  void a_persons_run_begins_at_once_beside_a_bulk_job_that_fills_its_share() throws Exception {
    governor.enter(bulk(0, 100), false).orElseThrow();
    for (int i = 0; i < 9; i++) {
      nextBegun();
    }
    governor.enter(List.of(new Candidate(500, 2, true, List.of(), null)), true).orElseThrow();
    assertThat(nextBegun()).isEqualTo(500);
  }

  @Test
  void who_waits_for_room_is_let_in_when_a_part_is_over() throws Exception {
    governor.enter(bulk(0, 2 * CAPACITY), false).orElseThrow();
    assertThat(governor.awaitRoom(1, false, Duration.ofMillis(1))).as("room").isFalse();
    assertThat(governor.awaitRoom(1, true, Duration.ofHours(1))).as("room for a person").isTrue();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> room =
          threads.submit(() -> governor.awaitRoom(1, false, Duration.ofHours(1)));
      governor.over(nextBegun(), false);
      assertThat(room.get(10, TimeUnit.SECONDS)).isTrue();

      governor.enter(bulk(100, 101), false).orElseThrow();
      Future<Boolean> never =
          threads.submit(() -> governor.awaitRoom(1, false, Duration.ofHours(1)));
      governor.stop();
      assertThat(never.get(10, TimeUnit.SECONDS)).as("room where the node stops").isFalse();
    }
  }
}
