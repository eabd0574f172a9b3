package io.netauto.cli.term;

/**
 * A last line on standard error that is written over, for a terminal only. May be used by several
 * threads.
 */
public final class StatusLine {
  private static final String ERASE_REST = "\u001b[K";
  private static final long WIDTH_HOLDS = 5_000_000_000L;

  private final Terminal terminal;
  private String shown = "";
  private boolean closed;
  private int width;
  private long measured;

  public StatusLine(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Columns that a line may have; asked for anew only every few seconds, for it costs a process.
   */
  public synchronized int width() {
    long now = System.nanoTime();
    if (width == 0 || now - measured > WIDTH_HOLDS) {
      width = terminal.width() - 1; // a full line would wrap at some terminals
      measured = now;
    }
    return width;
  }

  /** Shows this instead of what was shown; in one piece, and only when it differs. */
  public synchronized void show(String text) {
    String safe = Printable.line(text);
    safe = safe.substring(0, Math.min(safe.length(), width()));
    if (!closed && !safe.equals(shown)) {
      terminal.writeErr("\r" + safe + ERASE_REST);
      shown = safe;
    }
  }

  /** Writes a line above. */
  public synchronized void note(String line) {
    String below = shown;
    clear();
    terminal.note(line);
    if (!below.isEmpty()) {
      show(below);
    }
  }

  private void clear() {
    if (!shown.isEmpty()) {
      terminal.writeErr("\r" + ERASE_REST);
      shown = "";
    }
  }

  /** Takes the line away, for good. */
  public synchronized void close() {
    clear();
    closed = true;
  }
}
