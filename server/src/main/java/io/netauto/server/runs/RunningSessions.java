package io.netauto.server.runs;

import io.netauto.driver.Session;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The runs that talk to devices on this node now; cancels them, and waits for them at the stop. */
@Component
class RunningSessions implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(RunningSessions.class);

  /** How long a stop lets runs come to their end, and then those that were told to end. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private static final int EARLY = 200_000;

  private final Map<Long, Place> places = new ConcurrentHashMap<>();

  /**
   * Cancellations told between the claim of a run and its entry here; also those of other nodes, so
   * the oldest are forgotten.
   */
  private final Map<Long, Long> early =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
              return size() > EARLY;
            }
          });

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final Executor canceller = task -> Thread.ofVirtual().name("cancel").start(task);
  private final NodeNews news;
  private final RunTable runs;
  private volatile boolean running;

  RunningSessions(NodeNews news, RunTable runs) {
    this.news = news;
    this.runs = runs;
  }

  int count() {
    return places.size();
  }

  boolean has(long run) {
    return places.containsKey(run);
  }

  /** Notes that the calling thread performs this run, until the place is closed. */
  Place enter(long run) {
    Place place = new Place(run, Thread.currentThread());
    places.put(run, place);
    if (early.remove(run) != null) {
      canceller.execute(place::cancel);
    }
    return place;
  }

  /** One run's place. */
  final class Place implements AutoCloseable {
    private final long run;
    private final Thread thread;
    private final long began = System.nanoTime();
    private final ReentrantLock state = new ReentrantLock();
    private @Nullable Session session;
    private long changes;
    private boolean cancelled;
    private boolean over;
    private volatile boolean stopping;

    private Place(long run, Thread thread) {
      this.run = run;
      this.thread = thread;
    }

    /** The way to the device is looked up next, after so many changes of ways. */
    void begins(long after) {
      changes = after;
    }

    /** How many changes of ways there had been when the way to the device was looked up. */
    long changes() {
      return changes;
    }

    /** From now on a cancellation closes this session. */
    void holds(Session opened) {
      state.lock();
      try {
        session = opened;
        if (cancelled) {
          opened.cancel();
        }
      } finally {
        state.unlock();
      }
    }

    /** Whether a cancellation came while it talked. */
    boolean isCancelled() {
      state.lock();
      try {
        return cancelled;
      } finally {
        state.unlock();
      }
    }

    /**
     * From now on a cancellation does not close the session, which is another's.
     *
     * @return false when one came before
     */
    boolean releases() {
      state.lock();
      try {
        session = null;
        return !cancelled;
      } finally {
        state.unlock();
      }
    }

    private void cancel() {
      state.lock();
      try {
        cancelled = true;
        if (session != null) {
          session.cancel();
        } else if (!over) {
          thread.interrupt();
        }
      } finally {
        state.unlock();
      }
    }

    /** The talk with the device is over: a cancellation comes too late and interrupts nothing. */
    void talkIsOver() {
      state.lock();
      try {
        over = true;
        session = null;
        if (Thread.interrupted()) {
          log.debug("A cancellation of run {} came with its end.", run);
        }
      } finally {
        state.unlock();
      }
    }

    /** Whether the server's stop ended this session. */
    boolean stopping() {
      return stopping;
    }

    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() {
      places.remove(run);
      lock.lock();
      try {
        left.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Ends all sessions of this node. */
  void cancelAll() {
    places.values().forEach(place -> canceller.execute(place::cancel));
  }

  /** Ends the session of a run, if it is on this node; returns at once. */
  void cancel(long run) {
    Place place = places.get(run);
    if (place == null) {
      early.put(run, run);
      place = places.get(run); // It may have been entered just now.
    }
    if (place != null) {
      early.remove(run);
      canceller.execute(place::cancel);
    }
  }

  /** A cancellation may have been told while this node did not listen. */
  private void cancelMissed() {
    try {
      runs.cancelAsked(List.copyOf(places.keySet())).forEach(this::cancel);
    } catch (DataAccessException e) {
      log.warn("Cancellations may have been missed: {}", e.toString());
    }
  }

  @Override
  public void start() {
    running = true;
    news.onCancel(this::cancel);
    news.onConnected(() -> canceller.execute(this::cancelMissed));
  }

  @Override
  public void stop() {
    running = false;
    if (awaitNone(GRACE)) {
      return;
    }
    log.info("{} sessions are still open at the stop and are closed.", places.size());
    for (Place place : places.values()) {
      place.stopping = true;
      canceller.execute(place::cancel);
    }
    if (!awaitNone(LAST_WORDS)) {
      log.warn("{} sessions did not end in time.", places.size());
    }
  }

  private boolean awaitNone(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    lock.lock();
    try {
      while (!places.isEmpty()) {
        long rest = end - System.nanoTime();
        if (rest <= 0) {
          return false;
        }
        left.awaitNanos(rest);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return RunPhases.SESSIONS;
  }
}
