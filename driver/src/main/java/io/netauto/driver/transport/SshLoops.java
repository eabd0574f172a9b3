package io.netauto.driver.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.threads.ThreadUtils;

/**
 * Connects by TCP; a few threads serve all connections, each connection by one of them that waits
 * for its bytes and decodes them itself. The library's own way wakes one thread to learn that bytes
 * are there and another to take them, which is most of the CPU that a short command costs.
 *
 * <p>Whoever runs on such a thread holds up other sessions, so nothing there may wait.
 */
final class SshLoops extends Nio2Connector {
  private final List<AsynchronousChannelGroup> loops;
  private final AtomicInteger connections = new AtomicInteger();

  SshLoops(FactoryManager manager, IoHandler handler) {
    this(manager, handler, loops(), ThreadUtils.newFixedThreadPool("ssh-resume", 1));
  }

  private SshLoops(
      FactoryManager manager,
      IoHandler handler,
      List<AsynchronousChannelGroup> loops,
      ExecutorService resuming) {
    super(null, manager, handler, loops.getFirst(), resuming);
    this.loops = loops;
    addCloseFutureListener(
        closed -> {
          loops.forEach(AsynchronousChannelGroup::shutdown);
          resuming.shutdown();
        });
  }

  private static List<AsynchronousChannelGroup> loops() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    List<AsynchronousChannelGroup> loops = new ArrayList<>(threads);
    try {
      for (int i = 0; i < threads; i++) {
        String name = "ssh-io-" + i;
        loops.add(AsynchronousChannelGroup.withFixedThreadPool(1, work -> new Loop(work, name)));
      }
      return loops;
    } catch (IOException e) {
      throw new UncheckedIOException("The threads for SSH connections do not start.", e);
    }
  }

  /** A thread that waits for the bytes of connections. */
  static final class Loop extends Thread {
    private Loop(Runnable work, String name) {
      super(work, name);
      setDaemon(true);
    }
  }

  @Override
  protected AsynchronousSocketChannel openAsynchronousSocketChannel(
      SocketAddress address, AsynchronousChannelGroup group) throws IOException {
    int next = Math.floorMod(connections.getAndIncrement(), loops.size());
    return super.openAsynchronousSocketChannel(address, loops.get(next));
  }

  @Override
  protected Nio2Session createSession(
      PropertyResolver settings, IoHandler handler, AsynchronousSocketChannel socket)
      throws IOException {
    return new SshIoSession(this, settings, handler, socket);
  }
}
