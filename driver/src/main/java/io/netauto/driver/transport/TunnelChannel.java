package io.netauto.driver.transport;

import io.netauto.driver.Target;
import java.io.IOException;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/** A connection that a jump host makes for us (direct-tcpip, RFC 4254 section 7.2). */
final class TunnelChannel extends ChannelDirectTcpip {
  private static final SshdSocketAddress ORIGIN = new SshdSocketAddress("127.0.0.1", 0);

  private final Opened start;
  private volatile @Nullable Receiver receiver;

  /** What takes the bytes that come. */
  interface Receiver {
    void received(byte[] data, int offset, int length);

    void ended();
  }

  /** Makes the receiver, before the first byte can come. */
  interface Opened {
    Receiver opened(TunnelChannel channel) throws IOException;
  }

  TunnelChannel(Target target, Streaming streaming, Opened start) {
    super(ORIGIN, new SshdSocketAddress(target.host(), target.port()));
    this.start = start;
    setStreaming(streaming);
  }

  @Override
  protected void doOpen() throws IOException {
    if (getStreaming() == Streaming.Sync) {
      // Given, so that the library makes no pipe of its own.
      setOut(java.io.OutputStream.nullOutputStream());
    }
    super.doOpen();
    receiver = start.opened(this);
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) throws IOException {
    Receiver to = receiver;
    if (to != null) {
      to.received(data, offset, (int) length);
    }
  }

  @Override
  public void handleEof() throws IOException {
    ended();
    super.handleEof();
  }

  @Override
  protected void preClose() {
    ended();
    super.preClose();
  }

  private void ended() {
    Receiver to = receiver;
    if (to != null) {
      to.ended();
    }
  }

  /** Lets the far end send as much again. */
  void release(int length) throws IOException {
    if (isOpen()) {
      getLocalWindow().release(length);
    }
  }
}
