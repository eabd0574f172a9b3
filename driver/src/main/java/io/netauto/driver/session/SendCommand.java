package io.netauto.driver.session;

import io.netauto.driver.Command;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Mark;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.io.IOException;
import java.nio.charset.Charset;
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
 *   <li>When it is a prompt that this session has confirmed, or one of the platform's, and nothing
 *       follows for a moment, an empty line is typed. A device that still prints will first finish
 *       that; one that is at its prompt shows the empty line and exactly the same prompt again, and
 *       nothing else. So a pause behind a line that looks like the prompt is never taken for the
 *       end. The empty line holds some blanks, see {@link BlankLine}, by which its echo is told
 *       from output. A device that does not echo them has to answer twice, and quietly.
 *   <li>Log messages may stand between; for whatever else comes back the end is uncertain, and the
 *       command failed.
 * </ol>
 *
 * <p>From the moment that the last line is a known prompt, what follows is held back until it is
 * clear whether it is output or noise of the session, see {@link CommandStream}.
 */
final class SendCommand {
  private static final int MOST_PAGERS_WITHOUT_BYTES = 20;
  private static final int MOST_PROBES = 6;

  private final Wire wire;
  private final Prompts prompts;
  private final Command command;
  private final int index;
  private final boolean echoes;
  private final boolean silent;
  private final Collected collected;
  private final CommandStream stream;
  private final Answers answers;
  private final Judge judge;

  private long bytesAtPager = -1;
  private int pagersWithoutBytes;
  private int probes;
  private @Nullable String probed;

  /**
   * @param index the command's number; negative for a set-up step, which leaves no marks
   */
  SendCommand(Wire wire, Prompts prompts, Command command, int index, boolean echoes) {
    this.wire = wire;
    this.prompts = prompts;
    this.command = command;
    this.index = index;
    this.echoes = echoes;
    this.silent = index < 0;
    this.collected = new Collected(charset(), silent ? 4096 : wire.options.keepOutput());
    this.stream = new CommandStream(wire, prompts, command.text(), index, silent, collected);
    this.answers = new Answers(wire.platform, command.answers());
    this.judge = new Judge(wire, prompts, stream, answers, silent);
  }

  CommandResult run() {
    try {
      return converse();
    } catch (Broken e) {
      stream.release();
      collected.breakOff();
      return new CommandResult.Failed(collected.output(), e.failure());
    }
  }

