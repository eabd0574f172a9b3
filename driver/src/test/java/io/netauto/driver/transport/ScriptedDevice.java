package io.netauto.driver.transport;

import io.netauto.driver.Escapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A recorded device: sends what it sent then, once it received what it received then. An empty line
 * that is not in the recording is answered like every device does, with a line end and the last
 * prompt. The bytes are served whole, in random pieces, or one by one, with or without pauses.
 */
public final class ScriptedDevice implements Transport {
  /** How the bytes are cut. */
  public enum Cut {
    WHOLE,
    RANDOM,
    ONE_BYTE
  }

  private final Deque<Step> script = new ArrayDeque<>();
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private final List<String> unexpected = new ArrayList<>();
  private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicBoolean aborted = new AtomicBoolean();
  private final Cut cut;
  private final Random random;
  private final int pauseMillis;
  private boolean ended;
  private boolean answersEmptyLines = true;
  private String lastPrompt = "";
  private long nextAt;

  private sealed interface Step {
    record Send(byte[] bytes) implements Step {}

    record Expect(String input) implements Step {}

    record Pause(int millis) implements Step {}

    record End() implements Step {}
  }

  public ScriptedDevice(Cut cut, long seed, int pauseMillis) {
    this.cut = cut;
    this.random = new Random(seed);
    this.pauseMillis = pauseMillis;
  }

  /**
   * Reads a recording: lines of {@code <} sent, {@code >} typed, {@code ~} pause in ms, {@code X}.
   */
  public ScriptedDevice script(String text) {
    for (String line : text.lines().toList()) {
      if (line.startsWith("< ")) {
        script.add(new Step.Send(Escapes.bytes(line.substring(2))));
      } else if (line.startsWith(">")) {
        script.add(new Step.Expect(line.length() < 2 ? "" : line.substring(2)));
      } else if (line.startsWith("~ ")) {
        script.add(new Step.Pause(Integer.parseInt(line.substring(2))));
      } else if (line.equals("X")) {
        script.add(new Step.End());
      }
    }
    lock.lock();
    try {
      advance();
    } finally {
      lock.unlock();
    }
    return this;
  }

  public ScriptedDevice deafToEmptyLines() {
    answersEmptyLines = false;
    return this;
  }

  private void advance() {
    while (true) {
      switch (script.peek()) {
        case null -> {
          return;
        }
        case Step.Expect expect -> {
          return;
        }
        case Step.Send(byte[] bytes) -> {
          script.remove();
          send(bytes);
        }
        case Step.Pause pause -> {
          script.remove();
          pieces.add(("~" + pause.millis).getBytes(StandardCharsets.US_ASCII));
        }
        case Step.End end -> {
          script.remove();
          ended = true;
        }
      }
    }
  }

  private void send(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int n =
          switch (cut) {
            case WHOLE -> bytes.length;
            case ONE_BYTE -> 1;
            case RANDOM -> 1 + random.nextInt(40);
          };
      n = Math.min(n, bytes.length - at);
      byte[] piece = new byte[n + 1];
      piece[0] = '=';
      System.arraycopy(bytes, at, piece, 1, n);
      pieces.add(piece);
      at += n;
    }
    int lf = bytes.length - 1;
    while (lf >= 0 && bytes[lf] != '\n') {
      lf--;
    }
    lastPrompt = new String(bytes, lf + 1, bytes.length - lf - 1, StandardCharsets.UTF_8);
    changed.signalAll();
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (aborted.get()) {
          throw new IOException("aborted");
        }
        byte[] piece = pieces.peek();
        if (piece != null && piece[0] == '~') {
          pieces.remove();
          int pause =
              Integer.parseInt(new String(piece, 1, piece.length - 1, StandardCharsets.US_ASCII));
          nextAt = System.nanoTime() + pause * 1_000_000L;
          continue;
        }
        long now = System.nanoTime();
        if (piece != null && now >= nextAt) {
          pieces.remove();
          int n = Math.min(piece.length - 1, buffer.length);
          System.arraycopy(piece, 1, buffer, 0, n);
          if (n < piece.length - 1) {
            byte[] rest = Arrays.copyOfRange(piece, n, piece.length);
            rest[0] = '=';
            pieces.addFirst(rest);
          }
          nextAt = pauseMillis == 0 ? 0 : now + random.nextInt(pauseMillis * 1_000_000);
          return n;
        }
        if (piece == null && ended) {
          return END;
        }
        long left = deadline.remainingNanos();
        if (left <= 0) {
          return TIMEOUT;
        }
        changed.awaitNanos(piece == null ? left : Math.max(1, Math.min(left, nextAt - now)));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(byte[] bytes) {
    lock.lock();
    try {
      for (byte b : bytes) {
        typed.write(b);
        String input = typed.toString(StandardCharsets.UTF_8);
        if (script.peek() instanceof Step.Expect(String expected)
            && matches(input, Escapes.bytes(expected))) {
          typed.reset();
          script.remove();
          advance();
        } else if (b == '\n' || b == '\r') {
          typed.reset();
          if (input.length() == 1 && answersEmptyLines) {
            send(("\r\n" + lastPrompt).getBytes(StandardCharsets.UTF_8));
          } else if (input.length() > 1) {
            unexpected.add(input.strip());
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** A line with its end, or a single key. */
  private static boolean matches(String input, byte[] expected) {
    String text = new String(expected, StandardCharsets.UTF_8);
    return input.equals(text + "\n")
        || input.equals(text + "\r")
        || (text.length() == 1 && input.equals(text));
  }

  /** What was typed and is not in the recording. */
  public List<String> unexpected() {
    return unexpected;
  }

  public boolean isAborted() {
    return aborted.get();
  }

  @Override
  public void abort() {
    aborted.set(true);
    lock.lock();
    try {
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
