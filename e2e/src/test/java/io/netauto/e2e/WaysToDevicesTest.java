package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Algorithms;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.Failure;
import io.netauto.driver.Hop;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Negotiated;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The driver alone on the lab's routers: old algorithms, a jump host, Telnet. */
@ExtendWith(Lab.Once.class)
class WaysToDevicesTest {
  private static final Login ADMIN = Login.password("admin", "admin-pass");

  private final Driver driver = Drivers.sshAndTelnet();
  private final Lab lab;

  WaysToDevicesTest(Lab lab) {
    this.lab = lab;
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private Target target(String node) {
    return new Target(lab.device(node).host(), lab.device(node).port());
  }

  private OpenResult open(Target target, Login login, Algorithms algorithms) {
    SessionOptions d = SessionOptions.defaults();
    SessionOptions options =
        new SessionOptions(
            d.connect(),
            d.handshake(),
            d.authentication(),
            d.prompt(),
            d.silence(),
            d.command(),
            d.columns(),
            d.rows(),
            d.keepOutput(),
            d.charset(),
            algorithms);
    return driver.open(
        target,
        login,
        Platforms.builtIn().get("frr"),
        HostKeys.trustAll(),
        options,
        SessionListener.none());
  }

  private static String version(OpenResult result) {
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    try (Session session = ((OpenResult.Opened) result).session()) {
      CommandResult shown = session.run("show version");
      assertThat(shown).isInstanceOf(CommandResult.Done.class);
      return shown.output().text();
    }
  }

  private static Failure failure(OpenResult result, Failure.Cause cause) {
    assertThat(result).isInstanceOf(OpenResult.NotOpened.class);
    Failure failure = ((OpenResult.NotOpened) result).failure();
    assertThat(failure.cause()).as(failure.toString()).isEqualTo(cause);
    return failure;
  }

  @Test
  void r6_opens_with_legacy_algorithms_only_and_modern_sessions_stay_modern() {
    Negotiated before = negotiated(open(target("r1"), ADMIN, Algorithms.modern()));
    Failure failure =
        failure(open(target("r6"), ADMIN, Algorithms.modern()), Failure.Cause.NO_COMMON_ALGORITHM);
    assertThat(failure.summary())
        .contains("diffie-hellman-group14-sha1")
        .contains("ssh-rsa")
        .contains("aes128-cbc")
        .contains("hmac-sha1");
    OpenResult legacy = open(target("r6"), ADMIN, Algorithms.legacy());
    Negotiated during = negotiated(open(target("r1"), ADMIN, Algorithms.modern()));
    assertThat(((OpenResult.Opened) legacy).negotiated().orElseThrow().weak())
        .contains("diffie-hellman-group14-sha1", "ssh-rsa");
    assertThat(version(legacy)).contains("(r6)");
    Negotiated after = negotiated(open(target("r1"), ADMIN, Algorithms.modern()));
    assertThat(before.weak()).isEmpty();
    assertThat(during).isEqualTo(before);
    assertThat(after).isEqualTo(before);
  }

  private static Negotiated negotiated(OpenResult result) {
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    ((OpenResult.Opened) result).session().close();
    return ((OpenResult.Opened) result).negotiated().orElseThrow();
  }

  @Test
  void r5_opens_through_the_jump_host_only() throws IOException {
    Login byKey = Login.key("admin", Files.readString(lab.clientKey()));
    failure(open(target("r5"), byKey, Algorithms.modern()), Failure.Cause.UNREACHABLE);
    Hop jump = new Hop(target("jump"), ADMIN, HostKeys.trustAll());
    Target behind = target("r5").via(List.of(jump));
    assertThat(version(open(behind, byKey, Algorithms.modern()))).contains("(r5)");
  }

  @Test
  void r2_opens_by_telnet_with_the_password_of_the_login_program() {
    Target telnet = Target.telnet(lab.device("r2-telnet").host(), lab.device("r2-telnet").port());
    assertThat(version(open(telnet, ADMIN, Algorithms.modern()))).contains("(r2)");
    Failure failure =
        failure(
            open(telnet, Login.password("admin", "not-the-password"), Algorithms.modern()),
            Failure.Cause.AUTHENTICATION_REFUSED);
    assertThat(failure.summary()).contains("Login incorrect");
  }

  @Test
  void the_console_of_zebra_opens_by_telnet_and_asks_for_a_password_only() {
    Target console = Target.telnet(lab.device("r2-zebra").host(), lab.device("r2-zebra").port());
    OpenResult result = open(console, ADMIN, Algorithms.modern());
    assertThat(result).isInstanceOf(OpenResult.Opened.class);
    ((OpenResult.Opened) result).session().close();
    failure(
        open(console, Login.password("admin", "not-the-password"), Algorithms.modern()),
        Failure.Cause.AUTHENTICATION_REFUSED);
  }
}
