package io.netauto.server.runs;

import io.netauto.driver.Mark;
import io.netauto.driver.SessionListener;
import io.netauto.driver.Transcript;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.runs.RunStates.Claimed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a running session sent and the recorder has not stored yet. The session's thread adds, the
 * recorder takes; when {@link #LIMIT} bytes wait, adding blocks, and the device is slowed by the
 * transport's window.
 */
final class RunLog implements SessionListener {
  /** The most bytes of one run that wait in memory. */
  static final int LIMIT = 256 << 10;

  private final Claimed run;
  private final Consumer<RunLog> recorder;
  private final Runnable onLost;
  private final Clock clock;
  private final OutputSum sum = new OutputSum();
  private final Transcript transcript;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final List<LogEntry> entries = new ArrayList<>();
  private byte[] open = new byte[8 << 10];
  private int openLength;
  private Transcript.State openState;
  private boolean openAtLineStart = true;

  /** The place in {@link #open} after its last line feed, and the state there; -1 for none. */
  private int border = -1;

  private Transcript.State borderState;

  private boolean atLineStart = true;
  private int seq;
  private int storedSeq;
  private int waiting; // bytes in entries and open, and in the recorder's hands
  private long bytes;
  private @Nullable RunEnd end;
  private boolean endStored;
  private boolean failed;
  private volatile @Nullable String credRef;

  /**
   * A log that goes on after the entries of the run's earlier attempts.
   *
   * @param recorder told whenever something waits to be stored
   * @param onLost told when the run turns out not to be this node's any longer; must not block
   */
  RunLog(Claimed run, Consumer<RunLog> recorder, Runnable onLost, Clock clock) {
    this.run = run;
    this.recorder = recorder;
    this.onLost = onLost;
    this.clock = clock;
    this.seq = run.seq();
    this.storedSeq = run.seq();
    this.bytes = run.bytes();
    Transcript.State start = new Transcript.State(run.lines() + 1, -1, Transcript.Part.SESSION);
    this.transcript = new Transcript(StandardCharsets.UTF_8, start, sum);
    this.openState = start;
    this.borderState = start;
    if (run.attempt() > 1 && run.seq() > 0) {
      mark(new Mark.Restarted(run.attempt()));
    }
  }

  Claimed run() {
    return run;
  }

  /** The run logs in with this credential. */
  void uses(String reference) {
    credRef = reference;
  }

  /** Null before it is known. */
  @Nullable String credRef() {
    return credRef;
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
    if (mark instanceof Mark.CommandSent && run.mode() == Mode.CHANGE) {
      flush(); // What may change the device is on record before it is sent.
    }
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
      return new Waiting(
          taken, seq, bytes, transcript.state().nextLine() - 1, endStored ? null : end);
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
      endStored |= done.end() != null;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Told by the recorder when it stores no more of this run: nobody waits any longer. */
  void giveUp() {
    lock.lock();
    try {
      failed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Told by the recorder when the run is another node's, or over. */
  void lost() {
    giveUp();
    onLost.run();
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

  /** What all the clean output comes to; of use when the session is over. */
  byte[] sum() {
    lock.lock();
    try {
      return sum.digest();
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
    return await();
  }

  /**
   * Blocks until everything is stored and, in the same transaction as the last of it, how the run
   * ended.
   *
   * @return false when the recorder gave up, or the run is not this node's any longer
   */
  boolean end(RunEnd how) {
    lock.lock();
    try {
      end = how;
    } finally {
      lock.unlock();
    }
    recorder.accept(this);
    return await();
  }

  private boolean await() {
    lock.lock();
    try {
      while (!failed
          && (openLength > 0
              || !entries.isEmpty()
              || storedSeq < seq
              || (end != null && !endStored))) {
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
   * @param end how the run ended; null while it goes on
   */
  record Waiting(List<LogEntry> entries, int seq, long bytes, long lines, @Nullable RunEnd end) {
    /** This and what was taken after it. */
    Waiting and(Waiting later) {
      List<LogEntry> both = new ArrayList<>(entries);
      both.addAll(later.entries());
      return new Waiting(both, later.seq(), later.bytes(), later.lines(), later.end());
    }

    boolean isEmpty() {
      return entries.isEmpty() && end == null;
    }

    int size() {
      return entries.stream().mapToInt(LogEntry::size).sum();
    }
  }
}
