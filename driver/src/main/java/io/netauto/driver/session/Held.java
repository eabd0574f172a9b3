package io.netauto.driver.session;

import io.netauto.driver.terminal.TerminalLine;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Bytes that nobody has been given yet, because it is not clear what they are: the lines of a
 * prompt of several lines, and whatever follows a prompt.
 */
final class Held {
  /** Longer than any prompt with the noise of a session behind it. */
  static final int MOST = 4 << 10;

  private byte[] bytes = new byte[256];
  private int length;
  private int lastLine;
  private int promptEnd;

  void add(byte[] buffer, int offset, int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(buffer, offset, bytes, length, count);
    for (int i = length + count - 1; i >= length; i--) {
      if (bytes[i] == '\n') {
        lastLine = i + 1;
        break;
      }
    }
    length += count;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** All that is held belongs to the prompt; what is added from now on follows it. */
  void endPrompt() {
    promptEnd = length;
  }

  /** How many of the bytes belong to the prompt. */
  int promptBytes() {
    return promptEnd;
  }

  /** Something stands behind the end of the prompt's line. */
  boolean hasLineBehindPrompt() {
    return lastLine > promptEnd;
  }

  /** Something that shows stands between the prompt and the last line, log messages say. */
  boolean hasNoise(Charset charset) {
    return lines(promptEnd, charset).stream().anyMatch(LogLine::looksLikeOne);
  }

  /** Where the last line begins. */
  int lastLine() {
    return lastLine;
  }

  /** The prompt's line goes on: it was not the prompt. */
  boolean continuesPromptLine(Charset charset) {
    int end = promptEnd;
    boolean shows = false;
    while (end < length && bytes[end] != '\n') {
      shows |= bytes[end] > ' ' || bytes[end] < 0;
      end++;
    }
    // Colours are set back behind a prompt, and some have a blank there.
    return shows
        && end - promptEnd < MOST
        && !visible(bytes, promptEnd, end - promptEnd, charset).isBlank();
  }

  /** The unfinished line as a terminal shows it, or an empty text when it is too long. */
  String tail(Charset charset) {
    return text(lastLine, length, charset);
  }

  /** The finished lines that end at or behind {@code from}, without those that show nothing. */
  List<String> lines(int from, Charset charset) {
    return lineStarts(from)
        .mapToObj(start -> lineAt(start, charset))
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** {@code from}, and where the finished lines behind it begin. */
  IntStream lineStarts(int from) {
    return IntStream.range(from, lastLine).filter(at -> at == from || bytes[at - 1] == '\n');
  }

  /**
   * Where the finished line begins that ends last behind {@code from}, but for the upper lines of a
   * prompt that stand below it; -1 when there is none.
   */
  int lineBefore(int from, Charset charset, Predicate<String> upper) {
    int end = lastLine - 1;
    while (end >= from) {
      int start = lastLineFeed(bytes, end) + 1;
      if (!upper.test(text(start, end, charset))) {
        return start;
      }
      end = start - 1;
    }
    return -1;
  }

  /** The finished line that begins here. */
  String lineAt(int start, Charset charset) {
    int end = start;
    while (bytes[end] != '\n') {
      end++;
    }
    return text(start, end, charset);
  }

  private String text(int from, int to, Charset charset) {
    if (to - from > Wire.LONGEST_PROMPT) {
      return to - from > 0 && to != length ? "?" : "";
    }
    return visible(bytes, from, to - from, charset);
  }

  /** The text that a terminal shows of the bytes of one line. */
  static String visible(byte[] bytes, int offset, int length, Charset charset) {
    TerminalLine line = new TerminalLine(charset);
    line.feed(bytes, offset, length);
    return line.finish();
  }

  /** The line above the unfinished line among the last bytes of a session, or an empty text. */
  static String lineAbove(byte[] recent, Charset charset) {
    int end = lastLineFeed(recent, recent.length);
    int start = lastLineFeed(recent, Math.max(0, end));
    return end < 0 || end - start > Wire.LONGEST_PROMPT
        ? ""
        : visible(recent, start + 1, end - start - 1, charset);
  }

  /** Where the last line feed before this place is, or -1. */
  static int lastLineFeed(byte[] bytes, int before) {
    int i = before - 1;
    while (i >= 0 && bytes[i] != '\n') {
      i--;
    }
    return i;
  }
}
