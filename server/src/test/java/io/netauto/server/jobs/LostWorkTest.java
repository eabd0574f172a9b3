package io.netauto.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.Task;
import io.netauto.server.testing.ServerTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Import(LostWorkTest.Counted.class)
@Timeout(60)
class LostWorkTest extends ServerTest {
  private static final String WORK = "counted";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Autowired private Counted counted;
  @Autowired private NodeName node;
  @Autowired private WorkQueue queue;
  @Autowired private JdbcClient database;
  @Autowired private TransactionTemplate transaction;

  /** Counts how often each piece of work began, and holds those whose id begins with "held". */
  @TestConfiguration
  static class Counted implements Work {
    private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @Bean
    Task<Void> counting() {
      return WorkTasks.of(WORK, () -> this);
    }

    @Override
    public Optional<java.time.Instant> perform(String id) throws InterruptedException {
      begun.computeIfAbsent(id, i -> new AtomicInteger()).incrementAndGet();
      if (id.startsWith("held")) {
        released.await();
      }
      return Optional.empty();
    }

    int begun(String id) {
      AtomicInteger count = begun.get(id);
      return count == null ? 0 : count.get();
    }
  }

  private void enqueue(String id) {
    transaction.executeWithoutResult(
        status -> queue.enqueue(WORK, List.of(id), WorkQueue.Priority.PERSON));
  }

  private void claimedLongAgo(String id) {
    assertThat(
            database
                .sql(
                    """
                    update scheduled_tasks set picked = true, picked_by = :node,
                        last_heartbeat = now() - interval '5 s'
                    where task_name = :work and task_instance = :id
                    """)
                .param("node", node.value())
                .param("work", WORK)
                .param("id", id)
                .update())
        .isEqualTo(1);
  }

  @Test
  void work_that_the_node_claimed_and_does_not_do_is_done() {
    transaction.executeWithoutResult(
        status -> {
          queue.enqueue(WORK, List.of("lost"), WorkQueue.Priority.PERSON);
          claimedLongAgo("lost");
        });
    await().atMost(LIMIT).until(() -> counted.begun("lost") == 1);
  }

  @Test
  void work_that_the_node_does_is_left_to_it() {
    enqueue("held");
    await().atMost(LIMIT).until(() -> counted.begun("held") == 1);
    claimedLongAgo("held");
    // What was lost after it is found after it.
    transaction.executeWithoutResult(
        status -> {
          queue.enqueue(WORK, List.of("later"), WorkQueue.Priority.PERSON);
          claimedLongAgo("later");
        });
    await().atMost(LIMIT).until(() -> counted.begun("later") == 1);
    assertThat(counted.begun("held")).isEqualTo(1);
    counted.released.countDown();
  }
}
