package io.netauto.driver.session;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Mark;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Types one command and reads until the device is back at its prompt.
 *
 * <p>Where the output ends is the question that decides over everything, and it is decided like
 * this:
 *
 * <ol>
 *   <li>The echo is awaited first. Until its line is complete nothing can be an end.
 *   <li>Only the unfinished last line can be the prompt; lines before it are never searched.
 *   <li>It is the prompt when it equals, character by character, a prompt that this session has
 *       confirmed, and nothing follows for a moment. The moment grows with the pauses that this
 *       device made in this output.
 *   <li>What only resembles a prompt (another name or mode, text before it on the line, a second
 *       likeness in one output, log lines behind it) is asked for: an empty line is typed, and
 *       exactly the same prompt, alone on its line, has to come back.
 *   <li>If anything else comes back the end is uncertain, and the command failed.
 * </ol>
 *
 * <p>From the moment that the last line is a known prompt, what follows is held back until it is
 * clear whether it is output or noise of the session, so that the mark of the end stands right
 * behind the prompt, however the bytes were cut.
 */
final class SendCommand {
  private static final int HOLD = 4 << 10;
  private static final int MOST_PAGERS_WITHOUT_LINE = 20;

  private final Wire wire;
  private final Prompts prompts;
  private final String command;
  private final int index;
  private final boolean echoes;
  private final boolean silent;
  private final Echo echo;
  private final Collected collected;

  private boolean inOutput;
  private boolean linesBeforeEcho;
  private final StringBuilder rawEchoLine = new StringBuilder();
  private boolean lookAlike;
  private boolean injected;
  private boolean skipHold;
  private int pagersWithoutLine;
  private byte @Nullable [] held;
  private int heldLength;
  private int heldLine;
  private @Nullable String probing;
  private int probeFrom;

  /** What the unfinished line says, and how long it has to stand before that is believed. */
  private record Judgement(Kind kind, Duration quiet, String prompt) {}

  private enum Kind {
    NOTHING,
    END,
    PROBE,
    PROBE_ANSWERED,
    PAGER,
    DIALOG
  }

  /**
   * @param index the command's number; negative for a set-up step, which leaves no marks
   */
  SendCommand(Wire wire, Prompts prompts, String command, int index, boolean echoes) {
    this.wire = wire;
    this.prompts = prompts;
    this.command = command;
    this.index = index;
    this.echoes = echoes;
    this.silent = index < 0;
    this.echo = new Echo(command, prompts.current());
    this.collected =
        new Collected(wire.options.charset(), silent ? 4096 : wire.options.keepOutput());
  }

  CommandResult run() {
    try {
      return converse();
    } catch (Broken e) {
      if (held != null) {
        release();
      }
      collected.breakOff();
      return new CommandResult.Failed(collected.output(), e.failure());
    }
  }

  private CommandResult converse() throws Broken {
    try {
      drain();
      mark(new Mark.CommandSent(index, command));
      wire.restartGaps();
      wire.type(command);
      if (!echoes) {
        beginOutput();
      }
      return listen();
    } catch (InterruptedException e) {
      throw wire.interrupted();
    } catch (IOException e) {
      throw wire.lost(e, expected());
    }
  }

  /** Passes on what came since the last command. */
  private void drain() throws IOException, InterruptedException, Broken {
    int n;
    while ((n = wire.readNow()) > 0) {
      wire.take(wire.piece, 0, n);
    }
    if (n == Transport.END) {
      throw wire.ended(expected());
    }
  }

  private CommandResult listen() throws IOException, InterruptedException, Broken {
    Deadline limit = Deadline.after(silent ? wire.options.prompt() : wire.options.command());
    while (true) {
      int n = wire.readNow();
      Judgement judgement = null;
      if (n == Transport.TIMEOUT) {
        judgement = judge();
        Deadline silence = wire.quietFor(silent ? wire.options.prompt() : wire.options.silence());
        Deadline quiet = judgement.kind == Kind.NOTHING ? silence : wire.quietFor(judgement.quiet);
        n = wire.read(quiet.or(silence).or(limit));
      }
      if (n > 0) {
        consume(wire.piece, 0, n);
      } else if (n == Transport.END) {
        throw wire.ended(expected());
      } else if (limit.passed()) {
        throw timedOut();
      } else if (judgement != null) {
        CommandResult result = act(judgement);
        if (result != null) {
          return result;
        }
      }
      if (limit.passed() && probing == null && held == null) {
        throw timedOut();
      }
    }
  }

