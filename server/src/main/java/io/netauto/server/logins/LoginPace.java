package io.netauto.server.logins;

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
 *   <li>Logins that take much longer than the quickest may show that who judges them is at its
 *       limit: their number is halved, and grows by one for each round that is quick again [1].
 *       When fewer at once are not quicker, it is not their number: these devices or their network
 *       are slow, and the limit is lifted again.
 * </ul>
 *
 * [1] D. Chiu, R. Jain: Analysis of the increase and decrease algorithms for congestion avoidance.
 * Computer Networks and ISDN Systems 17, 1989. Thread-safe.
 */
final class LoginPace {
  private static final Logger log = LoggerFactory.getLogger(LoginPace.class);

  /** What counts as no limit. */
  private static final double MOST = 10_000;

  /** Logins of a round, whose mean counts: these differ less than single ones of a fleet do. */
  private static final int ROUND_LEAST = 32;

  private static final int ROUND_MOST = 100;
  private static final double SLOW = 3;
  private static final double SLOW_MILLIS = 4_000;

  /** With half as many at once, logins are quicker by this, or their number is not the reason. */
  private static final double QUICKER = 0.75;

  private static final int LONGEST_PATIENCE = 6;

  /** So many any server of logins bears; fewer would make a fleet wait for hours. */
  private static final int FEWEST = 8;

  /** The best time is forgotten by this much with each round, for networks that become slower. */
  private static final double AGEING = 1.1;

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
  private double best;

  /** Those that began before this round tell nothing about it. */
  private int ofBefore;

  private int needed = ROUND_LEAST;
  private int judged;
  private double sum;

  /** Whether this round shows what the last halving has brought. */
  private boolean onTrial;

  private double meanBefore;
  private double allowedBefore;

  /** For so many rounds no halving is tried; twice as many after each that has brought nothing. */
  private int patience;

  private int inVain;

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
    best = best == 0 ? millis : Math.min(best, millis);
    if (ofBefore > 0) {
      ofBefore--;
      return;
    }
    if (!onTrial && allowed < MOST) {
      allowed = Math.min(MOST, allowed + 1 / allowed);
    }
    sum += millis;
    if (++judged == needed) {
      endRound(sum / judged);
      ofBefore = inProgress;
      needed = Math.clamp(inProgress, ROUND_LEAST, ROUND_MOST);
      judged = 0;
      sum = 0;
    }
  }

  private void endRound(double mean) {
    best = Math.min(best * AGEING, mean);
    patience = Math.max(0, patience - 1);
    if (onTrial && mean > QUICKER * meanBefore) {
      onTrial = false;
      allowed = allowedBefore;
      patience = 1 << Math.min(++inVain, LONGEST_PATIENCE);
      log.info(
          "Logins of {} take {} ms with fewer at once, too: it is not their number.",
          name,
          Math.round(mean));
      return;
    }
    if (onTrial) {
      onTrial = false;
      inVain = 0;
    }
    boolean canBeFewer = inProgress >= FEWEST && allowed > FEWEST;
    if (mean > SLOW * best && mean > SLOW_MILLIS && patience == 0 && canBeFewer) {
      onTrial = true;
      meanBefore = mean;
      allowedBefore = allowed;
      allowed = Math.max(FEWEST, Math.min(allowed, inProgress + 1) / 2);
      log.info(
          "Logins of {} take {} ms, {} ms at best: at most {} at once.",
          name,
          Math.round(mean),
          Math.round(best),
          (int) allowed);
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
