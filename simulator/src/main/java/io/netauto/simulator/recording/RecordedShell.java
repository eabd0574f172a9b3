package io.netauto.simulator.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * A shell channel on a virtual thread of its own: reads what is typed, and sends the answer before
 * it reads on, as a busy device does.
 */
final class RecordedShell implements Command {
  private static final int LONGEST_LINE = 64 << 10;

  private final RecordedDevice device;
  private final Talk talk;
  private final Stage stage;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable ExitCallback exit;
  private @Nullable Thread thread;
  private boolean afterReturn;

  RecordedShell(RecordedDevice device) {
    this.device = device;
    this.talk = device.begin();
    this.stage = device.stage();
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    thread = Thread.ofVirtual().name("recorded-" + device.username()).start(() -> serve(channel));
  }

  private void serve(ChannelSession channel) {
    try {
      converse();
    } catch (IOException e) {
      // The client has gone, and nothing is left to say.
    } finally {
      Objects.requireNonNull(exit).onExit(0);
      var _ = channel.getSession().close(false);
    }
  }

  private void converse() throws IOException {
    perform(stage.greeting(talk.greeting()));
    StringBuilder typed = new StringBuilder();
    int next;
    while ((next = read()) >= 0) {
      Reply reply = null;
      if (next == '\n') {
        reply = talk.line(decoded(typed));
      } else if (typed.length() < LONGEST_LINE) {
        typed.append((char) next);
        Optional<Reply> answer = talk.key(typed.toString());
        reply = answer.orElse(null);
      }
      if (reply != null) {
        perform(stage.answer(typed.toString(), reply));
        typed.setLength(0);
        if (reply.closes()) {
          return;
        }
      }
    }
  }

  private static String decoded(StringBuilder typed) {
    return new String(
        typed.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** The next byte, any end of line as one line feed; negative at the end. */
  private int read() throws IOException {
    InputStream from = Objects.requireNonNull(in);
    int next = from.read();
    if (next == '\n' && afterReturn) {
      next = from.read();
    }
    afterReturn = next == '\r';
    return afterReturn ? '\n' : next;
  }

  private void perform(List<Act> acts) throws IOException {
    OutputStream to = Objects.requireNonNull(out);
    for (Act act : acts) {
      switch (act) {
        case Act.Send(byte[] bytes, Duration before) -> {
          pause(before);
          to.write(bytes);
          to.flush();
        }
        case Act.AwaitKey() -> {
          if (read() < 0) {
            throw new IOException("The client has gone.");
          }
        }
      }
    }
  }

  private static void pause(Duration wait) throws IOException {
    if (!wait.isZero()) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream none) {}

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }
}
