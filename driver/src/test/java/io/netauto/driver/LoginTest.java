package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platforms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.PromptEntry;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates, agents and questions, against real OpenSSH where it has them. */
@Timeout(60)
class LoginTest {
  private final Driver driver = Drivers.ssh();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    driver.close();
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

  private OpenResult open(Target target, Login login) {
    return driver.open(
        target,
        login,
        Platforms.builtIn().get("frr"),
        HostKeys.trustAll(),
        TestOptions.with(Algorithms.modern()),
        SessionListener.none());
  }

  private void opens(Target target, Login login) {
    OpenResult result = open(target, login);
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    ((OpenResult.Opened) result).session().close();
  }

  private Failure refused(Target target, Login login, Cause cause) {
    OpenResult result = open(target, login);
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    Failure failure = ((OpenResult.NotOpened) result).failure();
    assertThat(failure.cause()).as(failure.toString()).isEqualTo(cause);
    return failure;
  }

  private OpenSshServer server() throws Exception {
    OpenSshServer server = new OpenSshServer();
    toClose.add(server);
    return server;
  }

  private static String certify(OpenSshServer server, String key, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q"));
    command.addAll(List.of("-s", server.path("ca").toString(), "-I", "ann's", "-n"));
    command.add(OpenSshServer.user());
    command.addAll(List.of(options));
    command.add(server.path(key + ".pub").toString());
    Programs.run(command);
    return Files.readString(server.path(key + "-cert.pub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void logs_in_with_a_certificate_where_only_its_authority_is_known(String type) throws Exception {
    OpenSshServer server = server();
    server.makeKey("ca", "ed25519");
    String key = server.makeKey("ann", type);
    String certificate = certify(server, "ann");
    server.with("TrustedUserCAKeys " + server.path("ca.pub"));
    server.start("ed25519");
    Login withoutCertificate = Login.key(OpenSshServer.user(), key);
    refused(server.target(), withoutCertificate, Cause.AUTHENTICATION_REFUSED);
    opens(server.target(), withoutCertificate.withCertificate(certificate));
    assertThat(server.log()).contains("Accepted certificate ID \"ann's\"");
  }

  @Test
  void says_what_is_wrong_with_a_certificate() throws Exception {
    OpenSshServer server = server();
    server.makeKey("ca", "ed25519");
    String key = server.makeKey("ann", "ed25519");
    String other = server.makeKey("bob", "ed25519");
    String good = certify(server, "ann");
    Target nowhere = new Target("127.0.0.1", 1);
    assertThat(
            refused(nowhere, Login.key("ann", other).withCertificate(good), Cause.BAD_PRIVATE_KEY)
                .summary())
        .contains("not for this private key");
    String past = certify(server, "ann", "-V", "20200101:20200102");
    assertThat(
            refused(nowhere, Login.key("ann", key).withCertificate(past), Cause.BAD_PRIVATE_KEY)
                .summary())
        .contains("not valid now");
    String host = certify(server, "ann", "-h");
    assertThat(
            refused(nowhere, Login.key("ann", key).withCertificate(host), Cause.BAD_PRIVATE_KEY)
                .summary())
        .contains("not a user certificate");
    assertThat(
            refused(nowhere, Login.key("ann", key).withCertificate("junk"), Cause.BAD_PRIVATE_KEY)
                .summary())
        .contains("cannot be read");
  }

  private Path agent(OpenSshServer server, String... keys) throws Exception {
    SshAgent agent = SshAgent.with(server, keys);
    toClose.addFirst(agent);
    return agent.socket();
  }

  @Test
  void logs_in_with_the_keys_of_a_real_agent() throws Exception {
    OpenSshServer server = server().start("ed25519");
    server.makeKey("wrong", "rsa", "-b", "2048");
    Path socket = agent(server, "wrong", "user");
    opens(server.target(), Login.agent(OpenSshServer.user(), socket));
  }

  @Test
  void logs_in_with_an_rsa_key_and_a_certificate_of_a_real_agent() throws Exception {
    OpenSshServer server = server();
    server.makeKey("ca", "ed25519");
    server.makeKey("ann", "rsa", "-b", "2048");
    certify(server, "ann");
    server.with("TrustedUserCAKeys " + server.path("ca.pub")).start("ed25519");
    Path socket = agent(server, "ann");
    opens(server.target(), Login.agent(OpenSshServer.user(), socket));
    assertThat(server.log()).contains("Accepted certificate ID");
  }

  /** As many sessions as there may be threads for them, so that each thread has one. */
  @Test
  void an_agent_that_waits_for_a_person_holds_up_no_other_session() throws Exception {
    OpenSshServer server = server().start("ed25519");
    List<Session> others = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 2; i++) {
      OpenResult opened = open(server.target(), server.login());
      assertThat(opened).isInstanceOf(OpenResult.Opened.class);
      others.add(((OpenResult.Opened) opened).session());
    }
    SshAgent agent = SshAgent.asking(server, "user");
    toClose.addFirst(agent);
    CompletableFuture<OpenResult> login =
        CompletableFuture.supplyAsync(
            () -> open(server.target(), Login.agent(OpenSshServer.user(), agent.socket())));
    agent.awaitQuestion();
    for (Session other : others) {
      assertThat(other.run("show version")).isInstanceOf(CommandResult.Done.class);
    }
    assertThat(login).isNotDone();
    agent.agree();
    assertThat(login.get(10, TimeUnit.SECONDS)).isInstanceOf(OpenResult.Opened.class);
  }

  @Test
  void says_that_the_agent_does_not_answer() throws Exception {
    OpenSshServer server = server();
    Failure failure =
        refused(
            new Target("127.0.0.1", 1),
            Login.agent("ann", server.path("no-agent")),
            Cause.BAD_PRIVATE_KEY);
    assertThat(failure.summary()).contains("SSH agent").contains("no-agent");
  }

  /** Asks for the password and a code, in one round or two. */
  private record CodeToo(boolean oneRound) implements KeyboardInteractiveAuthenticator {
    @Override
    public InteractiveChallenge generateChallenge(
        ServerSession session, String username, String lang, String methods) {
      InteractiveChallenge challenge = new InteractiveChallenge();
      challenge.setInteractionInstruction("Two factors");
      challenge.addPrompt(new PromptEntry("Password: ", false));
      if (oneRound) {
        challenge.addPrompt(new PromptEntry("Verification code: ", true));
      }
      return challenge;
    }

    @Override
    public boolean authenticate(ServerSession session, String username, List<String> responses) {
      return responses.equals(oneRound ? List.of("pw", "123456") : List.of("pw"));
    }
  }

  private FakeDevice asking(KeyboardInteractiveAuthenticator questions) throws Exception {
    FakeDevice device = new FakeDevice().keyboardInteractiveOnly();
    toClose.add(device);
    device.server.setKeyboardInteractiveAuthenticator(questions);
    return device.start();
  }

  @Test
  void answers_several_questions_with_the_password_and_the_logins_own_answers() throws Exception {
    FakeDevice device = asking(new CodeToo(true));
    List<Answers.Question> asked = new ArrayList<>();
    Login login =
        Login.password("admin", "pw")
            .withAnswers(
                question -> {
                  asked.add(question);
                  return question.text().startsWith("Verification")
                      ? Optional.of(Secret.of("123456"))
                      : Optional.empty();
                });
    opens(device.target(), login);
    assertThat(asked)
        .containsExactly(
            new Answers.Question("Password:", "Two factors", 1, true),
            new Answers.Question("Verification code:", "Two factors", 1, false));
  }

  @Test
  void names_the_question_that_it_has_no_answer_to() throws Exception {
    Failure failure =
        refused(
            asking(new CodeToo(true)).target(),
            Login.password("admin", "pw"),
            Cause.AUTHENTICATION_REFUSED);
    assertThat(failure.advice()).contains("no answer to \"Verification code:\"");
  }

  @Test
  void an_answer_that_takes_its_time_holds_up_no_other_login() throws Exception {
    FakeDevice slow = asking(new CodeToo(true));
    FakeDevice other = new FakeDevice().start();
    toClose.add(other);
    CountDownLatch typed = new CountDownLatch(1);
    Login waiting =
        Login.password("admin", "pw")
            .withAnswers(
                question -> {
                  try {
                    typed.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return Optional.of(Secret.of(question.hidden() ? "pw" : "123456"));
                });
    List<CompletableFuture<OpenResult>> logins = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      CompletableFuture<OpenResult> login = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> login.complete(open(slow.target(), waiting)));
      logins.add(login);
    }
    opens(other.target(), Login.password("admin", "pw"));
    typed.countDown();
    for (CompletableFuture<OpenResult> login : logins) {
      assertThat(login.get(20, TimeUnit.SECONDS)).isInstanceOf(OpenResult.Opened.class);
    }
  }

  @Test
  void an_answer_that_never_comes_ends_with_the_limit() throws Exception {
    FakeDevice device = asking(new CodeToo(false));
    CompletableFuture<Void> interrupted = new CompletableFuture<>();
    Login never =
        Login.password("admin", "pw")
            .withAnswers(
                question -> {
                  try {
                    TimeUnit.HOURS.sleep(1);
                  } catch (InterruptedException e) {
                    interrupted.complete(null);
                  }
                  return Optional.empty();
                });
    SessionOptions d = TestOptions.with(Algorithms.modern());
    SessionOptions quick =
        new SessionOptions(
            d.connect(),
            d.handshake(),
            Duration.ofMillis(500),
            d.prompt(),
            d.silence(),
            d.command(),
            d.columns(),
            d.rows(),
            d.keepOutput(),
            d.charset(),
            d.algorithms());
    OpenResult result =
        driver.open(
            device.target(),
            never,
            Platforms.builtIn().get("frr"),
            HostKeys.trustAll(),
            quick,
            SessionListener.none());
    assertThat(((OpenResult.NotOpened) result).failure().cause())
        .isEqualTo(Cause.AUTHENTICATION_TIMEOUT);
    interrupted.get(5, TimeUnit.SECONDS);
  }
}
