package io.netauto.driver.session;

import static io.netauto.driver.session.EngineScripts.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Session;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Commands.Output;
import io.netauto.driver.transport.ScriptedDevice;
import io.netauto.driver.transport.ScriptedDevice.Cut;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A command line that is a program of a host, which has a shell behind it or before it. */
@Timeout(60)
class ShellBehindTest {
  private static final String BASH = "\\x1b[?2004hops@r1:~$\\x20";

  private static Recording frr(Cut cut, String script) {
    Recording r = new Recording(device(cut, script), "frr", Recording.options());
    assertThat(r.session).as("%s", r.opened).isNotNull();
    return r;
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void a_program_that_was_started_from_the_shell_is_left_and_started_again(Cut cut) {
    Recording r =
        frr(
            cut,
            """
            < Linux r1\\r\\n%1$s
            > terminal length 0
            < terminal length 0\\r\\n\\x1b[?2004l\\r-bash: terminal: command not found\\r\\n%1$s
            > vtysh
            < vtysh\\r\\n\\x1b[?2004l\\r\\r\\nHello, this is FRRouting (version 8.4.4).\\r\\n\\r\\nr1#\\x20
            > terminal length 0
            < terminal length 0\\r\\nr1#\\x20
            > configure terminal
            < configure terminal\\r\\nr1(config)#\\x20
            > end
            < end\\r\\nr1#\\x20
            > exit
            < exit\\r\\n%1$s
            > hostname
            < hostname\\r\\n\\x1b[?2004l\\rr1.example.net\\r\\n%1$s
            > vtysh
            < vtysh\\r\\n\\x1b[?2004l\\r\\r\\nHello, this is FRRouting (version 8.4.4).\\r\\n\\r\\nr1#\\x20
            > configure terminal
            < configure terminal\\r\\nr1(config)#\\x20
            """
                .formatted(BASH));
    r.session.enter("configuration");

    assertThat(Commands.of(r.session).runIn("shell", "hostname"))
        .isEqualTo(new Output.Text("r1.example.net"));
    assertThat(r.session.mode()).contains("configuration");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void a_shell_that_was_started_from_the_program_is_left(Cut cut) {
    Recording r =
        frr(
            cut,
            EngineScripts.LOGIN
                + """
                > start-shell
                < start-shell\\r\\n$\\x20
                > hostname
                < hostname\\r\\nr1.example.net\\r\\n$\\x20
                > exit
                < exit\\r\\nr1#\\x20
                > start-shell
                < start-shell\\r\\n$\\x20
                > nosuch
                < nosuch\\r\\nsh: 2: nosuch: not found\\r\\n$\\x20
                > exit
                < exit\\r\\nr1#\\x20
                """);
    Commands commands = Commands.of(r.session);

    assertThat(commands.runIn("shell", "hostname")).isEqualTo(new Output.Text("r1.example.net"));
    assertThat(commands.runIn("shell", "nosuch"))
        .isEqualTo(new Output.Refused("sh: 2: nosuch: not found"));
    assertThat(r.session.state()).isEqualTo(Session.State.READY);
  }

  /** {@code exit} would end the session. */
  @ParameterizedTest
  @EnumSource(Cut.class)
  void a_program_that_one_logs_in_to_is_not_left(Cut cut) {
    ScriptedDevice device =
        device(
            cut,
            EngineScripts.LOGIN
                + """
                > start-shell
                < start-shell\\r\\n% Unknown command: start-shell\\r\\nr1#\\x20
                """);
    Recording r = new Recording(device, "frr", Recording.options());

    assertThat(Commands.of(r.session).runIn("shell", "hostname"))
        .isEqualTo(new Output.NoWay("% Unknown command: start-shell"));
    assertThat(r.session.state()).isEqualTo(Session.State.READY);
    assertThat(device.unexpected()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void a_platform_without_the_mode_has_no_way_to_it(Cut cut) {
    Recording r =
        new Recording(device(cut, EngineScripts.IOS_LOGIN), "cisco_ios", Recording.options());

    assertThat(Commands.of(r.session).runIn("nosuch", "hostname"))
        .isInstanceOfSatisfying(
            Output.NoWay.class, way -> assertThat(way.words()).contains("has no mode \"nosuch\""));
  }
}
