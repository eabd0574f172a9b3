package io.netauto.driver.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.channel.BufferedIoOutputStream;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the SSH library whose bytes travel in a channel of another SSH session, inside
 * this process. The library's own way (ProxyJump) listens on a port of the loopback, which any
 * local user may reach before the device does.
 */
final class TunnelSession extends AbstractCloseable implements IoSession {
  private static final AtomicLong IDS = new AtomicLong(1L << 32);

  private final long id = IDS.incrementAndGet();
  private final TunnelChannel channel;
  private final InetSocketAddress address;
  private final IoService service;
  private final IoHandler handler;
  private final BufferedIoOutputStream out;
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();

  TunnelSession(
      TunnelChannel channel, InetSocketAddress address, IoService service, IoHandler handler) {
    this.channel = channel;
    this.address = address;
    this.service = service;
    this.handler = handler;
    this.out =
        new BufferedIoOutputStream(
            "tunnel", channel.getChannelId(), channel.getAsyncIn(), channel.getSession());
  }

  void received(byte[] data, int offset, int length) {
    try {
      handler.messageReceived(this, new ByteArrayBuffer(data, offset, length));
    } catch (Exception e) {
      failed(e);
    }
  }

  private void failed(Exception error) {
    try {
      handler.exceptionCaught(this, error);
    } catch (Exception e) {
      log.debug("The handler failed too", e);
    }
    close(true);
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) throws IOException {
    // Wrapped, because a buffer of the library's own kind would be taken for one with room in
    // front.
    return out.writeBuffer(new ByteArrayBuffer(buffer.array(), buffer.rpos(), buffer.available()));
  }

  @Override
  protected CloseFuture doCloseGracefully() {
    return out.close(false);
  }

  @Override
  protected void doCloseImmediately() {
    // The channel is closed in order in any case: the session that carries it lives on.
    out.close(false).addListener(written -> channel.close(false));
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      log.debug("The handler failed", e);
    }
    attributes.clear();
  }

  @Override
  public void shutdownOutputStream() {
    out.close(false);
  }

  /** Nothing to do: what may be under way is bounded by the windows of both sessions. */
  @Override
  public void suspendRead() {}

  @Override
  public void resumeRead() {}

  @Override
  public long getId() {
    return id;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return address;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return address;
  }

  @Override
  public @Nullable SocketAddress getAcceptanceAddress() {
    return null;
  }

  @Override
  public IoService getService() {
    return service;
  }

  @Override
  public @Nullable Object getAttribute(Object key) {
    return attributes.get(key);
  }

  @Override
  public @Nullable Object setAttribute(Object key, Object value) {
    return attributes.put(key, value);
  }

  @Override
  public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
    return attributes.putIfAbsent(key, value);
  }

  @Override
  public @Nullable Object removeAttribute(Object key) {
    return attributes.remove(key);
  }
}
