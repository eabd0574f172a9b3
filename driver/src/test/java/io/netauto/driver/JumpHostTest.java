package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platforms;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains of jump hosts: real OpenSSH servers, and the library's where a fault is wanted. */
@Timeout(60)
class JumpHostTest {
  private static final Login ADMIN = Login.password("admin", "pw");
  private final Driver driver = Drivers.sshAndTelnet();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    driver.close();
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

  private OpenSshServer server(String... settings) throws Exception {
    OpenSshServer server = new OpenSshServer();
    toClose.add(server);
    for (String setting : settings) {
      server.with(setting);
    }
    return server.start("ed25519");
  }

  private FakeDevice device() throws Exception {
    FakeDevice device = new FakeDevice();
    toClose.add(device);
    return device;
  }

  /** A jump host of the SSH library, with the forwarding that it allows. */
  private FakeDevice forwarder() throws Exception {
    FakeDevice jump = device();
    jump.server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    return jump;
  }

  private static Hop hop(OpenSshServer server) throws Exception {
    return new Hop(server.target(), server.login(), HostKeys.trustAll());
  }

  private static Hop hop(FakeDevice jump) {
    return new Hop(jump.target(), ADMIN, HostKeys.trustAll());
  }

  private OpenResult open(Target target, Login login) {
    return open(target, login, TestOptions.with(Algorithms.modern()));
  }

  private OpenResult open(Target target, Login login, SessionOptions options) {
    return driver.open(
        target,
        login,
        Platforms.builtIn().get("frr"),
        HostKeys.trustAll(),
        options,
        SessionListener.none());
  }

  private static io.netauto.driver.Session opened(OpenResult result) {
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    return ((OpenResult.Opened) result).session();
  }

  private static Failure failure(OpenResult result, Cause cause) {
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    Failure failure = ((OpenResult.NotOpened) result).failure();
    assertThat(failure.cause()).as(failure.toString()).isEqualTo(cause);
    return failure;
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    for (int i = 0; i < 250 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_device_is_reached_through_a_chain_and_sees_the_last_jump_host(int hops) throws Exception {
    List<OpenSshServer> jumps = new ArrayList<>();
    List<Hop> chain = new ArrayList<>();
    for (int i = 0; i < hops; i++) {
      jumps.add(server());
      chain.add(hop(jumps.get(i)));
    }
    OpenSshServer device = server();
    try (var session = opened(open(device.target().via(chain), device.login()))) {
      assertThat(session.run("show version").output().text()).isEqualTo("version 1");
      String[] seen = session.run("where").output().text().split(" ");
      assertThat(portsOf(jumps.getLast())).contains(seen[1]);
      assertThat(jumps).allMatch(jump -> jump.connections() == 1);
    }
    for (OpenSshServer jump : jumps) {
      await(() -> jump.connections() == 0);
    }
  }

  /** The local ports of the connections that a server's processes made. */
  private static List<String> portsOf(OpenSshServer server) throws Exception {
    String all = Programs.run(List.of("ss", "-tnpH"));
    return all.lines()
        .filter(line -> server.processes().anyMatch(pid -> line.contains("pid=" + pid + ",")))
        .map(line -> line.trim().split("\\s+")[3])
        .map(local -> local.substring(local.lastIndexOf(':') + 1))
        .toList();
  }

  @Test
  void no_port_is_opened_on_this_machine() throws Exception {
    OpenSshServer jump = server();
    OpenSshServer device = server();
    long before = listening();
    try (var session = opened(open(device.target().via(List.of(hop(jump))), device.login()))) {
      assertThat(session.run("show version")).isInstanceOf(CommandResult.Done.class);
      assertThat(listening()).isEqualTo(before);
    }
  }

  private static long listening() throws Exception {
    long self = ProcessHandle.current().pid();
    return Programs.run(List.of("ss", "-tlnpH"))
        .lines()
        .filter(line -> line.contains("pid=" + self + ","))
        .count();
  }

  @Test
  void devices_behind_one_jump_host_share_its_session_until_the_last_is_closed() throws Exception {
    FakeDevice jump = forwarder().start();
    FakeDevice device = device().start();
    Target behind = device.target().via(List.of(hop(jump)));
    List<CompletableFuture<OpenResult>> opening = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      CompletableFuture<OpenResult> one = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> one.complete(open(behind, ADMIN)));
      opening.add(one);
    }
    List<io.netauto.driver.Session> sessions = new ArrayList<>();
    for (CompletableFuture<OpenResult> one : opening) {
      sessions.add(opened(one.get(30, TimeUnit.SECONDS)));
    }
    assertThat(jump.logins).hasValue(1);
    io.netauto.driver.Session last = sessions.removeLast();
    sessions.forEach(io.netauto.driver.Session::close);
    assertThat(last.run("one").output().text()).isEqualTo("out of one");
    assertThat(jump.server.getActiveSessions()).hasSize(1);
    last.close();
    await(() -> jump.server.getActiveSessions().isEmpty());
    opened(open(behind, ADMIN)).close();
    assertThat(jump.logins).hasValue(2);
  }

