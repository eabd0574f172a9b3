package io.netauto.cli.server;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import java.time.Duration;

/** How often and after which pauses a lost connection is taken up again. */
public final class Patience {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final int ATTEMPTS = 8;

  /** Is told that a connection is lost. */
  public interface Watcher {
    void lost(String why, Duration pause);
  }

  private final Server server;
  private final Watcher watcher;
  private final Duration firstPause;
  private final String advice;
  private int failures;

  /**
   * Patience for one feed.
   *
   * @param firstPause doubles with each attempt that brings nothing
   * @param advice what to do when it is at its end, a sentence
   */
  public Patience(Server server, Watcher watcher, Duration firstPause, String advice) {
    this.server = server;
    this.watcher = watcher;
    this.firstPause = firstPause;
    this.advice = advice;
  }

  /** Something came: all attempts are left again. */
  public void renew() {
    failures = 0;
  }

  /**
   * Pauses before the next attempt.
   *
   * @param left the longest pause
   * @throws Failure when no attempt is left
   */
  public void lost(String why, Duration left) {
    failures++;
    if (failures == ATTEMPTS) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          "The connection to " + server.url() + " is lost (" + why + "). " + advice);
    }
    Duration pause = firstPause.multipliedBy(1L << (failures - 1));
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    watcher.lost(why, pause);
    rest(pause.compareTo(left) > 0 ? left : pause);
  }

  /** Sleeps; not at all for a time that has passed. */
  public static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.CANCELLED, "Interrupted.", e);
    }
  }
}
