package io.netauto.simulator.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP relay in front of a device that resets its connections: asynchronous channels know no
 * {@code SO_LINGER}, so the reset is made here. It forwards all bytes first. Only devices with that
 * fault have one; it runs on virtual threads.
 */
final class Relay implements Closeable {
  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Set<Integer> resets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Relay(InetSocketAddress at, InetSocketAddress target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(at.getPort(), 128, at.getAddress());
    var _ = Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The connection from that port is to end in a reset, not in good order. */
  void reset(int fromPort) {
    resets.add(fromPort);
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket near = server.accept();
        var _ = Thread.startVirtualThread(() -> carry(near));
      }
    } catch (IOException e) {
      // Closed: there is nobody left to tell.
    }
  }

  private void carry(Socket near) {
    open.add(near);
    try (near;
        Socket far = new Socket()) {
      open.add(far);
      far.connect(target);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread back =
          Thread.startVirtualThread(
              () -> {
                pipe(near, far);
                end(far);
              });
      pipe(far, near);
      if (resets.remove(far.getLocalPort())) {
        near.setSoLinger(true, 0);
      }
      near.close();
      back.join();
      open.remove(far);
    } catch (IOException e) {
      // Either end has gone, which ends the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(near);
    }
  }

  private static void pipe(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other direction finds out by itself.
    }
  }

  private static void end(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
