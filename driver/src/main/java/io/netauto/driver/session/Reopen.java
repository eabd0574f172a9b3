package io.netauto.driver.session;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Mark;
import io.netauto.driver.SessionListener;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Hands an idle session to its next owner: a {@link BlankLine} shows that the device is there, has
 * said all that it had to say, and stands at the same prompt. What it said until then belongs to
 * nobody; the next owner's log begins with the prompt, as that of a fresh session ends.
 */
final class Reopen {
  private final Wire wire;
  private final Prompts prompts;
  private final String home;
  private final Duration patience;
  private final BlankLine blank = BlankLine.any();
  private boolean anyLine;
  private boolean echoed;

  /**
   * @param home the prompt to be found
   * @param patience how long the device may take
   */
  Reopen(Wire wire, Prompts prompts, String home, Duration patience) {
    this.wire = wire;
    this.prompts = prompts;
    this.home = home;
    this.patience = patience;
  }

  void to(SessionListener next) throws Broken {
    try {
      wire.hears(SessionListener.none());
      Deadline limit = Deadline.after(patience);
      dropIdle(limit);
      wire.startLine();
      wire.restartGaps();
      wire.type(blank.typed());
      awaitPrompt(limit);
    } catch (InterruptedException e) {
      throw wire.interrupted();
    } catch (IOException e) {
      throw wire.lost(e, expected());
    }
    wire.hears(next);
    byte[] shown = shown();
    next.bytes(shown, 0, shown.length);
    next.mark(new Mark.Ready(prompts.current()));
  }

  private void dropIdle(Deadline limit) throws IOException, InterruptedException, Broken {
    wire.unpark();
    int n;
    do {
      n = wire.readNow();
    } while (n > 0 && !limit.passed());
    if (n == Transport.END) {
      throw wire.ended(expected());
    }
  }

  private void awaitPrompt(Deadline limit) throws IOException, InterruptedException, Broken {
    while (true) {
      int n = wire.readNow();
      if (n == Transport.TIMEOUT) {
        boolean there = anyLine && wire.line.atBorder() && prompts.same(wire.tail(), home);
        // A device that does not show blanks, or drew its prompt for another reason.
        Duration quiet = echoed ? wire.pauses(1, 2, 500) : wire.pauses(3, 500, 3000);
        n = wire.read(there ? wire.quietFor(quiet).or(limit) : limit);
        if (n == Transport.TIMEOUT && there && !limit.passed()) {
          return;
        }
      }
      if (n > 0) {
        take(wire.piece, n);
      } else if (n == Transport.END) {
        throw wire.ended(expected());
      }
      if (limit.passed()) {
        throw wire.broken(
            wire.received() == 0 ? Cause.SILENT : Cause.UNCERTAIN_END,
            "The session that was to be used again did not show its prompt within "
                + patience.toMillis()
                + " ms.",
            expected(),
            "Open a new session.");
      }
    }
  }

  private void take(byte[] piece, int n) {
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (piece[i] == '\n') {
        wire.feedLine(piece, at, i - at);
        String line = wire.line.finish();
        anyLine = true;
        echoed = blank.isEchoedIn(line, home, prompts) || (echoed && prompts.mayStandAbove(line));
        wire.startLine();
        at = i + 1;
      }
    }
    wire.feedLine(piece, at, n - at);
    wire.forward(piece, 0, n);
  }

  /** The raw bytes that draw the prompt, with its upper line where the platform has one. */
  private byte[] shown() {
    byte[] recent = wire.lastBytes(2 * Wire.LONGEST_PROMPT);
    int from = Held.lastLineFeed(recent, recent.length);
    String above = Held.lineAbove(recent, wire.options.charset());
    if (from > 0 && !above.isBlank() && prompts.mayStandAbove(above)) {
      from = Held.lastLineFeed(recent, from);
    }
    return Arrays.copyOfRange(recent, from + 1, recent.length);
  }

  private String expected() {
    return "the prompt \"" + home + "\"";
  }
}
