package io.netauto.server.logins;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Spreads the opening of new sessions on this node: after a few at once they follow each other
 * evenly. A login costs a core some ten milliseconds, most of them for its keys, so a fleet's that
 * begin in one moment would hold up the live output of all others; and sessions that began together
 * would go on in step and do so again. A generic cell rate algorithm (ITU-T I.371). Thread-safe.
 */
@Component
public class OpeningPace {
  /** New sessions a second for each core: logins then take about a third of it. */
  static final int PER_CORE = 40;

  /** So many may begin at once after a rest. */
  static final int AT_ONCE = 32;

  private final long apart;
  private long next;
  private boolean rested = true;

  OpeningPace() {
    this(Runtime.getRuntime().availableProcessors());
  }

  OpeningPace(int cores) {
    apart = Duration.ofSeconds(1).dividedBy((long) PER_CORE * cores).toNanos();
  }

  /**
   * Waits for the turn to open a session. Who is interrupted waits no longer, and stays interrupted
   * for what follows.
   *
   * @param person a person waits for it: it counts, but waits for no other
   */
  public void await(boolean person) {
    long nanos = turn(System.nanoTime());
    if (person || nanos <= 0) {
      return;
    }
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the next turn, and says how many nanoseconds it is until then; zero or less for now. */
  synchronized long turn(long now) {
    long at = rested || next - now < 0 ? now : next;
    rested = false;
    next = at + apart;
    return at - (AT_ONCE - 1) * apart - now;
  }
}
