package io.netauto.simulator.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.jspecify.annotations.Nullable;

/**
 * Recorded devices behind one SSH port, chosen by the user name, or each behind a port of its own,
 * for any user name; devices may come and go while it runs. Thread-safe.
 */
public final class RecordedFleet implements AutoCloseable {
  private static final String PASSWORD = "admin-pass";

  private final Server server = (Server) ServerBuilder.builder().factory(Server::new).build(true);
  private final Map<String, RecordedDevice> devices = new ConcurrentHashMap<>();
  private final Map<Integer, RecordedDevice> byPort = new ConcurrentHashMap<>();

  private RecordedFleet() {}

  /** Listens at a free port of the loopback address, with a host key of its own. */
  public static RecordedFleet start() {
    RecordedFleet fleet = new RecordedFleet();
    try {
      fleet.listen();
    } catch (IOException e) {
      throw new UncheckedIOException("The recorded devices cannot be served.", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return fleet;
  }

  private void listen() throws IOException, GeneralSecurityException {
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true, List.of(BuiltinDHFactories.curve25519), ServerBuilder.DH2KEX));
    server.setKeyPairProvider(
        KeyPairProvider.wrap(SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair()));
    server.setPasswordAuthenticator(
        (user, password, session) -> password.equals(PASSWORD) && at(session, user) != null);
    server.setShellFactory(
        channel -> {
          RecordedDevice device = at(channel.getSession(), channel.getSession().getUsername());
          if (device == null) {
            throw new IOException("The device is gone.");
          }
          return new RecordedShell(device);
        });
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.SOCKET_BACKLOG.set(server, 512);
    server.start();
  }

  private @Nullable RecordedDevice at(Session session, String user) {
    int port = ((InetSocketAddress) session.getIoSession().getLocalAddress()).getPort();
    RecordedDevice alone = byPort.get(port);
    if (alone != null || port != server.getPort()) {
      return alone;
    }
    int plus = user.indexOf('+');
    return devices.get(plus < 0 ? user : user.substring(0, plus));
  }

  /** Serves one more device; its name is not in use. */
  public RecordedDevice add(String name, Recording recording, Scenery scenery, Chaos chaos) {
    if (name.isEmpty() || name.indexOf('+') >= 0) {
      throw new IllegalArgumentException("Not a device name: \"" + name + "\"");
    }
    var device = new RecordedDevice(name, server.getPort(), PASSWORD, recording, scenery, chaos);
    if (devices.putIfAbsent(name, device) != null) {
      throw new IllegalArgumentException("There is a device \"" + name + "\" already.");
    }
    return device;
  }

  /**
   * Serves one more device at a port of its own.
   *
   * @param port zero for any free one
   */
  public RecordedDevice addAt(
      int port, String name, Recording recording, Scenery scenery, Chaos chaos) throws IOException {
    int bound = server.listenAt(port);
    var device = new RecordedDevice(name, bound, PASSWORD, recording, scenery, chaos);
    byPort.put(bound, device);
    return device;
  }

  /** Serves the device no more; open connections go on. */
  public void remove(RecordedDevice device) {
    devices.remove(device.username(), device);
    byPort.remove(device.port(), device);
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException("The recorded devices did not close.", e);
    }
  }

  /** A server that listens at more ports than the one that it was started with. */
  private static final class Server extends SshServer {
    synchronized int listenAt(int port) throws IOException {
      Set<SocketAddress> before = acceptor.getBoundAddresses();
      acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Set<SocketAddress> more = new HashSet<>(acceptor.getBoundAddresses());
      more.removeAll(before);
      return ((InetSocketAddress) more.iterator().next()).getPort();
    }
  }
}