  @Test
  void a_refused_login_on_the_jump_host_is_tried_once_for_all_who_wait_for_it() throws Exception {
    FakeDevice jump = forwarder();
    CountDownLatch all = new CountDownLatch(1);
    jump.server.setPasswordAuthenticator(
        (user, password, session) -> {
          jump.logins.incrementAndGet();
          try {
            all.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return false;
        });
    jump.start();
    FakeDevice device = device().start();
    Target behind = device.target().via(List.of(hop(jump)));
    List<CompletableFuture<OpenResult>> opening = new ArrayList<>();
    AtomicInteger begun = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      CompletableFuture<OpenResult> one = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> {
                begun.incrementAndGet();
                one.complete(open(behind, ADMIN));
              });
      opening.add(one);
    }
    await(() -> begun.get() == 5 && jump.logins.get() == 1);
    TimeUnit.MILLISECONDS.sleep(300);
    all.countDown();
    for (CompletableFuture<OpenResult> one : opening) {
      Failure failure = failure(one.get(30, TimeUnit.SECONDS), Cause.AUTHENTICATION_REFUSED);
      assertThat(failure.summary()).startsWith("Jump host 1 of 1: " + jump.target());
      assertThat(failure.jumpHost()).isEqualTo(jump.target());
    }
    assertThat(jump.logins).hasValue(1);
    assertThat(device.logins).hasValue(0);
  }

  @Test
  void each_users_own_check_decides_on_the_key_of_a_shared_jump_host() throws Exception {
    FakeDevice jump = forwarder().start();
    FakeDevice device = device().start();
    try (var first = opened(open(device.target().via(List.of(hop(jump))), ADMIN))) {
      Hop distrustful =
          new Hop(jump.target(), ADMIN, (t, k) -> new HostKeys.Verdict.Changed("SHA256:other"));
      Failure failure =
          failure(open(device.target().via(List.of(distrustful)), ADMIN), Cause.HOST_KEY_CHANGED);
      assertThat(failure.summary()).startsWith("Jump host 1 of 1: ");
      assertThat(first.run("one")).isInstanceOf(CommandResult.Done.class);
    }
  }

  @Test
  void the_failure_says_which_jump_host_failed_and_why() throws Exception {
    OpenSshServer good = server();
    OpenSshServer device = server();
    int closedPort = closedPort();
    Hop closed = new Hop(new Target("127.0.0.1", closedPort), good.login(), HostKeys.trustAll());
    Failure failure =
        failure(
            open(device.target().via(List.of(hop(good), closed)), device.login()),
            Cause.CONNECTION_REFUSED);
    assertThat(failure.summary())
        .isEqualTo("Jump host 2 of 2: 127.0.0.1:" + closedPort + " refuses the connection.");
    assertThat(failure.jumpHost()).isEqualTo(closed.target());

    Failure behind =
        failure(
            open(new Target("127.0.0.1", closedPort).via(List.of(hop(good))), device.login()),
            Cause.CONNECTION_REFUSED);
    assertThat(behind.jumpHost()).isNull();

    failure(
        open(new Target("no-such-host.invalid", 22).via(List.of(hop(good))), device.login()),
        Cause.UNKNOWN_HOST);
    await(() -> good.connections() == 0);
  }

  @Test
  void a_jump_host_that_forwards_nothing_is_told_apart() throws Exception {
    OpenSshServer closed = server("AllowTcpForwarding no");
    OpenSshServer device = server();
    Failure failure =
        failure(
            open(device.target().via(List.of(hop(closed))), device.login()),
            Cause.FORWARDING_REFUSED);
    assertThat(failure.summary()).contains(closed.target().toString());
    assertThat(failure.jumpHost()).isEqualTo(closed.target());
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void each_jump_host_has_its_own_limit_and_a_silent_one_is_named() throws Exception {
    OpenSshServer good = server();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Hop hung =
          new Hop(
              new Target("127.0.0.1", silent.getLocalPort()), good.login(), HostKeys.trustAll());
      SessionOptions d = TestOptions.with(Algorithms.modern());
      SessionOptions quick =
          new SessionOptions(
              d.connect(),
              Duration.ofMillis(700),
              d.authentication(),
              d.prompt(),
              d.silence(),
              d.command(),
              d.columns(),
              d.rows(),
              d.keepOutput(),
              d.charset(),
              d.algorithms());
      Failure failure =
          failure(
              open(good.target().via(List.of(hop(good), hung)), good.login(), quick),
              Cause.HANDSHAKE_TIMEOUT);
      assertThat(failure.summary()).startsWith("Jump host 2 of 2: ").contains("700 ms");
    }
    await(() -> good.connections() == 0);
  }

  @Test
  void cancelling_closes_the_whole_chain() throws Exception {
    OpenSshServer first = server();
    OpenSshServer second = server();
    FakeDevice device = device().start();
    var session = opened(open(device.target().via(List.of(hop(first), hop(second))), ADMIN));
    CompletableFuture<CommandResult> running =
        CompletableFuture.supplyAsync(() -> session.run("hang"));
    TimeUnit.MILLISECONDS.sleep(100);
    session.cancel();
    assertThat(running.get(2, TimeUnit.SECONDS)).isInstanceOf(CommandResult.Failed.class);
    device.connectionClosed.get(2, TimeUnit.SECONDS);
    await(() -> first.connections() == 0 && second.connections() == 0);
  }

  @Test
  void an_interrupt_while_the_second_jump_host_is_reached_closes_the_first() throws Exception {
    OpenSshServer first = server();
    CompletableFuture<OpenResult> result = new CompletableFuture<>();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Hop hung =
          new Hop(
              new Target("127.0.0.1", silent.getLocalPort()), first.login(), HostKeys.trustAll());
      Target behind = first.target().via(List.of(hop(first), hung));
      Thread opening = Thread.ofVirtual().start(() -> result.complete(open(behind, ADMIN)));
      silent.accept();
      opening.interrupt();
      failure(result.get(2, TimeUnit.SECONDS), Cause.CANCELLED);
    }
    await(() -> first.connections() == 0);
  }

  @Test
  void the_session_says_that_the_jump_host_is_gone() throws Exception {
    FakeDevice jump = forwarder().start();
    FakeDevice device = device().start();
    var session = opened(open(device.target().via(List.of(hop(jump))), ADMIN));
    jump.server.getActiveSessions().forEach(s -> s.close(true));
    CommandResult result = session.run("one");
    assertThat(((CommandResult.Failed) result).failure().cause()).isEqualTo(Cause.CONNECTION_LOST);
    device.connectionClosed.get(2, TimeUnit.SECONDS);
  }

  @Test
  void much_output_comes_whole_through_two_jump_hosts() throws Exception {
    OpenSshServer first = server();
    FakeDevice second = forwarder();
    AtomicInteger asked = new AtomicInteger();
    second.server.setForwardingFilter(
        new AcceptAllForwardingFilter() {
          @Override
          protected boolean checkAcceptance(
              String request, Session session, SshdSocketAddress target) {
            asked.incrementAndGet();
            return true;
          }
        });
    second.start();
    FakeDevice device = device().start();
    try (var session = opened(open(device.target().via(List.of(hop(first), hop(second))), ADMIN))) {
      CommandResult result = session.run("bulk 20000000");
      assertThat(result).isInstanceOf(CommandResult.Done.class);
      assertThat(result.output().bytes()).isGreaterThanOrEqualTo(20_000_000);
    }
    assertThat(asked).hasValue(1);
  }
}
