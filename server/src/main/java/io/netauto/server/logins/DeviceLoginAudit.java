package io.netauto.server.logins;

import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.AuditEvent.Outcome;
import io.netauto.server.identity.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says in the audit trail which credential was used, where and for whom: once for each login. Many
 * logins are said in one transaction, half a second later at most. Thread-safe.
 */
@Component
class DeviceLoginAudit implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(DeviceLoginAudit.class);
  private static final int MOST = 10_000;
  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Sessions begin in a later one. */
  private static final int PHASE = 200;

  private final Audit audit;
  private final TransactionTemplate transaction;
  private final LinkedBlockingQueue<Use> uses = new LinkedBlockingQueue<>(MOST);
  private volatile boolean running;
  private volatile Thread writer = Thread.currentThread();

  private record Use(String by, CustomerId customer, AuditEvent event) {}

  DeviceLoginAudit(Audit audit, TransactionTemplate transaction) {
    this.audit = audit;
    this.transaction = transaction;
  }

  /** A login with this credential was tried; blocks while too many wait to be said. */
  void used(String by, CustomerId customer, String credRef, String hostname, Outcome outcome) {
    AuditEvent event =
        AuditEvent.of("credential.use")
            .on("credential", credRef, credRef)
            .ended(outcome)
            .with("device", hostname);
    try {
      uses.put(new Use(by, customer, event));
    } catch (InterruptedException e) {
      uses.offer(new Use(by, customer, event));
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    List<Use> batch = new ArrayList<>();
    while (running || !uses.isEmpty() || !batch.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          Use first = uses.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
          if (first == null) {
            continue;
          }
          batch.add(first);
          uses.drainTo(batch, BATCH - 1);
        }
        store(batch);
        batch.clear();
        if (running) {
          Thread.sleep(PAUSE);
        }
      } catch (InterruptedException e) {
        // stop() asks to finish what waits.
      } catch (DataAccessException | TransactionException e) {
        log.warn("{} uses of credentials wait for the database: {}", batch.size(), e.toString());
        if (!running) {
          return;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      // stop() asks to finish what waits.
    }
  }

  private void store(List<Use> batch) {
    transaction.executeWithoutResult(
        status -> batch.forEach(use -> audit.record(use.by(), use.customer(), use.event())));
  }

  @Override
  public void start() {
    running = true;
    writer = Thread.ofPlatform().name("login-audit").daemon().start(this::write);
  }

  @Override
  public void stop() {
    running = false;
    writer.interrupt();
    try {
      writer.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Starts before the sessions and stops after them. */
  @Override
  public int getPhase() {
    return PHASE;
  }
}
