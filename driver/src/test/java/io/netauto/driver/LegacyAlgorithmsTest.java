package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that knows only old algorithms, and what it means for the others. */
@Timeout(60)
class LegacyAlgorithmsTest {
  private final Driver driver = Drivers.ssh();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    driver.close();
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

  private OpenResult open(Target target, Login login, Algorithms algorithms) {
    return driver.open(
        target,
        login,
        Platforms.builtIn().get("frr"),
        HostKeys.trustAll(),
        TestOptions.with(algorithms),
        io.netauto.driver.SessionListener.none());
  }

  private OpenSshServer oldDevice() throws Exception {
    OpenSshServer server =
        new OpenSshServer()
            .with("KexAlgorithms diffie-hellman-group14-sha1,diffie-hellman-group1-sha1")
            .with("HostKeyAlgorithms ssh-rsa")
            .with("PubkeyAcceptedAlgorithms +ssh-rsa")
            .with("Ciphers aes128-cbc,3des-cbc")
            .with("MACs hmac-sha1")
            .start("rsa", "-b", "2048");
    toClose.add(server);
    return server;
  }

  private static OpenResult.Opened opened(OpenResult result) {
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    return (OpenResult.Opened) result;
  }

  @Test
  void without_legacy_the_failure_names_every_kind_that_is_missing_and_with_it_the_session_opens()
      throws Exception {
    OpenSshServer old = oldDevice();
    Failure failure =
        ((OpenResult.NotOpened) open(old.target(), old.login(), Algorithms.modern())).failure();
    assertThat(failure.cause()).isEqualTo(Cause.NO_COMMON_ALGORITHM);
    assertThat(failure.summary())
        .contains("no key exchange (it offers diffie-hellman-group14-sha1, diffie-hellman-group1")
        .contains("no host key algorithm (it offers ssh-rsa)")
        .contains("no cipher (it offers aes128-cbc, 3des-cbc)")
        .contains("no MAC (it offers hmac-sha1)");
    assertThat(failure.expected()).contains("curve25519-sha256").contains("hmac-sha2-256");
    assertThat(failure.advice()).contains("set its algorithms to legacy");

    OpenResult.Opened opened = opened(open(old.target(), old.login(), Algorithms.legacy()));
    try (var session = opened.session()) {
      assertThat(session.run("show version").output().text()).isEqualTo("version 1");
    }
    Negotiated negotiated = opened.negotiated().orElseThrow();
    assertThat(negotiated.weak())
        .containsExactly("diffie-hellman-group14-sha1", "ssh-rsa", "aes128-cbc", "hmac-sha1");
    assertThat(negotiated.server()).startsWith("SSH-2.0-OpenSSH_");
    assertThat(negotiated.toDevice())
        .isEqualTo(new Negotiated.Protection("aes128-cbc", "hmac-sha1"));
  }

  @Test
  void lists_of_ones_own_are_offered_in_their_order_and_to_that_device_alone() throws Exception {
    OpenSshServer old = oldDevice();
    Algorithms own =
        Algorithms.of(
            List.of("diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1"),
            List.of("ssh-rsa", "ssh-ed25519"),
            List.of("3des-cbc"),
            List.of("hmac-sha1"));
    OpenResult.Opened opened = opened(open(old.target(), old.login(), own));
    opened.session().close();
    Negotiated negotiated = opened.negotiated().orElseThrow();
    assertThat(negotiated.keyExchange()).isEqualTo("diffie-hellman-group1-sha1");
    assertThat(negotiated.fromDevice().cipher()).isEqualTo("3des-cbc");
  }

  @Test
  void a_device_that_not_even_legacy_fits_is_told_apart() throws Exception {
    OpenSshServer server =
        new OpenSshServer()
            .with("KexAlgorithms sntrup761x25519-sha512@openssh.com")
            .start("ed25519");
    toClose.add(server);
    Failure failure =
        ((OpenResult.NotOpened) open(server.target(), server.login(), Algorithms.modern()))
            .failure();
    assertThat(failure.summary()).contains("sntrup761x25519-sha512@openssh.com");
    assertThat(failure.advice()).contains("Not even the legacy algorithms fit");
  }

  @Test
  void a_modern_session_offers_the_same_before_during_and_after_a_legacy_one() throws Exception {
    OpenSshServer old = oldDevice();
    FakeDevice modern = new FakeDevice();
    toClose.add(modern);
    List<Map<KexProposalOption, String>> offers = new CopyOnWriteArrayList<>();
    modern.server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionNegotiationStart(
              Session session,
              Map<KexProposalOption, String> clientProposal,
              Map<KexProposalOption, String> serverProposal) {
            offers.add(Map.copyOf(clientProposal));
          }
        });
    modern.start();
    Login admin = Login.password("admin", "pw");

    opened(open(modern.target(), admin, Algorithms.modern())).session().close();
    try (var during = opened(open(old.target(), old.login(), Algorithms.legacy())).session()) {
      OpenResult.Opened same = opened(open(modern.target(), admin, Algorithms.modern()));
      assertThat(same.negotiated().orElseThrow().weak()).isEmpty();
      same.session().close();
      assertThat(during.run("show version")).isInstanceOf(CommandResult.Done.class);
    }
    opened(open(modern.target(), admin, Algorithms.modern())).session().close();

    assertThat(offers).hasSize(3);
    assertThat(offers.get(1)).isEqualTo(offers.get(0));
    assertThat(offers.get(2)).isEqualTo(offers.get(0));
    assertThat(offers.get(0).toString())
        .contains("curve25519-sha256")
        .doesNotContain("sha1")
        .doesNotContain("cbc")
        .doesNotContain("ssh-rsa");
  }
}
