package io.netauto.cli.run;

import io.netauto.cli.server.Json;
import io.netauto.cli.term.Printable;
import io.netauto.cli.term.Terminal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Shows a run as it comes: the device's lines on standard output, the rest on standard error.
 *
 * <p>A terminal sees an unfinished line grow, for a command that prints dots; a file or pipe gets
 * it at the end only, for it may yet turn out to be a prompt.
 */
final class RunScreen implements FollowRun.Watcher {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final Terminal terminal;
  private final boolean silent;
  private String lastState = "";
  private long lastLine;
  private @Nullable OutputLine unfinished;
  private String shown = "";

  /**
   * A screen for one run.
   *
   * @param silent keeps the device's lines back, when another form of them is wanted
   */
  RunScreen(Terminal terminal, boolean silent) {
    this.terminal = terminal;
    this.silent = silent;
  }

  @Override
  public void lines(List<OutputLine> lines, @Nullable OutputLine partial) {
    if (silent) {
      return;
    }
    var text = new StringBuilder();
    for (OutputLine line : lines) {
      if (line.n() > lastLine) {
        text.append(onto(line)).append('\n');
        shown = "";
        lastLine = line.n();
      }
    }
    unfinished = partial != null && partial.n() > lastLine ? partial : null;
    if (terminal.outIsTerminal()) {
      if (unfinished != null) {
        text.append(onto(unfinished));
        shown = safe(unfinished);
      } else if (!shown.isEmpty()) {
        text.append(ERASE_LINE);
        shown = "";
      }
    }
    terminal.print(text.toString());
  }

  /** What makes the line out of what the terminal shows of it. */
  private String onto(OutputLine line) {
    String text = safe(line);
    return text.startsWith(shown) ? text.substring(shown.length()) : ERASE_LINE + text;
  }

  private String safe(OutputLine line) {
    return terminal.outIsTerminal() ? Printable.line(line.text()) : line.text();
  }

  @Override
  public void state(JsonNode run) {
    String waiting = Json.text(run, "waitingFor");
    String state = Json.text(run, "status") + (waiting.isEmpty() ? "" : ", waiting for " + waiting);
    if (!state.equals(lastState)) {
      lastState = state;
      note("Run " + Json.text(run, "id") + " on " + RunWords.device(run) + ": " + state);
    }
  }

  @Override
  public void lost(String why, Duration pause) {
    note("Connection lost (" + why + "); next attempt in " + pause.toMillis() + " ms");
  }

  private void note(String line) {
    if (!shown.isEmpty() && terminal.errIsTerminal()) {
      terminal.print(ERASE_LINE);
      shown = "";
    }
    terminal.note(line);
  }

  /** Writes what never got a line end. */
  void finish() {
    if (unfinished != null && !silent) {
      terminal.print(onto(unfinished) + (terminal.outIsTerminal() ? "\n" : ""));
      unfinished = null;
      shown = "";
    }
  }
}
