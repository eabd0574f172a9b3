package io.netauto.driver.session;

import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Mark;
import io.netauto.driver.Negotiated;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.terminal.TerminalLine;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.LinesFull;
import io.netauto.driver.transport.SessionRefused;
import io.netauto.driver.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The stream of one session: reads pieces, passes them on raw, and keeps the unfinished line, which
 * is all that decisions are taken on. Its cost does not depend on what came before that line.
 */
final class Wire {
  /** Lines longer than this are no prompts and no questions. */
  static final int LONGEST_PROMPT = 1024;

  private static final int FIRST_PIECE = 8 << 10;
  private static final int LARGEST_PIECE = 64 << 10;
  private static final int RECENT = 8 << 10;
  private static final byte[] NOTHING = new byte[0];

  final Platform platform;
  final SessionOptions options;
  final TerminalLine line;

  /** The piece read last. */
  byte[] piece = NOTHING;

  /** Raw bytes of the unfinished line, since the last pager if there was one in it. */
  int lineBytes;

  /** The unfinished line began as a pager's prompt. */
  boolean pagerInLine;

  private final Transport transport;
  private SessionListener listener;
  private byte[] recent = NOTHING;
  private long received;
  private long lastByteAt = System.nanoTime();

  /** Somebody looked since and found nothing, for the first time then. */
  private boolean quiet;

  private long quietSince;
  private long longestGap;
  private boolean measuring;
  private boolean filled;
  private volatile boolean cancelled;

  /** The session has been at its prompt. */
  private boolean opened;

  Wire(Transport transport, Platform platform, SessionOptions options, SessionListener listener) {
    this.transport = transport;
    this.platform = platform;
    this.options = options;
    this.listener = listener;
    this.line = new TerminalLine(options.charset());
  }

  /** From now on somebody else is told. */
  void hears(SessionListener next) {
    listener = next;
  }

  /** From now on what comes is dropped; a transport that cannot do that keeps a bounded part. */
  void park() {
    hears(SessionListener.none());
    transport.park();
  }

  /** From now on what comes is kept again. */
  void unpark() {
    transport.unpark();
  }

  /** Takes the buffers of an operation; an idle session holds none. */
  void begin() {
    piece = new byte[FIRST_PIECE];
    recent = new byte[RECENT];
    received = 0;
    restartGaps();
  }

  /** The session is at its prompt for the first time. */
  void opened() {
    opened = true;
  }

  void end() {
    piece = NOTHING;
    recent = NOTHING;
  }

  /** Forgets the pauses seen so far. */
  void restartGaps() {
    longestGap = 0;
    measuring = false;
    lastByteAt = System.nanoTime();
    quiet = false;
  }

  /** Reads what is there, without waiting. */
  int readNow() throws IOException, InterruptedException {
    return read(new Deadline(System.nanoTime()));
  }

  int read(Deadline deadline) throws IOException, InterruptedException {
    if (filled && piece.length < LARGEST_PIECE) {
      piece = new byte[LARGEST_PIECE];
    }
    int n = transport.read(piece, deadline);
    filled = n == piece.length;
    long now = System.nanoTime();
    if (n > 0) {
      if (measuring) {
        longestGap = Math.max(longestGap, now - lastByteAt);
      }
      measuring = true;
      lastByteAt = now;
      quiet = false;
    } else if (!quiet) {
      quiet = true;
      quietSince = now;
    }
    return n;
  }

  /**
   * The point at which the device has been quiet for so long. Its quiet begins when somebody looks
   * and finds nothing: what a thread that was kept from looking missed is no quiet.
   */
  Deadline quietFor(Duration duration) {
    return new Deadline((quiet ? quietSince : System.nanoTime()) + duration.toNanos());
  }

  /** So many times the longest pause seen in this operation, within bounds. */
  Duration pauses(int times, long atLeastMillis, long atMostMillis) {
    long millis = longestGap / 1_000_000 * times;
    return Duration.ofMillis(Math.clamp(millis, atLeastMillis, atMostMillis));
  }

  /** Gives bytes to the listener and remembers the last of them. */
  void forward(byte[] buffer, int offset, int length) {
    if (length == 0) {
      return;
    }
    listener.bytes(buffer, offset, length);
    remember(buffer, offset, length);
    received += length;
  }

  private void remember(byte[] buffer, int offset, int length) {
    int mask = RECENT - 1;
    int n = Math.min(length, RECENT);
    int from = offset + length - n;
    int at = (int) ((received + length - n) & mask);
    int first = Math.min(n, RECENT - at);
    System.arraycopy(buffer, from, recent, at, first);
    System.arraycopy(buffer, from + first, recent, 0, n - first);
  }

