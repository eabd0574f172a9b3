package io.netauto.simulator.ssh;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.plan.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/**
 * One SSH server that listens at an address and port for each device and finds the device by both.
 * All share its few threads: neither a device nor a session has one of its own.
 *
 * <p>Key exchange and cipher are the cheap ones alone, since the simulator shares its machine with
 * what it tests and a client's wish goes before the server's: sntrup761 costs 60 ms of CPU, thirty
 * times the others, and mlkem768 makes a session a fifth dearer.
 */
public final class Ports implements AutoCloseable {
  private final Map<InetSocketAddress, Port> byAddress = new ConcurrentHashMap<>();
  private final List<Relay> relays = new ArrayList<>();
  private final ScheduledExecutorService timer;
  private final Server server = (Server) ServerBuilder.builder().factory(Server::new).build();
  private final IoAcceptor acceptor;
  private final HostKeys keys;

  /**
   * @param seed of the host keys; zero for new ones each time
   */
  public Ports(long seed) {
    keys = new HostKeys(seed);
    timer =
        Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().daemon().name("simulator-timer").factory());
    Logins logins = new Logins(this::at, timer);
    server.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true,
            List.of(
                BuiltinDHFactories.curve25519,
                BuiltinDHFactories.curve25519_libssh,
                BuiltinDHFactories.ecdhp256),
            ServerBuilder.DH2KEX));
    server.setCipherFactories(
        List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes256ctr));
    server.setKeyPairProvider(new ShownKeys());
    server.setPasswordAuthenticator(logins);
    server.setKeyboardInteractiveAuthenticator(new DefaultKeyboardInteractiveAuthenticator());
    server.addSessionListener(logins);
    server.setShellFactory(
        channel ->
            new Shell(
                at(channel.getSession().getIoSession().getLocalAddress()), channel, null, timer));
    server.setCommandFactory(
        (channel, command) ->
            new Shell(
                at(channel.getSession().getIoSession().getLocalAddress()),
                channel,
                command,
                timer));
    server.setSubsystemFactories(List.of());
    server.setForwardingFilter(null);
    server.setScheduledExecutorService(timer);
    CoreModuleProperties.KB_SERVER_INTERACTIVE_NAME.set(server, "");
    CoreModuleProperties.KB_SERVER_INTERACTIVE_INSTRUCTION.set(server, "");
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.SOCKET_BACKLOG.set(server, 512);
    server.complete();
    acceptor = new Listener(server, new Door(new Sessions(), this::at, timer));
  }

  /** Listens for all devices, at the port that each is given; port zero takes a free one. */
  public List<Port> open(Map<Device, Integer> wanted) throws IOException {
    List<Port> ports = new ArrayList<>();
    List<SocketAddress> addresses = new ArrayList<>();
    for (Map.Entry<Device, Integer> each : wanted.entrySet()) {
      Port port = new Port(each.getKey(), keys);
      int number = isRelayed(port) ? 0 : each.getValue();
      InetSocketAddress address = port.address(number);
      if (number > 0) {
        if (byAddress.putIfAbsent(address, port) != null) {
          throw new IllegalArgumentException("Two devices are to listen at " + address);
        }
        port.bound(number);
      }
      addresses.add(address);
      ports.add(port);
    }
    acceptor.bind(addresses);
    assign(ports);
    for (Port port : ports) {
      if (port.device().plan().has(Fault.Refuses.class)) {
        acceptor.unbind(port.address(port.number()));
      } else if (isRelayed(port)) {
        int number = wanted.getOrDefault(port.device(), 0);
        Relay relay = new Relay(port.address(number), port.address(port.number()));
        relays.add(relay);
        port.behind(relay);
      }
    }
    return ports;
  }

  private static boolean isRelayed(Port port) {
    return port.device().plan().has(Fault.ResetsAfter.class);
  }

  /** Gives the free ports that were bound to the devices that asked for any at that address. */
  private void assign(List<Port> ports) {
    Map<InetAddress, Deque<InetSocketAddress>> free = new HashMap<>();
    for (SocketAddress each : acceptor.getBoundAddresses()) {
      if (each instanceof InetSocketAddress address && !byAddress.containsKey(address)) {
        free.computeIfAbsent(address.getAddress(), none -> new ArrayDeque<>()).add(address);
      }
    }
    for (Port port : ports) {
      if (port.number() == 0) {
        InetAddress host = port.address(0).getAddress();
        InetSocketAddress address = free.getOrDefault(host, new ArrayDeque<>()).remove();
        byAddress.put(address, port);
        port.bound(address.getPort());
      }
    }
  }

  private Port at(SocketAddress local) {
    Port port = local instanceof InetSocketAddress address ? byAddress.get(address) : null;
    if (port == null) {
      throw new IllegalStateException("No device listens at " + local);
    }
    return port;
  }

  @Override
  public void close() {
    for (Relay relay : relays) {
      try {
        relay.close();
      } catch (IOException e) {
        // It is gone, which is what was wanted.
      }
    }
    try {
      acceptor.close(true).await(TimeUnit.SECONDS.toMillis(10));
    } catch (IOException e) {
      throw new UncheckedIOException("The fleet did not close", e);
    } finally {
      timer.shutdownNow();
    }
  }

  /** A server that is never started as a whole: it only holds what its sessions need. */
  private static final class Server extends SshServer {
    void complete() {
      setPort(0);
      checkConfig();
    }
  }

  private final class Sessions extends SessionFactory {
    Sessions() {
      super(server);
    }

    @Override
    protected ServerSessionImpl doCreateSession(IoSession io) throws Exception {
      String ident = "SSH-2.0-" + at(io.getLocalAddress()).device().platform().ident();
      return new ServerSessionImpl(server, io) {
        @Override
        protected String resolveIdentificationString(String property) {
          return ident;
        }
      };
    }
  }

  private final class ShownKeys implements KeyPairProvider {
    @Override
    public Iterable<KeyPair> loadKeys(SessionContext session) {
      return List.of(at(session.getLocalAddress()).hostKey());
    }
  }
}
