package io.netauto.driver.transport;

import java.io.IOException;
import java.io.OutputStream;

/** A connection that a jump host made, as a stream of bytes. */
final class ChannelTransport implements Transport {
  private final TunnelChannel channel;
  private final Inbox inbox;
  private final JumpHosts.Lease lease;

  ChannelTransport(TunnelChannel channel, Inbox inbox, JumpHosts.Lease lease) {
    this.channel = channel;
    this.inbox = inbox;
    this.lease = lease;
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    int n = inbox.take(buffer, deadline);
    if (n > 0) {
      channel.release(n);
    }
    return n;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    OutputStream out = channel.getInvertedIn();
    out.write(bytes);
    out.flush();
  }

  @Override
  public void onEnd(Runnable action) {
    inbox.onEnd(action);
  }

  @Override
  public void abort() {
    inbox.abort(new IOException("The session was closed on this side."));
    channel.close(false).addListener(closed -> lease.close());
  }

  @Override
  public void close() {
    abort();
  }
}
