package io.netauto.driver.transport;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrived and were not read yet, in a ring that grows to what is under way and shrinks
 * when it was read empty; a reader who waits gets them copied once only. Bounded by what the sender
 * is allowed to have under way: the reader says how much it took, and only then is the sender
 * granted more.
 */
final class Inbox implements LongWaits.Waiter {
  private static final int SMALLEST = 4 << 10;
  private static final int KEPT = 4 << 10;
  private static final int FULL = 1 << 20;
  private static final long SHORT_NANOS = LongWaits.SHORT.toNanos();
  private static final byte[] NOTHING = new byte[0];

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private byte[] ring = NOTHING;
  private int from;
  private int size;
  private byte @Nullable [] readersBuffer;
  private int filled;
  private boolean ended;
  private @Nullable IOException failure;
  private boolean parked;
  private @Nullable Runnable onEnd;

  /** Until when a long wait lasts. */
  private volatile long until;

  /**
   * @return how many of the bytes nobody will read
   */
  int put(byte[] buffer, int offset, int length) {
    lock.lock();
    try {
      if (failure != null) {
        return 0;
      }
      if (parked) {
        return length;
      }
      int direct = giveDirectly(buffer, offset, length);
      if (direct < length) {
        store(buffer, offset + direct, length - direct);
      }
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on nothing is kept.
   *
   * @return how many bytes were dropped
   */
  int park() {
    lock.lock();
    try {
      int dropped = size;
      empty();
      parked = true;
      taken.signalAll();
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  void unpark() {
    lock.lock();
    try {
      parked = false;
    } finally {
      lock.unlock();
    }
  }

  /** Has this done when it has ended, see {@link Transport#onEnd}. */
  void onEnd(Runnable action) {
    boolean now;
    lock.lock();
    try {
      now = ended || failure != null;
      if (!now) {
        onEnd = action;
      }
    } finally {
      lock.unlock();
    }
    if (now) {
      action.run();
    }
  }

  private void tellOfEnd() {
    Runnable action;
    lock.lock();
    try {
      action = onEnd;
      onEnd = null;
    } finally {
      lock.unlock();
    }
    if (action != null) {
      action.run();
    }
  }

  /** A reader who waits gets the bytes without the detour, and is woken by the first of them. */
  private int giveDirectly(byte[] buffer, int offset, int length) {
    byte[] to = readersBuffer;
    if (to == null || size > 0) {
      return 0;
    }
    int n = Math.min(length, to.length - filled);
    System.arraycopy(buffer, offset, to, filled, n);
    if (filled == 0) {
      arrived.signal();
    }
    filled += n;
    return n;
  }

  private void store(byte[] buffer, int offset, int length) {
    grow(length);
    int to = (from + size) & (ring.length - 1);
    int first = Math.min(length, ring.length - to);
    System.arraycopy(buffer, offset, ring, to, first);
    System.arraycopy(buffer, offset + first, ring, 0, length - first);
    size += length;
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
    tellOfEnd();
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
    tellOfEnd();
  }

  /** Drops what arrived and ends every read. */
  void abort(IOException why) {
    lock.lock();
    try {
      empty();
      filled = 0;
      ended = false;
      failure = why;
      wakeAll();
    } finally {
      lock.unlock();
    }
    tellOfEnd();
  }

  private void wakeAll() {
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
      if (size > 0) {
        return drain(buffer);
      }
      return await(buffer, deadline);
    } finally {
      readersBuffer = null;
      lock.unlock();
    }
  }

  private int await(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    readersBuffer = buffer;
    filled = 0;
    while (true) {
      if (filled > 0) {
        return filled;
      }
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
      try {
        if (left <= SHORT_NANOS) {
          arrived.awaitNanos(left);
        } else {
          until = deadline.nanoTime();
          LongWaits.ALL.add(this);
          arrived.await();
        }
      } catch (InterruptedException e) {
        if (filled == 0) {
          throw e;
        }
        // What came is given first; the next read ends at once.
        Thread.currentThread().interrupt();
      } finally {
        if (left > SHORT_NANOS) {
          LongWaits.ALL.remove(this);
        }
      }
    }
  }

  /** Wakes the reader when what is left of its time is short. */
  @Override
  public void look() {
    if (until - System.nanoTime() <= SHORT_NANOS) {
      lock.lock();
      try {
        arrived.signal();
      } finally {
        lock.unlock();
      }
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
