package io.netauto.driver.transport;

import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientConnectionServiceFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.common.channel.StreamingChannel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.io.IoConnector;
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
  private final JumpHosts jumpHosts = new JumpHosts(this::logIn);

  public SshConnector() {
    client = ClientBuilder.builder().factory(TunnellingClient::new).build();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setAgentFactory(null);
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    client.setServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE);
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

  /** The library's client, which also connects inside sessions with jump hosts. */
  private static final class TunnellingClient extends SshClient {
    @Override
    protected IoConnector createConnector() {
      return new TunnelConnector(new SshLoops(this, getSessionFactory()), getSessionFactory());
    }
  }

  /**
   * Connects, checks the host key, logs in and asks for a shell.
   *
   * @throws NotConnected with the reason, an interrupt included
   */
  public Transport connect(
      Target target, Login login, HostKeys hostKeys, SessionOptions options, String terminal)
      throws NotConnected {
    JumpHosts.Lease lease = target.via().isEmpty() ? null : jumpHosts.lease(target.via(), options);
    boolean done = false;
    try {
      SshAttempt attempt =
          new SshAttempt(
              target, login, hostKeys, options.algorithms(), options, UserKeys.of(login), lease);
      Transport transport = shell(attempt, terminal);
      done = true;
      return transport;
    } finally {
      if (!done && lease != null) {
        lease.close();
      }
    }
  }

  /** A connection to a target that its last jump host makes. */
  Transport tunnel(Target target, SessionOptions options) throws NotConnected {
    JumpHosts.Lease lease = jumpHosts.lease(target.via(), options);
    Deadline deadline = Deadline.after(options.connect());
    Inbox inbox = new Inbox();
    TunnelChannel channel =
        new TunnelChannel(target, StreamingChannel.Streaming.Sync, opened -> into(inbox));
    boolean done = false;
    try {
      lease.session().getService(ConnectionService.class).registerChannel(channel);
      channel
          .open()
          .verify(
              options.connect(), CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT);
      done = true;
      return new ChannelTransport(channel, inbox, lease);
    } catch (IOException | RuntimeException e) {
      throw notReached(target, options.connect(), deadline, e);
    } finally {
      if (!done) {
        channel.close(false);
        lease.close();
      }
    }
  }

  private static TunnelChannel.Receiver into(Inbox inbox) {
    return new TunnelChannel.Receiver() {
      @Override
      public void received(byte[] data, int offset, int length) {
        inbox.put(data, offset, length);
      }

      @Override
      public void ended() {
        inbox.end();
      }
    };
  }

  private Transport shell(SshAttempt attempt, String terminal) throws NotConnected {
    ClientSession session = logIn(attempt);
    boolean done = false;
    try {
      Transport transport = openShell(session, attempt, terminal);
      done = true;
      return transport;
    } finally {
      if (!done) {
        session.close(true);
      }
    }
  }

  private ClientSession logIn(SshAttempt attempt) throws NotConnected {
    ClientSession session = reach(attempt);
    boolean done = false;
    try {
      awaitHandshake(attempt);
      NetworkFailures.pass(attempt.options.gate(), attempt.target);
      authenticate(session, attempt);
      attempt.options.gate().accepted(attempt.target);
      done = true;
      return session;
    } finally {
      if (!done) {
        session.close(true);
      }
    }
  }

  private ClientSession reach(SshAttempt attempt) throws NotConnected {
    Deadline deadline = Deadline.after(attempt.options.connect());
    if (attempt.through != null) {
      return reach(attempt, elsewhere(attempt.target), deadline);
    }
    return Addresses.first(
        attempt.target,
        attempt.options.destinations(),
        attempt.options.connect(),
        deadline,
        address -> reach(attempt, new InetSocketAddress(address, attempt.target.port()), deadline));
  }

  /**
   * Stands where the library wants an address; the last jump host connects to the target. The
   * target's name is what a host certificate has to be for.
   */
  private static InetSocketAddress elsewhere(Target target) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(target.host(), new byte[4]), target.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address.", e);
    }
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
      throw notReached(attempt.target, limit, deadline, e);
    }
  }

  private static NotConnected notReached(
      Target target, Duration limit, Deadline deadline, Exception error) {
    if (interrupted(error)) {
      return NetworkFailures.cancelled(error);
    }
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof SshChannelOpenException refused && !target.via().isEmpty()) {
        return NetworkFailures.notForwarded(target, limit, refused);
      }
    }
    return deadline.passed()
        ? NetworkFailures.connectTimeout(target, limit, error)
        : NetworkFailures.notReached(target, limit, error);
  }

  private static void awaitHandshake(SshAttempt attempt) throws NotConnected {
    try {
      attempt.handshake.get(attempt.options.handshake().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NetworkFailures.cancelled(e);
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
        throw NetworkFailures.cancelled(e);
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
        throw NetworkFailures.cancelled(e);
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
