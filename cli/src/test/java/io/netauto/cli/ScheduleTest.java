package io.netauto.cli;

import static io.netauto.cli.ContractServer.json;
import static io.netauto.cli.ContractServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules, windows, and rows of outputs. */
class ScheduleTest {
  private static final String NIGHTLY =
      "{'id':3,'name':'nightly','targets':{'group':'core'},'commands':['show version'],"
          + "'template':null,'variables':{},'mode':null,'cron':'30 2 * * *','zone':'UTC',"
          + "'words':'at 02:30 every day, UTC time','window':'weekend','enabled':true,"
          + "'owner':'anna','nextAt':'2026-12-01T02:30:00Z','lastJobId':9}";
  private static final String NEEDS_YES =
      "{'status':409,'code':'confirmation_needed','detail':'Dangerous.',"
          + "'dangers':[{'command':'reload','reason':'Restarts.'}]}";

  @TempDir Path home;
  ContractServer server;
  Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
    server.on("GET /schedules", json(200, "{'items':[" + NIGHTLY + "],'next':null,'total':1}"));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void schedules_are_listed_and_shown_by_name_or_number() {
    assertThat(shell.run("schedule", "list").out())
        .contains("nightly", "at 02:30 every day, UTC time", "weekend", "9");
    assertThat(shell.run("schedule", "show", "NIGHTLY").out())
        .contains("the group core", "show version", "anna");
    assertThat(shell.run("schedule", "show", "3", "--output", "json").out())
        .contains("\"cron\" : \"30 2 * * *\"");
    assertThat(shell.run("schedule", "show", "other").exitCode()).isEqualTo(4);
  }

  @Test
  void one_is_added_with_its_commands() {
    server.on("POST /schedules", json(201, NIGHTLY));
    var result =
        shell.run(
            "schedule",
            "add",
            "nightly",
            "--cron",
            "30 2 * * *",
            "--zone",
            "UTC",
            "--group",
            "core",
            "--window",
            "weekend",
            "show version",
            "show clock");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(server.askedFor("POST /schedules").getFirst().body())
        .contains(
            "\"name\":\"nightly\"",
            "\"cron\":\"30 2 * * *\"",
            "\"targets\":{\"group\":\"core\"}",
            "\"commands\":[\"show version\",\"show clock\"]",
            "\"window\":\"weekend\"");
    assertThat(shell.run("schedule", "add", "x", "show version").exitCode()).isEqualTo(2);
  }

  @Test
  void what_is_edited_changes_and_the_rest_stays() {
    server.on("PUT /schedules/3", json(200, NIGHTLY));
    var result = shell.run("schedule", "edit", "nightly", "--cron", "0 4 * * *", "--disable");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(server.askedFor("PUT /schedules/3").getFirst().body())
        .contains(
            "\"cron\":\"0 4 * * *\"",
            "\"enabled\":false",
            "\"commands\":[\"show version\"]",
            "\"window\":\"weekend\"");
    shell.run("schedule", "edit", "3", "--template", "vlan", "--var", "id=5");
    assertThat(server.askedFor("PUT /schedules/3").getLast().body())
        .contains("\"template\":\"vlan\"", "\"variables\":{\"id\":\"5\"}")
        .doesNotContain("\"commands\"");
  }

  @Test
  void dangerous_commands_and_deletion_need_a_yes() {
    server.on("PUT /schedules/3", json(409, NEEDS_YES));
    var refused = shell.run("schedule", "edit", "nightly", "reload");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("reload: Restarts.");
    server.on("DELETE /schedules/3", json(204, ""));
    assertThat(shell.run("schedule", "remove", "nightly").exitCode()).isEqualTo(2);
    assertThat(server.askedFor("DELETE")).isEmpty();
    assertThat(shell.run("schedule", "remove", "nightly", "--yes").exitCode()).isZero();
    assertThat(server.askedFor("DELETE /schedules/3")).hasSize(1);
  }

  @Test
  void one_is_run_now() {
    server.on("POST /schedules/3/run", json(202, "{'id':12,'status':'queued','total':2}"));
    var result = shell.run("schedule", "run", "nightly", "--detach");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("12\n");
  }

