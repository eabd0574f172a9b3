package io.netauto.server.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides which waiting part begins when. In rounds, one node at a time: it counts what the running
 * parts of all nodes hold, and takes in turn, one job after the other, those for which every permit
 * is free. Nothing is kept beside the parts themselves, so a node that dies leaves no permit
 * behind. Parts that lack a permit wait aside until there is one. Thread-safe.
 */
@Component
public class Governor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Governor.class);

  /** Any number that no other lock of the database has. */
  private static final long ROUND_LOCK = 0x6e6574_676f7665L;

  /** The most parts of one round. */
  private static final int ROUND = 256;

  /** While parts wait for permits that other nodes may free. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private static final Duration DATABASE_AWAY = Duration.ofMillis(500);

  /**
   * Between two rounds of bulk jobs, so that a fleet whose runs end all the time costs no round for
   * each. A person's run has its round at once.
   */
  private static final Duration APART = Duration.ofMillis(20);

  /** Of the sessions of a node, those that bulk jobs may take; the rest is for persons. */
  private static final double BULK_SHARE = 0.9;

  private final ObjectProvider<GovernedParts> parts;
  private final Limits limits;
  private final TransactionTemplate transaction;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final int capacity;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final RoomQueue room = new RoomQueue();
  private final FairQueue ready = new FairQueue();
  private final Map<String, FairQueue> lacking = new HashMap<>();
  private final PriorityQueue<Candidate> later =
      new PriorityQueue<>(
          Comparator.comparing(c -> c.notBefore() == null ? Instant.MIN : c.notBefore()));
  private final Map<Long, Waiting> known = new HashMap<>();
  private final Set<Long> active = new HashSet<>();
  private int activeBulk;
  private boolean signalled;
  private boolean urgent;
  private long lastRound = System.nanoTime() - APART.toNanos();
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  Governor(
      ObjectProvider<GovernedParts> parts,
      Limits limits,
      TransactionTemplate transaction,
      JdbcClient jdbc,
      Clock clock,
      @Value("${netauto.max-sessions}") int capacity) {
    this.parts = parts;
    this.limits = limits;
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.clock = clock;
    this.capacity = capacity;
  }

  /** Parts that entered together and are waited for together. */
  public final class Waiting {
    private final Condition changed = lock.newCondition();
    private int open;

    private Waiting() {}

    /**
     * Blocks until all are over.
     *
     * @return false when the node stops first; those that have not begun are to be queued again
     */
    public boolean await() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (open > 0 && running) {
          changed.await();
        }
        return open == 0;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether this node should take more work of a job, or leave it to others. */
  public boolean hasRoom(boolean person) {
    lock.lock();
    try {
      return running && (person || known.size() < 2 * capacity);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until this node should take more work; jobs take turns.
   *
   * @return false when it is not so within this time
   */
  public boolean awaitRoom(long job, boolean person, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      Condition mine = lock.newCondition();
      while (running && !hasRoom(person) && left > 0) {
        room.add(job, mine);
        try {
          left = mine.awaitNanos(left);
        } finally {
          room.remove(job, mine);
        }
      }
      return hasRoom(person);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets parts wait for their permits here; one that waits here already is left as it is. Of
   * several slices that come at once, those are left to other nodes for which there is no room any
   * longer.
   *
   * @return empty where there is no room
   */
  public Optional<Waiting> enter(Collection<Candidate> candidates, boolean person) {
    lock.lock();
    try {
      if (!hasRoom(person)) {
        return Optional.empty();
      }
      Waiting waiting = new Waiting();
      for (Candidate candidate : candidates) {
        if (known.putIfAbsent(candidate.part(), waiting) == null) {
          waiting.open++;
          line(candidate);
          urgent |= candidate.person();
        }
      }
      signal();
      return Optional.of(waiting);
    } finally {
      lock.unlock();
    }
  }

  private void line(Candidate candidate) {
    Instant time = candidate.notBefore();
    if (time != null && time.isAfter(clock.instant())) {
      later.add(candidate);
    } else {
      ready.add(candidate);
    }
  }

  private void signal() {
    signalled = true;
    news.signal();
  }

  /** A part that had begun is over. */
  public void over(long part, boolean person) {
    lock.lock();
    try {
      left(part, person);
      forget(part);
      signal();
    } finally {
      lock.unlock();
    }
  }

  /** A part that had begun is pending again, and waits here for another beginning. */
  public void again(Candidate candidate) {
    lock.lock();
    try {
      left(candidate.part(), candidate.person());
      if (running && known.containsKey(candidate.part())) {
        line(candidate);
      } else {
        forget(candidate.part());
      }
      signal();
    } finally {
      lock.unlock();
    }
  }

  private void left(long part, boolean person) {
    if (active.remove(part) && !person) {
      activeBulk--;
    }
  }

  private void forget(long part) {
    Waiting waiting = known.remove(part);
    if (waiting != null && --waiting.open == 0) {
      waiting.changed.signalAll();
    }
    if (hasRoom(false)) {
      room.signal();
    }
  }

  /** The scope whose permits are all taken, among those that a part needs; empty when none is. */
  public Optional<String> lack(Collection<String> scopes) {
    Map<String, Integer> held = parts.getObject().held();
    return scopes.stream().filter(scope -> !free(scope, held)).findFirst();
  }

  private boolean free(String scope, Map<String, Integer> held) {
    return limits.of(scope).map(limit -> held.getOrDefault(scope, 0) < limit).orElse(true);
  }

  /** How many parts wait on this node, and how many it does. */
  public record Load(int waiting, int active, int capacity) {}

  public Load load() {
    lock.lock();
    try {
      return new Load(known.size() - active.size(), active.size(), capacity);
    } finally {
      lock.unlock();
    }
  }

  private void rounds() {
    while (running) {
      try {
        awaitNews();
        round();
      } catch (InterruptedException e) {
        // stop() clears the flag that the loop reads.
      } catch (DataAccessException | TransactionException e) {
        log.warn("What waits for its turn waits for the database: {}", e.toString());
        pause();
      } catch (RuntimeException e) {
        log.error("A round of the governor failed by a fault of the server.", e);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(DATABASE_AWAY);
    } catch (InterruptedException e) {
      // stop() clears the flag that the loop reads.
    }
  }

  private void awaitNews() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (running && !signalled) {
        Candidate next = later.peek();
        long limit = Long.MAX_VALUE;
        if (!lacking.isEmpty()) {
          limit = LOOK_AGAIN.toNanos();
        }
        if (next != null && next.notBefore() != null) {
          limit =
              Math.min(
                  limit,
                  Math.max(0, Duration.between(clock.instant(), next.notBefore()).toNanos()));
        }
        if (limit == Long.MAX_VALUE) {
          news.await();
        } else if (news.awaitNanos(limit) <= 0) {
          break;
        }
      }
      awaitTurn();
      signalled = false;
      urgent = false;
      Instant now = clock.instant();
      for (Candidate due = later.peek();
          due != null && due.notBefore() != null && !due.notBefore().isAfter(now);
          due = later.peek()) {
        ready.add(later.remove().at(null));
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn() throws InterruptedException {
    long left = lastRound + APART.toNanos() - System.nanoTime();
    while (running && !urgent && left > 0) {
      left = news.awaitNanos(left);
    }
    lastRound = System.nanoTime();
  }

  /** Whether any of those in line may begin by this node's own bounds. */
  private boolean mayTake() {
    return active.size() < capacity
        && (ready.hasPersons() || (ready.size() > 0 && activeBulk < bulkMost()));
  }

  private double bulkMost() {
    return Math.max(1, capacity * BULK_SHARE);
  }

  /** One round; whoever was looked at and could not be taken is back in line whatever happens. */
  private void round() {
    lock.lock();
    try {
      if (lacking.isEmpty() && !mayTake()) {
        return;
      }
    } finally {
      lock.unlock();
    }
    List<Candidate> taken = new ArrayList<>();
    GovernedParts owner = parts.getObject();
    Collection<Long> claimed;
    try {
      claimed =
          transaction.execute(
              status -> {
                jdbc.sql("select pg_advisory_xact_lock(:key)")
                    .param("key", ROUND_LOCK)
                    .query(rs -> {});
                choose(new HashMap<>(owner.held()), taken);
                return taken.isEmpty()
                    ? List.<Long>of()
                    : owner.claim(taken.stream().map(Candidate::part).toList());
              });
    } catch (RuntimeException e) {
      putBack(taken);
      throw e;
    }
    Set<Long> got = new HashSet<>(claimed);
    lock.lock();
    try {
      for (Candidate candidate : taken) {
        if (!got.contains(candidate.part())) {
          left(candidate.part(), candidate.person());
          forget(candidate.part());
        }
      }
      if (mayTake()) {
        signalled = true;
      }
    } finally {
      lock.unlock();
    }
    got.forEach(owner::begin);
  }

  private void putBack(List<Candidate> taken) {
    lock.lock();
    try {
      for (Candidate candidate : taken.reversed()) {
        left(candidate.part(), candidate.person());
        ready.addFirst(candidate);
      }
      signalled = true;
    } finally {
      lock.unlock();
    }
  }

  private void choose(Map<String, Integer> held, List<Candidate> taken) {
    lock.lock();
    try {
      backInLine(held);
      while (taken.size() < ROUND && active.size() < capacity) {
        Optional<Candidate> next = ready.poll(activeBulk < bulkMost());
        if (next.isEmpty()) {
          return;
        }
        Candidate candidate = next.get();
        Optional<String> lack =
            candidate.scopes().stream().filter(scope -> !free(scope, held)).findFirst();
        if (lack.isPresent()) {
          lacking.computeIfAbsent(lack.get(), scope -> new FairQueue()).add(candidate);
        } else {
          candidate.scopes().forEach(scope -> held.merge(scope, 1, Integer::sum));
          active.add(candidate.part());
          activeBulk += candidate.person() ? 0 : 1;
          taken.add(candidate);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Of those that lacked a permit, as many as there are permits now. */
  private void backInLine(Map<String, Integer> held) {
    lacking.forEach(
        (scope, queue) -> {
          double free = limits.of(scope).orElse(Double.MAX_VALUE) - held.getOrDefault(scope, 0);
          while (free >= 1 && queue.size() > 0) {
            queue.poll(true).ifPresent(ready::addFirst);
            free--;
          }
        });
    lacking.values().removeIf(queue -> queue.size() == 0);
  }

  @Override
  public void start() {
    lock.lock();
    try {
      known.clear();
      active.clear();
      activeBulk = 0;
      running = true;
    } finally {
      lock.unlock();
    }
    thread = Thread.ofPlatform().name("governor").daemon().start(this::rounds);
  }

  /** Admits nothing more; what waits here is given up, for other nodes. */
  @Override
  public void stop() {
    Thread rounds = thread;
    lock.lock();
    try {
      running = false;
      Set<Waiting> all = new HashSet<>(known.values());
      ready.drainTo(candidate -> {});
      lacking.clear();
      later.clear();
      all.forEach(waiting -> waiting.changed.signalAll());
      news.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    if (rounds != null) {
      rounds.interrupt();
      try {
        rounds.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops after the queue and before the sessions. */
  @Override
  public int getPhase() {
    return 900;
  }
}
