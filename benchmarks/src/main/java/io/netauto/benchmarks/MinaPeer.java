package io.netauto.benchmarks;

import io.netauto.driver.platform.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Apache MINA SSHD alone, with the algorithms that the driver offers: what comes is thrown away,
 * and only its last bytes are compared with a prompt that is known beforehand. Less cannot be done.
 * Of set-up steps it types only those without which the output would not come, and only before one.
 * With the same lines it types what the driver types, and waits for a prompt after each.
 */
final class MinaPeer implements Peer {
  static final String NAME = "MINA SSHD alone";
  static final String SAME_LINES = "MINA SSHD with the same lines";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SshClient client = SshClient.setUpDefaultClient();
  private final Device device;
  private final byte[] prompt;
  private final boolean sameLines;
  private final List<String> preparation = new ArrayList<>();
  private final List<String> farewell;
  private final List<KeyPair> keys = new ArrayList<>();
  private final List<Shell> open = new ArrayList<>();

  MinaPeer(Device device, boolean sameLines) throws IOException, GeneralSecurityException {
    this.device = device;
    this.sameLines = sameLines;
    this.prompt = device.kind().prompt.getBytes(StandardCharsets.US_ASCII);
    Platform platform = device.platform();
    if (sameLines) {
      preparation.addAll(platform.pagingOff());
      preparation.addAll(platform.width());
      preparation.addAll(platform.onOpen());
      farewell = platform.onClose();
    } else {
      preparation.addAll(device.needed());
      farewell = List.of();
    }
    if (!device.keyFile().isEmpty()) {
      byte[] key = Files.readAllBytes(Path.of(device.keyFile()));
      SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("key"),
              new ByteArrayInputStream(key),
              FilePasswordProvider.EMPTY)
          .forEach(keys::add);
    }
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier((session, address, key) -> true);
    client.setAgentFactory(null);
    client.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true,
            List.of(BuiltinDHFactories.mlkem768x25519, BuiltinDHFactories.curve25519),
            ClientBuilder.DH2KEX));
    client.setSignatureFactories(
        List.copyOf(
            NamedFactory.setUpBuiltinFactories(
                true,
                List.of(
                    BuiltinSignatures.ed25519,
                    BuiltinSignatures.rsaSHA512,
                    BuiltinSignatures.nistp256))));
    client.setCipherFactories(
        List.copyOf(NamedFactory.setUpBuiltinFactories(true, List.of(BuiltinCiphers.aes128gcm))));
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.WINDOW_SIZE.set(client, 1L << 20);
    client.start();
  }

  @Override
  public String name() {
    return sameLines ? SAME_LINES : NAME;
  }

  @Override
  public int repetitions(int most) {
    return most;
  }

  @Override
  public boolean staysOpen() {
    return true;
  }

  private final class Shell {
    private final ClientSession session;
    private final ChannelShell channel;
    private final PromptSink sink = new PromptSink(prompt);
    private final OutputStream in;

    Shell(List<String> preparation) throws Exception {
      session =
          client
              .connect(device.username(), Device.HOST, device.port())
              .verify(PATIENCE)
              .getClientSession();
      if (keys.isEmpty()) {
        session.addPasswordIdentity(device.password());
      }
      keys.forEach(session::addPublicKeyIdentity);
      session.auth().verify(PATIENCE);
      channel = session.createShellChannel();
      channel.setPtyType("vt100");
      channel.setPtyColumns(511);
      channel.setOut(sink);
      channel.setErr(sink);
      channel.open().verify(PATIENCE);
      in = channel.getInvertedIn();
      sink.await();
      for (String line : preparation) {
        ask(line, 1);
      }
    }

    void print(long bytes) throws IOException, InterruptedException {
      ask(device.printing(bytes), bytes);
      if (sameLines) {
        ask("", 1);
      }
    }

    /** Returns when so many bytes at least have come and the last of them are the prompt. */
    private void ask(String command, long bytes) throws IOException, InterruptedException {
      sink.expect(command.length() + bytes);
      type(command);
      sink.await();
    }

    private void type(String line) throws IOException {
      in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    }

    void close() throws IOException {
      for (String line : farewell) {
        type(line);
      }
      var _ = channel.close(false).await(PATIENCE);
      var _ = session.close(false).await(PATIENCE);
    }
  }

  /** Throws away what comes, and tells when it ends in the prompt. */
  private static final class PromptSink extends OutputStream {
    private final byte[] prompt;
    private final Semaphore done = new Semaphore(0);
    private final byte[] tail;
    private volatile long expected = 1;
    private long came;

    PromptSink(byte[] prompt) {
      this.prompt = prompt;
      this.tail = new byte[prompt.length];
    }

    /** Called while nothing is under way. */
    void expect(long bytes) {
      came = 0;
      expected = bytes;
    }

    void await() throws InterruptedException {
      if (!done.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("No prompt after " + came + " bytes.");
      }
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      came += length;
      int n = Math.min(length, tail.length);
      System.arraycopy(tail, n, tail, 0, tail.length - n);
      System.arraycopy(buffer, offset + length - n, tail, tail.length - n, n);
      if (came >= expected && Arrays.equals(tail, prompt)) {
        expected = Long.MAX_VALUE;
        done.release();
      }
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }
  }

  @Override
  public Sample sessions(long bytes, int times) throws Exception {
    return Measured.of(() -> Together.run(times, _ -> converse(bytes)));
  }

  void converse(long bytes) throws Exception {
    Shell shell = new Shell(sameLines || bytes > 0 ? preparation : List.of());
    if (bytes > 0) {
      shell.print(bytes);
    }
    shell.close();
  }

  @Override
  public Sample commands(long bytes, int times) throws Exception {
    while (open.size() < Together.WORKERS) {
      open.add(new Shell(preparation));
    }
    return Measured.of(() -> Together.run(times, worker -> open.get(worker).print(bytes)));
  }

  @Override
  public Sample output(long bytes) throws Exception {
    if (open.isEmpty()) {
      open.add(new Shell(preparation));
    }
    return Measured.of(() -> open.getFirst().print(bytes));
  }

  @Override
  public Sample cold() throws Exception {
    return ColdStart.of(name(), device);
  }

  @Override
  public void close() throws IOException {
    for (Shell shell : open) {
      shell.close();
    }
    client.stop();
  }
}
