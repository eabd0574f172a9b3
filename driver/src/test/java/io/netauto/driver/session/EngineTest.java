package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Mark;
import io.netauto.driver.OpenResult;
import io.netauto.driver.transport.ScriptedDevice;
import io.netauto.driver.transport.ScriptedDevice.Cut;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class EngineTest {
  private static final String LOGIN =
      """
      < Welcome\\r\\n\\r\\nr1#\\x20
      > terminal length 0
      < terminal length 0\\r\\nr1#\\x20
      """;

  private static final String IOS_LOGIN =
      """
      < r1#
      > terminal length 0
      < terminal length 0\\r\\nr1#
      > terminal width 511
      < terminal width 511\\r\\nr1#
      """;

  private static ScriptedDevice device(String script) {
    return device(Cut.WHOLE, script);
  }

  private static ScriptedDevice device(Cut cut, String script) {
    return new ScriptedDevice(cut, 1, 0).script(script);
  }

  private static Recording frr(String script) {
    return frr(Cut.WHOLE, script);
  }

  private static Recording frr(Cut cut, String script) {
    return new Recording(device(cut, LOGIN + script), "frr", Recording.options());
  }

  private static String done(CommandResult result) {
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    assertThat(result.output().whole()).isTrue();
    return result.output().text();
  }

  private static Failure failed(CommandResult result, Cause cause) {
    assertThat(result).isInstanceOf(CommandResult.Failed.class);
    Failure failure = ((CommandResult.Failed) result).failure();
    assertThat(failure.cause()).as(failure.summary()).isEqualTo(cause);
    assertThat(failure.summary()).endsWith(".");
    return failure;
  }

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
  void does_not_trust_an_end_without_an_echo() {
    Recording r = frr("> show secret\n< \\r\\nsomething else\\r\\nr1#\\x20\n");
    failed(r.run("show secret"), Cause.UNCERTAIN_END);
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

  @Test
  void tells_a_refused_command_by_the_devices_words() {
    Recording r =
        frr(
            """
            > show versoin
            < show versoin\\r\\n% Unknown command: show versoin\\r\\nr1#\\x20
            > show version
            < show version\\r\\nok\\r\\nr1#\\x20
            """);
    CommandResult result = r.run("show versoin");
    assertThat(result).isInstanceOf(CommandResult.Rejected.class);
    Failure failure = ((CommandResult.Rejected) result).failure();
    assertThat(failure.summary()).contains("% Unknown command: show versoin");
    assertThat(done(r.run("show version"))).isEqualTo("ok");
  }

  @Test
  void tells_the_words_of_a_refusal_and_not_the_caret_above_them() {
    ScriptedDevice device =
        device(
            """
            < <sw1>
            > screen-length 0 temporary
            < screen-length 0 temporary\\r\\n<sw1>
            > display versoin
            < display versoin\\r\\n             ^\\r\\nError: Unrecognized command found at '^' position.\\r\\n<sw1>
            """);
    Recording r = new Recording(device, "huawei_vrp", Recording.options());
    CommandResult result = r.run("display versoin");
    assertThat(result).isInstanceOf(CommandResult.Rejected.class);
    assertThat(((CommandResult.Rejected) result).failure().summary())
        .endsWith("Error: Unrecognized command found at '^' position.");
  }

  @Test
  void names_the_question_that_it_cannot_answer() {
    ScriptedDevice device =
        device(LOGIN + "> reload\n< reload\\r\\nProceed with reload? [confirm]\n");
    Recording r = new Recording(device, "frr", Recording.options(5000, 300, 5000));
    Failure failure = failed(r.run("reload"), Cause.UNEXPECTED_QUESTION);
    assertThat(failure.summary()).contains("Proceed with reload? [confirm]");
    assertThat(device.isAborted()).isTrue();
    assertThatThrownBy(() -> r.run("x")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void calls_a_device_that_stops_in_mid_output_silent() {
    Recording r =
        new Recording(
            device(LOGIN + "> show\n< show\\r\\nhalf of\n"),
            "frr",
            Recording.options(5000, 300, 5000));
    CommandResult result = r.run("show");
    Failure failure = failed(result, Cause.SILENT);
    assertThat(failure.lastBytes()).endsWith("show\\r\\nhalf of");
    assertThat(result.output().text()).isEqualTo("half of");
  }

  @Test
  void ends_a_command_that_outlives_its_limit_although_it_talks() {
    StringBuilder script = new StringBuilder(LOGIN + "> debug\n< debug\\r\\n\n");
    script.append("< tick\\r\\n\n~ 50\n".repeat(100));
    Recording r =
        new Recording(device(script.toString()), "frr", Recording.options(5000, 2000, 700));
    failed(r.run("debug"), Cause.COMMAND_TIMEOUT);
  }

  @Test
  void does_not_believe_a_pause_behind_a_second_likeness() {
    Recording r =
        frr(
            """
            > show banner
            < show banner\\r\\nr1#\\x20
            ~ 10
            < is no prompt\\r\\nr1#\\x20
            ~ 60
            < nor is this\\r\\nend\\r\\nr1#\\x20
            """);
    assertThat(done(r.run("show banner"))).isEqualTo("r1# is no prompt\nr1# nor is this\nend");
  }

  @Test
  void never_calls_it_success_when_output_follows_the_empty_line() {
    Recording r =
        frr(
            """
            > show banner
            < show banner\\r\\nr2#\\x20
            >
            < and more output\\r\\nr1#\\x20
            """);
    failed(r.run("show banner"), Cause.UNCERTAIN_END);
  }

  @Test
  void says_that_the_device_ended_the_session() {
    Recording r = frr("> exit\n< exit\\r\\nbye\\r\\n\nX\n");
    Failure failure = failed(r.run("exit"), Cause.CONNECTION_LOST);
    assertThat(failure.lastBytes()).endsWith("bye\\r\\n");
  }

  @Test
  void ends_at_once_when_cancelled() throws Exception {
    ScriptedDevice device = device(LOGIN + "> show\n< show\\r\\nhalf\n");
    Recording r = new Recording(device, "frr", Recording.options(5000, 30_000, 60_000));
    CompletableFuture<CommandResult> running = CompletableFuture.supplyAsync(() -> r.run("show"));
    TimeUnit.MILLISECONDS.sleep(100);
    long begin = System.nanoTime();
    r.session.cancel();
    failed(running.get(2, TimeUnit.SECONDS), Cause.CANCELLED);
    assertThat(System.nanoTime() - begin).isLessThan(500_000_000L);
  }

  @Test
  void ends_at_once_when_the_thread_is_interrupted() throws Exception {
    Recording r =
        new Recording(
            device(LOGIN + "> show\n< show\\r\\nhalf\n"),
            "frr",
            Recording.options(5000, 30_000, 60_000));
    CompletableFuture<CommandResult> result = new CompletableFuture<>();
    Thread thread = Thread.ofVirtual().start(() -> result.complete(r.run("show")));
    TimeUnit.MILLISECONDS.sleep(100);
    thread.interrupt();
    failed(result.get(2, TimeUnit.SECONDS), Cause.CANCELLED);
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
  void says_that_the_enable_password_is_refused() {
    Recording r =
        new Recording(
            device(
                """
                < sw>
                > terminal length 0
                < terminal length 0\\r\\nsw>
                > enable
                < enable\\r\\nPassword:\\x20
                > enable-pass
                < \\r\\n% Bad secrets\\r\\n\\r\\nsw>
                """),
            "cisco_ios",
            Recording.options());
    assertThat(r.opened).isInstanceOf(OpenResult.NotOpened.class);
    Failure failure = ((OpenResult.NotOpened) r.opened).failure();
    assertThat(failure.cause()).isEqualTo(Cause.ENABLE_REFUSED);
    assertThat(failure.lastBytes()).contains("% Bad secrets");
  }

  @Test
  void says_that_there_is_no_prompt() {
    Recording r =
        new Recording(
            device("< Some menu\\r\\n1) one\\r\\nChoose: \n"),
            "frr",
            Recording.options(500, 500, 500));
    Failure failure = ((OpenResult.NotOpened) r.opened).failure();
    assertThat(failure.cause()).isEqualTo(Cause.NO_PROMPT);
    assertThat(failure.lastBytes()).contains("Choose:");
  }

  @Test
  void wakes_a_device_that_says_nothing() {
    Recording r =
        new Recording(device("> \n< \\r\\n\n" + LOGIN), "frr", Recording.options(3000, 500, 500));
    assertThat(r.opened).isInstanceOf(OpenResult.Opened.class);
  }

  @Test
  void refuses_a_command_with_a_line_break() {
    Recording r = frr("");
    for (String bad : List.of("a\nb", "a\rb", "a\u0003", "a\u007f")) {
      assertThatThrownBy(() -> r.run(bad)).isInstanceOf(IllegalArgumentException.class);
    }
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
