package io.netauto.cli;

import static io.netauto.cli.ContractServer.feed;
import static io.netauto.cli.ContractServer.json;
import static io.netauto.cli.ContractServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobTest {
  @TempDir Path home;
  ContractServer server;
  Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
    server.on("GET /runs", runs());
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  static String job(String status, int total, int ok, int error) {
    return ("{'id':7,'type':'run_commands','mode':'read','title':'show version','status':'%s',"
            + "'commands':['show version'],'template':null,'variables':null,"
            + "'targets':{'group':'core'},'total':%d,'made':%d,'counts':{'pending':0,'running':0,"
            + "'ok':%d,'error':%d,'cancelled':0,'interrupted':0},'cancelAsked':false,"
            + "'parentId':null,'dueAt':null,'seq':9,'requestedBy':'anna',"
            + "'createdAt':'2026-01-01T10:00:00Z','startedAt':'2026-01-01T10:00:01Z',"
            + "'finishedAt':'2026-01-01T10:00:05Z'}")
        .formatted(status, total, total, ok, error)
        .replace('\'', '"');
  }

  static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  private static String run(int id, String status, String code, int bytes) {
    String cause =
        code.isEmpty()
            ? "null"
            : "{'code':'%s','summary':'It refused.','advice':'Check the credential.'}"
                .formatted(code);
    return ("{'id':%d,'jobId':7,'device':{'id':%d,'hostname':'r%d','address':'10.0.0.1','port':22,"
            + "'platform':'cisco_ios'},'commands':['show version'],'status':'%s','cause':%s,"
            + "'bytes':%d,'lines':1,'requestedBy':'anna','createdAt':'2026-01-01T10:00:00Z'}")
        .formatted(id, id, id, status, cause, bytes);
  }

  /** The runs r1 to r4 of the job, newest first and one a page, as asked by status. */
  private static ContractServer.Answer runs() {
    return exchange -> {
      String query = exchange.getRequestURI().getQuery();
      assertThat(query).contains("job=7");
      if (query.contains("status=error")) {
        String rows =
            query.contains("cursor=p2")
                ? run(2, "error", "AUTHENTICATION_REFUSED", 0)
                : run(4, "error", "UNREACHABLE", 0)
                    + ","
                    + run(3, "error", "AUTHENTICATION_REFUSED", 0);
        String next = query.contains("cursor=p2") ? "null" : "'p2'";
        json(200, "{'items':[" + rows + "],'next':" + next + ",'total':3}").to(exchange);
      } else {
        String rows = run(2, "error", "AUTHENTICATION_REFUSED", 0) + "," + run(1, "ok", "", 4);
        json(200, "{'items':[" + rows + "],'next':null,'total':2}").to(exchange);
      }
    };
  }

  private static JsonNode read(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @ParameterizedTest
  @CsvSource({"success,0", "partial,6", "failed,1", "cancelled,130"})
  void the_exit_code_tells_the_final_state(String status, int exitCode) {
    String job = job(status, 100, 100, 0);
    server.on("GET /jobs/7/events", feed(event("job", job), event("end", job)));
    assertThat(shell.run("job", "watch", "7").exitCode()).isEqualTo(exitCode);
    assertThat(shell.run("job", "watch", "7", "-o", "json").exitCode()).isEqualTo(exitCode);
  }

  @Test
  void the_end_groups_failures_by_cause_the_largest_first() {
    server.on("GET /jobs/7/events", feed(event("end", job("partial", 100, 97, 3))));
    var result = shell.run("job", "watch", "7");
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            """
            Job 7: partly ok on 100 devices: 97 ok, 3 failed, 4.0 s
              2 × authentication refused: r2, r3
                  Check the credential.
              1 × unreachable: r4
                  Check the credential.
            Outputs: netauto job output 7  (or with --dir DIR, --zip FILE)
            Those that are not ok again: netauto job retry 7
            """);
    var json = read(shell.run("job", "watch", "7", "--output", "json").out());
    assertThat(json.path("status").asString()).isEqualTo("partial");
    assertThat(json.path("failures").path(0).path("code").asString())
        .isEqualTo("AUTHENTICATION_REFUSED");
    assertThat(json.path("failures").path(0).path("devices")).hasToString("[\"r2\",\"r3\"]");
  }

  @Test
  void a_cancelled_job_tells_how_many_devices_were_left_out() {
    server.on("GET /jobs/7/events", feed(event("end", job("cancelled", 100, 40, 0))));
    assertThat(shell.run("job", "watch", "7").err())
        .startsWith("Job 7: cancelled on 100 devices: 40 ok, 60 not begun, 4.0 s\n");
  }

  @Test
  void the_outputs_of_a_few_devices_are_printed_under_their_names() {
    server.on("GET /jobs/7/events", feed(event("end", job("partial", 2, 1, 1))));
    server.on("GET /runs/1/output", text("text/plain", "IOS".getBytes(StandardCharsets.UTF_8)));
    var result = shell.run("job", "watch", "7");
    assertThat(result.out()).isEqualTo("==> r1 <==\nIOS\n\n==> r2: authentication refused <==\n");
    assertThat(result.err()).startsWith("Job 7: partly ok").doesNotContain("Outputs:");
    assertThat(shell.run("job", "output", "7").exitCode()).isEqualTo(4); // no such job to show
    var quiet = shell.run("job", "watch", "7", "--quiet");
    assertThat(quiet.out()).isEmpty();
    assertThat(quiet.err()).contains("netauto job output 7");
  }

  @Test
  void a_terminal_sees_progress_and_then_the_end() {
    server.on(
        "GET /jobs/7/events",
        feed(
            event("job", job("running", 100, 20, 0)),
            event("runs", "{\"after\":0,\"seq\":3,\"runs\":[]}"),
            event("job", job("running", 100, 50, 3)),
            event("end", job("success", 100, 100, 0))));
    var result = shell.atTerminal().run("job", "watch", "7");
    assertThat(result.err()).contains("20/100  20 ok", "53/100  50 ok  3 failed");
    assertThat(result.err().substring(result.err().lastIndexOf('\r')))
        .startsWith("\r\u001b[KJob 7: ok on 100 devices, 4.0 s\n");
  }

  @Test
  void a_lost_feed_is_taken_up_after_the_last_event() {
    var connection = new AtomicInteger();
    server.on(
        "GET /jobs/7/events",
        exchange -> {
          String resumed = exchange.getRequestHeaders().getFirst("Last-Event-ID");
          switch (connection.incrementAndGet()) {
            case 1 ->
                feed("event: runs\nid: 31\ndata: {}\n\n", event("job", job("running", 9, 1, 0)))
                    .to(exchange);
            case 2 -> ContractServer.problem(503, "Starting.").to(exchange);
            default -> {
              assertThat(resumed).isEqualTo("31");
              feed(event("end", job("success", 90, 90, 0))).to(exchange);
            }
          }
        });
    assertThat(shell.run("job", "watch", "7").exitCode()).isZero();
    assertThat(connection).hasValue(3);
  }

  @Test
  void a_server_without_a_feed_of_jobs_is_asked_again_and_again() {
    var reads = new AtomicInteger();
    server.on(
        "GET /jobs/7",
        exchange ->
            json(
                    200,
                    reads.incrementAndGet() < 3
                        ? job("running", 90, 1, 0)
                        : job("success", 90, 90, 0))
                .to(exchange));
    assertThat(shell.run("job", "watch", "7").exitCode()).isZero();
    assertThat(reads).hasValue(3);
    assertThat(server.askedFor("GET /jobs/7/events")).hasSize(1);
    var unknown = shell.run("job", "watch", "8");
    assertThat(unknown.exitCode()).isEqualTo(4);
    assertThat(unknown.err()).contains("There is no /jobs/8.");
  }

  @Test
  void ctrl_c_leaves_the_job_and_says_how_to_go_on() throws Exception {
    server.on(
        "GET /jobs/7/events",
        exchange -> {
          var out = ContractServer.startFeed(exchange);
          out.write(event("job", job("running", 9, 1, 0)).getBytes(StandardCharsets.UTF_8));
          out.flush();
          interrupted.countDown();
          Thread.sleep(60_000);
        });
    var process = Child.start(server, home, "job", "watch", "7");
    try (var err = process.errorReader()) {
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
      Child.interrupt(process);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(err.lines())
          .contains("Job 7 goes on at the server.", "  cancel it:  netauto job cancel 7");
      assertThat(server.askedFor("POST")).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private final CountDownLatch interrupted = new CountDownLatch(1);

  @Test
  void lists_shows_and_cancels() {
    server.on(
        "GET /jobs",
        json(200, "{'items':[" + job("partial", 4, 1, 3) + "],'next':null,'total':1}"));
    server.on("GET /jobs/7", json(200, job("partial", 4, 1, 3)));
    server.on("POST /jobs/7/cancel", json(202, job("running", 4, 1, 3)));
    var list =
        shell.run("job", "list", "--status", "partial", "--requester", "anna", "--limit", "5");
    assertThat(server.asked.getLast().line())
        .isEqualTo("GET /jobs?status=partial&requester=anna&limit=5");
    assertThat(list.out()).contains("show version", "partial", "anna", "4.0 s");
    assertThat(read(shell.run("job", "list", "-o", "json").out()).path("items")).hasSize(1);

    assertThat(shell.run("job", "show", "7").out())
        .contains("group core", "1 ok, 3 failed", "2 × authentication refused: r2, r3");
    assertThat(read(shell.run("job", "show", "7", "-o", "json").out()).path("failures")).hasSize(2);

    assertThat(shell.run("job", "runs", "7", "--status", "error").out())
        .contains("r3", "UNREACHABLE");
    assertThat(server.asked.getLast().line()).startsWith("GET /runs?job=7&status=error");

    assertThat(shell.run("job", "cancel", "7").out()).isEqualTo("Cancelling job 7.\n");
    assertThat(server.asked.getLast().line()).isEqualTo("POST /jobs/7/cancel");
    server.on("POST /jobs/7/cancel", json(202, job("success", 4, 4, 0)));
    assertThat(shell.run("job", "cancel", "7").out())
        .isEqualTo("Job 7 is over already: success.\n");
  }

  @Test
  void retries_the_failed_ones_or_all_and_asks_where_it_is_dangerous() {
    server.on("POST /jobs/7/retry", json(202, job("queued", 3, 0, 0)));
    server.on("GET /jobs/7/events", feed(event("end", job("success", 30, 30, 0))));
    assertThat(shell.run("job", "retry", "7").exitCode()).isZero();
    assertThat(server.askedFor("POST /jobs/7/retry").getLast().body())
        .isEqualTo("{\"which\":\"failed\"}");
    var detached = shell.run("job", "retry", "7", "--all", "--yes", "--detach");
    assertThat(detached.out()).isEqualTo("7\n");
    assertThat(server.askedFor("POST /jobs/7/retry").getLast().body())
        .isEqualTo("{\"which\":\"all\",\"confirm\":true}");
    server.on("POST /jobs/7/retry", RunManyTest.DANGEROUS);
    assertThat(shell.run("job", "retry", "7").exitCode()).isEqualTo(2);
  }

  @Test
  void saves_outputs_as_files_as_an_archive_and_as_json() throws Exception {
    server.on("GET /jobs/7", json(200, job("partial", 2, 1, 1)));
    server.on("GET /runs/1/output", text("text/plain", "IOS\n".getBytes(StandardCharsets.UTF_8)));
    byte[] archive = {'P', 'K', 3, 4, 0, -1};
    Path zip = home.resolve("o.zip");
    assertThat(shell.run("job", "output", "7", "--zip", zip.toString()).err())
        .contains("--dir DIR");
    assertThat(zip).doesNotExist();
    server.on("GET /jobs/7/output.zip", text("application/zip", archive));

    Path dir = home.resolve("a/outputs");
    assertThat(shell.run("job", "output", "7", "--dir", dir.toString()).out())
        .isEqualTo("Wrote 1 file into " + dir + ".\n");
    assertThat(dir.resolve("r1.txt")).hasContent("IOS\n");
    try (var files = Files.list(dir)) {
      assertThat(files).hasSize(1);
    }
    assertThat(shell.run("job", "output", "7", "--zip", zip.toString()).exitCode()).isZero();
    assertThat(zip).hasBinaryContent(archive);

    assertThat(shell.run("job", "output", "7").out())
        .isEqualTo("==> r1 <==\nIOS\n\n==> r2: authentication refused <==\n");
    var items = read(shell.run("job", "output", "7", "-o", "json").out()).path("items");
    assertThat(items).hasSize(2);
    assertThat(items.path(0).path("output").asString()).isEqualTo("IOS\n");
    assertThat(items.path(1).path("status").asString()).isEqualTo("error");
    assertThat(shell.run("job", "output", "7", "--dir", "a", "--zip", "b").exitCode()).isEqualTo(2);
    var unwritable = shell.run("job", "output", "7", "--zip", home.resolve("no/o.zip").toString());
    assertThat(unwritable.exitCode()).isEqualTo(1);
    assertThat(unwritable.err()).contains("Cannot write");
  }
}
