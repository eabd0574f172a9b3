package io.netauto.driver.session;

import io.netauto.driver.Mark;
import io.netauto.driver.terminal.Bytes;
import io.netauto.driver.terminal.TerminalLine;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a device sends from the line that was typed to the prompt: first the echo, then the
 * output, and from the moment that the unfinished line is a known prompt, or the lines before it
 * may belong to one, what is held back until it is clear what it is. So the mark of the end stands
 * exactly between output and prompt, however the bytes were cut.
 *
 * <p>Each byte is looked at once, for line ends; only the unfinished line is read.
 */
final class CommandStream {
  private final Wire wire;
  private final Prompts prompts;
  private final Echo echo;
  private final Collected collected;
  private final int index;
  private final boolean silent;
  private final StringBuilder rawEchoLine = new StringBuilder();

  private boolean inOutput;
  private boolean linesBeforeEcho;
  private @Nullable Held held;

  /** The first lines of what is held may be the upper lines of a prompt; none is known yet. */
  private boolean suspended;

  /** So many more lines are output, whatever they look like. */
  private int takenAsOutput;

  private boolean lookedLikePrompt;

  /** Where in what is held the answer to an empty line begins; -1 when none is awaited. */
  private int probeFrom = -1;

  private String probed = "";
  private final List<BlankLine> typed = new ArrayList<>();

  private boolean disproved;

  CommandStream(
      Wire wire, Prompts prompts, String command, int index, boolean silent, Collected collected) {
    this.wire = wire;
    this.prompts = prompts;
    this.echo = new Echo(command, prompts.current());
    this.collected = collected;
    this.index = index;
    this.silent = silent;
  }

  /** The echo is complete. */
  boolean inOutput() {
    return inOutput;
  }

  /** A line came that was not the echo. */
  boolean linesBeforeEcho() {
    return linesBeforeEcho;
  }

  /** What may or does belong to the prompt and what follows it; null while all is output. */
  @Nullable Held held() {
    return held;
  }

  /** The unfinished line is a known prompt, or was one when what is held began. */
  boolean atPrompt() {
    return held != null && !suspended;
  }

  /** Earlier in this output stood something that was taken for the prompt. */
  boolean lookedLikePrompt() {
    return lookedLikePrompt;
  }

