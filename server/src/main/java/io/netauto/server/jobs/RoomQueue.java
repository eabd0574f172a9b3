package io.netauto.server.jobs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;

/**
 * Those who wait until a node has room for more work, one job after the other in turn. Used under
 * the lock of its conditions.
 */
final class RoomQueue {
  private final Map<Long, Deque<Condition>> jobs = new LinkedHashMap<>();

  void add(long job, Condition waiting) {
    jobs.computeIfAbsent(job, id -> new ArrayDeque<>()).addLast(waiting);
  }

  /** Who does not wait any longer; nothing where it was signalled. */
  void remove(long job, Condition waiting) {
    Deque<Condition> queue = jobs.get(job);
    if (queue != null && queue.remove(waiting) && queue.isEmpty()) {
      jobs.remove(job);
    }
  }

  /** Signals the next in turn, and then it is the turn of another job. */
  void signal() {
    Iterator<Map.Entry<Long, Deque<Condition>>> first = jobs.entrySet().iterator();
    if (!first.hasNext()) {
      return;
    }
    Map.Entry<Long, Deque<Condition>> job = first.next();
    long id = job.getKey();
    Deque<Condition> queue = job.getValue();
    first.remove();
    queue.removeFirst().signal();
    if (!queue.isEmpty()) {
      jobs.put(id, queue);
    }
  }

  void signalAll() {
    while (!jobs.isEmpty()) {
      signal();
    }
  }
}
