package io.netauto.driver.transport;

import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Secret;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientConnectionServiceFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/**
 * Makes SSH connections. One client with its few I/O threads serves all; whatever differs between
 * connections is set on the connection, see {@link SshEvents}.
 */
public final class SshConnector implements AutoCloseable {
  private static final long WINDOW = 1 << 20;

  private final SshClient client;

  public SshConnector() {
    client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setAgentFactory(null);
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    client.setServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE);
    client.setUserAuthFactories(
        List.of(
            UserAuthPublicKeyFactory.INSTANCE,
            UserAuthPasswordFactory.INSTANCE,
            UserAuthKeyboardInteractiveFactory.INSTANCE));
    client.setServiceFactories(
        List.of(SshLoginService.FACTORY, ClientConnectionServiceFactory.INSTANCE));
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.DISCONNECT_TIMEOUT.set(client, Duration.ofMillis(500));
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
    client.addSessionListener(new SshEvents());
    client.start();
  }

  /**
   * Connects, checks the host key, logs in and asks for a shell.
   *
   * @throws NotConnected with the reason, an interrupt included
   */
  public Transport connect(
      Target target, Login login, HostKeys hostKeys, SessionOptions options, String terminal)
      throws NotConnected {
    Secret key = login.privateKey();
    List<KeyPair> keys = key == null ? List.of() : PrivateKeys.read(key, login.passphrase());
    SshAttempt attempt = new SshAttempt(target, login, hostKeys, options, keys);
    ClientSession session = reach(attempt);
    boolean done = false;
    try {
      awaitHandshake(attempt);
      authenticate(session, attempt);
      Transport transport = openShell(session, attempt, terminal);
      done = true;
      return transport;
    } finally {
      if (!done) {
        session.close(true);
      }
    }
  }

  private ClientSession reach(SshAttempt attempt) throws NotConnected {
    Duration limit = attempt.options.connect();
    Deadline deadline = Deadline.after(limit);
    NotConnected last = null;
    for (InetAddress address : resolve(attempt, deadline)) {
      try {
        return reach(attempt, new InetSocketAddress(address, attempt.target.port()), deadline);
      } catch (NotConnected e) {
        if (e.failure().cause() == io.netauto.driver.Failure.Cause.CANCELLED) {
          throw e;
        }
        last = e;
      }
    }
    throw last == null ? SshFailures.connectTimeout(attempt.target, limit, null) : last;
  }

  private ClientSession reach(SshAttempt attempt, InetSocketAddress address, Deadline deadline)
      throws NotConnected {
    Duration limit = attempt.options.connect();
    try {
      ConnectFuture connecting = client.connect(attempt.login.username(), address, attempt, null);
      long left = Math.max(1, deadline.remainingNanos() / 1_000_000);
      connecting.verify(left, CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT);
      return connecting.getClientSession();
    } catch (IOException | RuntimeException e) {
      if (interrupted(e)) {
        throw SshFailures.cancelled(e);
      }
      if (deadline.passed()) {
        throw SshFailures.connectTimeout(attempt.target, limit, e);
      }
      throw SshFailures.notReached(attempt.target, limit, e);
    }
  }

  /** A name is looked up on a thread of its own, because a look-up knows no deadline. */
  private static List<InetAddress> resolve(SshAttempt attempt, Deadline deadline)
      throws NotConnected {
    String host = attempt.target.host();
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      // A name.
    }
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("resolve " + host)
        .start(
            () -> {
              try {
                found.complete(List.of(InetAddress.getAllByName(host)));
              } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
              }
            });
    try {
      return found.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SshFailures.cancelled(e);
    } catch (ExecutionException | TimeoutException e) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(e);
      throw SshFailures.unknownHost(attempt.target, unknown);
    }
  }

  private static void awaitHandshake(SshAttempt attempt) throws NotConnected {
    try {
      attempt.handshake.get(attempt.options.handshake().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SshFailures.cancelled(e);
    } catch (TimeoutException e) {
      throw SshFailures.handshakeTimeout(attempt);
    } catch (ExecutionException e) {
      throw SshFailures.handshakeFailed(attempt, e.getCause());
    }
  }

  private static void authenticate(ClientSession session, SshAttempt attempt) throws NotConnected {
    Deadline deadline = Deadline.after(attempt.options.authentication());
    try {
      AuthFuture login = session.auth();
      login.verify(
          attempt.options.authentication(),
          CancelOption.CANCEL_ON_TIMEOUT,
          CancelOption.CANCEL_ON_INTERRUPT);
    } catch (IOException | RuntimeException e) {
      if (interrupted(e)) {
        throw SshFailures.cancelled(e);
      }
      if (deadline.passed()) {
        throw SshFailures.authenticationTimeout(attempt);
      }
      boolean answered = attempt.passwordSent || !attempt.methodsAllowed.isEmpty();
      throw answered
          ? SshFailures.authenticationRefused(attempt, e)
          : SshFailures.lostDuringLogin(attempt, e);
    }
  }

  private static Transport openShell(ClientSession session, SshAttempt attempt, String terminal)
      throws NotConnected {
    SessionOptions options = attempt.options;
    PtyChannelConfiguration pty = new PtyChannelConfiguration();
    pty.setPtyType(terminal);
    pty.setPtyColumns(options.columns());
    pty.setPtyLines(options.rows());
    pty.setPtyWidth(0);
    pty.setPtyHeight(0);
    Inbox inbox = new Inbox();
    SshChannel channel = new SshChannel(pty, inbox);
    try {
      session.getService(ConnectionService.class).registerChannel(channel);
      channel
          .open()
          .verify(
              options.prompt(), CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT);
      return new SshTransport(session, channel, inbox, attempt);
    } catch (IOException | RuntimeException e) {
      if (interrupted(e)) {
        throw SshFailures.cancelled(e);
      }
      throw SshFailures.sessionRefused(attempt, e);
    }
  }

  private static boolean interrupted(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof java.io.InterruptedIOException || t instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
    return Thread.currentThread().isInterrupted();
  }

  /** Closes every connection. */
  @Override
  public void close() {
    client.stop();
  }
}
