package io.netauto.driver.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Plays a {@link Replay}: sends what the device sent then, once it received what the device
 * received then. An empty line that the recording does not expect is answered like every device
 * does, with a line end and the last prompt. Blanks before Enter are echoed, and a line that holds
 * nothing else is empty. For tests of whatever talks to devices.
 */
public final class ReplayTransport implements Transport {
  /** How the bytes are cut into pieces; the same seed cuts and pauses in the same way. */
  public enum Cut {
    WHOLE,
    RANDOM,
    ONE_BYTE
  }

  private sealed interface Piece {
    record Bytes(ByteBuffer bytes) implements Piece {}

    record Silence(long nanos) implements Piece {}
  }

  private static final int LARGEST_RANDOM_PIECE = 40;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Replay.Step> steps;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final List<String> unexpected = new ArrayList<>();
  private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
  private final Cut cut;
  private final Random random;
  private final long longestPause;
  private final boolean answersEmptyLines;
  private String lastPrompt = "";
  private boolean ended;
  private boolean aborted;
  private long nextAt;

  /**
   * @param longestPause between two pieces; zero for none
   * @param answersEmptyLines false for a device that is deaf to an empty line
   */
  public ReplayTransport(
      Replay replay, Cut cut, long seed, Duration longestPause, boolean answersEmptyLines) {
    this.steps = new ArrayDeque<>(replay.steps());
    this.cut = cut;
    this.random = new Random(seed);
    this.longestPause = longestPause.toNanos();
    this.answersEmptyLines = answersEmptyLines;
    this.nextAt = System.nanoTime();
    lock.lock();
    try {
      advance();
    } finally {
      lock.unlock();
    }
  }

  /** Whole pieces, no pauses. */
  public ReplayTransport(Replay replay) {
    this(replay, Cut.WHOLE, 0, Duration.ZERO, true);
  }

  private void advance() {
    while (!(steps.peek() instanceof Replay.Step.Expects) && !steps.isEmpty()) {
      switch (steps.remove()) {
        case Replay.Step.Sends(ByteBuffer bytes) -> send(bytes);
        case Replay.Step.Pauses(Duration length) -> pieces.add(new Piece.Silence(length.toNanos()));
        case Replay.Step.Ends _ -> ended = true;
        case Replay.Step.Expects _ -> throw new IllegalStateException("It was there to be met.");
      }
    }
  }

  private void send(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int most =
          switch (cut) {
            case WHOLE -> rest.remaining();
            case ONE_BYTE -> 1;
            case RANDOM -> 1 + random.nextInt(LARGEST_RANDOM_PIECE);
          };
      int n = Math.min(most, rest.remaining());
      pieces.add(new Piece.Bytes(rest.slice(rest.position(), n)));
      rest.position(rest.position() + n);
    }
    String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    lastPrompt = text.substring(text.lastIndexOf('\n') + 1);
    changed.signalAll();
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (aborted) {
          throw new IOException("The replay was aborted.");
        }
        long now = System.nanoTime();
        Piece next = pieces.peek();
        if (next instanceof Piece.Silence(long nanos)) {
          pieces.remove();
          nextAt = now + nanos;
        } else if (next instanceof Piece.Bytes(ByteBuffer bytes) && now - nextAt >= 0) {
          return give(bytes, buffer, now);
        } else if (next == null && ended) {
          return END;
        } else {
          long left = deadline.remainingNanos();
          if (left <= 0) {
            return TIMEOUT;
          }
          changed.awaitNanos(next == null ? left : Math.max(1, Math.min(left, nextAt - now)));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private int give(ByteBuffer bytes, byte[] buffer, long now) {
    int n = Math.min(bytes.remaining(), buffer.length);
    bytes.get(buffer, 0, n);
    if (!bytes.hasRemaining()) {
      pieces.remove();
    }
    nextAt = longestPause == 0 ? now : now + random.nextLong(longestPause);
    return n;
  }

  @Override
  public void write(byte[] bytes) {
    lock.lock();
    try {
      for (byte b : bytes) {
        typed.write(b);
        took(typed.toString(StandardCharsets.UTF_8), b == '\n' || b == '\r');
      }
    } finally {
      lock.unlock();
    }
  }

  private void took(String input, boolean lineEnd) {
    if (steps.peek() instanceof Replay.Step.Expects(String line) && matches(input, line)) {
      typed.reset();
      steps.remove();
      if (line.isEmpty()) {
        echoBlanks(input);
      }
      advance();
    } else if (lineEnd) {
      typed.reset();
      if (!input.isBlank()) {
        unexpected.add(input.strip());
      } else if (answersEmptyLines) {
        String prompt = lastPrompt;
        echoBlanks(input);
        send(StandardCharsets.UTF_8.encode("\r\n" + prompt));
      }
    }
  }

  private void echoBlanks(String input) {
    if (input.length() > 1) {
      send(StandardCharsets.UTF_8.encode(input.substring(0, input.length() - 1)));
    }
  }

  private static boolean matches(String input, String line) {
    boolean ended = input.endsWith("\n") || input.endsWith("\r");
    return (line.isEmpty() && ended && input.isBlank())
        || input.equals(line + "\n")
        || input.equals(line + "\r")
        || (line.length() == 1 && input.equals(line));
  }

  /** The lines that were typed and are not in the recording. */
  public List<String> unexpected() {
    lock.lock();
    try {
      return List.copyOf(unexpected);
    } finally {
      lock.unlock();
    }
  }

  /** Whether all that the recording expects was typed. */
  public boolean isPlayed() {
    lock.lock();
    try {
      return steps.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the session was closed on this side. */
  public boolean isAborted() {
    lock.lock();
    try {
      return aborted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void abort() {
    lock.lock();
    try {
      aborted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    abort();
  }
}
