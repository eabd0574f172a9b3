package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.plan.Fault;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What every session on a device has, whatever answers in it: its strand, its wire, and its place
 * among the sessions that are counted.
 */
final class Seat {
  private final Device device;
  private final AtomicBoolean counted = new AtomicBoolean();
  private final long session;
  private final Strand strand;
  private final Jitter jitter;
  private final Wire wire;

  /** What comes of a new session. */
  enum Admission {
    WELCOME,
    TOO_MANY,
    CLOSED_AT_ONCE
  }

  /**
   * @param idle run on the strand each time that all has left
   */
  Seat(Device device, Line line, ScheduledExecutorService timer, Runnable idle) {
    this.device = device;
    this.session = device.nextSession();
    this.strand = new Strand(timer);
    this.jitter = new Jitter(device.plan().name().hashCode(), device.plan().latency().jitter());
    this.wire = new Wire(device.plan(), device.counters(), line, strand, jitter, idle);
  }

  Strand strand() {
    return strand;
  }

  Wire wire() {
    return wire;
  }

  /** Counts the session; says whether the device takes it. */
  Admission admit() {
    int open = taken();
    int limit =
        device
            .plan()
            .fault(Fault.SessionLimit.class)
            .map(Fault.SessionLimit::sessions)
            .orElse(Integer.MAX_VALUE);
    if (open > limit) {
      return Admission.TOO_MANY;
    }
    return device.plan().has(Fault.ClosesAfterLogin.class)
        ? Admission.CLOSED_AT_ONCE
        : Admission.WELCOME;
  }

  /** Counts the session, which no limit holds for; how many are open now. */
  int taken() {
    counted.set(true);
    int open = device.counters().opened();
    device.counters().loggedIn();
    return open;
  }

  /** The session has ended, or ended before. */
  void left() {
    if (counted.getAndSet(false)) {
      device.counters().closed();
    }
  }

  /** Counts a line that was typed at the prompt. */
  void received(String text) {
    device.received(session, text);
  }

  /** Runs a step once the device has thought about it. */
  void think(Runnable step) {
    strand.after(jitter.vary(device.plan().latency().think()), step);
  }
}
