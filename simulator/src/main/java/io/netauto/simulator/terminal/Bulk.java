package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Piece;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Printable lines of 80 bytes, line ends included, up to an exact number of bytes sent. */
final class Bulk implements Iterator<Piece> {
  private static final int LINE = 80;
  private static final int LINES = 400;
  private static final String BLOCK =
      ("x".repeat(LINE / 2) + "0123456789".repeat(4))
          .substring(0, LINE - 2)
          .concat("\n")
          .repeat(LINES);

  private long left;

  Bulk(long bytes) {
    this.left = bytes;
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public Piece next() {
    if (left <= 0) {
      throw new NoSuchElementException();
    }
    String text;
    if (left >= (long) LINE * LINES + 2) {
      text = BLOCK;
      left -= (long) LINE * LINES;
    } else if (left > LINE + 1) {
      text = BLOCK.substring(0, LINE - 1);
      left -= LINE;
    } else {
      // The last line takes what is left; a line end alone needs two bytes.
      text = left == 1 ? "x" : "x".repeat((int) left - 2) + "\n";
      left = 0;
    }
    return new Piece(text, Duration.ZERO);
  }
}
