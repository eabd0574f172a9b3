package io.netauto.driver.textfsm;

import java.time.Duration;

/**
 * The line that is matched at present. Reading it stops with {@link TooLong} when the time is up,
 * or the thread is interrupted: an expression that tries everything reads for ever.
 */
final class Line implements CharSequence {
  private static final int READS_BETWEEN_LOOKS_AT_THE_CLOCK = 1 << 16;

  private final long end;
  private String text = "";
  private byte[] bytes = new byte[256];
  private boolean plain = true;
  private int indent;
  private int reads = READS_BETWEEN_LOOKS_AT_THE_CLOCK;

  Line(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** The time is up. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong(String message) {
      super(message, null, false, false);
    }
  }

  void set(String text) {
    this.text = text;
    int length = text.length();
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, 2 * bytes.length)];
    }
    plain = true;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      plain &= JavaRegex.isPlain(c);
      bytes[i] = (byte) c;
    }
    indent = 0;
    while (indent < length && AsciiSet.SPACE.contains(text.charAt(indent))) {
      indent++;
    }
    read(length);
  }

  /** The characters of a plain line; longer than it. */
  byte[] bytes() {
    return bytes;
  }

  String text() {
    return text;
  }

  /** Whether all characters are {@linkplain JavaRegex#isPlain plain}. */
  boolean plain() {
    return plain;
  }

  /** How many white space characters it begins with. */
  int indent() {
    return indent;
  }

  /** Counts reads, and looks at the clock now and then. */
  void read(int count) {
    reads -= count;
    if (reads <= 0) {
      reads = READS_BETWEEN_LOOKS_AT_THE_CLOCK;
      if (Thread.currentThread().isInterrupted()) {
        throw new TooLong("the thread was interrupted");
      }
      if (System.nanoTime() - end > 0) {
        throw new TooLong("it takes longer than allowed");
      }
    }
  }

  @Override
  public char charAt(int index) {
    read(1);
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
