package io.netauto.cli;

import static io.netauto.cli.ContractServer.feed;
import static io.netauto.cli.ContractServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RunTest {
  static final String RUN =
      "{\"id\":42,\"jobId\":1,\"device\":{\"id\":3,\"hostname\":\"r1\",\"address\":\"10.0.0.1\","
          + "\"port\":22,\"platform\":\"cisco_ios\"},\"commands\":[\"show version\"],"
          + "\"status\":\"%s\",\"cause\":%s,\"bytes\":10,\"lines\":3,\"seq\":3,"
          + "\"requestedBy\":\"anna\",\"createdAt\":\"2026-01-01T10:00:00Z\","
          + "\"startedAt\":\"2026-01-01T10:00:01Z\",\"finishedAt\":\"2026-01-01T10:00:03Z\","
          + "\"waitingFor\":null}";

  @TempDir Path home;
  ContractServer server;
  Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
    server.on("POST /runs", json(202, run("pending")));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  static String run(String status) {
    return RUN.formatted(status, "null");
  }

  static String lines(int seq, String partial, String... lines) {
    var json = new StringBuilder("{\"seq\":" + seq + ",\"lines\":[");
    for (int i = 0; i < lines.length; i++) {
      json.append(i == 0 ? "" : ",").append(line(lines[i]));
    }
    json.append("],\"partial\":").append(partial == null ? "null" : line(partial)).append('}');
    return "event: lines\nid: " + seq + "\ndata: " + json + "\n\n";
  }

  /** A line from {@code 12:text}. */
  private static String line(String numbered) {
    String[] parts = numbered.split(":", 2);
    return "{\"n\":%s,\"part\":\"output\",\"command\":0,\"text\":\"%s\"}"
        .formatted(parts[0], parts[1]);
  }

  static String end(String run) {
    return "event: end\ndata: " + run + "\n\n";
  }

  @Test
  void prints_the_output_alone_and_ends_with_0() {
    server.on(
        "GET /runs/42/events",
        feed(
            "event: run\ndata: " + run("running") + "\n\n",
            lines(1, "7:Ci", "5:one", "6:two"),
            lines(2, "8:r1", "7:Cisco"),
            lines(3, null),
            end(run("ok"))));
    var result = shell.run("run", "r1", "show version", "show clock");
    assertThat(result.out()).isEqualTo("one\ntwo\nCisco\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    var post = server.askedFor("POST /runs").getFirst();
    assertThat(post.body())
        .isEqualTo("{\"device\":\"r1\",\"commands\":[\"show version\",\"show clock\"]}");
    assertThat(post.headers()).containsKey("Idempotency-key");
    assertThat(server.askedFor("GET /runs/42/events?view=output")).hasSize(1);
  }

  @Test
  void shows_lines_before_the_run_has_ended() throws Exception {
    var seen = new CountDownLatch(1);
    server.on(
        "GET /runs/42/events",
        exchange -> {
          var stream = ContractServer.startFeed(exchange);
          stream.write(lines(1, null, "1:early").getBytes(StandardCharsets.UTF_8));
          stream.flush();
          assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
          stream.write(end(run("ok")).getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    var process = Child.start(server, home, "run", "r1", "show version");
    try (var reader = process.inputReader()) {
      assertThat(reader.readLine()).isEqualTo("early");
      seen.countDown();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void takes_a_lost_connection_up_again_without_gap_or_repeat() {
    var connection = new AtomicInteger();
    server.on(
        "GET /runs/42/events",
        exchange -> {
          String after = exchange.getRequestHeaders().getFirst("Last-Event-ID");
          switch (connection.incrementAndGet()) {
            case 1 -> feed(lines(1, null, "1:a"), lines(2, "3:c", "2:b")).to(exchange);
            // Torn in the middle of an event: what came of it must not count.
            case 2 -> feed(lines(3, null, "3:ccc").replace("\n\n", "\n")).to(exchange);
            case 3 -> ContractServer.problem(503, "Starting.").to(exchange);
            default -> {
              assertThat(after).isEqualTo("2");
              // A server may repeat what the client had; it is not shown twice.
              feed(
                      lines(2, null, "2:b"),
                      lines(3, null, "3:ccc"),
                      lines(4, null, "4:d"),
                      end(run("ok")))
                  .to(exchange);
            }
          }
        });
    var result = shell.run("run", "r1", "show version");
    assertThat(result.out()).isEqualTo("a\nb\nccc\nd\n");
    assertThat(result.exitCode()).isZero();
    assertThat(server.askedFor("GET /runs/42/events"))
        .extracting(asked -> asked.headers().get("Last-event-id"))
        .containsExactly(null, "2", "2", "2");
    assertThat(server.askedFor("POST /runs")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"ok,0", "error,1", "interrupted,1", "cancelled,130"})
  void the_exit_code_tells_the_final_state(String status, int exitCode) {
    server.on("GET /runs/42/events", feed(end(run(status))));
    assertThat(shell.run("run", "r1", "x").exitCode()).isEqualTo(exitCode);
    assertThat(shell.run("run", "watch", "42").exitCode()).isEqualTo(exitCode);
    assertThat(shell.run("run", "r1", "x", "-o", "json").exitCode()).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @CsvSource({"400,1", "401,3", "403,3", "404,4", "409,1", "422,1", "429,1", "500,1", "503,5"})
  void the_exit_code_tells_a_refusal(int status, int exitCode) {
    server.on("POST /runs", ContractServer.problem(status, "Because."));
    var result = shell.run("run", "r1", "x");
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.err()).contains("Because.").doesNotContain("\tat ", "na_secret_key");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void says_so_when_no_server_answers() {
    server.close();
    var result = shell.run("run", "r1", "x");
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err()).contains("Nothing answers at " + server.url());
  }

  @Test
  void a_failure_tells_what_happened_and_what_to_try() {
    String cause =
        "{\"code\":\"AUTHENTICATION_REFUSED\",\"summary\":\"The device refused the password.\","
            + "\"expected\":\"a login\",\"lastBytes\":\"Permission denied\","
            + "\"advice\":\"Check the credential.\"}";
    server.on(
        "GET /runs/42/events", feed(lines(1, "2:half", "1:a"), end(RUN.formatted("error", cause))));
    var result = shell.run("run", "r1", "x");
    assertThat(result.out()).isEqualTo("a\nhalf");
    assertThat(result.err())
        .contains("AUTHENTICATION_REFUSED", "refused the password", "a login", "Permission denied")
        .contains("Check the credential.", "netauto run show 42");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void json_is_one_document() {
    server.on("GET /runs/42/events", feed(lines(1, null, "1:a"), end(run("ok"))));
    var result = shell.run("run", "--output", "json", "r1", "x");
    var json = JsonMapper.shared().readTree(result.out());
    assertThat(json.path("status").asString()).isEqualTo("ok");
    assertThat(json.path("id").asInt()).isEqualTo(42);
  }

  @Test
  void a_device_cannot_steer_the_terminal() {
    server.on(
        "GET /runs/42/events",
        feed(lines(1, null, "1:a\\u001b]0;evil\\u0007b\\tc\\u009b2J"), end(run("ok"))));
    assertThat(shell.atTerminal().run("run", "r1", "x").out()).isEqualTo("a]0;evilb\tc2J\n");
  }

  @Test
  void an_unfinished_line_grows_on_a_terminal() {
    server.on(
        "GET /runs/42/events",
        feed(
            lines(1, "1:!!"),
            lines(2, "1:!!!!"),
            lines(3, "2:r1#", "1:!!!!!"),
            lines(4, null),
            end(run("ok"))));
    assertThat(shell.atTerminal().run("run", "r1", "x").out()).isEqualTo("!!!!!\nr1#\r\u001b[K");
  }

  @Test
  void raw_bytes_come_through_unchanged() {
    byte[] bytes = {1, 27, '[', 'J', '\r', '\n', (byte) 0xff};
    server.on("GET /runs/42/events", feed(lines(1, null, "1:a"), end(run("ok"))));
    server.on("GET /runs/42/output", ContractServer.text("application/octet-stream", bytes));
    var result = shell.run("run", "r1", "x", "--raw");
    assertThat(result.out()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    assertThat(server.asked.getLast().line()).isEqualTo("GET /runs/42/output?format=raw");
    assertThat(shell.atTerminal().run("run", "output", "42", "--raw").out()).startsWith("^A^[[J");
  }

  @Test
  void no_wait_prints_the_number_alone() {
    var result = shell.run("run", "r1", "x", "--no-wait");
    assertThat(result.out()).isEqualTo("42\n");
    assertThat(result.exitCode()).isZero();
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void a_run_over_its_limit_is_cancelled() {
    server.on("POST /runs/42/cancel", json(202, run("running")));
    server.on(
        "GET /runs/42/events",
        exchange -> {
          ContractServer.startFeed(exchange);
          Thread.sleep(20_000);
        });
    var result = shell.run("run", "--timeout", "1s", "r1", "x");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("longer than 1");
    assertThat(server.asked.getLast().line()).isEqualTo("POST /runs/42/cancel");
  }

  @Test
  void ctrl_c_cancels_the_run_and_ends_with_130() throws Exception {
    server.on("POST /runs/42/cancel", json(202, run("running")));
    server.on(
        "GET /runs/42/events",
        exchange -> {
          var out = ContractServer.startFeed(exchange);
          out.write(lines(1, null, "1:begun").getBytes(StandardCharsets.UTF_8));
          out.flush();
          Thread.sleep(60_000);
        });
    var process = Child.start(server, home, "run", "r1", "show tech");
    try (var out = process.inputReader();
        var err = process.errorReader()) {
      assertThat(out.readLine()).isEqualTo("begun");
      Child.interrupt(process);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(err.lines()).contains("Cancelled run 42.");
      assertThat(server.asked.getLast().line()).isEqualTo("POST /runs/42/cancel");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void ctrl_c_before_the_server_answered_cancels_the_run_it_then_gives() throws Exception {
    var asked = new CountDownLatch(1);
    server.on("POST /runs/42/cancel", json(202, run("running")));
    server.on(
        "GET /runs/42/events",
        exchange -> {
          ContractServer.startFeed(exchange);
          Thread.sleep(60_000);
        });
    server.on(
        "POST /runs",
        exchange -> {
          asked.countDown();
          Thread.sleep(1500);
          json(202, run("pending")).to(exchange);
        });
    var process = Child.start(server, home, "run", "r1", "show tech");
    try {
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      Child.interrupt(process);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(server.askedFor("POST /runs/42/cancel")).hasSize(1);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void ctrl_c_while_watching_leaves_the_run_alone() throws Exception {
    server.on(
        "GET /runs/42/events",
        exchange -> {
          var out = ContractServer.startFeed(exchange);
          out.write(lines(1, null, "1:begun").getBytes(StandardCharsets.UTF_8));
          out.flush();
          Thread.sleep(60_000);
        });
    var process = Child.start(server, home, "run", "watch", "42");
    try (var out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("begun");
      Child.interrupt(process);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(server.askedFor("POST")).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void a_command_may_begin_with_an_at_sign() {
    server.on("GET /runs/42/events", feed(end(run("ok"))));
    shell.run("run", "r1", "@/etc/hostname");
    assertThat(server.askedFor("POST /runs").getFirst().body()).contains("@/etc/hostname");
  }

  @Test
  void asking_for_a_run_again_after_a_broken_connection_repeats_its_key() {
    var attempts = new AtomicInteger();
    server.on(
        "POST /runs",
        exchange -> {
          if (attempts.incrementAndGet() == 1) {
            exchange.close();
          } else {
            json(202, run("pending")).to(exchange);
          }
        });
    assertThat(shell.run("run", "--no-wait", "r1", "x").exitCode()).isZero();
    assertThat(server.asked).hasSize(2);
    assertThat(server.asked.get(0).headers().get("Idempotency-key"))
        .isEqualTo(server.asked.get(1).headers().get("Idempotency-key"));
  }

  @Test
  void the_word_after_run_decides_between_a_device_and_a_command() {
    server.on("GET /runs", json(200, "{'items':[" + run("ok") + "],'next':null,'total':1}"));
    server.on("GET /runs/42/events", feed(end(run("ok"))));
    assertThat(shell.run("run", "--output", "json", "list").out()).contains("\"items\"");
    assertThat(shell.run("run", "list").out()).contains("show version", "r1");
    shell.run("run", "on", "list", "show version");
    assertThat(server.askedFor("POST /runs").getLast().body()).contains("\"device\":\"list\"");
    shell.run("run", "--timeout", "1h", "r1", "list");
    assertThat(server.askedFor("POST /runs").getLast().body()).contains("[\"list\"]");
    shell.run("run", "12", "x");
    assertThat(server.askedFor("POST /runs").getLast().body()).contains("\"device\":12");
  }

  @Test
  void show_tells_all_about_a_run() {
    server.on("GET /runs/42", json(200, run("ok")));
    assertThat(shell.run("run", "show", "42").out()).contains("show version", "anna", "2.0 s");
    assertThat(shell.run("run", "show", "43").exitCode()).isEqualTo(4);
  }
}