  private void consume(byte[] buffer, int offset, int length) {
    if (inOutput) {
      consumeOutput(buffer, offset, length);
    } else {
      consumeEcho(buffer, offset, length);
    }
  }

  private void consumeEcho(byte[] buffer, int offset, int length) {
    if (held != null) {
      hold(buffer, offset, length);
      return;
    }
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int lf = indexOfLineFeed(buffer, at, end);
      int upTo = lf < 0 ? end : lf;
      wire.feedLine(buffer, at, upTo - at);
      if (rawEchoLine.length() < Wire.LONGEST_PROMPT * 8) {
        rawEchoLine.append(new String(buffer, at, upTo - at, StandardCharsets.ISO_8859_1));
      }
      if (lf < 0) {
        wire.forward(buffer, at, end - at);
        return;
      }
      wire.forward(buffer, at, lf + 1 - at);
      boolean found = echo.isIn(wire.line.finish(), rawEchoLine.toString());
      wire.startLine();
      rawEchoLine.setLength(0);
      linesBeforeEcho = true;
      at = lf + 1;
      if (found) {
        beginOutput();
        consumeOutput(buffer, at, end - at);
        return;
      }
    }
  }

  private void beginOutput() {
    inOutput = true;
    wire.startLine();
    wire.restartGaps();
    mark(new Mark.OutputBegan(index));
  }

  private void consumeOutput(byte[] buffer, int offset, int length) {
    if (held != null) {
      hold(buffer, offset, length);
      return;
    }
    int end = offset + length;
    int lineStart = offset;
    // The first line may have begun in an earlier piece, or be a pager's.
    boolean continued = true;
    int lf;
    while ((lf = indexOfLineFeed(buffer, lineStart, end)) >= 0) {
      int textEnd = lf;
      while (textEnd > lineStart && buffer[textEnd - 1] == '\r') {
        textEnd--;
      }
      if (!skipHold && isPrompt(buffer, lineStart, textEnd, continued)) {
        output(buffer, offset, textEnd - offset);
        if (!continued) {
          wire.startLine();
        }
        wire.feedLine(buffer, lineStart, textEnd - lineStart);
        startHold();
        hold(buffer, textEnd, end - textEnd);
        return;
      }
      skipHold = false;
      pagersWithoutLine = 0;
      continued = false;
      lineStart = lf + 1;
    }
    output(buffer, offset, length);
    if (!continued) {
      wire.startLine();
    }
    wire.feedLine(buffer, lineStart, end - lineStart);
    if (!skipHold && prompts.knows(wire.tail())) {
      startHold();
    }
  }

  /** Whether the line that ends here is a known prompt; nearly always told by its last byte. */
  private boolean isPrompt(byte[] buffer, int from, int to, boolean continued) {
    if (to == from ? !continued : !prompts.mayEndWith(buffer[to - 1])) {
      return false;
    }
    if (to - from > Wire.LONGEST_PROMPT) {
      return false;
    }
    if (continued && wire.line.length() > Wire.LONGEST_PROMPT) {
      return false;
    }
    var copy = new io.netauto.driver.terminal.TerminalLine(wire.options.charset());
    if (continued) {
      if (wire.pagerInLine) {
        copy.clearForPager();
      }
      byte[] before = wire.lastBytes(wire.lineBytes);
      copy.feed(before, 0, before.length);
    }
    copy.feed(buffer, from, to - from);
    return prompts.knows(copy.finish());
  }

  private void output(byte[] buffer, int offset, int length) {
    wire.forward(buffer, offset, length);
    collected.bytes(buffer, offset, length);
  }

  private void startHold() {
    held = new byte[256];
    heldLength = 0;
    heldLine = 0;
  }

  private void hold(byte[] buffer, int offset, int length) {
    byte[] store = held;
    if (store == null) {
      return;
    }
    if (heldLength + length > store.length) {
      store = Arrays.copyOf(store, Math.max(2 * store.length, heldLength + length));
      held = store;
    }
    System.arraycopy(buffer, offset, store, heldLength, length);
    heldLength += length;
    for (int i = heldLength - 1; i >= heldLength - length; i--) {
      if (store[i] == '\n') {
        heldLine = i + 1;
        break;
      }
    }
    if (probing == null && (heldIsMoreOfTheLine() || heldLength > HOLD)) {
      lookAlike = true;
      release();
    } else if (probing != null && probeDisproved()) {
      injected = true;
      probing = null;
      release();
    }
  }

  /** What was held is output after all, or at least belongs to the line that began it. */
  private void release() {
    byte[] bytes = held;
    int length = heldLength;
    held = null;
    if (bytes != null && length > 0) {
      skipHold = true;
      consume(bytes, 0, length);
      skipHold = false;
    }
  }

  private boolean heldIsMoreOfTheLine() {
    byte[] store = held;
    for (int i = 0; store != null && i < heldLength; i++) {
      if (store[i] == '\n') {
        return false;
      }
      if (store[i] != '\r' && store[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private boolean noiseHeld() {
    return heldLine > 0;
  }

  private String heldTail() {
    return text(heldLine, heldLength);
  }

  private String text(int from, int to) {
    byte[] store = held;
    if (store == null || to - from > Wire.LONGEST_PROMPT) {
      return "";
    }
    var line = new io.netauto.driver.terminal.TerminalLine(wire.options.charset());
    line.feed(store, from, to - from);
    return line.finish();
  }

  private Judgement judge() {
    if (probing != null) {
      return probeAnswered()
          ? new Judgement(Kind.PROBE_ANSWERED, wire.pauses(1, 20, 500), probing)
          : new Judgement(Kind.NOTHING, Duration.ZERO, "");
    }
    String tail = wire.tail();
    if (!inOutput) {
      return linesBeforeEcho && prompts.knows(tail)
          ? new Judgement(Kind.PROBE, wire.pauses(3, 1000, 5000), tail)
          : new Judgement(Kind.NOTHING, Duration.ZERO, "");
    }
    if (held != null) {
      return judgeHeld(tail);
    }
    if (tail.isEmpty()) {
      return new Judgement(Kind.NOTHING, Duration.ZERO, "");
    }
    for (Platform.Pager pager : wire.platform.pagers()) {
      if (pager.prompt().matcher(tail).matches()) {
        return new Judgement(Kind.PAGER, Duration.ofMillis(10), "");
      }
    }
    for (Platform.Dialog dialog : wire.platform.dialogs()) {
      if (dialog.question().matcher(tail).find()) {
        return new Judgement(Kind.DIALOG, wire.pauses(2, 50, 1000), "");
      }
    }
    if (wire.platform.modeOf(tail).isPresent()) {
      return new Judgement(Kind.PROBE, wire.pauses(3, 100, 3000), tail);
    }
    String glued = prompts.gluedTo(tail);
    if (!glued.isEmpty()) {
      return new Judgement(Kind.PROBE, wire.pauses(3, 150, 3000), glued);
    }
    return new Judgement(Kind.NOTHING, Duration.ZERO, "");
  }

  private Judgement judgeHeld(String prompt) {
    if (noiseHeld()) {
      String again = heldTail();
      return prompts.knows(again)
          ? new Judgement(Kind.PROBE, wire.pauses(3, 100, 3000), again)
          : new Judgement(Kind.PROBE, wire.pauses(3, 500, 3000), prompt);
    }
    return lookAlike
        ? new Judgement(Kind.PROBE, wire.pauses(3, 100, 3000), prompt)
        : new Judgement(Kind.END, wire.pauses(2, 20, 1000), prompt);
  }

  private @Nullable CommandResult act(Judgement judgement) throws IOException, Broken {
    switch (judgement.kind) {
      case NOTHING -> throw quiet();
      case END -> {
        return finish(judgement.prompt);
      }
      case PROBE -> probe(judgement.prompt);
      case PROBE_ANSWERED -> {
        if (!inOutput) {
          throw uncertain(
              "The echo of the command was not recognised, so it is not certain where"
                  + " its output begins.");
        }
        return finish(judgement.prompt);
      }
      case PAGER -> answerPager();
      case DIALOG -> answerDialog();
    }
    return null;
  }

  private void probe(String prompt) throws IOException, Broken {
    if (injected) {
      throw uncertain(
          "What looked like the prompt was followed by more output; the end is not certain.");
    }
    if (held == null) {
      startHold();
    }
    probing = prompt;
    probeFrom = heldLength;
    wire.type("");
  }

  /** The answer to an empty line: line ends, then the prompt. */
  private boolean probeAnswered() {
    return probing != null
        && heldLine > probeFrom
        && prompts.same(heldTail(), probing)
        && blankBetween(probeFrom, heldLine);
  }

  private boolean probeDisproved() {
    return (heldLine > probeFrom && !blankBetween(probeFrom, heldLine)) || heldLength > 4 * HOLD;
  }

  private boolean blankBetween(int from, int to) {
    byte[] store = held;
    if (store == null) {
      return false;
    }
    int lineFrom = from;
    for (int i = from; i < to; i++) {
      if (store[i] == '\n') {
        String line = text(lineFrom, i);
        if (!line.isBlank()) {
          return false;
        }
        lineFrom = i + 1;
      }
    }
    return true;
  }

  private void answerPager() throws IOException, Broken {
    String tail = wire.tail();
    for (Platform.Pager pager : wire.platform.pagers()) {
      if (pager.prompt().matcher(tail).matches()) {
        if (++pagersWithoutLine > MOST_PAGERS_WITHOUT_LINE) {
          throw uncertain("The device's pager does not go on.");
        }
        collected.mark(new Mark.PagerAnswered(wire.lineBytes));
        wire.answerPager(pager);
        return;
      }
    }
  }

  private void answerDialog() throws IOException {
    String tail = wire.tail();
    for (Platform.Dialog dialog : wire.platform.dialogs()) {
      if (dialog.question().matcher(tail).find()) {
        wire.press(dialog.answer());
        return;
      }
    }
  }

  private CommandResult finish(String prompt) throws Broken {
    if (injected) {
      throw uncertain(
          "What looked like the prompt was followed by more output; the end is not certain.");
    }
    byte[] recent = wire.lastBytes(Integer.MAX_VALUE);
    int promptBytes = promptBytes(prompt);
    Mark.OutputEnded ended = new Mark.OutputEnded(index, promptBytes);
    mark(ended);
    collected.mark(ended);
    byte[] rest = held;
    if (rest != null) {
      held = null;
      wire.take(rest, 0, heldLength);
    }
    String now = wire.tail();
    prompts.learn(now.isEmpty() ? prompt : now);
    String error = collected.errorLine(wire.platform.errors(), recent);
    CommandResult.Output output = collected.output();
    return error == null
        ? new CommandResult.Done(output)
        : new CommandResult.Rejected(output, rejected(error));
  }

  /** How many of the last raw bytes draw the prompt; the whole line unless text stands before. */
  private int promptBytes(String prompt) {
    if (prompts.same(wire.tail(), prompt)) {
      return wire.lineBytes;
    }
    byte[] raw = wire.lastBytes(wire.lineBytes);
    for (int n = Math.min(prompt.length(), raw.length); n <= raw.length; n++) {
      var line = new io.netauto.driver.terminal.TerminalLine(wire.options.charset());
      line.feed(raw, raw.length - n, n);
      if (line.finish().equals(prompt)) {
        return n;
      }
    }
    return wire.lineBytes;
  }

  private void mark(Mark mark) {
    if (!silent) {
      wire.mark(mark);
    }
  }

  private String expected() {
    return inOutput
        ? "the prompt \"" + prompts.current() + "\""
        : "the echo of \"" + command + "\"";
  }

  private static Failure rejected(String line) {
    return new Failure(
        Cause.COMMAND_REJECTED,
        "The device refused the command: " + line,
        "output without an error message",
        line.length() > 500 ? line.substring(0, 500) : line,
        "Check the command against the device's software and the user's privilege.");
  }

  private Broken uncertain(String summary) {
    return wire.broken(
        Cause.UNCERTAIN_END,
        summary,
        expected(),
        "The output may be incomplete and is not used as a result. Run the command again; if it"
            + " stays, the platform's prompt patterns need a correction.");
  }

  private Broken timedOut() {
    return wire.broken(
        Cause.COMMAND_TIMEOUT,
        "The command did not end within " + words(wire.options.command()) + ".",
        expected(),
        "Ask for less output or raise the limit of the command.");
  }

  private Broken quiet() {
    if (probing != null) {
      return uncertain("The device did not answer an empty line with its prompt.");
    }
    String tail = wire.tail().strip();
    if (inOutput && Questions.looksLikeOne(tail)) {
      return wire.broken(
          Cause.UNEXPECTED_QUESTION,
          "The device asks \"" + tail + "\" and the platform has no answer for it.",
          expected(),
          "Use a form of the command that does not ask, or add the question to the platform's"
              + " dialogs.");
    }
    return wire.broken(
        Cause.SILENT,
        "The device sent nothing for "
            + words(silent ? wire.options.prompt() : wire.options.silence())
            + ".",
        expected(),
        "The device may be busy or hang; if the command is slow by nature, raise the limit of"
            + " silence.");
  }

  private static String words(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  private static int indexOfLineFeed(byte[] buffer, int from, int end) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
