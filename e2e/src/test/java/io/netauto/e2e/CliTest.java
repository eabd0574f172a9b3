package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process, against a server and a real router: the README's smoke test. */
@ExtendWith(Lab.Once.class)
class CliTest {
  private static ServerProcess server;

  @TempDir private static Path home;

  private final Lab lab;

  CliTest(Lab lab) {
    this.lab = lab;
  }

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            Map.of(
                "NET_AUTO_TRUST_ON_FIRST_USE", "true",
                "NET_AUTO_LAB_DEFAULT_USERNAME", "admin",
                "NET_AUTO_LAB_DEFAULT_PASSWORD", "admin-pass",
                "NET_AUTO_ADMIN_PASSWORD", "the-first-password"));
    Command.Result login =
        netauto(
                "login",
                server.address().toString(),
                "--username",
                "admin",
                "--password-stdin",
                "--trust")
            .input("the-first-password\n")
            .run();
    assertThat(login.status()).as(login.toString()).isZero();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Command netauto(String... words) {
    List<String> command =
        new ArrayList<>(List.of(Project.java().toString(), "-jar", Project.cliJar().toString()));
    command.addAll(List.of(words));
    return Command.of(command.toArray())
        .env("XDG_CONFIG_HOME", home.toString())
        .within(Duration.ofSeconds(60));
  }

  @Test
  void adds_a_device_and_streams_a_command_of_it_to_the_terminal() {
    netauto(
            "device",
            "add",
            "lab-sw1",
            "--address",
            lab.device("r1").host(),
            "--platform",
            "frr",
            "--cred-ref",
            "LAB_DEFAULT")
        .run()
        .ok();
    assertThat(netauto("device", "list").run().ok().out()).contains("lab-sw1");

    Command.Result run = netauto("run", "lab-sw1", "show version").run();
    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.out()).isEqualTo(lab.ssh("r1", "show version").ok().out());

    Command.Result refused = netauto("run", "lab-sw1", "show versoin").run();
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("% Unknown command: show versoin");
  }

  @Test
  void says_what_is_wrong_with_a_device_that_cannot_be() {
    Command.Result result =
        netauto(
                "device",
                "add",
                "bad name",
                "--address",
                "10.0.0.300",
                "--platform",
                "nos",
                "--cred-ref",
                "x:y")
            .run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("bad name").contains("10.0.0.300").contains("nos");
  }
}
