package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.HostKeys.Certificate;
import io.netauto.driver.HostKeys.HostKey;
import io.netauto.driver.HostKeys.Verdict;
import io.netauto.driver.platform.Platforms;
import io.netauto.driver.transport.KnownHostLine;
import io.netauto.driver.transport.KnownHostLine.Marker;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Host certificates that ssh-keygen made, shown by a real OpenSSH server. */
class HostCertificateTest {
  private final Driver driver = Drivers.ssh();
  private OpenSshServer server;
  private String user;

  @BeforeEach
  void setUp() throws Exception {
    server = new OpenSshServer();
    user = Files.readString(server.path("user"));
    server.makeKey("ca", "ed25519");
    server.makeKey("certified", "ed25519");
  }

  @AfterEach
  void stop() throws Exception {
    driver.close();
    server.close();
  }

  /** Signs the host's key and starts. */
  private void start(String... options) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("ssh-keygen", "-q", "-s"));
    command.addAll(List.of(server.path("ca").toString(), "-I", "lab-host"));
    command.addAll(List.of(options));
    command.add(server.path("certified.pub").toString());
    Programs.run(command);
    server
        .with("HostKey " + server.path("certified"))
        .with("HostCertificate " + server.path("certified-cert.pub"))
        .start("rsa", "-b", "3072");
  }

  private KnownHostLine.Entry line(String before, String key) throws Exception {
    return (KnownHostLine.Entry)
        KnownHostLine.parse(before + " " + Files.readString(server.path(key)).strip());
  }

  /** Trusts what an authority signed, and no key by itself. */
  private final class Authority implements HostKeys {
    private final HostKey authority;
    private Certificate seen;
    private HostKey plain;

    Authority(HostKey authority) {
      this.authority = authority;
    }

    @Override
    public boolean knowsAuthorities(Target target) {
      return true;
    }

    @Override
    public Verdict check(Target target, HostKey key) {
      plain = key;
      return new Verdict.Unknown();
    }

    @Override
    public Verdict check(Target target, Certificate certificate) {
      seen = certificate;
      return certificate.authority().equals(authority)
          ? new Verdict.Trusted()
          : new Verdict.Revoked(certificate.authority().fingerprint());
    }
  }

  private OpenResult open(HostKeys keys) {
    return driver.open(
        new Target("127.0.0.1", server.port()),
        Login.key(System.getProperty("user.name"), user),
        Platforms.builtIn().get("cisco_ios"),
        keys,
        SessionOptions.defaults(),
        SessionListener.none());
  }

  @Test
  void a_certificate_is_asked_for_and_its_authority_decides() throws Exception {
    start("-h", "-n", "127.0.0.1,other", "-V", "+1h");
    KnownHostLine.Entry ca = line("@cert-authority 127.0.0.*,*.example.net", "ca.pub");
    assertThat(ca.marker()).isEqualTo(Marker.AUTHORITY);
    assertThat(ca.isPlain()).isFalse();
    assertThat(ca.matches("127.0.0.7", 22)).isTrue();
    Authority keys = new Authority(ca.key());
    try (Session session = ((OpenResult.Opened) open(keys)).session()) {
      assertThat(session.run("show version")).isInstanceOf(CommandResult.Done.class);
    }
    assertThat(keys.seen.id()).isEqualTo("lab-host");
    assertThat(keys.seen.key()).isEqualTo(line("x", "certified.pub").key());

    Authority other = new Authority(line("x", "user.pub").key());
    assertThat(open(other))
        .isInstanceOfSatisfying(
            OpenResult.NotOpened.class,
            refused -> {
              assertThat(refused.failure().cause()).isEqualTo(Failure.Cause.HOST_KEY_CHANGED);
              assertThat(refused.failure().summary()).contains("is revoked");
            });
  }

  @Test
  void a_certificate_of_another_host_is_worth_no_more_than_the_key_in_it() throws Exception {
    start("-h", "-n", "other.example.net", "-V", "+1h");
    assertIsOnlyAKey();
  }

  @Test
  void a_certificate_whose_time_is_over_is_worth_no_more_than_the_key_in_it() throws Exception {
    start("-h", "-n", "127.0.0.1", "-V", "20200101:20200102");
    assertIsOnlyAKey();
  }

  private void assertIsOnlyAKey() throws Exception {
    Authority keys = new Authority(line("x", "ca.pub").key());
    assertThat(open(keys))
        .isInstanceOfSatisfying(
            OpenResult.NotOpened.class,
            refused ->
                assertThat(refused.failure().cause()).isEqualTo(Failure.Cause.HOST_KEY_UNKNOWN));
    assertThat(keys.seen).isNull();
    assertThat(keys.plain).isEqualTo(line("x", "certified.pub").key());
  }

  @Test
  void without_an_authority_the_key_itself_is_shown() throws Exception {
    start("-h", "-n", "127.0.0.1", "-V", "+1h");
    HostKey[] shown = new HostKey[1];
    HostKeys keys =
        (target, key) -> {
          shown[0] = key;
          return new Verdict.Trusted();
        };
    ((OpenResult.Opened) open(keys)).session().close();
    assertThat(shown[0]).isEqualTo(line("x", "certified.pub").key());
  }

  /** One that listens on 127.0.0.2 too, with a certificate of the same authority for that host. */
  private OpenSshServer behind(String principal) throws Exception {
    OpenSshServer device = new OpenSshServer();
    device.makeKey("certified", "ed25519");
    Programs.run(
        List.of(
            "ssh-keygen",
            "-q",
            "-s",
            server.path("ca").toString(),
            "-I",
            "device",
            "-h",
            "-n",
            principal,
            device.path("certified.pub").toString()));
    return device
        .with("ListenAddress 127.0.0.2")
        .with("HostKey " + device.path("certified"))
        .with("HostCertificate " + device.path("certified-cert.pub"))
        .start("rsa", "-b", "3072");
  }

  private OpenResult openThrough(OpenSshServer device, HostKeys hop, HostKeys keys)
      throws Exception {
    return driver.open(
        new Target("127.0.0.2", device.port())
            .via(List.of(new Hop(server.target(), server.login(), hop))),
        device.login(),
        Platforms.builtIn().get("cisco_ios"),
        keys,
        SessionOptions.defaults(),
        SessionListener.none());
  }

  @Test
  void through_a_jump_host_each_certificate_is_that_of_its_own_host() throws Exception {
    start("-h", "-n", "127.0.0.1", "-V", "+1h");
    HostKeys.HostKey ca = line("x", "ca.pub").key();
    try (OpenSshServer device = behind("127.0.0.2")) {
      Authority hop = new Authority(ca);
      Authority keys = new Authority(ca);
      try (Session session = ((OpenResult.Opened) openThrough(device, hop, keys)).session()) {
        assertThat(session.run("show version")).isInstanceOf(CommandResult.Done.class);
      }
      assertThat(hop.seen.id()).isEqualTo("lab-host");
      assertThat(keys.seen.id()).isEqualTo("device");
    }
    try (OpenSshServer impostor = behind("127.0.0.1")) {
      Authority keys = new Authority(ca);
      assertThat(openThrough(impostor, new Authority(ca), keys))
          .as("a certificate for the jump host, shown by what is behind it")
          .isInstanceOfSatisfying(
              OpenResult.NotOpened.class,
              refused -> {
                assertThat(refused.failure().cause()).isEqualTo(Failure.Cause.HOST_KEY_UNKNOWN);
                assertThat(refused.failure().jumpHost()).isNull();
              });
      assertThat(keys.seen).isNull();
    }
    try (OpenSshServer device = behind("127.0.0.2")) {
      assertThat(openThrough(device, new Authority(line("x", "user.pub").key()), new Authority(ca)))
          .isInstanceOfSatisfying(
              OpenResult.NotOpened.class,
              refused ->
                  assertThat(refused.failure().summary())
                      .startsWith("Jump host 1 of 1: ")
                      .contains("is revoked"));
    }
  }

  @Test
  void a_revoked_line_is_read() throws Exception {
    assertThat(line("@revoked *", "ca.pub").marker()).isEqualTo(Marker.REVOKED);
    assertThat(KnownHostLine.parse("@odd x " + Files.readString(server.path("ca.pub"))))
        .isInstanceOf(KnownHostLine.Unusable.class);
  }
}
