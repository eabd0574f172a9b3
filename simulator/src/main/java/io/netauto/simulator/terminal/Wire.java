package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Counters;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing bytes of a session: in which pieces, how fast, and until which fault. Lives on the
 * strand. One write is under way at a time, so the far end's window holds back what is next.
 */
final class Wire {
  private static final int PIECE = 32 * 1024;

  private final Line line;
  private final Strand strand;
  private final Counters counters;
  private final Runnable idle;
  private final Jitter jitter;
  private final long bytesPerSecond;
  private final Duration drip;
  private final @Nullable Random chaos;
  private final long limit;
  private final boolean resets;
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private int offset;
  private long sent;
  private boolean busy;
  private boolean dead;

  Wire(DevicePlan plan, Counters counters, Line line, Strand strand, Jitter jitter, Runnable idle) {
    this.line = line;
    this.strand = strand;
    this.counters = counters;
    this.jitter = jitter;
    this.idle = idle;
    this.bytesPerSecond = plan.latency().bytesPerSecond();
    this.drip = plan.fault(Fault.SlowDrip.class).map(Fault.SlowDrip::gap).orElse(Duration.ZERO);
    this.chaos = plan.fault(Fault.Chaos.class).map(each -> new Random(each.seed())).orElse(null);
    Optional<Long> reset = plan.fault(Fault.ResetsAfter.class).map(Fault.ResetsAfter::bytes);
    this.resets = reset.isPresent();
    this.limit =
        reset.orElse(
            plan.fault(Fault.SilentAfter.class)
                .map(Fault.SilentAfter::bytes)
                .orElse(Long.MAX_VALUE));
  }

  void send(byte[] bytes) {
    if (bytes.length > 0 && !dead) {
      queue.add(bytes);
      pump();
    }
  }

  boolean isIdle() {
    return queue.isEmpty() && !busy;
  }

  /** Drops what has not left yet. */
  void drop() {
    queue.clear();
    offset = 0;
  }

  void kill() {
    dead = true;
    drop();
  }

  private void pump() {
    if (busy || dead) {
      return;
    }
    byte[] head = queue.peek();
    if (head == null) {
      idle.run();
      return;
    }
    if (sent >= limit) {
      kill();
      if (resets) {
        line.reset();
      }
      return;
    }
    int start = offset;
    int length = (int) Math.min(Math.min(pieceSize(), head.length - start), limit - sent);
    if (start + length == head.length) {
      queue.remove();
      offset = 0;
    } else {
      offset = start + length;
    }
    busy = true;
    line.write(head, start, length, () -> strand.execute(() -> left(length)));
  }

  private void left(int length) {
    sent += length;
    counters.sent(length);
    strand.after(
        gap(length),
        () -> {
          busy = false;
          pump();
        });
  }

  private int pieceSize() {
    if (!drip.isZero()) {
      return 1;
    }
    int size = PIECE;
    if (bytesPerSecond > 0) {
      size = Math.clamp(bytesPerSecond / 20, 1, PIECE);
    }
    // Mostly small pieces, with a large one now and then, as a busy network gives.
    return chaos == null
        ? size
        : 1 + chaos.nextInt(Math.min(size, chaos.nextInt(8) == 0 ? 512 : 7));
  }

  private Duration gap(int length) {
    if (!drip.isZero()) {
      return drip;
    }
    return bytesPerSecond == 0
        ? Duration.ZERO
        : jitter.vary(Duration.ofNanos(length * 1_000_000_000L / bytesPerSecond));
  }
}
