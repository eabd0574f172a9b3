package io.netauto.driver.transport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.InterruptedByTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2CompletionHandler;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2Session;

/**
 * One TCP connection. Who writes learns at once that the socket took the bytes; the library's own
 * way wakes the connection's thread to tell it.
 */
final class SshIoSession extends Nio2Session {
  /** So long a device may take nothing of what is written. */
  private static final Duration STUCK = Duration.ofSeconds(30);

  /** A write that is done begins the next; more of them one in the other would fill the stack. */
  private static final int DEEPEST = 16;

  /** Writes that are being told of, one in the other. */
  private final AtomicInteger depth = new AtomicInteger();

  SshIoSession(
      Nio2Service service,
      PropertyResolver settings,
      IoHandler handler,
      AsynchronousSocketChannel socket)
      throws IOException {
    super(service, settings, handler, socket, null);
  }

  @Override
  protected void doWriteCycle(ByteBuffer buffer, Nio2CompletionHandler<Integer, Object> done) {
    // Nobody has to be woken on a connection's thread, and nobody may wait there.
    if (Thread.currentThread() instanceof SshLoops.Loop || depth.get() >= DEEPEST) {
      super.doWriteCycle(buffer, done);
      return;
    }
    Future<Integer> written = getSocket().write(buffer);
    if (written.isDone()) {
      depth.incrementAndGet();
      try {
        tell(written, done);
      } finally {
        depth.decrementAndGet();
      }
    } else {
      Thread.ofVirtual().name("ssh-write").start(() -> tell(written, done));
    }
  }

  private static void tell(Future<Integer> written, Nio2CompletionHandler<Integer, Object> done) {
    int count;
    try {
      count = written.isDone() ? written.resultNow() : written.get(STUCK.toMillis(), MILLISECONDS);
    } catch (IllegalStateException e) {
      done.failed(written.exceptionNow(), null);
      return;
    } catch (ExecutionException e) {
      done.failed(e.getCause(), null);
      return;
    } catch (TimeoutException e) {
      done.failed(new InterruptedByTimeoutException(), null);
      return;
    } catch (InterruptedException e) {
      done.failed(e, null);
      return;
    }
    done.completed(count, null);
  }
}
