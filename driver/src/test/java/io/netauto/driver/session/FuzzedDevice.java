package io.netauto.driver.session;

import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A device that does one thing after another, as devices do, and tells everything in the worst way:
 * in pieces of any size, with pauses anywhere and above all behind what looks like its prompt. Some
 * devices break off, hang, or never stop talking. All of it follows from the seed.
 */
final class FuzzedDevice implements Transport {
  /** How the session goes. */
  enum Fate {
    ANSWERS,
    BREAKS_OFF,
    HANGS,
    FLOODS
  }

  private static final int[] PIECES = {1, 2, 5, 17, 80, 400, 5000, 100_000};

  private final Random random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
  private final String prompt;
  private final byte[] output;
  private final boolean holdsBlanks;
  private final int pieceSize;
  private final int pausePercent;
  private final Fate fate;
  private long bytesLeft;
  private long flooded;
  private boolean aborted;

  /** What was sent since the command was typed, and the lines typed since. */
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private final List<String> typedSince = new ArrayList<>();
  private boolean asked;
  private long readyAt;

  /** So many milliseconds of silence, then these bytes. */
  private record Piece(int pause, byte[] bytes) {}

  FuzzedDevice(long seed) {
    this.random = new Random(seed);
    this.prompt = random.nextBoolean() ? "r1# " : "core-1.fra#";
    this.pieceSize = PIECES[random.nextInt(PIECES.length)];
    this.pausePercent = random.nextInt(3) == 0 ? 0 : random.nextInt(12);
    this.fate = random.nextInt(4) > 0 ? Fate.ANSWERS : Fate.values()[1 + random.nextInt(3)];
    this.holdsBlanks = (seed & 3) == 3;
    this.output =
        holdsBlanks ? FuzzedOutput.withBlanks(random, prompt) : FuzzedOutput.bytes(random, prompt);
    this.bytesLeft =
        fate == Fate.BREAKS_OFF ? random.nextInt(2 * output.length + 200) : Long.MAX_VALUE;
    lock.lock();
    try {
      greet();
    } finally {
      lock.unlock();
    }
  }

  private void greet() {
    say("Welcome to " + prompt + "\r\n" + (random.nextBoolean() ? prompt + "\r\n" : "") + prompt);
  }

  /** Made to guess the empty line that proves an end. */
  boolean holdsBlanks() {
    return holdsBlanks;
  }

  Fate fate() {
    return fate;
  }

  /** What the device prints for {@code show fuzz}, between echo and prompt. */
  byte[] output() {
    return output;
  }

  private void say(String text) {
    say(text.getBytes(StandardCharsets.UTF_8));
  }

  private void say(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int n = Math.min(bytes.length - at, 1 + random.nextInt(pieceSize));
      boolean behindLikeness = at > 0 && (bytes[at - 1] == '#' || bytes[at - 1] == ' ');
      boolean pause = random.nextInt(100) < (behindLikeness ? 3 * pausePercent : pausePercent);
      pieces.add(
          new Piece(
              pause && pieces.size() < 200 ? random.nextInt(60) : 0,
              Arrays.copyOfRange(bytes, at, at + n)));
      at += n;
    }
    changed.signalAll();
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (aborted) {
          throw new IOException("aborted");
        }
        if (bytesLeft <= 0) {
          return END;
        }
        Piece piece = pieces.peek();
        if (piece != null && piece.pause > 0 && readyAt == 0) {
          readyAt = System.nanoTime() + piece.pause * 1_000_000L;
        }
        long wait = readyAt == 0 ? 0 : readyAt - System.nanoTime();
        if (piece != null && wait <= 0) {
          readyAt = 0;
          pieces.remove();
          return give(piece.bytes, buffer);
        }
        long left = deadline.remainingNanos();
        if (left <= 0) {
          return TIMEOUT;
        }
        changed.awaitNanos(piece == null ? left : Math.min(left, wait));
      }
    } finally {
      lock.unlock();
    }
  }

  private int give(byte[] bytes, byte[] buffer) {
    int n = (int) Math.min(bytesLeft, Math.min(bytes.length, buffer.length));
    System.arraycopy(bytes, 0, buffer, 0, n);
    if (asked && sent.size() < 4 << 20) {
      sent.write(bytes, 0, n);
    }
    if (n < bytes.length) {
      pieces.addFirst(new Piece(0, Arrays.copyOfRange(bytes, n, bytes.length)));
    }
    bytesLeft -= n;
    if (fate == Fate.FLOODS && flooded > 0 && pieces.size() < 4 && flooded < 64 << 20) {
      flooded += output.length;
      pieces.add(new Piece(5, output));
    }
    return n;
  }

  @Override
  public void write(byte[] bytes) {
    lock.lock();
    try {
      for (byte b : bytes) {
        if (b == '\n' || b == '\r') {
          answer(typed.toString(StandardCharsets.UTF_8));
          typed.reset();
        } else {
          typed.write(b);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void answer(String line) {
    if (asked) {
      typedSince.add(line);
    }
    say(line + "\r\n");
    if (line.equals("show fuzz")) {
      asked = true;
      if (fate == Fate.HANGS) {
        say(Arrays.copyOf(output, random.nextInt(output.length + 1)));
        return;
      }
      say(output);
      if (fate == Fate.FLOODS) {
        flooded = 1;
        return;
      }
    }
    if (flooded == 0 && (fate != Fate.HANGS || !line.isBlank())) {
      say(prompt);
    }
  }

  /**
   * Whether nobody could tell what this device sent from what another sends, whose output is over
   * earlier: a prefix of the output, the prompt, and each line typed since answered by its echo and
   * the prompt make the very bytes that were sent. Whoever reads both has seen the same, so no rule
   * can call the one ended and the other not.
   */
  boolean looksEnded() {
    lock.lock();
    try {
      String all = sent.toString(StandardCharsets.ISO_8859_1);
      StringBuilder end = new StringBuilder(prompt);
      typedSince.forEach(line -> end.append(line).append("\r\n").append(prompt));
      String begin = "show fuzz\r\n";
      if (!all.startsWith(begin)
          || !all.endsWith(end.toString())
          || all.length() < begin.length() + end.length()) {
        return false;
      }
      String cut = all.substring(begin.length(), all.length() - end.length());
      String whole = new String(output, StandardCharsets.ISO_8859_1);
      return whole.startsWith(cut) && (cut.isEmpty() || cut.endsWith("\n"));
    } finally {
      lock.unlock();
    }
  }

  boolean isAborted() {
    return aborted;
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
