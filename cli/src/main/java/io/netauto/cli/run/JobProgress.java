package io.netauto.cli.run;

import io.netauto.cli.term.StatusLine;
import io.netauto.cli.term.Terminal;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Shows how far a job is, on standard error: at a terminal in one line that is written over, else
 * in a line every ten seconds.
 */
final class JobProgress implements FollowJob.Watcher, AutoCloseable {
  private static final Duration REDRAWN = Duration.ofMillis(500);
  private static final Duration LOGGED = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final StatusLine line;
  private final boolean quiet;
  private final LongSupplier nanos;
  private final Pace pace = new Pace();
  private @Nullable JsonNode job;
  private @Nullable Thread ticker;
  private boolean closed;

  JobProgress(Terminal terminal, boolean quiet) {
    this(terminal, quiet, System::nanoTime);
  }

  /** With a clock of its own. */
  JobProgress(Terminal terminal, boolean quiet, LongSupplier nanos) {
    this.terminal = terminal;
    this.line = new StatusLine(terminal);
    this.quiet = quiet;
    this.nanos = nanos;
  }

  /** Keeps rate and remaining time true while nothing comes. */
  synchronized void start() {
    if (!quiet && !closed) {
      ticker = Thread.ofVirtual().start(this::tickOnAndOn);
    }
  }

  private void tickOnAndOn() {
    try {
      while (true) {
        Thread.sleep(terminal.errIsTerminal() ? REDRAWN : LOGGED);
        tick();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  @Override
  public synchronized void job(JsonNode now) {
    job = now;
    pace.add(nanos.getAsLong(), JobWords.done(now));
    if (terminal.errIsTerminal()) {
      tick();
    }
  }

  /** Shows what is known. */
  synchronized void tick() {
    if (quiet || closed || job == null) {
      return;
    }
    long now = nanos.getAsLong();
    pace.add(now, JobWords.done(job));
    double perSecond = pace.perSecond(now, JobWords.done(job));
    if (terminal.errIsTerminal()) {
      line.show(ProgressLine.bar(job, perSecond, line.width()));
    } else {
      terminal.error(ProgressLine.plain(job, perSecond));
    }
  }

  @Override
  public synchronized void lost(String why, Duration pause) {
    if (!closed) {
      line.note("Connection lost (" + why + "); next attempt in " + pause.toMillis() + " ms");
    }
  }

  /** Takes the line away; nothing is shown any more. */
  @Override
  public synchronized void close() {
    closed = true;
    if (ticker != null) {
      ticker.interrupt();
    }
    line.close();
  }
}
