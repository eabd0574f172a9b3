package io.netauto.simulator.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.jspecify.annotations.Nullable;

/**
 * Recorded devices behind one SSH port, chosen by the user name; devices may come and go while it
 * runs. Thread-safe.
 */
public final class RecordedFleet implements AutoCloseable {
  private static final String PASSWORD = "admin-pass";

  private final SshServer server = ServerBuilder.builder().build(true);
  private final Map<String, RecordedDevice> devices = new ConcurrentHashMap<>();

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
        (user, password, session) -> password.equals(PASSWORD) && named(user) != null);
    server.setShellFactory(
        channel -> {
          RecordedDevice device = named(channel.getSession().getUsername());
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

  private @Nullable RecordedDevice named(String user) {
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

  /** Serves the device no more; open connections go on. */
  public void remove(RecordedDevice device) {
    devices.remove(device.username(), device);
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException("The recorded devices did not close.", e);
    }
  }
}
