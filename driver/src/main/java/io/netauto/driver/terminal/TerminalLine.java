package io.netauto.driver.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a terminal: bytes go in one by one, except line feeds, and the text that a person
 * would read comes out. Carriage return and backspace move the cursor and what follows overwrites;
 * escape sequences that move or erase within the line are obeyed, the others are dropped; text is
 * decoded across every border, and what is not text becomes U+FFFD.
 *
 * <p>After {@link #clearForPager()} blanks are tentative: they count only once something printable
 * follows them, because devices erase their pager's prompt with blanks.
 */
public final class TerminalLine {
  /** The most characters that a line holds. */
  public static final int LIMIT = 64 << 10;

  private static final int GROUND = 0;
  private static final int ESCAPE = 1;
  private static final int CSI = 2;
  private static final int STRING = 3;
  private static final int STRING_ESCAPE = 4;
  private static final int ONE_MORE = 5;

  private final CharsetDecoder decoder;
  private final @Nullable Runnable overflow;
  private final ByteBuffer pending = ByteBuffer.allocate(16);
  private final CharBuffer decoded = CharBuffer.allocate(16);
  private char[] cells = new char[128];
  private int length;
  private int cursor;
  private boolean tentative;
  private boolean overlong;

  /** A character of two cells was in the line, of which a half may have been overwritten. */
  private boolean surrogates;

  private int state = GROUND;
  private int parameter;
  private int lastParameter;
  private boolean parameterSeen;

  /**
   * @param overflow called when a line is full, to take its {@link #text()} and {@link
   *     #breakLine()}; without it, what exceeds the limit is dropped
   */
  public TerminalLine(Charset charset, @Nullable Runnable overflow) {
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.overflow = overflow;
  }

  public TerminalLine(Charset charset) {
    this(charset, null);
  }

  public void feed(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      feed(buffer[i]);
    }
  }

  /** False in the middle of an escape sequence or a character of several bytes. */
  public boolean atBorder() {
    return state == GROUND && pending.position() == 0;
  }

  /** Takes the next byte, which is not a line feed. */
  public void feed(byte next) {
    if (state == GROUND && next >= 0x20 && next != 0x7f && pending.position() == 0) {
      put((char) next);
    } else {
      feedSpecial(next);
    }
  }

  private void feedSpecial(byte next) {
    if (state == GROUND || (next >= 0 && next < 0x20 && next != 0x1b && next != 0x07)) {
      if (state == STRING || state == STRING_ESCAPE) {
        return;
      }
      state = GROUND;
      ground(next);
      return;
    }
    switch (state) {
      case ESCAPE -> escape(next);
      case CSI -> csi(next);
      case STRING -> {
        if (next == 0x07) {
          state = GROUND;
        } else if (next == 0x1b) {
          state = STRING_ESCAPE;
        }
      }
      case STRING_ESCAPE -> {
        if (next == '\\') {
          state = GROUND;
        } else {
          state = ESCAPE;
          escape(next);
        }
      }
      default -> state = GROUND;
    }
  }

  private void ground(byte next) {
    if (next < 0 || (pending.position() > 0 && next >= 0x20)) {
      decode(next);
      return;
    }
    endDecoding();
    switch (next) {
      case '\r' -> cursor = 0;
      case '\b' -> cursor = Math.max(0, cursor - 1);
      case '\t' -> put('\t');
      case 0x1b -> state = ESCAPE;
      default -> {
        if (next >= 0x20 && next != 0x7f) {
          put((char) next);
        }
      }
    }
  }

  private void escape(byte next) {
    switch (next) {
      case '[' -> {
        state = CSI;
        parameter = 0;
        lastParameter = 0;
        parameterSeen = false;
      }
      case ']', 'P', 'X', '^', '_' -> state = STRING;
      case '(', ')', '*', '+', '-', '.', '/', '#', '%', ' ' -> state = ONE_MORE;
      case 0x1b -> state = ESCAPE;
      default -> state = GROUND;
    }
  }

  private void csi(byte next) {
    if (next >= '0' && next <= '9') {
      parameter = Math.min(parameter * 10 + next - '0', LIMIT);
      parameterSeen = true;
    } else if (next == ';') {
      lastParameter = parameter;
      parameter = 0;
      parameterSeen = false;
    } else if (next == 0x1b) {
      state = ESCAPE;
    } else if (next >= 0x40) {
      state = GROUND;
      control(next);
    } else if (next < 0) {
      state = GROUND;
      ground(next);
    }
  }

  private void control(byte command) {
    int count = Math.max(1, parameter);
    switch (command) {
      case 'K', 'J' -> erase(parameterSeen ? parameter : 0);
      case 'C' -> cursor = Math.min(LIMIT, cursor + count);
      case 'D' -> cursor = Math.max(0, cursor - count);
      case 'G', '`' -> cursor = Math.min(LIMIT, count - 1);
      case 'H', 'f' -> cursor = lastParameter == 0 ? 0 : Math.min(LIMIT, count - 1);
      case 'P' -> deleteCells(count);
      case '@' -> insertBlanks(count);
      case 'X' -> blank(cursor, Math.min(length, cursor + count));
      default -> {
        // Colours, modes, charsets: nothing that changes the text.
      }
    }
  }

  private void erase(int what) {
    switch (what) {
      case 0 -> length = Math.min(length, cursor);
      case 1 -> blank(0, Math.min(length, cursor + 1));
      case 2 -> length = 0;
      default -> {
        // Scroll-back.
      }
    }
  }

  private void deleteCells(int count) {
    if (cursor < length) {
      int from = Math.min(length, cursor + count);
      System.arraycopy(cells, from, cells, cursor, length - from);
      length -= from - cursor;
    }
  }

  private void insertBlanks(int count) {
    if (cursor < length) {
      int blanks = Math.min(count, LIMIT - length);
      reserve(length + blanks);
      System.arraycopy(cells, cursor, cells, cursor + blanks, length - cursor);
      length += blanks;
      blank(cursor, cursor + blanks);
    }
  }

  private void blank(int from, int to) {
    if (from < to) {
      Arrays.fill(cells, from, to, ' ');
    }
  }

  private void put(char next) {
    if (tentative) {
      if (next == ' ') {
        cursor = Math.min(LIMIT, cursor + 1);
        return;
      }
      tentative = false;
    }
    if (cursor >= LIMIT) {
      if (overflow == null) {
        overlong = true;
        return;
      }
      overflow.run();
    }
    if (cursor >= length) {
      reserve(cursor + 1);
      blank(length, cursor);
      length = cursor + 1;
    }
    surrogates |= Character.isSurrogate(next);
    cells[cursor++] = next;
  }

  private void reserve(int size) {
    if (size > cells.length) {
      cells = Arrays.copyOf(cells, Math.min(LIMIT, Math.max(size, 2 * cells.length)));
    }
  }

  private void decode(byte next) {
    pending.put(next);
    pending.flip();
    decoder.decode(pending, decoded, false);
    pending.compact();
    takeDecoded();
  }

  private void endDecoding() {
    if (pending.position() > 0) {
      pending.flip();
      decoder.decode(pending, decoded, true);
      decoder.flush(decoded);
      pending.clear();
      takeDecoded();
    }
    decoder.reset();
  }

  private void takeDecoded() {
    decoded.flip();
    while (decoded.hasRemaining()) {
      put(decoded.get());
    }
    decoded.clear();
  }

  /** The text as it stands; a character that has begun and not ended is not in it. */
  public String text() {
    return surrogates ? whole() : new String(cells, 0, length);
  }

  /** A half character that stands alone is no text. */
  private String whole() {
    char[] text = Arrays.copyOf(cells, length);
    for (int i = 0; i < length; i++) {
      if (i + 1 < length && Character.isSurrogatePair(text[i], text[i + 1])) {
        i++;
      } else if (Character.isSurrogate(text[i])) {
        text[i] = '\uFFFD';
      }
    }
    return new String(text);
  }

  /** The text, now that no byte follows. */
  public String finish() {
    endDecoding();
    return text();
  }

  public int length() {
    return length;
  }

  /** Nothing was fed since the line began. */
  public boolean pristine() {
    return length == 0
        && cursor == 0
        && !tentative
        && !overlong
        && state == GROUND
        && pending.position() == 0;
  }

  /** More came than the limit, and there was nobody to take it. */
  public boolean overlong() {
    return overlong;
  }

  /** Begins the next line. */
  public void clear() {
    length = 0;
    cursor = 0;
    tentative = false;
    overlong = false;
    surrogates = false;
    state = GROUND;
    pending.clear();
    decoder.reset();
    if (cells.length > 4096) {
      cells = new char[128];
    }
  }

  /** Empties the line but stays inside a character or escape sequence that has begun. */
  public void breakLine() {
    length = 0;
    cursor = 0;
  }

  /** Empties the line; blanks that follow are an eraser until something printable comes. */
  public void clearForPager() {
    clear();
    tentative = true;
  }
}
