package io.netauto.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Apache MINA SSHD alone, with the algorithms that the driver offers: what comes is thrown away,
 * and only its last bytes are compared with a prompt that is known beforehand. Less cannot be done.
 */
final class MinaPeer implements Peer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SshClient client = SshClient.setUpDefaultClient();
  private final int port;
  private final byte[] prompt;
  private final Shell shell;

  MinaPeer(int port, String prompt) throws Exception {
    this.port = port;
    this.prompt = prompt.getBytes(StandardCharsets.US_ASCII);
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
    shell = new Shell();
    shell.ask("terminal length 0", 1);
    shell.ask("terminal width 511", 1);
  }

  @Override
  public String name() {
    return "MINA SSHD alone";
  }

  private final class Shell {
    private final ClientSession session;
    private final ChannelShell channel;
    private final Sink sink = new Sink();
    private final OutputStream in;

    Shell() throws Exception {
      session =
          client
              .connect(FleetProcess.USERNAME, FleetProcess.HOST, port)
              .verify(PATIENCE)
              .getClientSession();
      session.addPasswordIdentity(FleetProcess.PASSWORD);
      session.auth().verify(PATIENCE);
      channel = session.createShellChannel();
      channel.setPtyColumns(511);
      channel.setOut(sink);
      channel.setErr(sink);
      channel.open().verify(PATIENCE);
      in = channel.getInvertedIn();
      sink.await();
    }

    /** Returns when so many bytes at least have come and the last of them are the prompt. */
    long ask(String command, long bytes) throws IOException, InterruptedException {
      sink.expect(command.length() + bytes);
      in.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
      return sink.await();
    }

    void close() throws IOException {
      var _ = channel.close(false).await(PATIENCE);
      var _ = session.close(false).await(PATIENCE);
    }
  }

  private final class Sink extends OutputStream {
    private final Semaphore done = new Semaphore(0);
    private final byte[] tail = new byte[prompt.length];
    private volatile long expected = 1;
    private long came;
    private volatile long at;

    /** Called while nothing is under way. */
    void expect(long bytes) {
      came = 0;
      expected = bytes;
    }

    long await() throws InterruptedException {
      if (!done.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("No prompt after " + came + " bytes.");
      }
      return at;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      came += length;
      int n = Math.min(length, tail.length);
      System.arraycopy(tail, n, tail, 0, tail.length - n);
      System.arraycopy(buffer, offset + length - n, tail, tail.length - n, n);
      if (came >= expected && java.util.Arrays.equals(tail, prompt)) {
        at = System.nanoTime();
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
  public Sample bulk(long bytes, int times) throws Exception {
    long wall = 0;
    long cpu = Cpu.own();
    for (int i = 0; i < times; i++) {
      long began = System.nanoTime();
      wall += shell.ask("show netauto-bulk " + bytes, bytes) - began;
    }
    return new Sample(wall / 1e6, 0, (Cpu.own() - cpu) / 1e6);
  }

  @Override
  public Sample login(int times) throws Exception {
    long began = System.nanoTime();
    long cpu = Cpu.own();
    for (int i = 0; i < times; i++) {
      new Shell().close();
    }
    return new Sample((System.nanoTime() - began) / 1e6, 0, (Cpu.own() - cpu) / 1e6);
  }

  @Override
  public void close() throws IOException {
    shell.close();
    client.stop();
  }
}
