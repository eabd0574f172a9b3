package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Piece;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The output of a command, taken in as many lines at a time as the page has room for. */
final class Feed {
  /** Output that is empty. */
  static final Feed EMPTY = new Feed(Collections.emptyIterator());

  private final Iterator<Piece> pieces;
  private String text = "";
  private int at;
  private Duration pause = Duration.ZERO;

  Feed(Iterator<Piece> pieces) {
    this.pieces = pieces;
  }

  boolean hasMore() {
    while (at >= text.length() && pieces.hasNext()) {
      Piece next = pieces.next();
      text = next.text();
      pause = pause.plus(next.pause());
      at = 0;
    }
    return at < text.length();
  }

  /** At most so many lines of the current piece, or null at the end. */
  @Nullable Piece take(int lines) {
    if (!hasMore()) {
      return null;
    }
    int start = at;
    int left = lines;
    while (at < text.length() && left > 0) {
      if (left == Integer.MAX_VALUE) {
        at = text.length();
        break;
      }
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
      left--;
    }
    Piece taken = new Piece(text.substring(start, at), pause);
    pause = Duration.ZERO;
    return taken;
  }
}
