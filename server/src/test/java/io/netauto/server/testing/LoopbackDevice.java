package io.netauto.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/**
 * A device with a small command line on a port of the loopback, over SSH or Telnet. User admin,
 * password pw; its prompt is {@code r1#}.
 */
public final class LoopbackDevice implements AutoCloseable {
  private final int port;
  private final AutoCloseable server;
  private final AtomicLong logins;

  private LoopbackDevice(int port, AutoCloseable server, AtomicLong logins) {
    this.port = port;
    this.server = server;
    this.logins = logins;
  }

  /** A device of today, which also passes connections on. */
  public static LoopbackDevice modern() throws Exception {
    return ssh(setUp(Map.of()));
  }

  /** A device of today that answers these commands with these texts. */
  public static LoopbackDevice answering(Map<String, String> answers) throws Exception {
    return ssh(setUp(answers));
  }

  /** The same, which lets admin in with this password. */
  public static LoopbackDevice answering(Map<String, String> answers, String password)
      throws Exception {
    return ssh(setUp(answers), password);
  }

  /** A device that knows no key exchange but {@code diffie-hellman-group14-sha1}. */
  @SuppressWarnings("deprecation")
  public static LoopbackDevice old() throws Exception {
    SshServer server = setUp(Map.of());
    server.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true, List.of(BuiltinDHFactories.dhg14), ServerBuilder.DH2KEX));
    return ssh(server);
  }

  private static SshServer setUp(Map<String, String> answers) throws Exception {
    SshServer server = SshServer.setUpDefaultServer();
    var pair = SecurityUtils.getKeyPairGenerator("EC");
    pair.initialize(256);
    server.setKeyPairProvider(KeyPairProvider.wrap(List.of(pair.generateKeyPair())));
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.setShellFactory(channel -> new Shell(answers));
    return server;
  }

  private static LoopbackDevice ssh(SshServer server) throws IOException {
    return ssh(server, "pw");
  }

  private static LoopbackDevice ssh(SshServer server, String right) throws IOException {
    AtomicLong logins = new AtomicLong();
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          logins.incrementAndGet();
          return user.equals("admin") && password.equals(right);
        });
    server.start();
    return new LoopbackDevice(server.getPort(), () -> server.stop(true), logins);
  }

  /** A device that speaks Telnet only. */
  public static LoopbackDevice telnet() throws IOException {
    ServerSocket listening = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    AtomicLong logins = new AtomicLong();
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listening.isClosed()) {
                try {
                  Socket socket = listening.accept();
                  Thread.ofVirtual().start(() -> logIn(socket, logins));
                } catch (IOException e) {
                  return;
                }
              }
            });
    return new LoopbackDevice(listening.getLocalPort(), listening, logins);
  }

  private static void logIn(Socket socket, AtomicLong logins) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      say(out, "Username: ");
      String user = line(in);
      say(out, user + "\r\nPassword: ");
      String password = line(in);
      logins.incrementAndGet();
      if (user.equals("admin") && password.equals("pw")) {
        say(out, "\r\n");
        talk(in, out, Map.of());
      }
      say(out, "\r\nLogin incorrect\r\n");
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static final class Shell implements Command, Runnable {
    private final Map<String, String> answers;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private final Thread thread = Thread.ofVirtual().unstarted(this);

    Shell(Map<String, String> answers) {
      this.answers = answers;
    }

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback callback) {}

    @Override
    public void start(ChannelSession channel, Environment environment) {
      thread.start();
    }

    @Override
    public void destroy(ChannelSession channel) {
      thread.interrupt();
    }

    @Override
    public void run() {
      try {
        talk(in, out, answers);
      } catch (IOException e) {
        // The client is gone.
      }
    }
  }

  private static void talk(InputStream in, OutputStream out, Map<String, String> answers)
      throws IOException {
    while (true) {
      say(out, "r1# ");
      String command = line(in);
      say(out, command + "\r\n");
      if (command.startsWith("show")) {
        say(out, answers.getOrDefault(command, "out of " + command + "\r\n"));
      }
    }
  }

  /** What is typed until Enter, without what Telnet negotiates. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("The client is gone.");
      } else if (b == 255) {
        in.skipNBytes(2);
      } else if (b == '\n') {
        return line.toString();
      } else if (b >= ' ') {
        line.append((char) b);
      }
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  public int port() {
    return port;
  }

  /** How many logins were tried. */
  public long logins() {
    return logins.get();
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
