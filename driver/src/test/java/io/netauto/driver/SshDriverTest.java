package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platforms;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class SshDriverTest {
  private static final Login ADMIN = Login.password("admin", "pw");
  private final Driver driver = Drivers.ssh();
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

  private static SessionOptions options(Duration each, Algorithms algorithms) {
    SessionOptions d = SessionOptions.defaults();
    return new SessionOptions(
        each,
        each,
        each,
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        Duration.ofMinutes(2),
        d.columns(),
        d.rows(),
        1 << 20,
        d.charset(),
        algorithms);
  }

  private OpenResult open(Target target, Login login, HostKeys keys) {
    return open(target, login, keys, Algorithms.modern(), SessionListener.none());
  }

  private OpenResult open(
      Target target, Login login, HostKeys keys, Algorithms algorithms, SessionListener listener) {
    return driver.open(
        target,
        login,
        Platforms.builtIn().get("frr"),
        keys,
        options(Duration.ofSeconds(5), algorithms),
        listener);
  }

  private Session session(FakeDevice device) {
    OpenResult opened = open(device.target(), ADMIN, HostKeys.trustAll());
    assertThat(opened).isInstanceOf(OpenResult.Opened.class);
    return ((OpenResult.Opened) opened).session();
  }

  private static Failure refused(OpenResult result, Cause cause) {
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    Failure failure = ((OpenResult.NotOpened) result).failure();
    assertThat(failure.cause()).as(failure.toString()).isEqualTo(cause);
    assertThat(failure.advice()).isNotBlank();
    assertThat(failure.toString()).doesNotContain("pw,").doesNotContain("wrong-password");
    return failure;
  }

  @Test
  void runs_commands() throws Exception {
    try (Session session = session(device().start())) {
      assertThat(session.prompt()).isEqualTo("r1# ");
      assertThat(session.run("one").output().text()).isEqualTo("out of one");
      assertThat(session.run("two")).isInstanceOf(CommandResult.Done.class);
    }
  }

  @Test
  void waits_for_the_end_of_a_slow_drip() throws Exception {
    try (Session session = session(device().start())) {
      CommandResult result = session.run("drip");
      assertThat(result).isInstanceOf(CommandResult.Done.class);
      assertThat(result.output().text()).startsWith("0 1 2 3 4\n").endsWith("15 16 17 18 19");
    }
  }

  @Test
  void names_the_methods_that_the_device_allows_when_it_refuses_the_login() throws Exception {
    FakeDevice device = device().start();
    Failure failure =
        refused(
            open(device.target(), Login.password("admin", "wrong-password"), HostKeys.trustAll()),
            Cause.AUTHENTICATION_REFUSED);
    assertThat(failure.summary()).contains("\"admin\"").contains("password");
    assertThat(device.logins).hasValue(1);
    device.close();
    FakeDevice keysOnly = device().publicKeyOnly().start();
    failure =
        refused(open(keysOnly.target(), ADMIN, HostKeys.trustAll()), Cause.AUTHENTICATION_REFUSED);
    assertThat(failure.summary()).contains("allows publickey");
  }

  @Test
  void answers_keyboard_interactive_questions_once() throws Exception {
    FakeDevice device = device().keyboardInteractiveOnly().start();
    session(device).close();
    device.logins.set(0);
    refused(
        open(device.target(), Login.password("admin", "wrong-password"), HostKeys.trustAll()),
        Cause.AUTHENTICATION_REFUSED);
    assertThat(device.logins).hasValue(1);
  }

  @Test
  void tells_an_unknown_host_key_from_a_changed_one() throws Exception {
    FakeDevice device = device().start();
    Failure failure =
        refused(
            open(device.target(), ADMIN, (t, k) -> new HostKeys.Verdict.Unknown()),
            Cause.HOST_KEY_UNKNOWN);
    assertThat(failure.summary()).contains("ecdsa-sha2-nistp256 SHA256:");
    failure =
        refused(
            open(device.target(), ADMIN, (t, k) -> new HostKeys.Verdict.Changed("SHA256:old")),
            Cause.HOST_KEY_CHANGED);
    assertThat(failure.expected()).contains("SHA256:old");
    assertThat(device.logins).hasValue(0);
  }

  @Test
  void names_both_offers_when_no_algorithm_is_common_and_opens_with_old_ones_for_one_session()
      throws Exception {
    FakeDevice old = device().oldKeyExchangeOnly().start();
    Failure failure =
        refused(open(old.target(), ADMIN, HostKeys.trustAll()), Cause.NO_COMMON_ALGORITHM);
    assertThat(failure.summary()).contains("key exchange").contains("diffie-hellman-group14-sha1");
    assertThat(failure.expected()).contains("curve25519-sha256");
    OpenResult opened =
        open(old.target(), ADMIN, HostKeys.trustAll(), Algorithms.legacy(), SessionListener.none());
    assertThat(opened).isInstanceOf(OpenResult.Opened.class);
    refused(open(old.target(), ADMIN, HostKeys.trustAll()), Cause.NO_COMMON_ALGORITHM);
  }

  @Test
  void tells_refused_unresolved_and_silent_apart() throws Exception {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    refused(
        open(new Target("127.0.0.1", closedPort), ADMIN, HostKeys.trustAll()),
        Cause.CONNECTION_REFUSED);
    refused(
        open(new Target("no-such-host.invalid", 22), ADMIN, HostKeys.trustAll()),
        Cause.UNKNOWN_HOST);
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Failure failure =
          refused(
              driver.open(
                  new Target("127.0.0.1", silent.getLocalPort()),
                  ADMIN,
                  Platforms.builtIn().get("frr"),
                  HostKeys.trustAll(),
                  options(Duration.ofMillis(700), Algorithms.modern()),
                  SessionListener.none()),
              Cause.HANDSHAKE_TIMEOUT);
      assertThat(failure.summary()).contains("no SSH greeting within 700 ms");
    }
  }

  @Test
  void tells_a_reset_and_a_wrong_protocol_apart() throws Exception {
    refused(open(onceAccepted(Socket::close), ADMIN, HostKeys.trustAll()), Cause.CONNECTION_LOST);
    refused(
        open(
            onceAccepted(
                socket -> {
                  socket.setSoLinger(true, 0);
                  socket.close();
                }),
            ADMIN,
            HostKeys.trustAll()),
        Cause.CONNECTION_LOST);
    Failure failure =
        refused(
            open(
                onceAccepted(
                    socket -> {
                      socket
                          .getOutputStream()
                          .write("SSH-1.5-old\r\n".getBytes(StandardCharsets.US_ASCII));
                      drain(socket);
                    }),
                ADMIN,
                HostKeys.trustAll()),
            Cause.PROTOCOL_ERROR);
    assertThat(failure.summary()).contains("SSH-1.5-old");
  }

  private interface OnAccept {
    void accept(Socket socket) throws Exception;
  }

  private Target onceAccepted(OnAccept then) throws Exception {
    ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    toClose.add(listening);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                then.accept(listening.accept());
              } catch (Exception e) {
                // The test ended.
              }
            });
    return new Target("127.0.0.1", listening.getLocalPort());
  }

  private static void drain(Socket socket) throws Exception {
    InputStream in = socket.getInputStream();
    while (in.read() >= 0) {}
  }

  @Test
  void logs_in_with_keys_of_every_form_and_names_what_is_wrong_with_others() throws Exception {
    FakeDevice device = device().publicKeyOnly().start();
    for (String form : List.of("RFC4716", "PKCS8", "PEM")) {
      for (String passphrase : List.of("", "secret-phrase")) {
        String key = generate(form, passphrase);
        Login login =
            new Login(
                "admin",
                null,
                Secret.of(key),
                passphrase.isEmpty() ? null : Secret.of(passphrase),
                null);
        OpenResult opened = open(device.target(), login, HostKeys.trustAll());
        assertThat(opened).as(form + passphrase).isInstanceOf(OpenResult.Opened.class);
        ((OpenResult.Opened) opened).session().close();
      }
    }
    String encrypted = generate("RFC4716", "secret-phrase");
    Login without = Login.key("admin", encrypted);
    assertThat(
            refused(open(device.target(), without, HostKeys.trustAll()), Cause.BAD_PRIVATE_KEY)
                .summary())
        .contains("no passphrase is given");
    Login wrong = new Login("admin", null, Secret.of(encrypted), Secret.of("wrong-password"), null);
    assertThat(
            refused(open(device.target(), wrong, HostKeys.trustAll()), Cause.BAD_PRIVATE_KEY)
                .summary())
        .contains("does not open");
    refused(
        open(device.target(), Login.key("admin", "nonsense"), HostKeys.trustAll()),
        Cause.BAD_PRIVATE_KEY);
  }

  private static String generate(String form, String passphrase) throws Exception {
    var folder = java.nio.file.Files.createTempDirectory("key");
    var file = folder.resolve("k");
    Process process =
        new ProcessBuilder(
                "ssh-keygen",
                "-q",
                "-t",
                "rsa",
                "-b",
                "2048",
                "-m",
                form,
                "-N",
                passphrase,
                "-f",
                file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor()).isZero();
    String key = java.nio.file.Files.readString(file);
    java.nio.file.Files.delete(file);
    java.nio.file.Files.delete(folder.resolve("k.pub"));
    java.nio.file.Files.delete(folder);
    return key;
  }

  @Test
  void closes_the_channel_on_the_device_when_cancelled() throws Exception {
    FakeDevice device = device().start();
    Session session = session(device);
    CompletableFuture<CommandResult> running =
        CompletableFuture.supplyAsync(() -> session.run("hang"));
    TimeUnit.MILLISECONDS.sleep(200);
    session.cancel();
    device.channelClosed.get(1, TimeUnit.SECONDS);
    CommandResult result = running.get(1, TimeUnit.SECONDS);
    assertThat(((CommandResult.Failed) result).failure().cause()).isEqualTo(Cause.CANCELLED);
    device.connectionClosed.get(1, TimeUnit.SECONDS);
  }

  @Test
  void closes_the_connection_when_the_thread_that_opens_is_interrupted() throws Exception {
    CountDownLatch accepted = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Target silent =
        onceAccepted(
            socket -> {
              accepted.countDown();
              drain(socket);
              closed.countDown();
            });
    CompletableFuture<OpenResult> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual().start(() -> result.complete(open(silent, ADMIN, HostKeys.trustAll())));
    assertThat(accepted.await(5, TimeUnit.SECONDS)).isTrue();
    TimeUnit.MILLISECONDS.sleep(200);
    thread.interrupt();
    OpenResult opened = result.get(1, TimeUnit.SECONDS);
    assertThat(((OpenResult.NotOpened) opened).failure().cause()).isEqualTo(Cause.CANCELLED);
    assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void says_that_the_device_gives_no_shell() throws Exception {
    FakeDevice device = device();
    device.server.setShellFactory(null);
    device.start();
    refused(open(device.target(), ADMIN, HostKeys.trustAll()), Cause.SESSION_REFUSED);
  }

  @Test
  void says_that_the_connection_was_lost() throws Exception {
    Session session = session(device().start());
    CommandResult result = session.run("drop");
    assertThat(((CommandResult.Failed) result).failure().cause()).isEqualTo(Cause.CONNECTION_LOST);
  }
}
