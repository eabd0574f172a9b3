package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.driver.Command;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.OpenResult;
import io.netauto.driver.platform.Platforms;
import io.netauto.driver.transport.ScriptedDevice;
import io.netauto.driver.transport.ScriptedDevice.Cut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modes, prompts of several lines, and questions in the middle of a command. */
@Timeout(60)
class ModesTest {
  private static final String PLATFORM =
      """
      name: Tested
      vendor: Nobody
      login:
        username: 'login: ?$'
        password: 'Password: ?$'
      modes:
        - name: exec
          prompt: '[\\w@.\\-]+> ?'
          above: '(\\{[^}]*\\})?'
        - name: configuration
          prompt: '[\\w@.\\-]+# ?'
          above: '(\\{[^}]*\\})?\\[edit[^\\]]*\\]'
        - name: shell
          prompt: '[\\w@.\\-]+#'
          above: '(?!.*\\[edit).*'
      transitions:
        - {from: exec, to: configuration, command: configure}
        - {from: configuration, to: exec, command: exit configuration-mode}
        - from: exec
          to: shell
          command: start shell
          question: 'Secret: ?$'
          answer: '{password}'
      """;

  @TempDir private Path folder;
  private Platforms platforms;

  @BeforeEach
  void readPlatform() throws IOException {
    Files.writeString(folder.resolve("tested.yaml"), PLATFORM);
    platforms = Platforms.load(folder);
  }

  private Recording open(Cut cut, String script) {
    ScriptedDevice device = new ScriptedDevice(cut, 1, 0).script(script);
    Recording recording =
        new Recording(device, platforms.get("tested"), Recording.options(5000, 2000, 5000));
    assertThat(recording.opened).isInstanceOf(OpenResult.Opened.class);
    return recording;
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void goes_to_another_mode_and_back(Cut cut) {
    Recording r =
        open(
            cut,
            """
            < \\r\\n{master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            > configure
            < configure\\r\\nEntering configuration mode\\r\\n\\r\\n{master}[edit]\\r\\nme@mx#\\x20
            >
            < \\r\\n{master}[edit]\\r\\nme@mx#\\x20
            > show system
            < show system\\r\\nhost-name mx;\\r\\n\\r\\n{master}[edit]\\r\\nme@mx#\\x20
            >
            < \\r\\n{master}[edit]\\r\\nme@mx#\\x20
            > exit configuration-mode
            < exit configuration-mode\\r\\nExiting configuration mode\\r\\n\\r\\n{master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            """);
    assertThat(r.session.mode()).contains("exec");
    assertThat(r.session.enter("configuration")).isInstanceOf(CommandResult.Done.class);
    assertThat(r.session.mode()).contains("configuration");
    CommandResult shown = r.run("show system");
    assertThat(shown).isInstanceOf(CommandResult.Done.class);
    assertThat(shown.output().text()).isEqualTo("host-name mx;\n");
    assertThat(r.session.enter("exec")).isInstanceOf(CommandResult.Done.class);
    assertThat(r.session.enter("exec")).isInstanceOf(CommandResult.Done.class);
    assertThat(r.session.prompt()).isEqualTo("me@mx> ");
    assertThat(r.allLines())
        .contains("0 OUTPUT|host-name mx;")
        .doesNotContain("0 OUTPUT|{master}[edit]");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void keeps_output_that_looks_like_the_upper_line_of_a_prompt(Cut cut) {
    Recording r =
        open(
            cut,
            """
            < {master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            > show log
            < show log\\r\\n{master}\\r\\n[edit]\\r\\n{master}\\r\\n{backup}\\r\\nme@mx> x\\r\\n
            < {master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            """);
    CommandResult result = r.run("show log");
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    assertThat(result.output().text()).isEqualTo("{master}\n[edit]\n{master}\n{backup}\nme@mx> x");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void answers_questions_in_the_middle_of_a_command(Cut cut) {
    Recording r =
        open(
            cut,
            """
            < {master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            > request system reboot
            < request system reboot\\r\\nReboot the system ? [yes,no] (no)\\x20
            > yes
            < yes\\r\\nWhich one?\\x20
            > disk
            < disk\\r\\nShutdown NOW!\\r\\n\\r\\n{master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            """);
    CommandResult result =
        r.session.run(
            Command.of("request system reboot")
                .answering("Reboot the system \\?", "yes")
                .answering("Which one\\?", "disk"));
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    assertThat(result.output().text())
        .isEqualTo("Reboot the system ? [yes,no] (no) yes\nWhich one? disk\nShutdown NOW!\n");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void says_that_an_answer_was_not_taken(Cut cut) {
    Recording r =
        open(
            cut,
            """
            < {master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            > delete
            < delete\\r\\nReally?\\x20
            > yes
            < yes\\r\\nReally?\\x20
            """);
    CommandResult result = r.session.run(Command.of("delete").answering("Really\\?", "yes"));
    assertThat(result)
        .isInstanceOfSatisfying(
            CommandResult.Failed.class,
            failed -> {
              assertThat(failed.failure().cause()).isEqualTo(Failure.Cause.UNEXPECTED_QUESTION);
              assertThat(failed.failure().summary()).contains("did not take the answer");
            });
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void says_that_the_device_refuses_a_mode(Cut cut) {
    Recording r =
        open(
            cut,
            """
            < {master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            > start shell
            < start shell\\r\\nSecret:\\x20
            > pw
            < \\r\\nwrong\\r\\n{master}\\r\\nme@mx>\\x20
            """);
    CommandResult result = r.session.enter("shell");
    assertThat(result)
        .isInstanceOfSatisfying(
            CommandResult.Rejected.class,
            rejected ->
                assertThat(rejected.failure().cause()).isEqualTo(Failure.Cause.COMMAND_REJECTED));
    assertThat(r.session.mode()).contains("exec");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void logs_in_where_the_device_asks_in_the_terminal(Cut cut) {
    Recording r =
        open(
            cut,
            """
            < Authorized login: only.\\r\\nlogin:\\x20
            > admin
            < admin\\r\\nPassword:\\x20
            > pw
            < \\r\\nWelcome\\r\\n{master}\\r\\nme@mx>\\x20
            >
            < \\r\\n{master}\\r\\nme@mx>\\x20
            """);
    assertThat(r.session.mode()).contains("exec");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void does_not_try_a_password_twice(Cut cut) {
    ScriptedDevice device =
        new ScriptedDevice(cut, 1, 0)
            .script(
                """
                < login:\\x20
                > admin
                < admin\\r\\nPassword:\\x20
                > pw
                < \\r\\nLogin incorrect\\r\\nlogin:\\x20
                """);
    Recording r =
        new Recording(device, platforms.get("tested"), Recording.options(5000, 2000, 5000));
    assertThat(r.opened)
        .isInstanceOfSatisfying(
            OpenResult.NotOpened.class,
            refused ->
                assertThat(refused.failure().cause())
                    .isEqualTo(Failure.Cause.AUTHENTICATION_REFUSED));
    assertThat(device.unexpected()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void names_the_modes_when_one_is_unknown(Cut cut) {
    Recording r = open(cut, "< {master}\\r\\nme@mx> \n>\n< \\r\\n{master}\\r\\nme@mx> \n");
    assertThatThrownBy(() -> r.session.enter("privileged"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[exec, configuration, shell]");
    assertThat(r.run("")).isInstanceOf(CommandResult.Done.class);
  }
}
