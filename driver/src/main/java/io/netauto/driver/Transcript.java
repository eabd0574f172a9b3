package io.netauto.driver;

import io.netauto.driver.terminal.Bytes;
import io.netauto.driver.terminal.TerminalLine;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes and marks of a session into clean lines, piece by piece: control characters,
 * pagers' residue and carriage returns applied as a terminal would, text decoded across piece
 * borders. The same bytes and marks give the same lines however they are cut.
 *
 * <p>Not safe for use by several threads.
 *
 * <p>How it is fast: a line that arrives whole and holds no control character but its end is
 * decoded straight from the caller's buffer. Every other line goes byte by byte through a {@link
 * TerminalLine}, which gives the same text.
 */
public final class Transcript {
  /** The raw bytes kept of the unfinished line, to find where its prompt begins. */
  private static final int RECENT = 8 << 10;

  private final Charset charset;
  private final Sink sink;
  private final TerminalLine line;
  private byte[] recent = new byte[256];
  private int recentLength;
  private long nextLine;
  private int command;
  private Part part;

  /** The unfinished line is given to nobody. */
  private boolean dropping;

  /** What a line of a session is. */
  public enum Part {
    /** Banner, message of the day, set-up steps. */
    SESSION,
    /** The prompt with the command typed at it, and whatever came before the echo was complete. */
    COMMAND,
    /** What the command printed. */
    OUTPUT,
    /** A prompt with nothing typed at it yet. */
    PROMPT
  }

  /**
   * One clean line.
   *
   * @param number counts from 1 in the whole session
   * @param command the index of the command that it belongs to; -1 for {@link Part#SESSION} and
   *     {@link Part#PROMPT}
   */
  public record Line(long number, int command, Part part, String text) {}

  /**
   * All that crosses a line border: with it a reader can begin right after any line feed byte of
   * the stream, with the marks that stand after that byte still to come.
   */
  public record State(long nextLine, int command, Part part) {
    public static State initial() {
      return new State(1, -1, Part.SESSION);
    }
  }

  /** Who takes the lines without wanting a text for each. */
  public interface Sink {
    /**
     * A line that holds no control character but TAB, as it came, in the transcript's charset.
     *
     * @param buffer is not to be kept
     */
    void plain(long number, int command, Part part, byte[] buffer, int offset, int length);

    /** Any other line. */
    void line(Line line);
  }

  /**
   * @param sink is given every line as text
   */
  public Transcript(Charset charset, State start, Consumer<Line> sink) {
    this(charset, start, new Texts(charset, sink));
  }

  public Transcript(Charset charset, State start, Sink sink) {
    this.charset = charset;
    this.sink = sink;
    this.line = new TerminalLine(charset, this::breakLine);
    this.nextLine = start.nextLine();
    this.command = start.command();
    this.part = start.part();
  }

  public void bytes(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (recentLength == 0 && line.pristine() && !dropping) {
        int plain = Bytes.endOfPlain(buffer, at, end);
        int next = afterLineEnd(buffer, plain, end);
        if (next > 0 && plain - at <= TerminalLine.LIMIT) {
          emitPlain(buffer, at, plain - at);
          endLine();
          at = next;
          continue;
        }
      }
      at = slowly(buffer, at, end);
    }
  }

  private static int afterLineEnd(byte[] buffer, int at, int end) {
    if (at < end && buffer[at] == '\n') {
      return at + 1;
    }
    if (at + 1 < end && buffer[at] == '\r' && buffer[at + 1] == '\n') {
      return at + 2;
    }
    return -1;
  }

  private int slowly(byte[] buffer, int from, int end) {
    int i = from;
    while (i < end) {
      byte b = buffer[i++];
      if (b == '\n') {
        String text = line.finish();
        line.clear();
        if (dropping) {
          dropping = false;
          recentLength = 0;
        } else {
          emit(text);
          endLine();
        }
        return i;
      }
      remember(b);
      line.feed(b);
    }
    return i;
  }

  private void remember(byte b) {
    if (recentLength == recent.length) {
      if (recent.length < RECENT) {
        recent = java.util.Arrays.copyOf(recent, 2 * recent.length);
      } else {
        System.arraycopy(recent, RECENT / 2, recent, 0, RECENT / 2);
        recentLength = RECENT / 2;
      }
    }
    recent[recentLength++] = b;
  }

  private void emitPlain(byte[] buffer, int offset, int length) {
    sink.plain(nextLine++, commandOfLine(), part, buffer, offset, length);
  }

  private void emit(String text) {
    sink.line(new Line(nextLine++, commandOfLine(), part, text));
  }

  private int commandOfLine() {
    return part == Part.COMMAND || part == Part.OUTPUT ? command : -1;
  }

  /** Makes a text of every line. */
  private record Texts(Charset charset, Consumer<Line> lines) implements Sink {
    @Override
    public void plain(long number, int command, Part part, byte[] buffer, int offset, int length) {
      line(new Line(number, command, part, new String(buffer, offset, length, charset)));
    }

    @Override
    public void line(Line line) {
      lines.accept(line);
    }
  }

  private void endLine() {
    recentLength = 0;
    if (part == Part.PROMPT) {
      part = Part.SESSION;
    }
  }

  private void breakLine() {
    emit(line.text());
    line.breakLine();
    recentLength = 0;
  }

  /** A mark that stands after the last byte given so far. */
  public void mark(Mark mark) {
    switch (mark) {
      case Mark.Restarted restarted -> {
        finish();
        command = -1;
        part = Part.SESSION;
        dropping = false;
      }
      case Mark.Ready ready -> part = Part.PROMPT;
      case Mark.CommandSent(int index, String text) -> {
        command = index;
        part = Part.COMMAND;
      }
      case Mark.OutputBegan(int index) -> {
        String before = line.finish();
        if (!before.isEmpty()) {
          emit(before);
        }
        startLine();
        command = index;
        part = Part.OUTPUT;
      }
      case Mark.PagerAnswered answered -> {
        recentLength = 0;
        line.clearForPager();
      }
      case Mark.PromptRedrawn redrawn -> dropping = true;
      case Mark.OutputEnded(int index, int promptBytes) -> splitPrompt(promptBytes);
    }
  }

  private void splitPrompt(int promptBytes) {
    if (promptBytes < recentLength) {
      byte[] raw = java.util.Arrays.copyOfRange(recent, recentLength - promptBytes, recentLength);
      String whole = line.finish();
      TerminalLine alone = new TerminalLine(charset);
      alone.feed(raw, 0, raw.length);
      String prompt = alone.finish();
      if (whole.length() > prompt.length() && whole.endsWith(prompt)) {
        emit(whole.substring(0, whole.length() - prompt.length()));
        startLine();
        for (byte b : raw) {
          remember(b);
          line.feed(b);
        }
      }
    }
    part = Part.PROMPT;
  }

  private void startLine() {
    line.clear();
    recentLength = 0;
  }

  /** The unfinished line, or null when there is none. */
  public @Nullable Line partial() {
    String text = line.text();
    return text.isEmpty() ? null : new Line(nextLine, commandOfLine(), part, text);
  }

  /** Where the transcript stands; a start for another reader when the last byte was a line feed. */
  public State state() {
    return new State(nextLine, command, part);
  }

  /** Gives out the unfinished line; no byte follows. */
  public void finish() {
    String text = line.finish();
    if (!text.isEmpty()) {
      emit(text);
    }
    startLine();
    endLine();
  }
}
