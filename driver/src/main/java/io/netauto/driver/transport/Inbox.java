package io.netauto.driver.transport;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrived and were not read yet, in a ring that grows to what is under way and shrinks
 * when it was read empty. Bounded by what the sender is allowed to have under way: the reader says
 * how much it took, and only then is the sender granted more.
 */
final class Inbox {
  private static final int SMALLEST = 4 << 10;
  private static final int KEPT = 4 << 10;
  private static final int FULL = 1 << 20;
  private static final byte[] NOTHING = new byte[0];

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private byte[] ring = NOTHING;
  private int from;
  private int size;
  private boolean waiting;
  private boolean ended;
  private @Nullable IOException failure;

  void put(byte[] buffer, int offset, int length) {
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      grow(length);
      int to = (from + size) & (ring.length - 1);
      int first = Math.min(length, ring.length - to);
      System.arraycopy(buffer, offset, ring, to, first);
      System.arraycopy(buffer, offset + first, ring, 0, length - first);
      size += length;
      if (waiting) {
        waiting = false;
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void grow(int more) {
    if (size + more <= ring.length) {
      return;
    }
    int capacity = Math.max(SMALLEST, ring.length);
    while (capacity < size + more) {
      capacity = Math.multiplyExact(capacity, 2);
    }
    byte[] larger = new byte[capacity];
    copy(larger, 0, size);
    ring = larger;
    from = 0;
  }

  private void copy(byte[] to, int offset, int length) {
    int first = Math.min(length, ring.length - from);
    System.arraycopy(ring, from, to, offset, first);
    System.arraycopy(ring, 0, to, offset + first, length - first);
  }

  /** Waits until there is room for more: for senders that nothing else holds back. */
  void awaitSpace() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size >= FULL) {
        taken.await();
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
      wakeAll();
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
      wakeAll();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what arrived and ends every read. */
  void abort(IOException why) {
    lock.lock();
    try {
      empty();
      ended = false;
      failure = why;
      wakeAll();
    } finally {
      lock.unlock();
    }
  }

  private void wakeAll() {
    waiting = false;
    arrived.signalAll();
    taken.signalAll();
  }

  private void empty() {
    ring = NOTHING;
    from = 0;
    size = 0;
  }

  int take(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size == 0) {
        if (failure != null) {
          throw failure;
        }
        if (ended) {
          return Transport.END;
        }
        long left = deadline.remainingNanos();
        if (left <= 0) {
          return Transport.TIMEOUT;
        }
        waiting = true;
        arrived.awaitNanos(left);
      }
      return drain(buffer);
    } finally {
      lock.unlock();
    }
  }

  private int drain(byte[] buffer) {
    int n = Math.min(size, buffer.length);
    copy(buffer, 0, n);
    if (n == size) {
      from = 0;
      size = 0;
      if (ring.length > KEPT) {
        ring = NOTHING;
      }
    } else {
      from = (from + n) & (ring.length - 1);
      size -= n;
    }
    taken.signal();
    return n;
  }
}
