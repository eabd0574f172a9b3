package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.device.Piece;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.Latency;
import io.netauto.simulator.platform.Command;
import io.netauto.simulator.platform.Match;
import io.netauto.simulator.platform.Pager;
import io.netauto.simulator.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One session on a device.
 *
 * <p>It is a state machine without a thread: bytes that arrive, writes that are done and timers
 * that go off each run a step on the session's {@link Strand}. While a command runs, what is typed
 * waits, but for the interrupt key. Output is pulled from the command only when the wire is idle,
 * so at most one piece of it is in memory, however long it is and however slowly it is read.
 */
public final class Terminal {
  private enum State {
    TYPING,
    THINKING,
    RUNNING,
    PAGED,
    ANSWERING,
    SECRET,
    CLOSING,
    CLOSED
  }

  private static final String SYSLOG =
      "\n*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: Configured from console\n";
  private static final byte[] NOT_UTF8 = {
    'l', 'o', 'c', ':', ' ', 'M', (byte) 0xfc, 'n', (byte) 0xff, (byte) 0xc3, '(', '\r', '\n'
  };

  private final Device device;
  private final long session;
  private final Platform platform;
  private final Latency latency;
  private final Line line;
  private final Strand strand;
  private final Wire wire;
  private final Jitter jitter;
  private final LineEditor editor;
  private final Commands commands;
  private final AtomicBoolean counted = new AtomicBoolean();
  private final Deque<Byte> typed = new ArrayDeque<>();
  private State state = State.THINKING;
  private Feed feed = Feed.EMPTY;
  private Runnable whenDone = () -> {};
  private boolean paging;
  private int rows;
  private int room;
  private int step;
  private boolean reading;
  private int denials;
  private int status;
  private @Nullable Pending pending;

  private record Pending(Command command, Runnable yes, Runnable no) {}

  public Terminal(Device device, Line line, ScheduledExecutorService timer) {
    this.device = device;
    this.session = device.nextSession();
    this.platform = device.platform();
    this.latency = device.plan().latency();
    this.line = line;
    this.strand = new Strand(timer);
    this.jitter = new Jitter(device.plan().name().hashCode(), latency.jitter());
    this.wire = new Wire(device.plan(), device.counters(), line, strand, jitter, this::advance);
    this.editor = new LineEditor(wire::send);
    this.commands = new Commands(this, device);
    this.rows = platform.pager().rows();
  }

  /** Greets and shows the first prompt. */
  public void open() {
    strand.execute(
        () -> {
          counted.set(true);
          int open = device.counters().opened();
          device.counters().loggedIn();
          int limit =
              device
                  .plan()
                  .fault(Fault.SessionLimit.class)
                  .map(Fault.SessionLimit::sessions)
                  .orElse(Integer.MAX_VALUE);
          if (open > limit) {
            print(platform.errors().busy());
            hangUp(1);
          } else if (device.plan().has(Fault.ClosesAfterLogin.class)) {
            hangUp(0);
          } else {
            print(device.fill(platform.motd(), Map.of()));
            if (device.plan().has(Fault.NoisyBanner.class)) {
              print(device.fill(Noise.MOTD, Map.of()));
            }
            prompt();
          }
        });
  }

  /** Runs one command without echo, paging and prompt, and ends. */
  public void execute(String command) {
    strand.execute(
        () -> {
          counted.set(true);
          device.counters().opened();
          device.counters().loggedIn();
          device.received(session, command);
          rows = 0;
          commands.mode(platform.home());
          whenDone = () -> hangUp(0);
          strand.after(jitter.vary(latency.think()), () -> commands.run(command, whenDone));
        });
  }

  /** Takes what was typed. */
  public void receive(byte[] bytes) {
    strand.execute(
        () -> {
          for (byte each : bytes) {
            if (each == 0x03 && (state == State.RUNNING || state == State.THINKING)) {
              typed.clear();
              interrupt();
            } else {
              typed.add(each);
            }
          }
          readOn();
        });
  }

  /** The far end has gone. */
  public void closed() {
    strand.execute(
        () -> {
          state = State.CLOSED;
          step++;
          feed = Feed.EMPTY;
          typed.clear();
          wire.kill();
        });
    if (counted.getAndSet(false)) {
      device.counters().closed();
    }
  }

