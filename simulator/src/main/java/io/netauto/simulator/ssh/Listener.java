package io.netauto.simulator.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2Acceptor;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.util.threads.ThreadUtils;

/**
 * Listens for all devices of a fleet. A few threads serve all connections, each device's by one of
 * them that waits for bytes and takes them itself, so that a device costs little CPU; nothing that
 * runs there may wait.
 */
final class Listener extends Nio2Acceptor {
  private final List<AsynchronousChannelGroup> loops;
  private final AtomicInteger ports = new AtomicInteger();

  Listener(FactoryManager manager, IoHandler handler) {
    this(
        new Nio2ServiceFactory(manager, null, null),
        manager,
        handler,
        loops(),
        ThreadUtils.newFixedThreadPool("simulator-resume", 1));
  }

  private Listener(
      Nio2ServiceFactory sessions,
      FactoryManager manager,
      IoHandler handler,
      List<AsynchronousChannelGroup> loops,
      ExecutorService resuming) {
    super(sessions, manager, handler, loops.getFirst(), resuming);
    this.loops = loops;
    addCloseFutureListener(
        closed -> {
          loops.forEach(AsynchronousChannelGroup::shutdown);
          resuming.shutdown();
          var _ = sessions.close(true);
        });
  }

  private static List<AsynchronousChannelGroup> loops() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    List<AsynchronousChannelGroup> loops = new ArrayList<>(threads);
    try {
      for (int i = 0; i < threads; i++) {
        loops.add(
            AsynchronousChannelGroup.withFixedThreadPool(
                1, Thread.ofPlatform().daemon().name("simulator-io-" + i).factory()));
      }
      return loops;
    } catch (IOException e) {
      throw new UncheckedIOException("The threads of the simulated devices do not start.", e);
    }
  }

  @Override
  protected AsynchronousServerSocketChannel openAsynchronousServerSocketChannel(
      SocketAddress address, AsynchronousChannelGroup group) throws IOException {
    int next = Math.floorMod(ports.getAndIncrement(), loops.size());
    return super.openAsynchronousServerSocketChannel(address, loops.get(next));
  }
}
