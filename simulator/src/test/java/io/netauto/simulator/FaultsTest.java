package io.netauto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Latency;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private final SshClient client = Visitor.client();
  private Fleet fleet = Fleet.start(FleetPlan.of());

  @AfterEach
  void stop() {
    client.stop();
    fleet.close();
  }

  private SimulatedDevice device(Fault... faults) {
    DevicePlan plan = DevicePlan.of("sick", "cisco_ios");
    for (Fault fault : faults) {
      plan = plan.withFault(fault);
    }
    return device(plan);
  }

  private SimulatedDevice device(DevicePlan plan) {
    fleet.close();
    fleet = Fleet.start(FleetPlan.of(plan));
    return fleet.device(plan.name());
  }

  private Visitor enabled(SimulatedDevice device) throws IOException {
    Visitor visitor = Visitor.at(client, device);
    visitor.until("sick>");
    visitor.ask("enable", "Password: ");
    visitor.ask("enable-pass", "sick#");
    return visitor;
  }

  @Test
  void a_device_that_never_answers_accepts_and_says_nothing() throws IOException {
    SimulatedDevice device = device(new Fault.NeverAnswers());
    try (Socket socket = new Socket(device.host(), device.port())) {
      socket.setSoTimeout(300);
      socket.getOutputStream().write("SSH-2.0-x\r\n".getBytes());
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void the_right_password_is_wrong() {
    SimulatedDevice device = device(new Fault.WrongPassword());
    assertThatThrownBy(() -> Visitor.login(client, device)).isInstanceOf(SshException.class);
    assertThat(device.logins()).isZero();
  }

  @Test
  void the_password_method_is_refused_and_keyboard_interactive_is_taken() throws IOException {
    SimulatedDevice device = device(new Fault.KeyboardInteractiveOnly());
    client.setUserAuthFactoriesNames("password");
    assertThatThrownBy(() -> Visitor.login(client, device)).isInstanceOf(SshException.class);
    client.setUserAuthFactoriesNames("keyboard-interactive");
    try (ClientSession session = Visitor.login(client, device)) {
      assertThat(session.isAuthenticated()).isTrue();
    }
  }

  @Test
  void the_connection_is_reset_after_so_many_bytes() throws Exception {
    SimulatedDevice device = device(new Fault.ResetsAfter(3000));
    try (Visitor visitor = enabled(device)) {
      visitor.type("show netauto-bulk 100000\n          ");
      visitor.untilClosed();
      assertThat(device.bytesSent()).isEqualTo(3000);
      assertThat(
              visitor.session().waitFor(List.of(ClientSession.ClientSessionEvent.CLOSED), 10_000))
          .contains(ClientSession.ClientSessionEvent.CLOSED);
    }
  }

  @Test
  void a_reset_is_a_reset_on_the_wire() throws IOException {
    SimulatedDevice device = device(new Fault.ResetsAfter(50));
    try (var proxy = new Tap(device.port())) {
      try (ClientSession session =
          client
              .connect(device.username(), "127.0.0.1", proxy.port())
              .verify(Duration.ofSeconds(10))
              .getClientSession()) {
        session.addPasswordIdentity(device.password());
        session.auth().verify(Duration.ofSeconds(10));
        session.createShellChannel().open();
        assertThat(proxy.end()).isInstanceOf(SocketException.class).hasMessageContaining("reset");
      }
    }
  }

  @Test
  void the_session_goes_silent_and_stays_open() throws IOException {
    SimulatedDevice device = device(new Fault.SilentAfter(2000));
    try (Visitor visitor = enabled(device)) {
      visitor.type("show netauto-bulk 100000\n    ");
      byte[] rest = visitor.in().readNBytes((int) (2000 - visitor.bytesRead()));
      assertThat(rest).isNotEmpty();
      assertThat(device.bytesSent()).isEqualTo(2000);
      assertThat(visitor.session().isOpen()).isTrue();
      assertThat(device.openSessions()).isOne();
    }
  }

  @Test
  void output_drips_byte_by_byte() throws IOException {
    SimulatedDevice device = device(new Fault.SlowDrip(Duration.ofMillis(8)));
    try (Visitor visitor = Visitor.at(client, device)) {
      long start = System.nanoTime();
      visitor.until("sick>");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(Duration.ofMillis(device.bytesSent() * 4));
    }
  }

  @Test
  void the_login_succeeds_and_the_session_ends() throws IOException {
    SimulatedDevice device = device(new Fault.ClosesAfterLogin());
    try (Visitor visitor = Visitor.at(client, device)) {
      assertThat(visitor.untilClosed()).isEmpty();
    }
    assertThat(device.logins()).isOne();
  }

  @Test
  void one_session_too_many_is_told_so_and_closed() throws IOException {
    SimulatedDevice device = device(new Fault.SessionLimit(1));
    try (Visitor first = Visitor.at(client, device)) {
      first.until("sick>");
      try (Visitor second = Visitor.at(client, device)) {
        assertThat(second.untilClosed()).contains("session limit");
      }
      first.ask("show clock", "sick>");
    }
  }

  @Test
  void the_enable_password_is_denied() throws IOException {
    try (Visitor visitor = Visitor.at(client, device(new Fault.EnableRefused()))) {
      visitor.until("sick>");
      visitor.ask("enable", "Password: ");
      visitor.ask("enable-pass", "Password: ");
      visitor.ask("enable-pass", "Password: ");
      assertThat(visitor.ask("enable-pass", "sick>")).contains("% Bad secrets");
    }
  }

  @Test
  void paging_cannot_be_turned_off() throws IOException {
    try (Visitor visitor = enabled(device(new Fault.PagingStaysOn()))) {
      assertThat(visitor.ask("terminal length 0", "sick#")).contains("authorization failed");
      visitor.ask("show running-config", " --More-- ");
    }
  }

  @Test
  void the_banner_holds_lines_that_look_like_prompts() throws IOException {
    try (Visitor visitor = Visitor.at(client, device(new Fault.NoisyBanner()))) {
      assertThat(visitor.until("[edit]\r\nsick>")).contains("\r\nsick#\r\nsick> show version\r\n");
    }
  }

  @Test
  void a_log_line_lands_right_after_the_prompt() throws IOException {
    try (Visitor visitor = Visitor.at(client, device(new Fault.SyslogAtPrompt()))) {
      visitor.until("sick>");
      visitor.ask(
          "show clock",
          "sick>\r\n*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: Configured from console\r\nsick>");
    }
  }

  @Test
  void output_is_not_valid_utf8() throws IOException {
    try (Visitor visitor = Visitor.at(client, device(new Fault.InvalidUtf8()))) {
      visitor.until("sick>");
      assertThat(visitor.ask("show clock", "sick>")).contains("M\u00fcn\u00ff\u00c3(");
    }
  }

  @Test
  void the_host_key_changes_on_demand() throws IOException {
    SimulatedDevice device = device();
    try (ClientSession before = Visitor.connect(client, device)) {
      before.auth();
      before.waitFor(List.of(ClientSession.ClientSessionEvent.WAIT_AUTH), 10_000);
      assertThat(before.getServerKey()).isEqualTo(device.hostKey());
      device.rotateHostKey();
      try (ClientSession after = Visitor.connect(client, device)) {
        after.waitFor(List.of(ClientSession.ClientSessionEvent.WAIT_AUTH), 10_000);
        assertThat(after.getServerKey())
            .isEqualTo(device.hostKey())
            .isNotEqualTo(before.getServerKey());
      }
    }
  }

  @Test
  void chaos_changes_the_pieces_and_not_the_bytes() throws Exception {
    String whole;
    try (ClientSession session = Visitor.login(client, device())) {
      whole = session.executeRemoteCommand("show running-config");
    }
    DevicePlan chaotic = DevicePlan.of("sick", "cisco_ios").withChaos(7);
    try (ClientSession session = Visitor.login(client, device(chaotic))) {
      assertThat(session.executeRemoteCommand("show running-config")).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @CsvSource({"600,0,0", "0,600,0", "0,0,600"})
  void each_latency_is_felt(long connect, long login, long think) throws IOException {
    // The first visit of a process is slow by itself.
    try (Visitor visitor = Visitor.at(client, device())) {
      visitor.ask("show clock", "sick>");
    }
    SimulatedDevice device =
        device(
            DevicePlan.of("sick", "cisco_ios")
                .withLatency(
                    new Latency(
                        Duration.ofMillis(connect),
                        Duration.ofMillis(login),
                        Duration.ofMillis(think),
                        0,
                        .1)));
    long start = System.nanoTime();
    try (Visitor visitor = Visitor.at(client, device)) {
      visitor.until("sick>");
      visitor.ask("show clock", "sick>");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(540));
  }

  @Test
  void output_is_no_faster_than_its_limit() throws Exception {
    Latency slow = new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO, 50_000, 0);
    SimulatedDevice device = device(DevicePlan.of("sick", "cisco_ios").withLatency(slow));
    try (ClientSession session = Visitor.login(client, device)) {
      long start = System.nanoTime();
      session.executeRemoteCommand("show netauto-bulk 50000");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    }
  }
}
