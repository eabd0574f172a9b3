package io.netauto.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** An SSH server with a small command line, on a port of the loopback. User admin, password pw. */
final class FakeDevice implements AutoCloseable {
  final SshServer server = SshServer.setUpDefaultServer();
  final AtomicLong written = new AtomicLong();
  final CompletableFuture<Void> channelClosed = new CompletableFuture<>();
  final CompletableFuture<Void> connectionClosed = new CompletableFuture<>();
  final AtomicLong logins = new AtomicLong();
  final AtomicInteger shells = new AtomicInteger();
  private volatile String prompt = "r1# ";
  private volatile boolean deaf;
  private volatile OutputStream lastShell = OutputStream.nullOutputStream();

  FakeDevice() throws Exception {
    var pair = SecurityUtils.getKeyPairGenerator("EC");
    pair.initialize(256);
    server.setKeyPairProvider(KeyPairProvider.wrap(List.of(pair.generateKeyPair())));
    server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.setPort(0);
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          logins.incrementAndGet();
          return password.equals("pw");
        });
    server.setPublickeyAuthenticator((user, key, session) -> true);
    methods(UserAuthPasswordFactory.INSTANCE);
    server.setShellFactory(
        channel -> {
          shells.incrementAndGet();
          return new Shell();
        });
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionClosed(Session session) {
            connectionClosed.complete(null);
          }
        });
    CoreModuleProperties.AUTH_TIMEOUT.set(server, java.time.Duration.ofSeconds(30));
  }

  FakeDevice methods(UserAuthFactory... methods) {
    server.setUserAuthFactories(List.of(methods));
    return this;
  }

  FakeDevice keyboardInteractiveOnly() {
    return methods(UserAuthKeyboardInteractiveFactory.INSTANCE);
  }

  FakeDevice publicKeyOnly() {
    return methods(UserAuthPublicKeyFactory.INSTANCE);
  }

  @SuppressWarnings("deprecation")
  FakeDevice oldKeyExchangeOnly() {
    server.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true, List.of(BuiltinDHFactories.dhg14), ServerBuilder.DH2KEX));
    return this;
  }

  FakeDevice start() throws IOException {
    server.start();
    return this;
  }

  /** From now on it answers nothing. */
  void deafen() {
    deaf = true;
  }

  /** Prints this, unasked, into the shell opened last; waits while nobody takes it. */
  void say(String text) throws IOException {
    OutputStream shell = lastShell;
    shell.write(text.getBytes(StandardCharsets.UTF_8));
    shell.flush();
  }

  Target target() {
    return new Target("127.0.0.1", server.getPort());
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private final class Shell implements Command, Runnable {
    private InputStream in;
    private OutputStream out;
    private ExitCallback exit;
    private Thread thread;

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
      lastShell = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      thread = Thread.ofVirtual().start(this);
    }

    @Override
    public void destroy(ChannelSession channel) {
      channelClosed.complete(null);
      thread.interrupt();
    }

    @Override
    public void run() {
      try {
        print("Welcome\r\n" + prompt);
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) >= 0) {
          if (c != '\n') {
            line.append((char) c);
            continue;
          }
          String command = line.toString();
          line.setLength(0);
          if (!deaf) {
            print(command + "\r\n");
            answer(command.strip());
            print(prompt);
          }
        }
      } catch (IOException | InterruptedException e) {
        // The client is gone.
      }
    }

    private void answer(String command) throws IOException, InterruptedException {
      String[] words = command.split(" ");
      switch (words[0]) {
        case "hang" -> TimeUnit.HOURS.sleep(1);
        case "prompt" -> prompt = words[1] + " ";
        case "exit" -> exit.onExit(0);
        case "drop" -> server.getActiveSessions().forEach(s -> s.close(true));
        case "drip" -> {
          for (int i = 0; i < 20; i++) {
            print(i + (i % 5 == 4 ? "\r\n" : " "));
            TimeUnit.MILLISECONDS.sleep(20);
          }
        }
        case "bulk" -> {
          byte[] block =
              "interface GigabitEthernet0/0/0/1 description to somewhere far away\r\n"
                  .repeat(400)
                  .getBytes(StandardCharsets.US_ASCII);
          long left = Long.parseLong(words[1]);
          while (left > 0) {
            out.write(block);
            out.flush();
            written.addAndGet(block.length);
            left -= block.length;
          }
        }
        case "" -> {}
        default -> {
          if (!command.startsWith("terminal")) {
            print("out of " + command + "\r\n");
          }
        }
      }
    }

    private void print(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
