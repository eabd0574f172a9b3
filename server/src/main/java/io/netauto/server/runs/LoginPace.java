package io.netauto.server.runs;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many logins of one realm this node has in progress at once. Two things bound it:
 *
 * <ul>
 *   <li>A credential that no device has accepted lately may be wrong: as long as that is not known,
 *       no more are tried at once than may be refused before it is stopped.
 *   <li>Logins that take much longer than the quickest show that who judges them is at its limit:
 *       their number is halved, and grows by one for each round that is quick again [1].
 * </ul>
 *
 * [1] D. Chiu, R. Jain: Analysis of the increase and decrease algorithms for congestion avoidance.
 * Computer Networks and ISDN Systems 17, 1989. Thread-safe.
 */
final class LoginPace {
  private static final Logger log = LoggerFactory.getLogger(LoginPace.class);

  /** What counts as no limit. */
  private static final double MOST = 10_000;

  private static final double WEIGHT = 0.2;
  private static final double SLOW = 3;
  private static final double SLOW_MILLIS = 4_000;

  /** So many any server of logins bears; fewer would make a fleet wait for hours. */
  private static final int FEWEST = 8;

  /** The best time is forgotten by this much with each login, for networks that become slower. */
  private static final double AGEING = 1.01;

  /** How long a credential that was accepted is taken to be right. */
  private static final Duration PROVEN = Duration.ofMinutes(10);

  /** A device that does not answer holds up those behind it no longer than this. */
  private static final Duration UNPROVEN_WAIT = Duration.ofSeconds(5);

  private final String name;
  private final int unproven;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private int inProgress;
  private int refused;
  private boolean proven;
  private long provenAt;
  private double allowed = MOST;
  private double mean;
  private double best;

  /** Those that began before the last halving tell nothing about it. */
  private int ofBefore;

  /**
   * @param unproven how many may be tried at once with a credential that may be wrong; 0 for any
   *     number
   */
  LoginPace(String name, int unproven) {
    this.name = name;
    this.unproven = unproven;
  }

  /** Waits until one more login may be in progress; then it is. */
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long end = System.nanoTime() + UNPROVEN_WAIT.toNanos();
      while (inProgress >= (int) allowed || isAtRisk()) {
        if (inProgress >= (int) allowed) {
          left.await();
        } else if (left.awaitNanos(end - System.nanoTime()) <= 0) {
          break;
        }
      }
      inProgress++;
    } finally {
      lock.unlock();
    }
  }

  private boolean isAtRisk() {
    boolean known = proven && System.nanoTime() - provenAt < PROVEN.toNanos();
    return unproven > 0 && !known && inProgress >= Math.max(1, unproven - refused);
  }

  /** What became of a login. */
  enum End {
    ACCEPTED,
    REFUSED,
    /** It did not come to a decision within its time. */
    UNANSWERED,
    /** It was not tried, or given up on this side. */
    NONE
  }

  /** A login is not in progress any longer. */
  void leave(End how, Duration took) {
    lock.lock();
    try {
      inProgress--;
      switch (how) {
        case ACCEPTED -> {
          proven = true;
          provenAt = System.nanoTime();
          refused = 0;
          judge(took.toNanos() / 1e6);
        }
        case REFUSED -> {
          proven = false;
          refused++;
        }
        case UNANSWERED -> judge(took.toNanos() / 1e6);
        case NONE -> {}
      }
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void judge(double millis) {
    mean = mean == 0 ? millis : mean * (1 - WEIGHT) + millis * WEIGHT;
    best = best == 0 ? millis : Math.min(best * AGEING, millis);
    if (ofBefore > 0) {
      ofBefore--;
    } else if (mean > SLOW * best && mean > SLOW_MILLIS) {
      allowed = Math.max(FEWEST, Math.min(allowed, inProgress + 1) / 2);
      ofBefore = inProgress;
      log.info(
          "Logins of {} take {} ms, {} ms at best: at most {} at once.",
          name,
          Math.round(mean),
          Math.round(best),
          (int) allowed);
    } else if (allowed < MOST) {
      allowed = Math.min(MOST, allowed + 1 / allowed);
    }
  }

  /** How many may be in progress at once by their time. */
  int allowed() {
    lock.lock();
    try {
      return (int) allowed;
    } finally {
      lock.unlock();
    }
  }

  boolean isIdle() {
    lock.lock();
    try {
      return inProgress == 0 && allowed >= MOST;
    } finally {
      lock.unlock();
    }
  }
}
