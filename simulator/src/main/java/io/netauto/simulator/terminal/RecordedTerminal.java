package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.recording.Recording;
import io.netauto.simulator.recording.Reply;
import io.netauto.simulator.recording.Talk;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One session on a device that answers as it was recorded. Like {@link Terminal} it has no thread.
 * What is typed while an answer is under way waits, up to a limit behind which it is lost.
 */
final class RecordedTerminal implements Screen {
  private static final int LONGEST_LINE = 64 << 10;
  private static final int MOST_TYPED_AHEAD = 64 << 10;

  private enum State {
    TYPING,
    ANSWERING,
    SENT,
    CLOSING,
    CLOSED
  }

  private final Device device;
  private final Line line;
  private final Talk talk;
  private final Seat seat;
  private final Queue<Byte> waiting = new ArrayDeque<>();
  private final StringBuilder typed = new StringBuilder();
  private State state = State.ANSWERING;
  private boolean afterReturn;
  private boolean reading;
  private int status;

  RecordedTerminal(Device device, Recording recording, Line line, ScheduledExecutorService timer) {
    this.device = device;
    this.line = line;
    this.talk = recording.begin();
    this.seat = new Seat(device, line, timer, this::idle);
  }

  @Override
  public void open() {
    seat.strand()
        .execute(
            () -> {
              switch (seat.admit()) {
                case TOO_MANY -> {
                  send(device.platform().errors().busy());
                  hangUp(1);
                }
                case CLOSED_AT_ONCE -> hangUp(0);
                case WELCOME -> play(talk.greeting());
              }
            });
  }

  @Override
  public void execute(String command) {
    seat.strand()
        .execute(
            () -> {
              int _ = seat.taken();
              seat.received(command);
              seat.think(
                  () -> {
                    String text = talk.line(command).text();
                    send(text.substring(0, text.lastIndexOf('\n') + 1));
                    hangUp(0);
                  });
            });
  }

  @Override
  public void receive(byte[] bytes) {
    seat.strand()
        .execute(
            () -> {
              for (byte each : bytes) {
                if (waiting.size() < MOST_TYPED_AHEAD) {
                  waiting.add(each);
                }
              }
              readOn();
            });
  }

  @Override
  public void closed() {
    seat.strand()
        .execute(
            () -> {
              state = State.CLOSED;
              waiting.clear();
              seat.wire().kill();
            });
    seat.left();
  }

  private void readOn() {
    if (reading) {
      return;
    }
    reading = true;
    try {
      while (!waiting.isEmpty() && state == State.TYPING) {
        key((char) (waiting.remove() & 0xff));
      }
    } finally {
      reading = false;
    }
  }

  /** Takes a byte; any end of line is one. */
  private void key(char key) {
    boolean secondOfTwo = key == '\n' && afterReturn;
    afterReturn = key == '\r';
    if (secondOfTwo) {
      return;
    }
    if (key == '\r' || key == '\n') {
      String text =
          new String(
              typed.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      typed.setLength(0);
      answer(text, talk.line(text));
    } else if (typed.length() < LONGEST_LINE) {
      typed.append(key);
      Optional<Reply> reply = talk.key(typed.toString());
      if (reply.isPresent()) {
        typed.setLength(0);
        play(reply.get());
      }
    }
  }

  private void answer(String text, Reply reply) {
    // A line that is not shown was a password.
    boolean shown = !reply.echo().isBlank() || reply.text().startsWith(text);
    if (shown && !text.isBlank()) {
      seat.received(text.strip());
      send(reply.echo());
      state = State.ANSWERING;
      seat.think(() -> play(new Reply("", reply.parts(), reply.closes())));
    } else {
      play(reply);
    }
  }

  private void play(Reply reply) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.ANSWERING;
    send(reply.echo());
    play(reply.parts().iterator(), reply.closes());
  }

  private void play(Iterator<Reply.Part> parts, boolean closes) {
    if (state == State.CLOSED) {
      return;
    }
    if (!parts.hasNext()) {
      if (closes) {
        hangUp(0);
      } else {
        state = State.SENT;
        idleIfIdle();
      }
      return;
    }
    Reply.Part next = parts.next();
    Duration wait = next.shortWait();
    seat.strand()
        .after(
            wait,
            () -> {
              send(next.text());
              play(parts, closes);
            });
  }

  private void send(String text) {
    seat.wire().send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the session once all is sent. */
  private void hangUp(int exitStatus) {
    status = exitStatus;
    state = State.CLOSING;
    idleIfIdle();
  }

  private void idleIfIdle() {
    if (seat.wire().isIdle()) {
      idle();
    }
  }

  private void idle() {
    if (state == State.CLOSING) {
      state = State.CLOSED;
      line.hangUp(status);
    } else if (state == State.SENT) {
      state = State.TYPING;
      readOn();
    }
  }
}