  private CommandResult converse() throws Broken {
    try {
      drain();
      mark(new Mark.CommandSent(index, command.text()));
      wire.restartGaps();
      wire.type(command.text());
      if (!echoes) {
        stream.beginOutput();
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
      Judge.Verdict verdict = null;
      if (n == Transport.TIMEOUT) {
        verdict = judge.judge(probed);
        Deadline silence = wire.quietFor(silent ? wire.options.prompt() : wire.options.silence());
        Deadline quiet =
            verdict instanceof Judge.Verdict.Nothing ? silence : wire.quietFor(verdict.quiet());
        n = wire.read(quiet.or(silence).or(limit));
      }
      if (n > 0) {
        stream.consume(wire.piece, 0, n);
      } else if (n == Transport.END) {
        throw wire.ended(expected());
      } else if (limit.passed()) {
        throw timedOut();
      } else if (verdict != null) {
        CommandResult result = act(verdict);
        if (result != null) {
          return result;
        }
      }
      if (limit.passed() && !stream.atPrompt()) {
        throw timedOut();
      }
    }
  }

  private @Nullable CommandResult act(Judge.Verdict verdict) throws IOException, Broken {
    switch (verdict) {
      case Judge.Verdict.Nothing nothing -> throw quiet();
      case Judge.Verdict.Unanswerable(Duration quiet) -> throw quiet();
      case Judge.Verdict.End(Duration quiet, String prompt) -> {
        return finish(prompt);
      }
      case Judge.Verdict.Probe(Duration quiet, String prompt) -> probe(prompt);
      case Judge.Verdict.Pager(Duration quiet, var pager) -> {
        stream.release();
        turnPage(pager);
      }
      case Judge.Verdict.Question(Duration quiet, Answers.Keys keys) -> {
        stream.release();
        answers.pressed(keys, wire.received());
        wire.press(keys.keys());
      }
    }
    return null;
  }

  private void probe(String prompt) throws IOException, Broken {
    if (stream.disproved()) {
      throw uncertain(
          "What looked like the prompt was followed by more output; the end is not certain.");
    }
    if (++probes > MOST_PROBES) {
      throw uncertain("The device does not come to rest at its prompt.");
    }
    probed = prompt;
    BlankLine line = BlankLine.any();
    stream.beginProbe(prompt, line);
    wire.type(line.typed());
  }

  private void turnPage(io.netauto.driver.platform.Platform.Pager pager)
      throws IOException, Broken {
    if (wire.received() - bytesAtPager > wire.lineBytes) {
      pagersWithoutBytes = 0;
    } else if (++pagersWithoutBytes > MOST_PAGERS_WITHOUT_BYTES) {
      throw uncertain("The device's pager does not go on.");
    }
    bytesAtPager = wire.received();
    judge.met(wire.tail());
    collected.mark(new Mark.PagerAnswered(wire.lineBytes));
    wire.answerPager(pager);
  }

  private CommandResult finish(String prompt) throws Broken {
    if (stream.disproved()) {
      throw uncertain(
          "What looked like the prompt was followed by more output; the end is not certain.");
    }
    if (!stream.inOutput()) {
      throw uncertain(
          "The echo of the command was not recognised, so it is not certain where its output"
              + " begins.");
    }
    if (!echoes && !command.text().isBlank() && collected.beginsWith(command.text())) {
      throw uncertain(
          "The device was taken for one that does not echo, and it echoed the command.");
    }
    if (stream.probing()) {
      prompts.learnBlanks(prompt, stream.showedBlanks());
    }
    byte[] recent = wire.lastBytes(Integer.MAX_VALUE);
    Held held = stream.held();
    int promptBytes = held != null && held.promptBytes() > 0 ? 0 : promptBytes(prompt);
    Mark.OutputEnded ended = new Mark.OutputEnded(index, promptBytes);
    mark(ended);
    collected.mark(ended);
    if (held != null) {
      if (stream.showedBlanks()) {
        prompts.learnDrawing(Arrays.copyOfRange(held.bytes(), held.lastLine(), held.length()));
      }
      handOver(held);
    }
    String now = prompts.same(wire.tail(), prompt) ? prompt : wire.tail();
    String above = Held.lineAbove(wire.lastBytes(2 * Wire.LONGEST_PROMPT), charset());
    prompts.learn(above, now.isEmpty() ? prompt : now);
    String error = collected.errorLine(wire.platform.errors(), recent);
    CommandResult.Output output = collected.output();
    return error == null
        ? new CommandResult.Done(output)
        : new CommandResult.Rejected(output, rejected(error));
  }

  /** Passes on what was held; of a prompt that only was drawn again, the last stays. */
  private void handOver(Held held) {
    boolean again = stream.answeredWith(probed == null ? "" : probed) && !held.hasNoise(charset());
    byte[] bytes = held.bytes();
    int at = 0;
    for (int i = held.promptBytes(); again && i < held.lastLine(); i++) {
      if (bytes[i] == '\n') {
        wire.take(bytes, at, i - at);
        wire.mark(new Mark.PromptRedrawn());
        at = i;
      }
    }
    wire.take(bytes, at, held.length() - at);
  }

  /** How many of the last raw bytes draw the prompt; the whole line unless text stands before. */
  private int promptBytes(String prompt) {
    if (prompts.same(wire.tail(), prompt)) {
      return wire.lineBytes;
    }
    byte[] raw = wire.lastBytes(wire.lineBytes);
    for (int n = Math.min(prompt.length(), raw.length); n <= raw.length; n++) {
      if (Held.visible(raw, raw.length - n, n, charset()).equals(prompt)) {
        return n;
      }
    }
    return wire.lineBytes;
  }

  private Charset charset() {
    return wire.options.charset();
  }

  private void mark(Mark mark) {
    if (!silent) {
      wire.mark(mark);
    }
  }

  private String expected() {
    return stream.inOutput()
        ? "the prompt \"" + prompts.current() + "\""
        : "the echo of \"" + command.text() + "\"";
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
    if (stream.probing()) {
      return uncertain("The device did not answer an empty line with its prompt.");
    }
    String tail = wire.tail().strip();
    if (stream.inOutput() && (Questions.looksLikeOne(tail) || answers.askedBefore(tail))) {
      boolean again = answers.askedBefore(tail);
      return wire.broken(
          Cause.UNEXPECTED_QUESTION,
          again
              ? "The device asks \"" + tail + "\" again; it did not take the answer."
              : "The device asks \"" + tail + "\" and the platform has no answer for it.",
          expected(),
          again
              ? "Check the answer that the command gives."
              : "Give the command an answer, use a form of it that does not ask, or add the"
                  + " question to the platform's dialogs.");
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
}
