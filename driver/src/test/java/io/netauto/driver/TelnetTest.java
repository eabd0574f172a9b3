package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platforms;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions over Telnet, with a device in the test and with the real telnetd. */
@Timeout(60)
class TelnetTest {
  private static final Login ADMIN = Login.password("admin", "pw");
  private final Driver driver = Drivers.sshAndTelnet();
  private final List<AutoCloseable> toClose = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  @AfterEach
  void closeAll() throws Exception {
    driver.close();
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

  private Target device(TelnetDevice.OnAccept then) throws Exception {
    TelnetDevice.Listening listening = new TelnetDevice.Listening(then);
    toClose.add(listening);
    return listening.target();
  }

  private OpenResult open(Target target, Login login, SessionOptions options) {
    return driver.open(
        target,
        login,
        Platforms.builtIn().get("frr"),
        HostKeys.trustAll(),
        options,
        (buffer, offset, length) -> heard.write(buffer, offset, length));
  }

  private OpenResult open(Target target, Login login) {
    return open(target, login, TestOptions.with(Algorithms.modern()));
  }

  private static Session opened(OpenResult result) {
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    assertThat(((OpenResult.Opened) result).negotiated()).isEmpty();
    return ((OpenResult.Opened) result).session();
  }

  private static Failure failure(OpenResult result, Cause cause) {
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    Failure failure = ((OpenResult.NotOpened) result).failure();
    assertThat(failure.cause()).as(failure.toString()).isEqualTo(cause);
    assertThat(failure.toString()).doesNotContain("wrong-password");
    return failure;
  }

  private String heard() {
    return heard.toString(StandardCharsets.ISO_8859_1);
  }

  private static SessionOptions authenticationWithin(Duration limit) {
    SessionOptions d = TestOptions.with(Algorithms.modern());
    return new SessionOptions(
        limit,
        d.handshake(),
        limit,
        d.prompt(),
        d.silence(),
        d.command(),
        d.columns(),
        d.rows(),
        d.keepOutput(),
        d.charset(),
        d.algorithms());
  }

  @Test
  void telnet_is_refused_unless_the_driver_was_made_for_it() throws Exception {
    try (Driver sshOnly = Drivers.ssh()) {
      OpenResult result =
          sshOnly.open(
              Target.telnet("127.0.0.1", 23),
              ADMIN,
              Platforms.builtIn().get("frr"),
              HostKeys.trustAll(),
              SessionOptions.defaults(),
              SessionListener.none());
      assertThat(failure(result, Cause.TELNET_DISABLED).summary()).contains("127.0.0.1:23");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"r1 login: ", "Username: ", "User Name:", "login as: ", "User ID: "})
  void logs_in_behind_a_banner_full_of_login_words_and_passes_it_on(String question)
      throws Exception {
    Target target = device(device -> device.usualLogin(question));
    try (Session session = opened(open(target, ADMIN))) {
      assertThat(session.run("show version").output().text()).isEqualTo("out of show version");
    }
    assertThat(heard())
        .startsWith("\r\nAuthorised users only. Your login:\r\nEnter your password: and")
        .contains("Last login: Monday\r\nWelcome to r1\r\nr1# ")
        .doesNotContain("pw")
        .doesNotContain("\u00ff");
  }

  @Test
  void a_banner_that_pauses_in_a_login_word_is_not_answered_with_the_password() throws Exception {
    List<String> typed = new CopyOnWriteArrayList<>();
    Target target =
        device(
            device -> {
              for (int i = 0; i < 5; i++) {
                device.say("* tell nobody your password:");
                TimeUnit.MILLISECONDS.sleep(150);
                device.say(" not even us\r\n");
                TimeUnit.MILLISECONDS.sleep(150);
              }
              device.say("login: ");
              typed.add(device.line());
              device.say("\r\nPassword:");
              typed.add(device.line());
              device.say("\r\n");
              device.prompt();
            });
    opened(open(target, ADMIN)).close();
    assertThat(typed).containsExactly("admin", "pw");
  }

  @Test
  void a_wrong_password_is_sent_once_and_its_refusal_quoted() throws Exception {
    Target target = device(device -> device.usualLogin("login: "));
    Failure failure =
        failure(
            open(target, Login.password("admin", "wrong-password")), Cause.AUTHENTICATION_REFUSED);
    assertThat(failure.summary()).contains("\"admin\"").contains("Login incorrect");
    assertThat(failure.lastBytes()).contains("login:");
  }

  @Test
  void words_of_refusal_in_the_message_of_the_day_are_no_refusal() throws Exception {
    Target target =
        device(
            device -> {
              device.say("Password: ");
              device.line();
              device.say("\r\n3 failed attempts. Access denied to all but staff.\r\n");
              device.prompt();
            });
    opened(open(target, ADMIN)).close();
  }

  @Test
  void a_device_that_asks_for_the_password_again_has_refused_it() throws Exception {
    List<String> typed = new CopyOnWriteArrayList<>();
    Target target =
        device(
            device -> {
              device.say("User Access Verification\r\n\r\n");
              while (true) {
                device.say("Password: ");
                typed.add(device.line());
                device.say("\r\n");
              }
            });
    failure(open(target, ADMIN), Cause.AUTHENTICATION_REFUSED);
    assertThat(typed).containsExactly("pw");
  }

  @Test
  void a_device_that_asks_for_nothing_is_at_its_prompt() throws Exception {
    Target target = device(TelnetDevice::prompt);
    try (Session session = opened(open(target, ADMIN))) {
      assertThat(session.run("one").output().text()).isEqualTo("out of one");
    }
  }

  @Test
  void a_silent_console_is_woken_with_one_empty_line() throws Exception {
    Target target =
        device(
            device -> {
              assertThat(device.line()).isEmpty();
              device.usualLogin("Username: ");
            });
    opened(open(target, ADMIN)).close();
  }

  @Test
  void every_wait_of_the_login_has_a_limit() throws Exception {
    SessionOptions quick = authenticationWithin(Duration.ofMillis(600));
    long begin = System.nanoTime();
    Failure silent =
        failure(open(device(device -> device.line()), ADMIN, quick), Cause.AUTHENTICATION_TIMEOUT);
    assertThat(silent.summary()).contains("sent nothing within 600 ms");
    Failure noAnswer =
        failure(
            open(
                device(
                    device -> {
                      device.say("Password: ");
                      device.line();
                      device.say("\r\n");
                      device.line();
                    }),
                ADMIN,
                quick),
            Cause.AUTHENTICATION_TIMEOUT);
    assertThat(noAnswer.summary()).contains("did not answer the password");
    Failure endless =
        failure(
            open(
                device(
                    device -> {
                      while (true) {
                        device.say("blah ".repeat(1000));
                      }
                    }),
                ADMIN,
                quick),
            Cause.AUTHENTICATION_TIMEOUT);
    assertThat(endless.summary()).contains("asked for no login");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void tells_refused_and_ended_connections_apart() throws Exception {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    failure(open(Target.telnet("127.0.0.1", closedPort), ADMIN), Cause.CONNECTION_REFUSED);
    failure(open(Target.telnet("no-such-host.invalid", 23), ADMIN), Cause.UNKNOWN_HOST);
    failure(open(device(device -> device.say("Too many sessions\r\n")), ADMIN), Cause.LINES_FULL);
    assertThat(heard()).contains("Too many sessions");
  }

  @Test
  void cancelling_closes_the_connection() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    Target target =
        device(
            device -> {
              try {
                device.usualLogin("login: ");
              } finally {
                gone.countDown();
              }
            });
    Session session = opened(open(target, ADMIN));
    CompletableFuture<CommandResult> running =
        CompletableFuture.supplyAsync(() -> session.run("hang"));
    TimeUnit.MILLISECONDS.sleep(100);
    session.cancel();
    CommandResult result = running.get(2, TimeUnit.SECONDS);
    assertThat(((CommandResult.Failed) result).failure().cause()).isEqualTo(Cause.CANCELLED);
    assertThat(gone.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_interrupt_during_the_login_closes_the_connection() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    Target target =
        device(
            device -> {
              device.say("one moment");
              asked.countDown();
              try {
                device.line();
              } finally {
                gone.countDown();
              }
            });
    CompletableFuture<OpenResult> result = new CompletableFuture<>();
    Thread opening = Thread.ofPlatform().start(() -> result.complete(open(target, ADMIN)));
    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    opening.interrupt();
    failure(result.get(2, TimeUnit.SECONDS), Cause.CANCELLED);
    assertThat(gone.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_device_behind_a_jump_host_is_reached_by_telnet() throws Exception {
    try (OpenSshServer jump = new OpenSshServer()) {
      jump.start("ed25519");
      Hop hop = new Hop(jump.target(), jump.login(), HostKeys.trustAll());
      Target target = device(device -> device.usualLogin("Username: ")).via(List.of(hop));
      try (Session session = opened(open(target, ADMIN))) {
        assertThat(session.run("one").output().text()).isEqualTo("out of one");
        assertThat(jump.connections()).isEqualTo(1);
      }
      for (int i = 0; i < 250 && jump.connections() > 0; i++) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(jump.connections()).isZero();
    }
  }

  /** The real telnetd of GNU inetutils, with a login program of the test. */
  private Target telnetd(OpenSshServer files) throws Exception {
    var telnetd = Programs.find("telnetd", "inetutils-telnetd");
    Programs.find("socat", "socat");
    var login = files.path("login");
    java.nio.file.Files.writeString(
        login,
        """
        #!/bin/sh
        printf 'Debian GNU/Linux\\nr1 login: '; read -r name
        stty -echo; printf 'Password: '; read -r word; stty echo; echo
        until [ "$name $word" = 'admin pw' ]; do
          printf 'Login incorrect\\n\\nr1 login: '; read -r name || exit 1
          stty -echo; printf 'Password: '; read -r word; stty echo; echo
        done
        echo "$TERM"; stty size
        printf 'r1# '
        while read -r line; do
          case "$line" in show*) echo "out of $line" ;; esac
          printf 'r1# '
        done
        """);
    assertThat(login.toFile().setExecutable(true)).isTrue();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process socat =
        new ProcessBuilder(
                "socat",
                "-d",
                "-d",
                "TCP-LISTEN:" + port + ",bind=127.0.0.1,reuseaddr,fork",
                "EXEC:" + telnetd + " -h -E " + login)
            .redirectErrorStream(true)
            .start();
    toClose.addFirst(
        () -> {
          socat.descendants().forEach(ProcessHandle::destroy);
          socat.destroy();
        });
    // It says where it listens once it does.
    socat.getInputStream().read();
    return Target.telnet("127.0.0.1", port);
  }

  @Test
  void a_real_telnetd_is_negotiated_and_logged_in_with() throws Exception {
    OpenSshServer files = new OpenSshServer();
    toClose.add(files);
    Target target = telnetd(files);
    try (Session session = opened(open(target, ADMIN))) {
      assertThat(session.run("show version").output().text()).isEqualTo("out of show version");
      assertThat(heard()).contains("r1 login: ").contains("vt100").contains("24 511");
    }
    Failure failure =
        failure(
            open(target, Login.password("admin", "wrong-password")), Cause.AUTHENTICATION_REFUSED);
    assertThat(failure.summary()).contains("Login incorrect");
  }
}
