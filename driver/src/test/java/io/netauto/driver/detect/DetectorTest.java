package io.netauto.driver.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Driver;
import io.netauto.driver.Failure;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platform.Evidence;
import io.netauto.driver.platform.Platforms;
import io.netauto.driver.session.OpenSession;
import io.netauto.driver.transport.ScriptedDevice;
import io.netauto.driver.transport.ScriptedDevice.Cut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DetectorTest {
  private static final String MODES =
      """
      modes:
        - {name: exec, prompt: '[\\w.\\-]{1,60}[>#] ?'}
      pagers:
        - {prompt: ' --More-- '}
      dialogs:
        - {question: 'Really restart\\?', answer: "y"}
      transitions:
        - {from: exec, to: exec, command: enable}
      on-open: [clear everything]
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    platform(
        "alpha",
        "  - {in: output, command: show version, pattern: 'Alpha OS', score: 90}\n"
            + "  - {in: output, command: reload, pattern: 'x', score: 100}\n");
    platform(
        "beta",
        "  - {in: output, command: show version, pattern: '^Beta OS', score: 90}\n"
            + "  - {in: banner, pattern: 'property of Beta', score: 30}\n");
    platform(
        "gamma",
        "  - {in: output, command: show system, pattern: 'Gamma', score: 80}\n"
            + "  - {in: banner, pattern: 'GammaWall', score: 85}\n");
  }

  private void platform(String id, String evidence) throws Exception {
    Files.writeString(
        folder.resolve(id + ".yaml"),
        "name: %s\nvendor: V\n%sdetection:\n%s".formatted(id, MODES, evidence));
  }

  /** A driver that reaches a recorded device, whatever the target. */
  private record Reaching(ScriptedDevice device) implements Driver {
    @Override
    public OpenResult open(
        Target target,
        Login login,
        Platform platform,
        HostKeys hostKeys,
        SessionOptions options,
        SessionListener listener) {
      return new OpenSession(device, login, platform, options, listener, ended -> {}).open();
    }

    @Override
    public void close() {}
  }

  private static SessionOptions options() {
    SessionOptions d = SessionOptions.defaults();
    return new SessionOptions(
        d.connect(),
        d.handshake(),
        d.authentication(),
        Duration.ofSeconds(4),
        Duration.ofSeconds(4),
        Duration.ofSeconds(20),
        d.columns(),
        d.rows(),
        d.keepOutput(),
        d.charset(),
        d.algorithms());
  }

  private Detected detect(Cut cut, String script) {
    return detect(new ScriptedDevice(cut, 7, 0).script(script));
  }

  private Detected detect(ScriptedDevice device) {
    Platforms own = Platforms.load(folder);
    return new Detector(new Reaching(device), own)
        .detect(
            new Target("192.0.2.1", 22),
            Login.password("ops", "pw"),
            (target, key) -> new HostKeys.Verdict.Trusted(),
            options());
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void tells_by_the_output_of_one_command(Cut cut) {
    Detected detected =
        detect(
            cut,
            """
            < \\r\\nWelcome\\r\\nsw1>\\x20
            > show version
            < show version\\r\\nThis is Alpha OS 7.2\\r\\nuptime 3 days\\r\\nsw1>\\x20
            """);
    assertThat(detected.stoppedBy()).isNull();
    assertThat(detected.commands()).containsExactly("show version");
    assertThat(detected.best()).map(Detected.Candidate::platform).hasValue("alpha");
    assertThat(detected.candidates().getFirst().evidence())
        .contains(
            new Detected.Found(
                Evidence.Where.OUTPUT, "show version", "This is Alpha OS 7.2", "Alpha OS", 90));
  }

  @Test
  void goes_on_with_a_second_command_when_the_first_is_refused() {
    Detected detected =
        detect(
            Cut.WHOLE,
            """
            < sw1#
            > show version
            < show version\\r\\n% Invalid input\\r\\nsw1#
            > show system
            < show system\\r\\nGamma 9\\r\\nsw1#
            """);
    assertThat(detected.stoppedBy()).isNull();
    assertThat(detected.commands()).containsExactly("show version", "show system");
    assertThat(detected.best()).map(Detected.Candidate::platform).hasValue("gamma");
  }

  @Test
  void asks_nothing_when_the_banner_tells_enough() {
    Detected detected = detect(Cut.WHOLE, "< GammaWall 3000\\r\\nsw1#\n");
    assertThat(detected.commands()).isEmpty();
    assertThat(detected.best()).map(Detected.Candidate::platform).hasValue("gamma");
  }

  @Test
  void answers_pagers_and_sees_what_is_behind_them() {
    Detected detected =
        detect(
            Cut.WHOLE,
            """
            < sw1#
            > show version
            < show version\\r\\none\\r\\ntwo\\r\\n --More--\\x20
            > \\x20
            < \\r          \\rBeta OS\\r\\nsw1#
            """);
    assertThat(detected.best()).map(Detected.Candidate::platform).hasValue("beta");
  }

  @Test
  void two_that_are_equally_likely_leave_no_best() throws Exception {
    platform("delta", "  - {in: output, command: show version, pattern: 'Alpha', score: 90}\n");
    Detected detected =
        detect(
            Cut.WHOLE,
            """
            < sw1#
            > show version
            < show version\\r\\nAlpha OS\\r\\nsw1#
            > show system
            < show system\\r\\n% Invalid\\r\\nsw1#
            """);
    assertThat(detected.best()).isEmpty();
    assertThat(detected.candidates()).extracting("platform").startsWith("alpha", "delta");
  }

  @Test
  void tells_what_the_banner_said_when_there_is_no_prompt() {
    Detected detected = detect(Cut.WHOLE, "< GammaWall\\r\\nSelect a menu entry:\n");
    assertThat(detected.stoppedBy()).extracting(Failure::cause).isEqualTo(Failure.Cause.NO_PROMPT);
    assertThat(detected.candidates()).extracting("platform").containsExactly("gamma");
  }

  @Test
  void a_command_that_never_ends_stops_the_search_in_time() {
    Detected detected =
        detect(
            Cut.WHOLE,
            """
            < sw1#
            > show version
            < show version\\r\\nAlpha OS\\r\\nand so on
            """);
    assertThat(detected.stoppedBy()).extracting(Failure::cause).isEqualTo(Failure.Cause.SILENT);
    assertThat(detected.best()).map(Detected.Candidate::platform).hasValue("alpha");
  }

  @Test
  void types_nothing_that_could_change_the_device() {
    Detected detected =
        detect(
            Cut.WHOLE,
            """
            < sw1>
            > show version
            < show version\\r\\nReally restart?\\x20
            > y
            < \\r\\nAlpha OS\\r\\nsw1>
            """);
    assertThat(detected.stoppedBy()).isNotNull();
    assertThat(detected.best()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show version",
        "show version | no-more",
        "display version",
        "get system status",
        "uname -a",
        "cat /etc/os-release",
        "/system resource print",
        "show ver | include IOS",
      })
  void some_commands_only_show(String command) {
    assertThat(Commands.readsOnly(command)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reload",
        "show version; reload",
        "show version | redirect flash:x",
        "show version > x",
        "cat /etc/shadow | sh",
        "uname $(reboot)",
        "system reset-configuration",
        "configure terminal",
        "show\nreload",
      })
  void others_are_never_typed(String command) {
    assertThat(Commands.readsOnly(command)).isFalse();
  }

  @Test
  void an_unknown_prompt_halves_the_score() {
    Platforms own = Platforms.load(folder);
    Weigh weigh = new Weigh(List.of(own.get("gamma")));
    Seen fits = new Seen("", "GammaWall", "sw1#", Map.of());
    Seen differs = new Seen("", "GammaWall", "[admin@sw] %", Map.of());
    assertThat(weigh.candidates(fits).getFirst().score()).isGreaterThan(80);
    assertThat(weigh.candidates(differs).getFirst().score()).isEqualTo(43);
  }
}