  @Test
  void windows_are_listed_added_and_removed() {
    String window =
        "{'name':'weekend','cron':'0 2 * * SAT','zone':'UTC','minutes':60,"
            + "'words':'at 02:00 every Saturday, for 1 hour','openUntil':null,"
            + "'opensAt':'2026-11-28T02:00:00Z'}";
    server.on("GET /windows", json(200, "{'items':[" + window + "],'total':1}"));
    assertThat(shell.run("window", "list").out())
        .contains("weekend", "closed", "at 02:00 every Saturday, for 1 hour");
    server.on("PUT /windows/weekend", json(200, window));
    assertThat(
            shell
                .run(
                    "window",
                    "add",
                    "weekend",
                    "--cron",
                    "0 2 * * SAT",
                    "--minutes",
                    "60",
                    "--zone",
                    "UTC")
                .out())
        .contains("at 02:00 every Saturday");
    assertThat(server.askedFor("PUT /windows/weekend").getFirst().body())
        .contains("\"minutes\":60", "\"cron\":\"0 2 * * SAT\"");
    server.on("DELETE /windows/weekend", json(204, ""));
    assertThat(shell.run("window", "remove", "weekend").exitCode()).isZero();
  }

  @Test
  void a_job_in_a_window_says_what_it_waits_for() {
    server.on(
        "POST /jobs",
        json(
            202,
            "{'id':12,'status':'queued','total':1,'counts':{'pending':1},"
                + "'waitingFor':'the maintenance window weekend, which opens at noon'}"));
    server.on(
        "GET /jobs/12", json(200, "{'id':12,'status':'success','total':1,'counts':{'ok':1}}"));
    server.on("GET /runs", json(200, "{'items':[],'next':null,'total':0}"));
    var result = shell.run("run", "--window", "weekend", "--group", "core", "show version");
    assertThat(result.err()).contains("waits for the maintenance window weekend");
    assertThat(server.askedFor("POST /jobs").getFirst().body()).contains("\"window\":\"weekend\"");
  }

  @Test
  void rows_of_a_job_are_one_table_a_document_or_csv() {
    server.on("GET /jobs/12", json(200, "{'id':12,'status':'success','total':3,'commands':['x']}"));
    server.on(
        "GET /jobs/12/rows",
        exchange -> {
          boolean second = exchange.getRequestURI().getQuery().contains("cursor=n");
          String rows =
              second
                  ? "{'columns':['port'],'rows':[{'device':'r2','values':['ge1']}],'without':"
                      + "[{'run':5,'device':'r3','code':'c','reason':'No template.'}],'next':null}"
                  : "{'columns':['port'],'rows':[{'device':'r1','values':[['a','b']]}],"
                      + "'without':[],'next':'n'}";
          json(200, rows).to(exchange);
        });
    var table = shell.run("job", "rows", "12");
    assertThat(table.exitCode()).as(table.err()).isZero();
    assertThat(table.out()).isEqualTo("DEVICE  PORT\nr1      a, b\nr2      ge1\n");
    assertThat(table.err()).contains("r3: No template.");
    assertThat(shell.run("job", "rows", "12", "-o", "json").out())
        .contains("\"items\"", "\"device\" : \"r2\"");
    server.on(
        "GET /jobs/12/rows", text("text/csv", "device,port\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(shell.run("job", "rows", "12", "--csv").out()).isEqualTo("device,port\n");
    assertThat(server.askedFor("GET /jobs/12/rows").getLast().line()).contains("format=csv");
  }

  @Test
  void a_run_is_parsed_instead_of_shown() {
    server.on("POST /runs", json(202, "{'id':5,'status':'pending'}"));
    server.on(
        "GET /runs/5/events",
        ContractServer.feed(
            "event: end\ndata: {\"id\":5,\"status\":\"ok\",\"commands\":[\"show v\"]}\n\n"));
    server.on("GET /runs/5/rows", json(200, "{'columns':['version'],'rows':[['9.1']]}"));
    var result = shell.run("run", "r1", "--parse", "show v");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("VERSION\n9.1\n");
    server.on(
        "GET /runs/5/rows",
        json(409, "{'status':409,'code':'no_template','detail':'There is no template.'}"));
    var none = shell.run("run", "r1", "--parse", "show v");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("show v: There is no template.");
    assertThat(shell.run("run", "r1", "--csv", "show v").exitCode()).isEqualTo(2);
    assertThat(shell.run("run", "r1", "--parse", "--csv", "a", "b").exitCode()).isEqualTo(2);
  }
}
