package io.netauto.server.runs;

import io.netauto.driver.Mark;
import io.netauto.driver.SessionListener;
import io.netauto.driver.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What a running session sent and the recorder has not stored yet. The session's thread adds, the
 * recorder takes; when {@link #LIMIT} bytes wait, adding blocks, and the device is slowed by the
 * transport's window.
 */
final class RunLog implements SessionListener {
  /** The most bytes of one run that wait in memory. */
  static final int LIMIT = 256 << 10;

  private final long run;
  private final Consumer<RunLog> recorder;
  private final Clock clock;
  private final Transcript transcript =
      new Transcript(StandardCharsets.UTF_8, Transcript.State.initial(), line -> {});

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final List<LogEntry> entries = new ArrayList<>();
  private byte[] open = new byte[8 << 10];
  private int openLength;
  private Transcript.State openState = Transcript.State.initial();
  private boolean openAtLineStart = true;

  /** The place in {@link #open} after its last line feed, and the state there; -1 for none. */
  private int border = -1;

  private Transcript.State borderState = Transcript.State.initial();

  private boolean atLineStart = true;
  private int seq;
  private int storedSeq;
  private int waiting; // bytes in entries and open, and in the recorder's hands
  private long bytes;
  private boolean failed;

  /**
   * @param recorder told whenever something waits to be stored
   */
  RunLog(long run, Consumer<RunLog> recorder, Clock clock) {
    this.run = run;
    this.recorder = recorder;
    this.clock = clock;
  }

  long run() {
    return run;
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int piece = Math.min(end - at, LIMIT / 4);
      lock.lock();
      try {
        awaitRoom(piece);
        append(buffer, at, piece);
      } finally {
        lock.unlock();
      }
      recorder.accept(this);
      at += piece;
    }
  }

  @Override
  public void mark(Mark mark) {
    lock.lock();
    try {
      cut();
      Transcript.State before = transcript.state();
      transcript.mark(mark);
      entries.add(new LogEntry(++seq, clock.instant(), atLineStart, before, null, mark));
    } finally {
      lock.unlock();
    }
    recorder.accept(this);
  }

  private void awaitRoom(int piece) {
    while (waiting + piece > LIMIT && !failed) {
      room.awaitUninterruptibly();
    }
  }

  private void append(byte[] buffer, int offset, int length) {
    if (openLength == 0) {
      openState = transcript.state();
      openAtLineStart = atLineStart;
      border = -1;
    }
    if (openLength + length > open.length) {
      open = Arrays.copyOf(open, Math.max(open.length * 2, openLength + length));
    }
    System.arraycopy(buffer, offset, open, openLength, length);
    int afterLineFeed = afterLastLineFeed(buffer, offset, length);
    if (afterLineFeed > 0) {
      transcript.bytes(buffer, offset, afterLineFeed);
      border = openLength + afterLineFeed;
      borderState = transcript.state();
    }
    if (afterLineFeed < length) {
      transcript.bytes(buffer, offset + afterLineFeed, length - afterLineFeed);
    }
    atLineStart = afterLineFeed == length;
    openLength += length;
    waiting += length;
    bytes += length;
  }

  private static int afterLastLineFeed(byte[] buffer, int offset, int length) {
    for (int i = length; i > 0; i--) {
      if (buffer[offset + i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }

  /** Makes entries of the open bytes: the whole lines, and the unfinished one after them. */
  private void cut() {
    if (openLength == 0) {
      return;
    }
    int middle = border > 0 && border < openLength ? border : openLength;
    entries.add(
        new LogEntry(
            ++seq,
            clock.instant(),
            openAtLineStart,
            openState,
            Arrays.copyOfRange(open, 0, middle),
            null));
    if (middle < openLength) {
      entries.add(
          new LogEntry(
              ++seq,
              clock.instant(),
              true,
              borderState,
              Arrays.copyOfRange(open, middle, openLength),
              null));
    }
    openLength = 0;
  }

  /** What waits now, in order; the recorder gives it back with {@link #stored}. */
  Waiting take() {
    lock.lock();
    try {
      cut();
      List<LogEntry> taken = List.copyOf(entries);
      entries.clear();
      return new Waiting(taken, seq, bytes, transcript.state().nextLine() - 1);
    } finally {
      lock.unlock();
    }
  }

  /** Told by the recorder after the commit. */
  void stored(Waiting done) {
    lock.lock();
    try {
      waiting -= done.size();
      storedSeq = done.seq();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Told by the recorder when it stops for good: nobody waits any longer. */
  void giveUp() {
    lock.lock();
    try {
      failed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes the device sent. */
  long total() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Blocks until everything added so far is stored.
   *
   * @return false when the recorder gave up
   */
  boolean flush() {
    recorder.accept(this);
    lock.lock();
    try {
      while (!failed && (openLength > 0 || !entries.isEmpty() || storedSeq < seq)) {
        room.awaitUninterruptibly();
      }
      return !failed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Entries on their way to the database.
   *
   * @param seq the run's newest entry
   * @param bytes all that the device sent so far
   * @param lines finished lines so far
   */
  record Waiting(List<LogEntry> entries, int seq, long bytes, long lines) {
    int size() {
      return entries.stream().mapToInt(LogEntry::size).sum();
    }
  }
}
