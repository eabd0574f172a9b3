package io.netauto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "device",
        "nonsense",
        "run",
        "run r1",
        "job",
        "job list --status",
        "device list --limit x",
        "login --fingerprint x"
      })
  void wrong_usage_ends_with_2_and_points_to_the_help(String line) {
    var result = new Shell(home).run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--help").doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "login",
        "logout",
        "whoami",
        "device",
        "run",
        "run on",
        "job",
        "platform",
        "known-host",
        "credential",
        "limit",
        "api-key",
        "user",
        "customer",
        "completion"
      })
  void every_command_has_help_with_examples(String command) {
    var result = new Shell(home).run((command + " --help").split(" "));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage: netauto", "Examples:");
  }

  @Test
  void help_documents_the_exit_codes() {
    assertThat(new Shell(home).run("--help").out()).contains("130   cancelled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completion_is_a_script_that_bash_accepts(String shell) throws Exception {
    var script = new Shell(home).run("completion", shell);
    assertThat(script.out()).contains("known-host");
    var bash = new ProcessBuilder("bash", "-n").start();
    try (var out = bash.outputWriter()) {
      out.write(script.out());
    }
    assertThat(bash.waitFor()).isZero();
  }
}
