package io.netauto.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class RoomQueueTest {
  private final RoomQueue queue = new RoomQueue();
  private final Map<String, Condition> conditions = new HashMap<>();
  private final List<String> signalled = new ArrayList<>();

  /** Says its name when it is signalled. */
  private Condition named(String name) {
    return conditions.computeIfAbsent(
        name,
        n ->
            (Condition)
                java.lang.reflect.Proxy.newProxyInstance(
                    RoomQueueTest.class.getClassLoader(),
                    new Class<?>[] {Condition.class},
                    (proxy, method, args) ->
                        switch (method.getName()) {
                          case "signal" -> {
                            signalled.add(n);
                            yield null;
                          }
                          case "equals" -> proxy == args[0];
                          case "hashCode" -> n.hashCode();
                          default -> throw new UnsupportedOperationException(method.getName());
                        }));
  }

  @Test
  void jobs_take_turns_and_those_of_one_job_come_in_order() {
    for (String large : List.of("a1", "a2", "a3", "a4")) {
      queue.add(1, named(large));
    }
    queue.add(2, named("b1"));
    queue.add(2, named("b2"));
    for (int i = 0; i < 5; i++) {
      queue.signal();
    }
    assertThat(signalled).containsExactly("a1", "b1", "a2", "b2", "a3");
  }

  @Test
  void who_has_gone_is_not_signalled() {
    queue.add(1, named("a1"));
    queue.add(1, named("a2"));
    queue.remove(1, named("a1"));
    queue.remove(1, new ReentrantLock().newCondition());
    queue.remove(7, named("a1"));
    queue.signalAll();
    queue.signal();
    assertThat(signalled).containsExactly("a2");
    queue.add(2, named("b1"));
    queue.remove(2, named("b1"));
    queue.signal();
    assertThat(signalled).containsExactly("a2");
  }
}
