package io.netauto.driver.session;

import static io.netauto.driver.session.EngineScripts.LOGIN;
import static io.netauto.driver.session.EngineScripts.device;
import static io.netauto.driver.session.EngineScripts.done;
import static io.netauto.driver.session.EngineScripts.failed;
import static io.netauto.driver.session.EngineScripts.frr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.OpenResult;
import io.netauto.driver.transport.ScriptedDevice;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineFailuresTest {
  @Test
  void does_not_trust_an_end_without_an_echo() {
    Recording r = frr("> show secret\n< \\r\\nsomething else\\r\\nr1#\\x20\n");
    failed(r.run("show secret"), Cause.UNCERTAIN_END);
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
  void refuses_a_command_with_a_line_break() {
    Recording r = frr("");
    for (String bad : List.of("a\nb", "a\rb", "a\u0003", "a\u007f")) {
      assertThatThrownBy(() -> r.run(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
