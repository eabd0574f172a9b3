package io.netauto.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** Somebody at a device's command line, over real SSH. */
final class Visitor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ClientSession session;
  private final ChannelShell shell;
  private final InputStream in;
  private final OutputStream out;
  private long bytesRead;
  private final StringBuilder seen = new StringBuilder();

  private Visitor(ClientSession session) throws IOException {
    this.session = session;
    this.shell = session.createShellChannel();
    shell.setPtyColumns(511);
    shell.open().verify(PATIENCE);
    this.in = shell.getInvertedOut();
    this.out = shell.getInvertedIn();
  }

  static SshClient client() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true,
            List.of(BuiltinDHFactories.curve25519),
            org.apache.sshd.client.ClientBuilder.DH2KEX));
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier((session, address, key) -> true);
    client.start();
    return client;
  }

  static ClientSession login(SshClient client, SimulatedDevice device) throws IOException {
    ClientSession session = connect(client, device);
    session.addPasswordIdentity(device.password());
    session.auth().verify(PATIENCE);
    return session;
  }

  static ClientSession connect(SshClient client, SimulatedDevice device) throws IOException {
    return client
        .connect(device.username(), device.host(), device.port())
        .verify(PATIENCE)
        .getClientSession();
  }

  static Visitor at(SshClient client, SimulatedDevice device) throws IOException {
    return new Visitor(login(client, device));
  }

  void type(String keys) throws IOException {
    out.write(keys.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** What comes, up to and with the end. */
  String until(String end) throws IOException {
    CompletableFuture<String> reading = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            while (seen.indexOf(end) < 0) {
              int read = in.read();
              if (read < 0) {
                throw new IOException("Closed before '" + end + "' after: " + seen);
              }
              bytesRead++;
              seen.append((char) read);
            }
            reading.complete(seen.toString());
          } catch (IOException e) {
            reading.completeExceptionally(e);
          }
        });
    try {
      String text = reading.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      seen.setLength(0);
      return text;
    } catch (CompletionException e) {
      throw new IOException("No '" + end + "' after: " + seen, e.getCause());
    }
  }

  /** Types a command and gives all up to the end. */
  String ask(String command, String end) throws IOException {
    type(command + "\n");
    return until(end);
  }

  /** What comes until the device ends the session, or the connection. */
  String untilClosed() throws IOException {
    StringBuilder all = new StringBuilder();
    try {
      for (int read = in.read(); read >= 0; read = in.read()) {
        all.append((char) read);
      }
    } catch (IOException e) {
      // An end in disorder is an end.
    }
    shell.waitFor(List.of(ClientChannelEvent.CLOSED), PATIENCE);
    return all.toString();
  }

  /** Bytes read by {@link #until} so far. */
  long bytesRead() {
    return bytesRead;
  }

  InputStream in() {
    return in;
  }

  ClientSession session() {
    return session;
  }

  @Override
  public void close() {
    session.close(true);
  }
}
