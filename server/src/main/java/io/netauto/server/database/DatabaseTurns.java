package io.netauto.server.database;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Lets the many sessions of a node take turns at the database, so that thousands that begin at once
 * leave connections to everything else, and wait here rather than fail. Thread-safe.
 */
@Component
public class DatabaseTurns {
  private static final Logger log = LoggerFactory.getLogger(DatabaseTurns.class);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int ATTEMPTS = 120;

  private final Semaphore turns;

  /** For those whom others wait for: they do not line up behind the crowd. */
  private final Semaphore first;

  DatabaseTurns(@Value("${netauto.db-connections:20}") int connections) {
    this.turns = new Semaphore(Math.max(1, connections / 2), true);
    this.first = new Semaphore(Math.max(1, connections / 5), true);
  }

  /**
   * Asks the database in turn, again and again while it is away, for about a minute. The question
   * is put by a thread of its own, since an interrupt would close the connection under a statement;
   * the caller's interrupt is kept for what follows.
   */
  public <T> T ask(Supplier<T> question) {
    return ask(turns, question);
  }

  /** As {@link #ask}, for one session whom all others of its kind wait for. */
  public <T> T askFirst(Supplier<T> question) {
    return ask(first, question);
  }

  private static <T> T ask(Semaphore turns, Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    turns.acquireUninterruptibly();
    try {
      Thread.ofVirtual().name("database-turn").start(() -> put(question, answer));
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    } finally {
      turns.release();
    }
  }

  private static <T> void put(Supplier<T> question, CompletableFuture<T> answer) {
    for (int attempt = 1; ; attempt++) {
      try {
        answer.complete(question.get());
        return;
      } catch (DataAccessResourceFailureException
          | TransactionException
          | TransientDataAccessException e) {
        if (attempt == ATTEMPTS) {
          answer.completeExceptionally(e);
          return;
        }
        log.debug("A session waits for the database: {}", e.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (Throwable e) {
        answer.completeExceptionally(e);
        return;
      }
    }
  }
}
