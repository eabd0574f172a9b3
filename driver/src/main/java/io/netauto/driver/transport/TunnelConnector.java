package io.netauto.driver.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.channel.StreamingChannel;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.SshFutureListener;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.ConnectionService;
import org.jspecify.annotations.Nullable;

/** Connects by TCP, or inside the session with a jump host that an {@link SshAttempt} goes by. */
final class TunnelConnector implements IoConnector {
  private final IoConnector direct;
  private final IoHandler handler;

  TunnelConnector(IoConnector direct, IoHandler handler) {
    this.direct = direct;
    this.handler = handler;
  }

  @Override
  public IoConnectFuture connect(
      SocketAddress address, AttributeRepository context, @Nullable SocketAddress local) {
    SshAttempt attempt = context.getAttribute(SshAttempt.KEY);
    ClientSession through = attempt == null ? null : attempt.through;
    if (attempt == null || through == null || !(address instanceof InetSocketAddress socket)) {
      return direct.connect(address, context, local);
    }
    IoConnectFuture future = new DefaultIoConnectFuture(attempt.target, null);
    TunnelChannel channel =
        new TunnelChannel(
            attempt.target,
            StreamingChannel.Streaming.Async,
            opened -> start(opened, socket, context, future));
    try {
      through.getService(ConnectionService.class).registerChannel(channel);
      future.addListener(
          f -> {
            if (f.isCanceled()) {
              channel.close(false);
            }
          });
      channel
          .open()
          .addListener(
              open -> {
                if (!open.isOpened()) {
                  Throwable why = open.getException();
                  future.setException(why == null ? new IOException("not opened") : why);
                }
              });
    } catch (IOException | RuntimeException e) {
      future.setException(e);
    }
    return future;
  }

  private TunnelChannel.Receiver start(
      TunnelChannel channel,
      InetSocketAddress address,
      AttributeRepository context,
      IoConnectFuture future)
      throws IOException {
    TunnelSession session = new TunnelSession(channel, address, this, handler);
    session.setAttribute(AttributeRepository.class, context);
    try {
      handler.sessionCreated(session);
    } catch (Exception e) {
      future.setException(e);
      throw new IOException(e);
    }
    future.setSession(session);
    if (future.getSession() != session) {
      session.close(true);
    }
    return new TunnelChannel.Receiver() {
      @Override
      public void received(byte[] data, int offset, int length) {
        session.received(data, offset, length);
        try {
          channel.release(length);
        } catch (IOException e) {
          session.close(true);
        }
      }

      @Override
      public void ended() {
        session.close(true);
      }
    };
  }

  @Override
  public Map<Long, IoSession> getManagedSessions() {
    return direct.getManagedSessions();
  }

  @Override
  public @Nullable IoServiceEventListener getIoServiceEventListener() {
    return direct.getIoServiceEventListener();
  }

  @Override
  public void setIoServiceEventListener(IoServiceEventListener listener) {
    direct.setIoServiceEventListener(listener);
  }

  @Override
  public CloseFuture close(boolean immediately) {
    return direct.close(immediately);
  }

  @Override
  public void addCloseFutureListener(SshFutureListener<CloseFuture> listener) {
    direct.addCloseFutureListener(listener);
  }

  @Override
  public void removeCloseFutureListener(SshFutureListener<CloseFuture> listener) {
    direct.removeCloseFutureListener(listener);
  }

  @Override
  public boolean isClosed() {
    return direct.isClosed();
  }

  @Override
  public boolean isClosing() {
    return direct.isClosing();
  }
}