  /** The last raw bytes that were passed on in this operation. */
  byte[] lastBytes(int most) {
    int n = (int) Math.min(Math.min(received, RECENT), most);
    byte[] last = new byte[n];
    for (int i = 0; i < n; i++) {
      last[i] = recent[(int) ((received - n + i) & (RECENT - 1))];
    }
    return last;
  }

  long received() {
    return received;
  }

  void feedLine(byte[] buffer, int offset, int length) {
    line.feed(buffer, offset, length);
    lineBytes += length;
  }

  void startLine() {
    line.clear();
    lineBytes = 0;
    pagerInLine = false;
  }

  /** Passes bytes on and follows the unfinished line. */
  void take(byte[] buffer, int offset, int length) {
    forward(buffer, offset, length);
    int afterLastLineFeed = offset;
    for (int i = offset + length - 1; i >= offset; i--) {
      if (buffer[i] == '\n') {
        afterLastLineFeed = i + 1;
        startLine();
        break;
      }
    }
    feedLine(buffer, afterLastLineFeed, offset + length - afterLastLineFeed);
  }

  void mark(Mark mark) {
    listener.mark(mark);
  }

  /** Types a line. */
  void type(String text) throws IOException {
    transport.write((text + platform.newline()).getBytes(options.charset()));
    lastByteAt = System.nanoTime();
    quiet = false;
  }

  void press(String key) throws IOException {
    transport.write(key.getBytes(options.charset()));
    lastByteAt = System.nanoTime();
    quiet = false;
  }

  /** Answers the pager whose prompt is the unfinished line. */
  void answerPager(Platform.Pager pager) throws IOException {
    mark(new Mark.PagerAnswered(lineBytes));
    line.clearForPager();
    lineBytes = 0;
    pagerInLine = true;
    press(pager.key());
  }

  /** The unfinished line, or an empty text when it is too long to be a prompt or question. */
  String tail() {
    return line.length() > LONGEST_PROMPT ? "" : line.text();
  }

  /** From now on every wait ends. */
  void cancel() {
    cancelled = true;
    transport.abort();
  }

  boolean cancelled() {
    return cancelled;
  }

  /** Told once when nothing more will come. */
  void onEnd(Runnable action) {
    transport.onEnd(action);
  }

  Optional<Negotiated> negotiated() {
    return transport.negotiated();
  }

  void abort() {
    transport.abort();
  }

  void close() {
    transport.close();
  }

  Broken interrupted() {
    Thread.currentThread().interrupt();
    cancelled = true;
    return cancelledWhile("");
  }

  Broken cancelledWhile(String expected) {
    return broken(Cause.CANCELLED, "The session was cancelled.", expected, "");
  }

  Broken lost(IOException why, String expected) {
    if (cancelled) {
      return cancelledWhile(expected);
    }
    if (why instanceof SessionRefused) {
      return broken(
          Cause.SESSION_REFUSED,
          "The device gives no session: " + why.getMessage() + ".",
          expected,
          "The device may be out of sessions, or the user may have no right to a shell.");
    }
    if (!opened && LinesFull.said(why.getMessage() + "\n" + said())) {
      return linesFull(why.getMessage() + " " + said(), expected);
    }
    return broken(
        Cause.CONNECTION_LOST,
        "The connection was lost: " + why.getMessage() + ".",
        expected,
        "Check the network and the device's log; it may have restarted or ended the session.");
  }

  Broken ended(String expected) {
    if (cancelled) {
      return cancelledWhile(expected);
    }
    if (!opened && LinesFull.said(said())) {
      return linesFull(said(), expected);
    }
    return broken(
        Cause.CONNECTION_LOST,
        "The device ended the session.",
        expected,
        "Read the last words of the device: it may be out of sessions, or the command logged out.");
  }

  private String said() {
    return new String(lastBytes(500), options.charset());
  }

  private Broken linesFull(String said, String expected) {
    return broken(
        Cause.LINES_FULL,
        "The device ended the session, because all its lines are taken: "
            + said.strip().replaceAll("\\s*\\R\\s*", " ")
            + ".",
        expected,
        LinesFull.ADVICE);
  }

  Broken broken(Cause cause, String summary, String expected, String advice) {
    return new Broken(new Failure(cause, summary, expected, Visible.tail(lastBytes(2000)), advice));
  }
}
