package io.netauto.simulator.ssh;

import io.netauto.simulator.terminal.Line;
import io.netauto.simulator.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.sshd.common.io.IoInputStream;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AsyncCommand;
import org.jspecify.annotations.Nullable;

/** A session on an SSH channel: a shell, or one command if it was given. */
final class Shell implements AsyncCommand, ChannelDataReceiver, Line {
  private final Port port;
  private final ChannelSession channel;
  private final @Nullable String command;
  private final Screen screen;
  private @Nullable IoOutputStream out;
  private @Nullable ExitCallback exit;
  private volatile boolean hungUp;

  Shell(
      Port port, ChannelSession channel, @Nullable String command, ScheduledExecutorService timer) {
    this.port = port;
    this.channel = channel;
    this.command = command;
    this.screen = Screen.of(port.device(), this, timer);
    channel.setDataReceiver(this);
  }

  @Override
  public void start(ChannelSession started, Environment environment) {
    if (command == null) {
      screen.open();
    } else {
      screen.execute(command);
    }
  }

  @Override
  public int data(ChannelSession from, byte[] buffer, int start, int length) {
    screen.receive(Arrays.copyOfRange(buffer, start, start + length));
    return length;
  }

  @Override
  public void write(byte[] bytes, int offset, int length, Runnable done) {
    try {
      var _ =
          Objects.requireNonNull(out)
              .writeBuffer(new ByteArrayBuffer(bytes, offset, length))
              .addListener(
                  future -> {
                    if (future.isWritten()) {
                      done.run();
                    }
                  });
    } catch (IOException e) {
      screen.closed();
    }
  }

  @Override
  public void hangUp(int status) {
    hungUp = true;
    Objects.requireNonNull(exit).onExit(status);
  }

  @Override
  public void reset() {
    var io = channel.getSession().getIoSession();
    Relay relay = port.relay();
    if (relay != null) {
      relay.reset(((InetSocketAddress) io.getRemoteAddress()).getPort());
    }
    var _ = io.close(true);
  }

  @Override
  public void destroy(ChannelSession gone) {
    screen.closed();
    // As devices do: the end of a shell is the end of the connection.
    if (hungUp && command == null) {
      var _ = gone.getSession().close(false);
    }
  }

  @Override
  public void close() {
    screen.closed();
  }

  @Override
  public void setIoOutputStream(IoOutputStream stream) {
    out = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void setIoInputStream(IoInputStream none) {}

  @Override
  public void setIoErrorStream(IoOutputStream none) {}

  @Override
  public void setInputStream(InputStream none) {}

  @Override
  public void setOutputStream(OutputStream none) {}

  @Override
  public void setErrorStream(OutputStream none) {}
}
