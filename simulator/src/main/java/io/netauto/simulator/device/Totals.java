package io.netauto.simulator.device;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What has happened on all devices of a fleet since its start or its last reset. Thread-safe. */
public final class Totals {
  private static final int MOST_TEXTS = 100_000;

  private final AtomicLong lastSession = new AtomicLong();
  private final LongAdder connections = new LongAdder();
  private final LongAdder refusedConnections = new LongAdder();
  private final LongAdder logins = new LongAdder();
  private final LongAdder refusedLogins = new LongAdder();
  private final LongAdder commands = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final Gauge openConnections = new Gauge();
  private final Gauge openSessions = new Gauge();
  private final ConcurrentMap<String, String> texts = new ConcurrentHashMap<>();

  /** The number of a new session, from 1. */
  public long nextSession() {
    return lastSession.incrementAndGet();
  }

  void connected() {
    connections.increment();
    openConnections.up();
  }

  void disconnected() {
    openConnections.down();
  }

  void refusedConnection() {
    refusedConnections.increment();
  }

  void judged(boolean letIn) {
    (letIn ? logins : refusedLogins).increment();
  }

  void opened() {
    openSessions.up();
  }

  void closed() {
    openSessions.down();
  }

  void received() {
    commands.increment();
  }

  void sent(long bytes) {
    bytesSent.add(bytes);
  }

  /** The same text, held once for all devices: most are sent the same lines. */
  String shared(String text) {
    if (texts.size() >= MOST_TEXTS) {
      return texts.getOrDefault(text, text);
    }
    String other = texts.putIfAbsent(text, text);
    return other == null ? text : other;
  }

  public Figures figures() {
    return new Figures(
        connections.sum(),
        refusedConnections.sum(),
        openConnections.now(),
        openConnections.peak(),
        logins.sum(),
        refusedLogins.sum(),
        openSessions.now(),
        openSessions.peak(),
        commands.sum(),
        bytesSent.sum());
  }

  /** Counts from zero; what is open stays open. */
  public void reset() {
    connections.reset();
    refusedConnections.reset();
    openConnections.reset();
    logins.reset();
    refusedLogins.reset();
    openSessions.reset();
    commands.reset();
    bytesSent.reset();
    texts.clear();
  }

  /**
   * What a fleet has counted.
   *
   * @param connections over TCP, refused ones among them
   * @param refusedConnections closed before SSH began, as all lines were taken
   * @param logins accepted
   * @param refusedLogins by a wrong password, a fault or a realm
   * @param openSessions shells and single commands
   * @param commands lines received at a prompt
   */
  public record Figures(
      long connections,
      long refusedConnections,
      long openConnections,
      long mostOpenConnections,
      long logins,
      long refusedLogins,
      long openSessions,
      long mostOpenSessions,
      long commands,
      long bytesSent) {}

  private static final class Gauge {
    private long now;
    private long peak;

    synchronized void up() {
      now++;
      peak = Math.max(peak, now);
    }

    synchronized void down() {
      now--;
    }

    synchronized long now() {
      return now;
    }

    synchronized long peak() {
      return peak;
    }

    synchronized void reset() {
      peak = now;
    }
  }
}
