package io.netauto.simulator.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What has happened on a device since its start. Thread-safe. */
public final class Counters {
  private static final int KEPT = 10_000;

  private final Deque<String> commands = new ArrayDeque<>();
  private long commandCount;
  private long logins;
  private long bytesSent;
  private int openSessions;
  private int maxOpenSessions;

  public synchronized void loggedIn() {
    logins++;
  }

  public synchronized void received(String command) {
    commandCount++;
    commands.add(command);
    if (commands.size() > KEPT) {
      commands.remove();
    }
  }

  public synchronized void sent(long bytes) {
    bytesSent += bytes;
  }

  public synchronized int opened() {
    openSessions++;
    maxOpenSessions = Math.max(maxOpenSessions, openSessions);
    return openSessions;
  }

  public synchronized void closed() {
    openSessions--;
  }

  public synchronized long logins() {
    return logins;
  }

  public synchronized long commandCount() {
    return commandCount;
  }

  /** The last ten thousand commands, oldest first. */
  public synchronized List<String> commands() {
    return List.copyOf(commands);
  }

  public synchronized long bytesSent() {
    return bytesSent;
  }

  public synchronized int openSessions() {
    return openSessions;
  }

  public synchronized int maxOpenSessions() {
    return maxOpenSessions;
  }
}