  /** Takes the keys that wait, as far as the state allows; what a key does may ask for more. */
  private void readOn() {
    if (reading) {
      return;
    }
    reading = true;
    try {
      while (!typed.isEmpty() && state != State.THINKING && state != State.RUNNING) {
        byte key = typed.remove();
        switch (state) {
          case TYPING, ANSWERING, SECRET -> key(key);
          case PAGED -> pageKey((char) (key & 0xff));
          case THINKING, RUNNING, CLOSING, CLOSED -> {}
        }
      }
    } finally {
      reading = false;
    }
  }

  private void key(byte key) {
    if (state == State.ANSWERING && pending != null && pending.command().askKey()) {
      boolean yes = key == '\r' || key == '\n' || key == 'y';
      print("\n");
      answered(yes ? "" : "n");
      return;
    }
    switch (editor.key(key)) {
      case NONE -> {}
      case ENTER -> entered(editor.takeText());
      case INTERRUPT -> {
        var _ = editor.takeText();
        editor.echoes(true);
        pending = null;
        commands.resume();
        print("\n");
        prompt();
      }
      case END -> {
        var _ = editor.takeText();
        print("^Z\n");
        commands.end();
        prompt();
      }
      case EOF -> commands.exit(this::prompt);
      case HELP -> {
        List<String> words = platform.grammar(commands.mode()).completions(editor.text());
        print("?\n" + (words.isEmpty() ? "  <cr>" : "  " + String.join("\n  ", words)) + "\n");
        prompt();
        wire.send(editor.text().getBytes(StandardCharsets.UTF_8));
      }
      case TAB -> {
        String text = editor.text();
        List<String> words = platform.grammar(commands.mode()).completions(text);
        if (words.size() == 1 && !words.getFirst().startsWith("<")) {
          int start = text.length() - text.lastIndexOf(' ') - 1;
          editor.type(words.getFirst().substring(start) + " ");
        }
      }
    }
  }

  private void entered(String text) {
    if (state == State.ANSWERING) {
      answered(text);
      return;
    }
    if (state == State.SECRET) {
      editor.echoes(true);
      state = State.THINKING;
      strand.after(jitter.vary(latency.think()), () -> secret(text));
      return;
    }
    if (text.isBlank()) {
      prompt();
      return;
    }
    device.received(session, text.strip());
    state = State.THINKING;
    int now = ++step;
    strand.after(
        jitter.vary(latency.think()),
        () -> {
          if (state == State.THINKING && now == step) {
            if (device.plan().has(Fault.InvalidUtf8.class)) {
              wire.send(NOT_UTF8);
            }
            commands.run(text, this::commandDone);
          }
        });
  }

  private void commandDone() {
    prompt();
    if (state == State.TYPING && device.plan().has(Fault.SyslogAtPrompt.class)) {
      print(SYSLOG);
      prompt();
    }
  }

  private void answered(String text) {
    Pending asked = pending;
    pending = null;
    state = State.THINKING;
    if (asked == null) {
      prompt();
    } else if (asked.command().yes().contains(text.strip())) {
      asked.yes().run();
      readOn();
    } else {
      print(asked.command().no());
      asked.no().run();
    }
  }

  private void secret(String text) {
    boolean refused = device.plan().has(Fault.EnableRefused.class);
    if (!refused && text.equals(device.plan().enablePassword())) {
      commands.enabled();
      prompt();
    } else if (++denials < 3) {
      askSecret();
    } else {
      print(platform.errors().enableDenied());
      prompt();
    }
  }

  private void pageKey(char key) {
    Pager pager = platform.pager();
    boolean next = pager.next().indexOf(key) >= 0;
    boolean one = pager.line().indexOf(key) >= 0;
    boolean quits = pager.quit().indexOf(key) >= 0 || key == 0x03;
    if (!next && !one && !quits && !pager.otherKeysQuit()) {
      return;
    }
    wire.send(pager.erase().getBytes(StandardCharsets.US_ASCII));
    if (next || one) {
      room = one ? 1 : rows - 1;
      state = State.RUNNING;
      advanceIfIdle();
    } else {
      feed = Feed.EMPTY;
      finish();
    }
  }

