package io.netauto.server.jobs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waiting parts, one job after the other in turn, so that a small job is not held up by a large
 * one; a person's before all others. Not safe for use by several threads.
 */
final class FairQueue {
  private final Map<Long, Deque<Candidate>> persons = new LinkedHashMap<>();
  private final Map<Long, Deque<Candidate>> bulk = new LinkedHashMap<>();
  private int size;

  int size() {
    return size;
  }

  boolean hasPersons() {
    return !persons.isEmpty();
  }

  void add(Candidate candidate) {
    queueOf(candidate).addLast(candidate);
    size++;
  }

  /** Before the others of its job: its turn came already. */
  void addFirst(Candidate candidate) {
    queueOf(candidate).addFirst(candidate);
    size++;
  }

  private Deque<Candidate> queueOf(Candidate candidate) {
    return (candidate.person() ? persons : bulk)
        .computeIfAbsent(candidate.job(), job -> new ArrayDeque<>());
  }

  /**
   * The next in turn.
   *
   * @param bulkToo false for one that a person waits for, or none
   */
  Optional<Candidate> poll(boolean bulkToo) {
    Optional<Candidate> person = poll(persons);
    return person.isPresent() || !bulkToo ? person : poll(bulk);
  }

  private Optional<Candidate> poll(Map<Long, Deque<Candidate>> jobs) {
    Iterator<Map.Entry<Long, Deque<Candidate>>> first = jobs.entrySet().iterator();
    if (!first.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<Long, Deque<Candidate>> job = first.next();
    long id = job.getKey();
    Deque<Candidate> queue = job.getValue();
    first.remove();
    Candidate candidate = queue.removeFirst();
    if (!queue.isEmpty()) {
      jobs.put(id, queue);
    }
    size--;
    return Optional.of(candidate);
  }

  void drainTo(Consumer<Candidate> taker) {
    for (Map<Long, Deque<Candidate>> jobs : java.util.List.of(persons, bulk)) {
      jobs.values().forEach(queue -> queue.forEach(taker));
      jobs.clear();
    }
    size = 0;
  }
}
