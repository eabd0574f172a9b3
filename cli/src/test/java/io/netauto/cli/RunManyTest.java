package io.netauto.cli;

import static io.netauto.cli.ContractServer.feed;
import static io.netauto.cli.ContractServer.json;
import static io.netauto.cli.JobTest.event;
import static io.netauto.cli.JobTest.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RunManyTest {
  static final ContractServer.Answer DANGEROUS =
      json(
          409,
          "{'status':409,'code':'confirmation_needed','detail':'Repeat the request.','dangers':["
              + "{'command':'reload','reason':'It restarts the device.'},"
              + "{'command':'erase nvram','reason':'It loses the configuration.'}]}");

  @TempDir Path home;
  ContractServer server;
  Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
    server.on("POST /jobs", json(202, job("queued", 30, 0, 0)));
    server.on(
        "GET /jobs/7/events",
        feed(event("job", job("running", 30, 1, 0)), event("end", job("success", 30, 30, 0))));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  private void lastBodyIs(String json) {
    var mapper = JsonMapper.shared();
    assertThat(mapper.readTree(server.askedFor("POST /jobs").getLast().body()))
        .isEqualTo(mapper.readTree(json.replace('\'', '"')));
  }

  @Test
  void runs_on_a_group_to_the_end() {
    var result = shell.run("run", "--group", "core", "show version", "list");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("Job 7: ok on 30 devices, 4.0 s\nOutputs: netauto job output 7");
    lastBodyIs("{'targets':{'group':'core'},'commands':['show version','list']}");
    assertThat(server.askedFor("POST /jobs").getLast().headers()).containsKey("Idempotency-key");
    assertThat(server.askedFor("POST /runs")).isEmpty();
  }

  @Test
  void the_word_list_after_a_group_is_a_command_for_its_devices() {
    shell.run("run", "--group=core", "list");
    lastBodyIs("{'targets':{'group':'core'},'commands':['list']}");
  }

  @Test
  void runs_on_a_filter_and_on_named_devices() throws Exception {
    shell.run(
        "run",
        "--filter",
        "site=ams",
        "--filter",
        "tag:role=edge",
        "-q",
        "sw",
        "show clock",
        "--yes");
    lastBodyIs(
        "{'targets':{'filter':{'text':'sw','fields':{'site':'ams','tag:role':'edge'}}},"
            + "'confirm':true,'commands':['show clock']}");
    Path file = home.resolve("commands.txt");
    Files.writeString(file, "# what we want\nshow version\r\n\n show clock\n");
    shell.run(
        "run", "--devices", "r1,r2", "--devices=3", "--file", file.toString(), "--mode", "change");
    lastBodyIs(
        "{'targets':{'devices':['r1','r2','3']},'mode':'change',"
            + "'commands':['show version',' show clock']}");
  }

  @Test
  void a_template_or_a_title_makes_a_job_of_one_device_too() {
    shell.run("run", "r1", "--template", "vlan", "--var", "id=20", "--var=name=a=b");
    lastBodyIs(
        "{'targets':{'devices':['r1']},'template':'vlan','variables':{'id':'20','name':'a=b'}}");
    shell.run("run", "r1", "show clock", "--title", "Clocks", "--mode=read");
    lastBodyIs(
        "{'targets':{'devices':['r1']},'mode':'read','commands':['show clock'],'title':'Clocks'}");
  }

  @Test
  void later_and_detached_jobs_print_their_number_alone() {
    var later = shell.run("run", "--group", "core", "show clock", "--at", "2099-12-01T02:00+01:00");
    assertThat(later.out()).isEqualTo("7\n");
    lastBodyIs(
        "{'targets':{'group':'core'},'commands':['show clock'],'at':'2099-12-01T01:00:00Z'}");
    assertThat(shell.run("run", "--detach", "--group", "core", "x").out()).isEqualTo("7\n");
    assertThat(server.askedFor("GET")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --group core",
        "run --group core --devices r1 x",
        "run --filter site x",
        "run --filter site=a --filter site=b x",
        "run --group core --template t x",
        "run --group core --var a=b x",
        "run --group core --file /nonexistent/commands",
        "run --group core --at 2020-01-01T00:00Z x",
        "run --group core --at tomorrow x",
        "run --group core --mode write x",
        "run --group core --raw x",
        "run --change --mode read --group core x"
      })
  void what_makes_no_sense_is_not_sent(String line) {
    var result = shell.run(line.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("netauto: ").doesNotContain("\tat ");
    assertThat(server.asked).isEmpty();
  }

  @Test
  void dangerous_commands_are_listed_with_their_reasons_and_asked_about() {
    server.on("POST /jobs", DANGEROUS);
    var nobody = shell.run("run", "--group", "core", "reload");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err())
        .contains("reload: It restarts the device.", "erase nvram: It loses the configuration.")
        .contains("--yes")
        .doesNotContain("Repeat the request");
    assertThat(server.askedFor("POST /jobs")).hasSize(1);

    var no = shell.atTerminal().answers("n").run("run", "--group", "core", "reload");
    assertThat(no.exitCode()).isEqualTo(130);
    assertThat(no.err()).contains("Run this on the devices of the group core? [y/N]");
    assertThat(server.askedFor("POST /jobs")).hasSize(2);

    server.on(
        "POST /jobs",
        exchange -> {
          boolean confirmed = server.asked.getLast().body().contains("\"confirm\":true");
          (confirmed ? json(202, job("queued", 30, 0, 0)) : DANGEROUS).to(exchange);
        });
    assertThat(shell.answers("y").run("run", "--group", "core", "reload").exitCode()).isZero();
    assertThat(server.askedFor("POST /jobs")).hasSize(4);
  }

  @Test
  void json_is_one_document() {
    var json =
        JsonMapper.shared().readTree(shell.run("run", "-o", "json", "--group", "core", "x").out());
    assertThat(json.path("status").asString()).isEqualTo("success");
    assertThat(json.path("failures")).isEmpty();
  }

  @Test
  void ctrl_c_cancels_the_job_where_that_is_wanted() throws Exception {
    var running = new CountDownLatch(1);
    server.on("POST /jobs/7/cancel", json(202, job("running", 30, 1, 0)));
    server.on(
        "GET /jobs/7/events",
        exchange -> {
          var out = ContractServer.startFeed(exchange);
          out.write(event("job", job("running", 30, 1, 0)).getBytes(StandardCharsets.UTF_8));
          out.flush();
          running.countDown();
          Thread.sleep(60_000);
        });
    var process =
        Child.start(server, home, "run", "--cancel-on-interrupt", "--group", "core", "show tech");
    try (var err = process.errorReader()) {
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      Child.interrupt(process);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(err.lines()).contains("Cancelled job 7.");
      assertThat(server.asked.getLast().line()).isEqualTo("POST /jobs/7/cancel");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void a_job_over_its_limit_is_cancelled() {
    server.on("POST /jobs/7/cancel", json(202, job("running", 30, 1, 0)));
    server.on(
        "GET /jobs/7/events",
        exchange -> {
          ContractServer.startFeed(exchange);
          Thread.sleep(20_000);
        });
    var result = shell.run("run", "--timeout", "1s", "--group", "core", "x");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("Job 7 took longer than 1");
    assertThat(server.asked.getLast().line()).isEqualTo("POST /jobs/7/cancel");
  }
}