  private void interrupt() {
    step++;
    feed = Feed.EMPTY;
    wire.drop();
    print("\n");
    whenDone = () -> {};
    commands.resume();
    prompt();
  }

  /** Runs an output to its end, page by page, and then what is to follow. */
  void show(Iterator<Piece> pieces, boolean paged, Runnable then) {
    feed = new Feed(pieces);
    whenDone = then;
    paging = paged && rows > 0;
    room = rows - 1;
    state = State.RUNNING;
    step++;
    advanceIfIdle();
  }

  /**
   * Prints {@code tick <sequence> <microseconds since 1970>}, so many times and so far apart. The
   * beat does not drift, and a line is made at the moment when it is written, so whoever reads it
   * can tell how long it was under way.
   */
  void tick(long count, Duration gap, Runnable then) {
    feed = Feed.EMPTY;
    whenDone = () -> {};
    state = State.THINKING;
    tick(1, count, System.nanoTime(), gap, ++step, then);
  }

  private void tick(long n, long count, long began, Duration gap, int now, Runnable then) {
    if (n > count) {
      then.run();
      readOn();
      return;
    }
    long wait = began + n * gap.toNanos() - System.nanoTime();
    // Through the timer even when late, so that a fast beat does not grow the stack.
    strand.after(
        Duration.ofNanos(Math.max(1, wait)),
        () -> {
          if (now == step && state == State.THINKING) {
            print(
                "tick " + n + " " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + "\n");
            tick(n + 1, count, began, gap, now, then);
          }
        });
  }

  private void advanceIfIdle() {
    if (wire.isIdle()) {
      advance();
    }
  }

  private void advance() {
    if (state == State.CLOSING) {
      state = State.CLOSED;
      line.hangUp(status);
      return;
    }
    if (state != State.RUNNING) {
      return;
    }
    if (paging && room <= 0 && feed.hasMore()) {
      state = State.PAGED;
      wire.send(device.fill(platform.pager().text(), Map.of()).getBytes(StandardCharsets.US_ASCII));
      readOn();
      return;
    }
    Piece piece = feed.take(paging ? Math.max(1, room) : Integer.MAX_VALUE);
    if (piece == null) {
      finish();
      return;
    }
    room -= (int) piece.text().chars().filter(each -> each == '\n').limit(rows + 1L).count();
    int now = step;
    if (piece.pause().isZero()) {
      print(piece.text());
      return;
    }
    strand.after(
        piece.pause(),
        () -> {
          if (now == step && state == State.RUNNING) {
            print(piece.text());
          }
        });
  }

  private void finish() {
    Runnable then = whenDone;
    whenDone = () -> {};
    state = State.THINKING;
    then.run();
    readOn();
  }

  /** Asks the command's question, and acts on the answer. */
  void ask(Command command, Runnable yes, Runnable no) {
    print(device.fill(command.ask(), Map.of()));
    pending = new Pending(command, yes, no);
    state = State.ANSWERING;
    readOn();
  }

  void beginSecret() {
    denials = 0;
    askSecret();
  }

  private void askSecret() {
    print("Password: ");
    editor.echoes(false);
    state = State.SECRET;
    readOn();
  }

  void prompt() {
    if (state == State.CLOSING || state == State.CLOSED) {
      return;
    }
    print(commands.prompt());
    state = State.TYPING;
    readOn();
  }

  void rows(int count) {
    rows = count;
  }

  /** Ends the session once all is sent. */
  void hangUp(int exitStatus) {
    status = exitStatus;
    state = State.CLOSING;
    advanceIfIdle();
  }

  void print(String text) {
    wire.send(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Why a line was refused, as the platform says it. */
  String refusal(Match match, String text) {
    return switch (match) {
      case Match.Unknown(int column) -> {
        String prompt = commands.prompt();
        int indent = prompt.length() - prompt.lastIndexOf('\n') - 1 + column;
        yield device.fill(
            platform.errors().unknown(), Map.of("caret", " ".repeat(indent), "line", text));
      }
      case Match.Incomplete() ->
          device.fill(platform.errors().incomplete(), Map.of("caret", "", "line", text));
      case Match.Ambiguous() ->
          device.fill(platform.errors().ambiguous(), Map.of("caret", "", "line", text));
      case Match.Found found -> throw new IllegalArgumentException("Not refused: " + found);
    };
  }
}
