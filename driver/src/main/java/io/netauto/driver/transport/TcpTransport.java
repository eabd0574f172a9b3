package io.netauto.driver.transport;

import io.netauto.driver.Destinations;
import io.netauto.driver.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A TCP connection. A virtual thread reads it into an {@link Inbox}, so that the reader's waits
 * have deadlines and can be interrupted, and stops reading while that is full.
 */
final class TcpTransport implements Transport {
  private static final int PIECE = 16 << 10;
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(15);

  private final Socket socket;
  private final Inbox inbox = new Inbox();

  private TcpTransport(Socket socket) {
    this.socket = socket;
    Thread.ofVirtual().name("tcp " + socket.getRemoteSocketAddress()).start(this::receive);
  }

  static Transport connect(Target target, Destinations destinations, Duration limit)
      throws NotConnected {
    Deadline deadline = Deadline.after(limit);
    return Addresses.first(
        target,
        destinations,
        limit,
        deadline,
        address -> connect(target, address, limit, deadline));
  }

  private static Transport connect(
      Target target, InetAddress address, Duration limit, Deadline deadline) throws NotConnected {
    Socket socket = new Socket();
    try {
      within(
          Duration.ofNanos(Math.max(1, deadline.remainingNanos())),
          () -> {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, target.port()));
          });
      return new TcpTransport(socket);
    } catch (IOException e) {
      shut(socket);
      if (e instanceof InterruptedIOException) {
        Thread.currentThread().interrupt();
        throw NetworkFailures.cancelled(e);
      }
      throw deadline.passed()
          ? NetworkFailures.connectTimeout(target, limit, e)
          : NetworkFailures.notReached(target, limit, e);
    }
  }

  private interface Blocking {
    void run() throws IOException;
  }

  /** Runs what knows no deadline on a thread of its own, which the caller can leave. */
  private static void within(Duration limit, Blocking action) throws IOException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                action.run();
                done.complete(true);
              } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    try {
      done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no progress within " + NetworkFailures.words(limit), e);
    } catch (InterruptedException e) {
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private void receive() {
    byte[] buffer = new byte[PIECE];
    try {
      InputStream in = socket.getInputStream();
      while (true) {
        int n = in.read(buffer);
        if (n < 0) {
          inbox.end();
          return;
        }
        inbox.put(buffer, 0, n);
        inbox.awaitSpace();
      }
    } catch (IOException e) {
      inbox.fail(e);
    } catch (InterruptedException e) {
      inbox.fail(new IOException("The reader was interrupted.", e));
    }
  }

  @Override
  public int read(byte[] buffer, Deadline deadline) throws IOException, InterruptedException {
    return inbox.take(buffer, deadline);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    try {
      within(WRITE_LIMIT, () -> socket.getOutputStream().write(bytes));
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  @Override
  public void onEnd(Runnable action) {
    inbox.onEnd(action);
  }

  @Override
  public void abort() {
    inbox.abort(new IOException("The session was closed on this side."));
    shut(socket);
  }

  @Override
  public void close() {
    abort();
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }
}
