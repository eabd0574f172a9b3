package io.netauto.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A plain relay that tells how the device's end of the connection ended. */
final class Tap implements AutoCloseable {
  private final ServerSocket server;
  private final CompletableFuture<IOException> end = new CompletableFuture<>();

  Tap(int target) throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(() -> relay(target));
  }

  int port() {
    return server.getLocalPort();
  }

  /** The failure of the read that met the end; an IOException of ours if it ended in order. */
  IOException end() {
    return end.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void relay(int target) {
    try (Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread.startVirtualThread(
          () -> {
            try {
              near.getInputStream().transferTo(far.getOutputStream());
            } catch (IOException e) {
              // The other direction tells.
            }
          });
      byte[] buffer = new byte[8192];
      while (true) {
        int read;
        try {
          read = far.getInputStream().read(buffer);
        } catch (IOException e) {
          end.complete(e);
          return;
        }
        if (read < 0) {
          end.complete(new IOException("ended in good order"));
          return;
        }
        near.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      end.complete(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
