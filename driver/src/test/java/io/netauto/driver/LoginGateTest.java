package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platforms;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoginGateTest {
  private static final Login ADMIN = Login.password("admin", "pw");
  private static final Duration SHORT = Duration.ofMillis(700);
  private final Driver driver = Drivers.sshAndTelnet();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    driver.close();
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

  private FakeDevice device() throws Exception {
    FakeDevice device = new FakeDevice();
    toClose.add(device);
    return device;
  }

  /** Options whose limits of connect, handshake and login are shorter than any gate's wait. */
  private static SessionOptions options(LoginGate gate) {
    SessionOptions d = TestOptions.with(Algorithms.modern());
    return new SessionOptions(
            SHORT,
            SHORT,
            SHORT,
            d.prompt(),
            d.silence(),
            d.command(),
            d.columns(),
            d.rows(),
            d.keepOutput(),
            d.charset(),
            d.algorithms())
        .with(gate);
  }

  private OpenResult open(Target target, LoginGate gate) {
    return driver.open(
        target,
        ADMIN,
        Platforms.builtIn().get("frr"),
        HostKeys.trustAll(),
        options(gate),
        SessionListener.none());
  }

  private static void opened(OpenResult result) {
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    ((OpenResult.Opened) result).session().close();
  }

  private static Cause cause(OpenResult result) {
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    return ((OpenResult.NotOpened) result).failure().cause();
  }

  @Test
  void the_gate_is_asked_behind_the_key_exchange_and_its_wait_is_in_no_limit() throws Exception {
    FakeDevice device = device().start();
    Thread opening = Thread.currentThread();
    List<Target> asked = new ArrayList<>();
    OpenResult result =
        open(
            device.target(),
            who -> {
              assertThat(Thread.currentThread()).isSameAs(opening);
              assertThat(device.server.getActiveSessions()).hasSize(1);
              assertThat(device.server.getActiveSessions().getFirst().getSessionId()).isNotEmpty();
              assertThat(device.logins).hasValue(0);
              asked.add(who);
              TimeUnit.MILLISECONDS.sleep(2 * SHORT.toMillis());
            });
    opened(result);
    assertThat(asked).containsExactly(device.target());
    assertThat(device.logins).hasValue(1);
  }

  @Test
  void each_jump_host_is_asked_for_and_only_when_it_is_logged_in_to() throws Exception {
    FakeDevice jump = device();
    jump.server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    jump.start();
    FakeDevice device = device().start();
    Target behind =
        device.target().via(List.of(new Hop(jump.target(), ADMIN, HostKeys.trustAll())));
    List<Target> asked = new ArrayList<>();
    OpenResult first = open(behind, asked::add);
    assertThat(first).isInstanceOf(OpenResult.Opened.class);
    assertThat(asked)
        .extracting(Target::port)
        .containsExactly(jump.target().port(), device.target().port());
    opened(open(behind, asked::add));
    assertThat(asked)
        .extracting(Target::port)
        .containsExactly(jump.target().port(), device.target().port(), device.target().port());
    ((OpenResult.Opened) first).session().close();
  }

  @Test
  void an_accepted_login_is_told_before_the_set_up_commands_and_a_refused_one_is_not()
      throws Exception {
    FakeDevice jump = device();
    jump.server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    jump.start();
    FakeDevice device = device().start();
    List<Integer> accepted = new ArrayList<>();
    List<Integer> shells = new ArrayList<>();
    LoginGate gate =
        new LoginGate() {
          @Override
          public void await(Target who) {}

          @Override
          public void accepted(Target who) {
            accepted.add(who.port());
            shells.add(device.shells.get());
          }
        };
    Hop hop = new Hop(jump.target(), ADMIN, HostKeys.trustAll());
    opened(open(device.target().via(List.of(hop)), gate));
    assertThat(accepted).containsExactly(jump.target().port(), device.target().port());
    assertThat(shells).as("no shell was open yet").containsOnly(0);
    accepted.clear();
    device.server.setPasswordAuthenticator((user, password, session) -> false);
    assertThat(cause(open(device.target(), gate))).isEqualTo(Cause.AUTHENTICATION_REFUSED);
    assertThat(accepted).isEmpty();
  }

  @Test
  void who_shares_a_jump_host_does_not_time_out_while_another_waits_for_its_turn()
      throws Exception {
    FakeDevice jump = device();
    jump.server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    jump.start();
    FakeDevice device = device().start();
    Target behind =
        device.target().via(List.of(new Hop(jump.target(), ADMIN, HostKeys.trustAll())));
    CountDownLatch waiting = new CountDownLatch(1);
    List<Target> asked = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean firstAsked = new AtomicBoolean();
    LoginGate gate =
        who -> {
          asked.add(who);
          if (firstAsked.compareAndSet(false, true)) {
            waiting.countDown();
            // More than the limits of the one who waits: three times SHORT.
            TimeUnit.MILLISECONDS.sleep(5 * SHORT.toMillis());
          }
        };
    CompletableFuture<OpenResult> first = new CompletableFuture<>();
    CompletableFuture<OpenResult> second = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> first.complete(open(behind, gate)));
    waiting.await();
    Thread.ofVirtual().start(() -> second.complete(open(behind, gate)));
    opened(second.get(30, TimeUnit.SECONDS));
    opened(first.get(30, TimeUnit.SECONDS));
    assertThat(asked).hasSize(3);
    assertThat(jump.logins).hasValue(1);
  }

  @Test
  void an_interrupt_ends_the_wait_and_closes_the_connection() throws Exception {
    FakeDevice device = device().start();
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<OpenResult> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () ->
                    result.complete(
                        open(
                            device.target(),
                            who -> {
                              waiting.countDown();
                              TimeUnit.HOURS.sleep(1);
                            })));
    waiting.await();
    thread.interrupt();
    assertThat(cause(result.get(5, TimeUnit.SECONDS))).isEqualTo(Cause.CANCELLED);
    device.connectionClosed.get(5, TimeUnit.SECONDS);
    assertThat(device.logins).hasValue(0);
  }

  @Test
  void what_a_gate_throws_comes_out_and_the_connection_is_closed() throws Exception {
    FakeDevice device = device().start();
    assertThatThrownBy(
            () ->
                open(
                    device.target(),
                    who -> {
                      throw new IllegalStateException("no logins to " + who);
                    }))
        .hasMessage("no logins to " + device.target());
    device.connectionClosed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void telnet_is_asked_for_before_the_user_name_is_sent() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AtomicBoolean named = new AtomicBoolean();
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = listening.accept()) {
                  InputStream in = socket.getInputStream();
                  say(socket.getOutputStream(), "\r\nUsername: ");
                  line(in);
                  named.set(true);
                  say(socket.getOutputStream(), "\r\nPassword: ");
                  line(in);
                  say(socket.getOutputStream(), "\r\nr1# ");
                  while (true) {
                    String line = line(in);
                    say(socket.getOutputStream(), line + "\r\nr1# ");
                  }
                } catch (java.io.IOException e) {
                  // The client is gone.
                }
              });
      Target target = Target.telnet("127.0.0.1", listening.getLocalPort());
      List<Target> asked = new ArrayList<>();
      opened(
          open(
              target,
              who -> {
                asked.add(who);
                TimeUnit.MILLISECONDS.sleep(2 * SHORT.toMillis());
                assertThat(named).isFalse();
              }));
      assertThat(asked).containsExactly(target);
      assertThat(named).isTrue();
    }
  }

  private static void say(OutputStream out, String text) throws java.io.IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String line(InputStream in) throws java.io.IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new java.io.IOException("gone");
      }
      if (b != '\n' && b != 0) {
        line.append((char) b);
      }
    }
    return line.toString();
  }
}
