package io.netauto.simulator.device;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened on a device since its start or its last reset. Thread-safe. */
public final class Counters {
  private static final int KEPT = 10_000;

  private final Totals totals;
  private @Nullable Deque<Received> commands;
  private long commandCount;
  private long logins;
  private long refusedLogins;
  private long refusedConnections;
  private long bytesSent;
  private int openConnections;
  private int openSessions;
  private int maxOpenSessions;

  Counters(Totals totals) {
    this.totals = totals;
  }

  /** A TCP connection has come; gives how many are open now. */
  public synchronized int connected() {
    totals.connected();
    return ++openConnections;
  }

  public synchronized void disconnected() {
    totals.disconnected();
    openConnections--;
  }

  public synchronized void refusedConnection() {
    totals.refusedConnection();
    refusedConnections++;
  }

  /** A password has been judged. */
  public synchronized void judged(boolean letIn) {
    totals.judged(letIn);
    refusedLogins += letIn ? 0 : 1;
  }

  public synchronized void loggedIn() {
    logins++;
  }

  public synchronized void received(long session, Instant at, String command) {
    totals.received();
    commandCount++;
    if (commands == null) {
      commands = new ArrayDeque<>(4);
    }
    commands.add(new Received(at, session, totals.shared(command)));
    if (commands.size() > KEPT) {
      commands.remove();
    }
  }

  public synchronized void sent(long bytes) {
    totals.sent(bytes);
    bytesSent += bytes;
  }

  public synchronized int opened() {
    totals.opened();
    openSessions++;
    maxOpenSessions = Math.max(maxOpenSessions, openSessions);
    return openSessions;
  }

  public synchronized void closed() {
    totals.closed();
    openSessions--;
  }

  public synchronized long logins() {
    return logins;
  }

  public synchronized long refusedLogins() {
    return refusedLogins;
  }

  public synchronized long refusedConnections() {
    return refusedConnections;
  }

  public synchronized long commandCount() {
    return commandCount;
  }

  /** The last ten thousand commands, oldest first. */
  public synchronized List<Received> received() {
    return commands == null ? List.of() : List.copyOf(commands);
  }

  public synchronized long bytesSent() {
    return bytesSent;
  }

  public synchronized int openConnections() {
    return openConnections;
  }

  public synchronized int openSessions() {
    return openSessions;
  }

  public synchronized int maxOpenSessions() {
    return maxOpenSessions;
  }

  /** Counts from zero; what is open stays open. */
  public synchronized void reset() {
    commands = null;
    commandCount = 0;
    logins = 0;
    refusedLogins = 0;
    refusedConnections = 0;
    bytesSent = 0;
    maxOpenSessions = openSessions;
  }
}
