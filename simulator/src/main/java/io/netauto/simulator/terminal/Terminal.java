package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.device.Piece;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.platform.Command;
import io.netauto.simulator.platform.Pager;
import io.netauto.simulator.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One session on a device.
 *
 * <p>It is a state machine without a thread: bytes that arrive, writes that are done and timers
 * that go off each run a step on the session's {@link Strand}. While a command runs, what is typed
 * waits, but for the interrupt key. Output is pulled from the command only when the wire is idle,
 * so at most one piece of it is in memory, however long it is and however slowly it is read.
 */
final class Terminal implements Screen {
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

  private final Device device;
  private final Platform platform;
  private final Line line;
  private final Seat seat;
  private final Strand strand;
  private final Wire wire;
  private final LineEditor editor;
  private final Commands commands;
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

  Terminal(Device device, Line line, ScheduledExecutorService timer) {
    this.device = device;
    this.platform = device.platform();
    this.line = line;
    this.seat = new Seat(device, line, timer, this::advance);
    this.strand = seat.strand();
    this.wire = seat.wire();
    this.editor = new LineEditor(wire::send);
    this.commands = new Commands(this, device);
    this.rows = platform.pager().rows();
  }

  @Override
  public void open() {
    strand.execute(
        () -> {
          switch (seat.admit()) {
            case TOO_MANY -> {
              print(platform.errors().busy());
              hangUp(1);
            }
            case CLOSED_AT_ONCE -> hangUp(0);
            case WELCOME -> {
              print(device.fill(platform.motd(), Map.of()));
              if (device.plan().has(Fault.NoisyBanner.class)) {
                print(device.fill(Noise.MOTD, Map.of()));
              }
              prompt();
            }
          }
        });
  }

  @Override
  public void execute(String command) {
    strand.execute(
        () -> {
          int _ = seat.taken();
          seat.received(command);
          rows = 0;
          commands.mode(platform.home());
          whenDone = () -> hangUp(0);
          seat.think(() -> commands.run(command, whenDone));
        });
  }

  @Override
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

  @Override
  public void closed() {
    strand.execute(
        () -> {
          state = State.CLOSED;
          step++;
          feed = Feed.EMPTY;
          typed.clear();
          wire.kill();
        });
    seat.left();
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
      case TAB -> editor.complete(platform.grammar(commands.mode()).completions(editor.text()));
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
      seat.think(() -> secret(text));
      return;
    }
    if (text.isBlank()) {
      prompt();
      return;
    }
    seat.received(text.strip());
    state = State.THINKING;
    int now = ++step;
    seat.think(
        () -> {
          if (state == State.THINKING && now == step) {
            if (device.plan().has(Fault.InvalidUtf8.class)) {
              wire.send(Noise.notUtf8());
            }
            commands.run(text, this::commandDone);
          }
        });
  }

  private void commandDone() {
    prompt();
    if (state == State.TYPING && device.plan().has(Fault.SyslogAtPrompt.class)) {
      print(Noise.SYSLOG);
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
    Pager.Answer answer = platform.pager().answer(key);
    if (answer == Pager.Answer.NOTHING) {
      return;
    }
    wire.send(platform.pager().erase().getBytes(StandardCharsets.US_ASCII));
    if (answer == Pager.Answer.QUIT) {
      feed = Feed.EMPTY;
      finish();
    } else {
      room = answer == Pager.Answer.LINE ? 1 : rows - 1;
      state = State.RUNNING;
      advanceIfIdle();
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

  void tick(long count, Duration gap, Runnable then) {
    feed = Feed.EMPTY;
    whenDone = () -> {};
    state = State.THINKING;
    int now = ++step;
    new Ticks(count, gap, strand, this::print)
        .run(
            () -> now == step && state == State.THINKING,
            () -> {
              then.run();
              readOn();
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
}