  void consume(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (held != null) {
        at = suspended ? holdAbove(held, buffer, at, end) : hold(held, buffer, at, end);
      } else if (inOutput) {
        at = consumeOutput(buffer, at, end);
      } else {
        at = consumeEcho(buffer, at, end);
      }
    }
  }

  private int consumeEcho(byte[] buffer, int offset, int end) {
    int lf = Bytes.lineFeed(buffer, offset, end);
    int lineEnd = lf < 0 ? end : lf;
    wire.feedLine(buffer, offset, lineEnd - offset);
    if (rawEchoLine.length() < Wire.LONGEST_PROMPT * 8) {
      rawEchoLine.append(new String(buffer, offset, lineEnd - offset, StandardCharsets.ISO_8859_1));
    }
    if (lf < 0) {
      wire.forward(buffer, offset, end - offset);
      return end;
    }
    wire.forward(buffer, offset, lf + 1 - offset);
    boolean found = echo.isIn(wire.line.finish(), rawEchoLine.toString());
    wire.startLine();
    rawEchoLine.setLength(0);
    linesBeforeEcho = true;
    if (found) {
      beginOutput();
    }
    return lf + 1;
  }

  void beginOutput() {
    inOutput = true;
    wire.startLine();
    wire.restartGaps();
    if (!silent) {
      wire.mark(new Mark.OutputBegan(index));
    }
  }

  private int consumeOutput(byte[] buffer, int offset, int end) {
    int lineStart = offset;
    // The first line may have begun in an earlier piece, or be a pager's.
    boolean continued = wire.lineBytes > 0 || wire.pagerInLine;
    int lf;
    while ((lf = Bytes.lineFeed(buffer, lineStart, end)) >= 0) {
      int textEnd = lf;
      while (textEnd > lineStart && buffer[textEnd - 1] == '\r') {
        textEnd--;
      }
      if (takenAsOutput > 0) {
        takenAsOutput--;
      } else if (isPrompt(buffer, lineStart, textEnd, continued)) {
        output(buffer, offset, textEnd - offset);
        if (!continued) {
          wire.startLine();
        }
        wire.feedLine(buffer, lineStart, textEnd - lineStart);
        held = new Held();
        return textEnd;
      } else if (!continued && mayStandAbove(buffer, lineStart, textEnd)) {
        return suspend(buffer, offset, lineStart);
      }
      continued = false;
      lineStart = lf + 1;
    }
    if (!continued) {
      wire.startLine();
      if (takenAsOutput == 0 && lineStart < end && prompts.mayBeginAbove(buffer[lineStart])) {
        return suspend(buffer, offset, lineStart);
      }
    }
    output(buffer, offset, end - offset);
    wire.feedLine(buffer, lineStart, end - lineStart);
    if (takenAsOutput == 0 && wire.line.atBorder() && prompts.knows(wire.tail())) {
      held = new Held();
    }
    return end;
  }

  /** Whether the finished line looks like a prompt. */
  private boolean isPrompt(byte[] buffer, int from, int to, boolean continued) {
    boolean inEscape = continued && !wire.line.atBorder();
    if (to == from ? !continued : !inEscape && !Prompts.mayEndAt(buffer, from, to)) {
      return false;
    }
    if (to - from > Wire.LONGEST_PROMPT || (continued && wire.lineBytes > Wire.LONGEST_PROMPT)) {
      return false;
    }
    TerminalLine copy = new TerminalLine(charset());
    if (continued) {
      if (wire.pagerInLine) {
        copy.clearForPager();
      }
      byte[] before = wire.lastBytes(wire.lineBytes);
      copy.feed(before, 0, before.length);
    }
    copy.feed(buffer, from, to - from);
    return prompts.looksLikeOne(copy.finish());
  }

  private boolean mayStandAbove(byte[] buffer, int from, int to) {
    return to > from
        && to - from <= Wire.LONGEST_PROMPT
        && prompts.mayBeginAbove(buffer[from])
        && prompts.mayStandAbove(Held.visible(buffer, from, to - from, charset()));
  }

  private int suspend(byte[] buffer, int offset, int lineStart) {
    output(buffer, offset, lineStart - offset);
    wire.startLine();
    held = new Held();
    suspended = true;
    return lineStart;
  }

  private void output(byte[] buffer, int offset, int length) {
    wire.forward(buffer, offset, length);
    collected.bytes(buffer, offset, length);
  }

  /** Takes in what follows a prompt, until it shows that it was none. */
  private int hold(Held store, byte[] buffer, int offset, int end) {
    int lf = Bytes.lineFeed(buffer, offset, end);
    int upTo = lf < 0 ? end : lf + 1;
    upTo = Math.min(upTo, offset + Held.MOST);
    int lineFrom = store.lastLine();
    store.add(buffer, offset, upTo - offset);
    if (store.continuesPromptLine(charset()) || store.length() > Held.MOST) {
      release();
    } else if (store.lastLine() > lineFrom
        && !store.lines(lineFrom, charset()).stream().allMatch(this::isNoise)) {
      release();
    } else if (probeFrom < 0
        && store.hasLineBehindPrompt()
        && prompts.knows(store.tail(charset()))
        && !(store.hasNoise(charset()) && prompts.same(store.tail(charset()), wire.tail()))) {
      // Drawn again for no reason that is seen, or another: rather a line of output.
      release();
    } else if (probeFrom >= 0 && (drawnTooOften(store) || showsOtherBlanks(store, lineFrom))) {
      release();
    }
    return upTo;
  }

  /**
   * A device draws its prompt once for each empty line, and perhaps once behind each log message;
   * what goes beyond that was output.
   */
  private boolean drawnTooOften(Held store) {
    int drawn = prompts.knows(store.tail(charset())) ? 1 : 0;
    int messages = 0;
    for (String line : store.lines(store.promptBytes(), charset())) {
      if (LogLine.looksLikeOne(line)) {
        messages++;
      } else if (prompts.knows(line) || prompts.same(line, probed)) {
        drawn++;
      }
    }
    return drawn > typed.size() + messages;
  }

  /** Blanks stand where the echo of an empty line would stand, and are no echo. */
  private boolean showsOtherBlanks(Held store, int from) {
    return store
        .lineStarts(from)
        .anyMatch(
            start ->
                BlankLine.looksLikeOne(store.lineAt(start, charset()), probed, prompts)
                    && typed.stream().noneMatch(line -> isEchoed(line, store, start)));
  }

  /**
   * Whether the line that begins here shows the echo of an empty line: with the prompt, or alone
   * where it was typed or where a message of the session interrupted that.
   */
  private boolean isEchoed(BlankLine line, Held store, int start) {
    String shown = store.lineAt(start, charset());
    return line.isEchoedIn(shown, probed, prompts)
        && (start <= probeFrom || !shown.isBlank() || store.hasNoise(charset()));
  }

  /** What may stand behind a prompt without being output. */
  private boolean isNoise(String line) {
    return LogLine.looksLikeOne(line)
        || (probeFrom >= 0
            && (prompts.knows(line) || prompts.same(line, probed) || prompts.mayStandAbove(line)));
  }

  /** Takes in, line by line, what may be the upper line of a prompt and the prompt itself. */
  private int holdAbove(Held store, byte[] buffer, int offset, int end) {
    int lf = Bytes.lineFeed(buffer, offset, end);
    int upTo = lf < 0 ? end : lf + 1;
    int lineEnd = lf < 0 ? end : lf;
    boolean first = store.lastLine() == 0;
    wire.feedLine(buffer, offset, lineEnd - offset);
    if (!first && wire.line.atBorder() && prompts.knows(wire.line.text())) {
      while (lineEnd > offset && buffer[lineEnd - 1] == '\r') {
        lineEnd--;
      }
      store.add(buffer, offset, lineEnd - offset);
      store.endPrompt();
      suspended = false;
      return lineEnd;
    }
    store.add(buffer, offset, upTo - offset);
    boolean stillPossible = lf < 0 || (first && prompts.mayStandAbove(wire.line.finish()));
    if (!stillPossible || store.length() > Wire.LONGEST_PROMPT) {
      release();
    } else if (lf >= 0) {
      wire.startLine();
    }
    return upTo;
  }

  /** What is held is output after all, or at least belongs to the line that began it. */
  void release() {
    Held store = held;
    if (store == null) {
      return;
    }
    if (suspended || store.promptBytes() > 0) {
      wire.startLine();
    }
    takenAsOutput = !suspended && store.promptBytes() > 0 ? 2 : 1;
    lookedLikePrompt |= !suspended;
    disproved |= probeFrom >= 0;
    probeFrom = -1;
    held = null;
    suspended = false;
    consume(store.bytes(), 0, store.length());
    if (held == null) {
      takenAsOutput = 0;
    }
  }

  /**
   * From now on the unfinished line counts as the prompt, and what follows has to be the answer to
   * this empty line.
   */
  void beginProbe(String prompt, BlankLine line) {
    probed = prompt;
    typed.add(line);
    if (held == null) {
      held = new Held();
    } else if (suspended) {
      suspended = false;
      held.endPrompt();
    }
    probeFrom = held.length();
  }

  /** An empty line was typed, and no other output came since. */
  boolean probing() {
    return probeFrom >= 0;
  }

  /** How many empty lines were typed. */
  int probes() {
    return typed.size();
  }

  /** Output came behind what was taken for the prompt when an empty line was typed there. */
  boolean disproved() {
    return disproved;
  }

  /** The answer to an empty line, and nothing else: a line end, then this prompt. */
  boolean answeredWith(String prompt) {
    Held store = held;
    return store != null
        && probeFrom >= 0
        && store.lastLine() > probeFrom
        && prompts.same(store.tail(charset()), prompt)
        && store.lines(probeFrom, charset()).stream().allMatch(prompts::mayStandAbove);
  }

  /** The empty line typed last was echoed with its blanks, right above the unfinished line. */
  boolean showedBlanks() {
    Held store = held;
    if (store == null || probeFrom < 0) {
      return false;
    }
    int start = store.lineBefore(probeFrom, charset(), prompts::mayStandAbove);
    return start >= 0 && isEchoed(typed.getLast(), store, start);
  }

  /** The unfinished line consists of the very bytes that drew the prompt before. */
  boolean isDrawnAsBefore() {
    Held store = held;
    return store != null && prompts.wasDrawnBy(store.bytes(), store.lastLine(), store.length());
  }

  private Charset charset() {
    return wire.options.charset();
  }
}
