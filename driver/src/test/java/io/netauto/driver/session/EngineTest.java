package io.netauto.driver.session;

import static io.netauto.driver.session.EngineScripts.IOS_LOGIN;
import static io.netauto.driver.session.EngineScripts.LOGIN;
import static io.netauto.driver.session.EngineScripts.device;
import static io.netauto.driver.session.EngineScripts.done;
import static io.netauto.driver.session.EngineScripts.failed;
import static io.netauto.driver.session.EngineScripts.frr;
import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Mark;
import io.netauto.driver.OpenResult;
import io.netauto.driver.transport.ScriptedDevice;
import io.netauto.driver.transport.ScriptedDevice.Cut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class EngineTest {
  @ParameterizedTest
  @EnumSource(Cut.class)
  void is_not_fooled_by_output_that_looks_like_a_prompt(Cut cut) {
    Recording r =
        frr(
            cut,
            """
            > show running-config
            < show running-config\\r\\nsnmp contact The NOC <noc@example.com>\\r\\n
            < #############\\r\\nr1# not a prompt\\r\\nr2#\\r\\nr1#nor this\\r\\nend\\r\\nr1#\\x20
            """);
    assertThat(done(r.run("show running-config")))
        .isEqualTo(
            "snmp contact The NOC <noc@example.com>\n#############\nr1# not a prompt\nr2#\n"
                + "r1#nor this\nend");
    assertThat(r.marks).endsWith(new Mark.OutputEnded(0, 4), new Mark.PromptRedrawn());
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void leaves_out_a_log_line_right_behind_the_prompt(Cut cut) {
    Recording r =
        new Recording(
            device(
                cut,
                IOS_LOGIN
                    + """
                    > show clock
                    < show clock\\r\\n12:00\\r\\nr1#\\r\\n*Mar  1 00:00:01: %SYS-5-CONFIG_I: x\\r\\n
                    """),
            "cisco_ios",
            Recording.options());
    // The device of the script answers the empty line with the text behind its last line end.
    CommandResult result = r.run("show clock");
    failed(result, Cause.UNCERTAIN_END);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void confirms_the_end_behind_a_log_line_by_an_empty_line(Cut cut) {
    Recording r =
        new Recording(
            device(
                cut,
                IOS_LOGIN
                    + """
                    > show clock
                    < show clock\\r\\n12:00\\r\\nr1#\\r\\n*Mar  1 00:00:01: %SYS-5-CONFIG_I: x\\r\\n
                    >
                    < \\r\\nr1#
                    > show users
                    < show users\\r\\nnobody\\r\\nr1#
                    """),
            "cisco_ios",
            Recording.options());
    assertThat(done(r.run("show clock"))).isEqualTo("12:00");
    assertThat(done(r.run("show users"))).isEqualTo("nobody");
    assertThat(r.allLines())
        .containsSubsequence(
            "0 COMMAND|r1#show clock",
            "0 OUTPUT|12:00",
            "-1 PROMPT|r1#",
            "-1 SESSION|*Mar  1 00:00:01: %SYS-5-CONFIG_I: x",
            "1 OUTPUT|nobody");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void follows_a_prompt_that_changes(Cut cut) {
    Recording r =
        frr(
            cut,
            """
            > configure terminal
            < configure terminal\\r\\nr1(config)#\\x20
            > hostname r1-new
            < hostname r1-new\\r\\nr1-new(config)#\\x20
            > end
            < end\\r\\nr1-new#\\x20
            """);
    assertThat(done(r.run("configure terminal"))).isEmpty();
    assertThat(r.session.prompt()).isEqualTo("r1(config)# ");
    assertThat(done(r.run("hostname r1-new"))).isEmpty();
    assertThat(done(r.run("end"))).isEmpty();
    assertThat(r.session.prompt()).isEqualTo("r1-new# ");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void splits_output_without_a_line_end_from_the_prompt(Cut cut) {
    Recording r =
        frr(
            cut,
            """
            > show key
            < show key\\r\\nabc\\r\\nno line endr1#\\x20
            >
            < \\r\\nr1#\\x20
            """);
    assertThat(done(r.run("show key"))).isEqualTo("abc\nno line end");
    assertThat(r.marks).endsWith(new Mark.OutputEnded(0, 4), new Mark.PromptRedrawn());
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void turns_the_pages_and_leaves_no_trace_of_the_pager(Cut cut) {
    Recording r =
        frr(
            cut,
            """
            > show run
            < show run\\r\\none\\r\\n\\e[7m--More--\\e[m
            >  \s
            < \\r        \\r   two\\a\\r\\n --More--\\x20
            >  \s
            < \\0\\b\\b\\b\\b\\b\\b\\b\\b\\b\\b          \\b\\b\\b\\b\\b\\b\\b\\b\\b\\bthree  \\r\\n--More--
            >  \s
            < \\r        \\rr1#\\x20
            """
                .replace(">  \s", ">  "));
    assertThat(done(r.run("show run"))).isEqualTo("one\n   two\nthree  ");
  }

  @Test
  void leaves_late_output_to_the_session() {
    Recording r =
        frr(
            """
            > one
            < one\\r\\n1\\r\\nr1#\\x20
            > two
            < \\r\\nlate news\\r\\nr1# two\\r\\n2\\r\\nr1#\\x20
            """);
    assertThat(done(r.run("one"))).isEqualTo("1");
    assertThat(done(r.run("two"))).isEqualTo("2");
  }

  @Test
  void finds_an_echo_that_the_device_wraps_at_eighty_columns() {
    String command = "ip prefix-list " + "A".repeat(90) + " seq 5 permit 10.0.0.0/8";
    String wrapped = command.substring(0, 76) + " \\r" + command.substring(76);
    Recording r = frr("> " + command + "\n< " + wrapped + "\\r\\nr1#\\x20\n");
    assertThat(done(r.run(command))).isEmpty();
  }

  @Test
  void finds_an_echo_that_the_device_scrolls() {
    String command =
        "access-list OUTSIDE extended permit ip any any log and a lot more than fits here";
    Recording r =
        frr(
            "> "
                + command
                + "\n< "
                + command.substring(0, 60)
                + "\\b".repeat(60)
                + "$"
                + command.substring(30)
                + "\\r\\nout\\r\\nr1#\\x20\n");
    assertThat(done(r.run(command))).isEqualTo("out");
  }

  @Test
  void works_with_a_device_that_does_not_echo() {
    Recording r =
        new Recording(
            device(
                """
                < r1#\\x20
                > terminal length 0
                < \\r\\nr1#\\x20
                >
                < \\r\\nr1#\\x20
                > terminal length 0
                < \\r\\nr1#\\x20
                > show
                < \\r\\nout\\r\\nr1#\\x20
                """),
            "frr",
            Recording.options());
    assertThat(done(r.run("show"))).isEqualTo("\nout");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void climbs_with_the_enable_password(Cut cut) {
    Recording r =
        new Recording(
            device(
                cut,
                """
                < sw>
                > terminal length 0
                < terminal length 0\\r\\nsw>
                > enable
                < enable\\r\\nPassword:\\x20
                > enable-pass
                < \\r\\nsw#
                > terminal length 0
                < terminal length 0\\r\\nsw#
                > terminal width 511
                < terminal width 511\\r\\nsw#
                """),
            "cisco_ios",
            Recording.options());
    assertThat(r.session.prompt()).isEqualTo("sw#");
    assertThat(r.allLines()).noneMatch(line -> line.contains("enable-pass"));
  }

  @Test
  void wakes_a_device_that_says_nothing() {
    Recording r =
        new Recording(device("> \n< \\r\\n\n" + LOGIN), "frr", Recording.options(3000, 500, 500));
    assertThat(r.opened).isInstanceOf(OpenResult.Opened.class);
  }

  @Test
  void keeps_the_beginning_of_an_output_that_is_too_large() {
    ScriptedDevice device =
        device(
            LOGIN
                + "> show\n< show\\r\\n\n"
                + "< 0123456789\\r\\n\n".repeat(1000)
                + "< r1#\\x20\n");
    var d = Recording.options();
    var small =
        new io.netauto.driver.SessionOptions(
            d.connect(),
            d.handshake(),
            d.authentication(),
            d.prompt(),
            d.silence(),
            d.command(),
            d.columns(),
            d.rows(),
            100,
            d.charset(),
            d.algorithms());
    Recording r = new Recording(device, "frr", small);
    CommandResult result = r.run("show");
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    assertThat(result.output().whole()).isFalse();
    assertThat(result.output().bytes()).isEqualTo(12_000);
    assertThat(result.output().text().length()).isBetween(80, 100);
  }
}
