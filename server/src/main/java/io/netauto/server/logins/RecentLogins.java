package io.netauto.server.logins;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last logins of a realm on this node. They are sent evenly spaced, but a login that comes late
 * to who judges it, as the first of a process does, meets those that were sent after it. How much
 * later than the quickest it was over tells how late it came at most, and the next may be sent only
 * when a rate's worth of logins before it is that much and a second ago. For the thread that is
 * first in line; {@link Login#over} from any.
 */
final class RecentLogins {
  /** Devices that are slow by themselves do not hold up the others by more. */
  private static final long MOST_LATE = Duration.ofMillis(500).toNanos();

  /** The first ones of a process are late by its own fault, and by more. */
  private static final int FIRST = 32;

  private static final long MOST_LATE_FIRST = Duration.ofSeconds(5).toNanos();

  /** Rates beyond it are not told from no limit by who judges logins. */
  private static final int MOST = 1_000;

  private final Deque<Login> logins = new ArrayDeque<>();
  private volatile long quickest = Long.MAX_VALUE;
  private int first;

  /** A login that was sent. */
  final class Login {
    private final long sentAt;
    private final long mostLate;
    private volatile long took = -1;

    private Login(long sentAt, long mostLate) {
      this.sentAt = sentAt;
      this.mostLate = mostLate;
    }

    long sentAt() {
      return sentAt;
    }

    /** It was answered now. */
    Duration over() {
      long nanos = System.nanoTime() - sentAt;
      took = nanos;
      quickest = Math.min(quickest, nanos);
      return Duration.ofNanos(nanos);
    }

    private long judgedAt(long now) {
      long nanos = took < 0 ? now - sentAt : took;
      return sentAt + Math.clamp(nanos - Math.min(nanos, quickest), 0, mostLate);
    }
  }

  Login sent() {
    first = Math.min(FIRST, first + 1);
    Login login = new Login(System.nanoTime(), first < FIRST ? MOST_LATE_FIRST : MOST_LATE);
    logins.addLast(login);
    if (logins.size() > MOST) {
      logins.removeFirst();
    }
    return login;
  }

  /**
   * Waits until the next may be sent.
   *
   * @param rate logins per second
   */
  void await(double rate) throws InterruptedException {
    int count = (int) Math.clamp(rate, 1, MOST);
    while (logins.size() > count) {
      logins.removeFirst();
    }
    if (logins.size() < count) {
      return;
    }
    long apart = (long) (count / rate * 1e9);
    for (long now = System.nanoTime(); ; now = System.nanoTime()) {
      long left = logins.getFirst().judgedAt(now) + apart - now;
      if (left <= 0) {
        return;
      }
      Thread.sleep(Duration.ofNanos(left));
    }
  }
}
