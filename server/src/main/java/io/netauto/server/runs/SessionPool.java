package io.netauto.server.runs;

import io.netauto.driver.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the session of a run that is over open for a while, for the next run that would open the
 * very same: at most one per device, and a quarter of the node's sessions in all, of which the
 * oldest gives way. Thread-safe.
 */
@Component
class SessionPool implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(SessionPool.class);

  /** Of more changes than these it is no longer known what they were of. */
  private static final int MOST_CHANGED = 10_000;

  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final NodeNews news;
  private final Duration keep;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();

  /** By device, the oldest first. */
  private final Map<Long, Idle> idle = new LinkedHashMap<>();

  /** The number of the last change of a way, and those of the devices and customers changed. */
  private long changes;

  private final Map<Long, Long> changedDevices = new HashMap<>();
  private final Map<Long, Long> changedCustomers = new HashMap<>();
  private long changedAll;

  private @Nullable ScheduledExecutorService timer;
  private volatile boolean running;

  SessionPool(NodeNews news, RunLimits limits, @Value("${netauto.max-sessions}") int capacity) {
    this.news = news;
    this.keep = limits.idle();
    this.most = Math.max(1, capacity / 4);
  }

  /** Held by its timer until that is cancelled. */
  private static final class Idle {
    private final SessionKey key;
    private final Session session;
    private @Nullable ScheduledFuture<?> end;

    Idle(SessionKey key, Session session) {
      this.key = key;
      this.session = session;
    }
  }

  /** To be called with the lock. */
  private @Nullable Idle remove(long device) {
    Idle found = idle.remove(device);
    if (found != null && found.end != null) {
      found.end.cancel(false);
    }
    return found;
  }

  /** Whether sessions are kept at all. */
  boolean isOn() {
    return running && keep.isPositive();
  }

  int size() {
    lock.lock();
    try {
      return idle.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The session of a device that may be used again: the caller's from now on. One that is kept
   * under another key is closed, as it counts among the sessions of the device.
   */
  Optional<Session> take(SessionKey key) {
    Idle found;
    lock.lock();
    try {
      found = remove(key.device());
    } finally {
      lock.unlock();
    }
    if (found == null) {
      return Optional.empty();
    }
    if (found.key.equals(key)) {
      return Optional.of(found.session);
    }
    found.session.close();
    return Optional.empty();
  }

  /** How many changes of ways to devices were heard of. */
  long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** To be called with the lock. */
  private boolean changedSince(SessionKey key, long since) {
    return changedAll > since
        || changedCustomers.getOrDefault(key.customer(), 0L) > since
        || changedDevices.getOrDefault(key.device(), 0L) > since
        || key.stops().stream()
            .anyMatch(stop -> changedDevices.getOrDefault(stop.device(), 0L) > since);
  }

  private void deviceChanged(long device) {
    changed(changedDevices, device, key -> key.goesThrough(device));
  }

  private void customerChanged(long customer) {
    changed(changedCustomers, customer, key -> key.customer() == customer);
  }

  /** Closes what is idle on a way that has changed; what is in use is closed when it is given. */
  private void changed(Map<Long, Long> of, long id, Predicate<SessionKey> which) {
    List<Idle> out;
    lock.lock();
    try {
      if (of.size() >= MOST_CHANGED) {
        of.clear();
        changedAll = changes + 1;
      }
      of.put(id, ++changes);
      out = idle.values().stream().filter(each -> which.test(each.key)).toList();
      out.forEach(each -> remove(each.key.device()));
    } finally {
      lock.unlock();
    }
    out.forEach(each -> close(each.session));
  }

  /**
   * Gives up a session, at the end of its run; the caller does not use it again. It is kept when it
   * stands where it was opened and the way to it did not change, and closed otherwise.
   *
   * @param since the number of {@link #changes} before the way was looked up
   */
  void give(SessionKey key, Session session, long since) {
    if (!isOn() || session.state() != Session.State.READY || !session.park()) {
      session.close();
      return;
    }
    Idle mine = new Idle(key, session);
    List<Idle> outdone = new ArrayList<>();
    boolean kept = false;
    lock.lock();
    try {
      ScheduledExecutorService t = timer;
      if (running && t != null && !changedSince(key, since)) {
        Idle before = remove(key.device());
        if (before != null) {
          outdone.add(before);
        }
        if (idle.size() >= most) {
          Idle oldest = remove(idle.keySet().iterator().next());
          if (oldest != null) {
            outdone.add(oldest);
          }
        }
        idle.put(key.device(), mine);
        mine.end = t.schedule(() -> drop(mine), keep.toNanos(), TimeUnit.NANOSECONDS);
        kept = true;
      }
    } finally {
      lock.unlock();
    }
    outdone.forEach(each -> close(each.session));
    if (kept) {
      var _ = session.ended().thenRun(() -> drop(mine));
    } else {
      close(session);
    }
  }

  /** Closes a kept session, unless it is somebody's again. */
  private void drop(Idle which) {
    boolean here;
    lock.lock();
    try {
      here = idle.get(which.key.device()) == which;
      if (here) {
        remove(which.key.device());
      }
    } finally {
      lock.unlock();
    }
    if (here) {
      close(which.session);
    }
  }

  /** Closes the kept session of a device, here and on all other nodes. */
  void closeEverywhere(long device) {
    close(device);
    news.tellIdle(List.of(device));
  }

  private void close(long device) {
    Idle found;
    lock.lock();
    try {
      found = remove(device);
    } finally {
      lock.unlock();
    }
    if (found != null) {
      close(found.session);
    }
  }

  private static void close(Session session) {
    Thread.ofVirtual().name("close-idle").start(session::close);
  }

  /** Closes all, and waits a moment for the devices to hear it. */
  void closeAll() {
    List<Idle> all;
    lock.lock();
    try {
      all = List.copyOf(idle.values());
      idle.clear();
    } finally {
      lock.unlock();
    }
    CountDownLatch open = new CountDownLatch(all.size());
    for (Idle each : all) {
      Thread.ofVirtual()
          .name("close-idle")
          .start(
              () -> {
                try {
                  each.session.close();
                } finally {
                  open.countDown();
                }
              });
    }
    try {
      if (!open.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.info("{} idle sessions did not close in time.", open.getCount());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    lock.lock();
    try {
      ScheduledThreadPoolExecutor one =
          new ScheduledThreadPoolExecutor(
              1, Thread.ofPlatform().name("idle-sessions").daemon().factory());
      one.setRemoveOnCancelPolicy(true);
      timer = one;
      running = true;
    } finally {
      lock.unlock();
    }
    news.onIdle(this::close);
    news.onWays(this::deviceChanged, this::customerChanged);
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      running = false;
      if (timer != null) {
        timer.shutdownNow();
        timer = null;
      }
    } finally {
      lock.unlock();
    }
    closeAll();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return RunPhases.POOL;
  }
}
