package io.netauto.server.database;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Lets the many sessions of a node take turns at the database, so that thousands that begin at once
 * leave connections to everything else, and wait here rather than fail. Thread-safe.
 */
@Component
public class DatabaseTurns {
  private static final Logger log = LoggerFactory.getLogger(DatabaseTurns.class);

  /** Of the connections of the pool. */
  private static final int AT_ONCE = 10;

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int ATTEMPTS = 120;

  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /**
   * Asks the database in turn, again and again while it is away, for about a minute. An interrupt
   * does not end the wait; it is left for the caller to see.
   */
  public <T> T ask(Supplier<T> question) {
    turns.acquireUninterruptibly();
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return question.get();
        } catch (DataAccessResourceFailureException
            | CannotCreateTransactionException
            | TransientDataAccessException e) {
          again(attempt, e);
        }
      }
    } finally {
      turns.release();
    }
  }

  private static void again(int attempt, RuntimeException e) {
    if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
      throw e;
    }
    log.debug("A session waits for the database: {}", e.toString());
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
