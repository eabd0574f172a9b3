package io.netauto.driver.transport;

import io.netauto.driver.Negotiated;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.future.CloseFuture;

/** An SSH shell as a stream of bytes. */
final class SshTransport implements Transport {
  private static final Duration ORDERLY = Duration.ofMillis(500);

  private final ClientSession session;
  private final SshChannel channel;
  private final Inbox inbox;
  private final SshAttempt attempt;

  SshTransport(ClientSession session, SshChannel channel, Inbox inbox, SshAttempt attempt) {
    this.session = session;
    this.channel = channel;
    this.inbox = inbox;
    this.attempt = attempt;
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    int n;
    try {
      n = inbox.take(buffer, deadline);
    } catch (SessionRefused e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(attempt.reasonOfEnd(e), e);
    }
    if (n > 0) {
      channel.release(n);
    }
    return n;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    try {
      OutputStream in = channel.getInvertedIn();
      in.write(bytes);
      in.flush();
    } catch (IOException e) {
      throw new IOException(attempt.reasonOfEnd(e), e);
    }
  }

  @Override
  public Optional<Negotiated> negotiated() {
    return Optional.ofNullable(attempt.negotiated);
  }

  @Override
  public void onEnd(Runnable action) {
    inbox.onEnd(action);
  }

  @Override
  public void park() {
    try {
      channel.release(inbox.park());
    } catch (IOException e) {
      inbox.fail(e);
    }
  }

  @Override
  public void unpark() {
    inbox.unpark();
  }

  @Override
  public void abort() {
    inbox.abort(new IOException("The session was closed on this side."));
    channel.close(true);
    disconnect();
  }

  /** Says farewell and closes as soon as that is written, or at once when nobody takes it. */
  private void disconnect() {
    try {
      session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "closed by the driver");
    } catch (IOException e) {
      session.close(true);
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      if (session.isOpen()) {
        CloseFuture closed = channel.close(false);
        await(closed);
        disconnect();
        await(session.close(false));
      }
    } finally {
      inbox.abort(new IOException("The session is closed."));
      session.close(true);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void await(CloseFuture closed) {
    try {
      closed.await(ORDERLY);
    } catch (IOException e) {
      // Interrupted; the caller goes on to close at once.
    }
  }
}
