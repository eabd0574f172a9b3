package io.netauto.driver.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrived and were not read yet. Bounded by what the sender is allowed to have under
 * way: the reader says how much it took, and only then is the sender granted more.
 */
final class Inbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
  private int consumedOfFirst;
  private boolean ended;
  private @Nullable IOException failure;

  void put(byte[] buffer, int offset, int length) {
    byte[] piece = java.util.Arrays.copyOfRange(buffer, offset, offset + length);
    lock.lock();
    try {
      if (failure == null) {
        pieces.add(piece);
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** No byte follows those that arrived. */
  void end() {
    lock.lock();
    try {
      ended = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The connection is gone; what arrived before can still be read. */
  void fail(IOException why) {
    lock.lock();
    try {
      if (failure == null && !ended) {
        failure = why;
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what arrived and ends every read. */
  void abort(IOException why) {
    lock.lock();
    try {
      pieces.clear();
      consumedOfFirst = 0;
      ended = false;
      failure = why;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int take(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pieces.isEmpty()) {
        if (failure != null) {
          throw failure;
        }
        if (ended) {
          return Transport.END;
        }
        long left = deadline.remainingNanos();
        if (left <= 0 || (arrived.awaitNanos(left) <= 0 && pieces.isEmpty() && !over())) {
          return Transport.TIMEOUT;
        }
      }
      return drain(buffer);
    } finally {
      lock.unlock();
    }
  }

  private boolean over() {
    return ended || failure != null;
  }

  private int drain(byte[] buffer) {
    int filled = 0;
    while (filled < buffer.length) {
      byte[] first = pieces.peek();
      if (first == null) {
        break;
      }
      int n = Math.min(first.length - consumedOfFirst, buffer.length - filled);
      System.arraycopy(first, consumedOfFirst, buffer, filled, n);
      filled += n;
      consumedOfFirst += n;
      if (consumedOfFirst == first.length) {
        pieces.remove();
        consumedOfFirst = 0;
      }
    }
    return filled;
  }
}
