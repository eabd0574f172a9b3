package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lab itself: its nodes answer, and its faults are faults. */
@ExtendWith(Lab.Once.class)
class LabTest {
  private final Lab lab;

  LabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void a_router_tells_its_version_to_the_real_ssh_client() {
    assertThat(lab.ssh("r1", "show version").ok().out())
        .startsWith("FRRouting 8.")
        .contains("(r1)");
  }

  @Test
  void r3_greets_with_a_banner_full_of_prompts() {
    var said =
        Command.of(
                "ssh",
                "-F",
                lab.sshConfig(),
                "-o",
                "LogLevel=INFO",
                "-o",
                "BatchMode=yes",
                "r3",
                "show version")
            .run()
            .ok();
    assertThat(said.err())
        .contains("UNAUTHORISED ACCESS")
        .contains("r3# this line of the banner looks like a prompt")
        .contains("password: so does this one");
    assertThat(said.out()).startsWith("FRRouting");
  }

  @Test
  void r5_answers_through_the_jump_host_only() {
    assertThat(lab.ssh("r5", "show version").ok().out()).contains("(r5)");
    var direct =
        Command.of(
                "ssh",
                "-F",
                "/dev/null",
                "-o",
                "ConnectTimeout=5",
                "-o",
                "BatchMode=yes",
                lab.device("r5").host(),
                "x")
            .run();
    assertThat(direct.status()).isEqualTo(255);
    assertThat(direct.err()).contains("No route to host");
  }

  @Test
  void hung_accepts_and_never_answers() {
    var said = lab.ssh("hung", "show version", Duration.ofSeconds(15));
    assertThat(said.status()).isEqualTo(255);
    assertThat(said.err()).contains("Connection timed out during banner exchange");
  }

  @Test
  void flaky_takes_a_short_command_and_resets_a_longer_session() {
    assertThat(lab.ssh("flaky", "show ip ospf neighbor").ok().out()).contains("Neighbor ID");
    String longer = "show running-config\n".repeat(50);
    int whole = lab.exec("flaky", "vtysh", "-c", longer).stdout().length;
    var said = lab.ssh("flaky", longer);
    assertThat(said.status()).isEqualTo(255);
    assertThat(said.stdout().length).isLessThan(whole);
  }

  @Test
  void a_fault_ends_when_it_is_closed() {
    try (var fault = lab.sshdGone("r4")) {
      assertThat(lab.ssh("r4", "x").err()).contains("Connection refused");
    }
    assertThat(lab.ssh("r4", "x").err()).contains("Permission denied (keyboard-interactive)");
  }

  @Test
  void a_cut_link_is_missed_by_the_neighbour_and_found_again() {
    try (var fault = lab.cut("r2", "eth1")) {
      assertThat(lab.ssh("r1", "show interface eth1").ok().out()).contains("line protocol is down");
    }
    lab.awaitOspf();
    assertThat(lab.ssh("r1", "show interface eth1").ok().out()).contains("line protocol is up");
  }

  @Test
  void its_list_holds_every_way_in() {
    assertThat(lab.devices()).extracting(Lab.Device::name).contains("r1", "r2-telnet", "flaky");
    assertThat(lab.device("r5").via()).isEqualTo("jump");
    assertThat(lab.device("r2-telnet").port()).isEqualTo(23);
    assertThat(lab.hostKey("r1")).startsWith("ssh-ed25519 ");
  }
}
