package io.netauto.cli;

import static io.netauto.cli.ContractServer.json;
import static io.netauto.cli.ContractServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class GroupTest {
  private static final String CORE =
      "{'id':7,'name':'core','description':'All of it','kind':'static','filter':null,"
          + "'defaults':{'credRef':'env:CORE','jumpHost':3,'maxSessions':20},'devices':2,"
          + "'createdAt':null,'updatedAt':null}";
  private static final String DYNAMIC =
      "{'id':8,'name':'fra','description':'','kind':'dynamic',"
          + "'filter':{'text':'sw','fields':{'site':'fra1','tag:ring':'1'}},"
          + "'defaults':{'credRef':null,'jumpHost':null,'maxSessions':null},'devices':1}";

  @TempDir Path home;
  ContractServer server;
  Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
    server
        .on("GET /groups", json(200, "{'items':[" + CORE + "],'next':null,'total':1}"))
        .on("GET /groups/7", json(200, CORE))
        .on("GET /groups/8", json(200, DYNAMIC))
        .on("GET /groups/7/effects", json(200, "{'devices':2,'credential':1,'jumpHost':2}"))
        .on("GET /groups/8/effects", json(200, "{'devices':1,'credential':0,'jumpHost':0}"))
        .on(
            "GET /groups/7/members",
            json(200, "{'items':[" + DeviceTest.DEVICE + "],'next':null,'total':1}"))
        .on("POST /groups/7/members", json(200, "{'changed':2}"))
        .on("POST /groups/7/members/remove", json(200, "{'changed':1}"))
        .on("POST /groups", json(201, CORE))
        .on("PATCH /groups/7", json(200, CORE))
        .on("DELETE /groups/7", json(204, ""))
        .on("GET /devices/3", json(200, DeviceTest.DEVICE));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  private List<String> lines() {
    return server.asked.stream().map(ContractServer.Asked::line).toList();
  }

  private void lastBodyIs(String json) {
    var mapper = JsonMapper.shared();
    assertThat(mapper.readTree(server.asked.getLast().body()))
        .isEqualTo(mapper.readTree(json.replace('\'', '"')));
  }

  @Test
  void lists_and_shows() {
    var list = shell.run("group", "list", "--query", "co re", "--limit", "5");
    assertThat(list.exitCode()).isZero();
    assertThat(lines()).last().isEqualTo("GET /groups?q=co%20re&limit=5");
    assertThat(list.out()).contains("core", "static", "All of it");

    var show = shell.run("group", "show", "core");
    assertThat(lines()).contains("GET /groups?name=core");
    assertThat(show.out())
        .contains("env:CORE (taken by 1 device)", "r1 (taken by 2 devices)")
        .containsPattern("max sessions +20");
    assertThat(shell.run("group", "show", "8").out())
        .containsPattern("filter +text has sw, site is fra1, tag:ring is 1");
    var json = shell.run("group", "show", "7", "--output", "json");
    assertThat(JsonMapper.shared().readTree(json.out()).path("name").asString()).isEqualTo("core");
  }

  @Test
  void creates_a_group_of_named_devices() {
    var made =
        shell.run(
            "group",
            "create",
            "core",
            "--device",
            "r1",
            "--device=4",
            "--cred-ref=env:CORE",
            "--jump-host=r9",
            "--max-sessions=20");
    assertThat(made.err()).isEmpty();
    assertThat(made.out()).isEqualTo("Made core (7) with 2 devices.\n");
    assertThat(lines()).containsExactly("POST /groups", "POST /groups/7/members", "GET /groups/7");
    assertThat(server.asked.get(1).body()).isEqualTo("{\"devices\":[\"r1\",\"4\"]}");
    assertThat(JsonMapper.shared().readTree(server.asked.getFirst().body()).path("defaults"))
        .hasToString("{\"credRef\":\"env:CORE\",\"jumpHost\":\"r9\",\"maxSessions\":20}");
  }

  @Test
  void a_group_whose_devices_are_not_there_is_not_made() {
    server.on("POST /groups/7/members", problem(422, "There is no device nobody."));
    var made = shell.run("group", "create", "core", "--device", "nobody");
    assertThat(made.exitCode()).isNotZero();
    assertThat(made.err()).contains("There is no device nobody.");
    assertThat(lines()).last().isEqualTo("DELETE /groups/7");
  }

  @Test
  void creates_a_dynamic_group_and_changes_one() {
    shell.run("group", "create", "fra", "--where", "site=fra1", "--where=tag:ring=1");
    lastBodyIs("{'name':'fra','filter':{'text':'','fields':{'site':'fra1','tag:ring':'1'}}}");
    assertThat(shell.run("group", "update", "core", "--name", "Core", "--cred-ref=").exitCode())
        .isZero();
    lastBodyIs("{'name':'Core','defaults':{'credRef':''}}");
    assertThat(shell.run("group", "update", "core").exitCode()).isEqualTo(2);
    assertThat(shell.run("group", "create", "x", "--where", "site=a", "--device", "r1").exitCode())
        .isEqualTo(2);
  }

  @Test
  void adds_and_removes_by_name_or_filter() {
    assertThat(shell.run("group", "add", "core", "r1", "r2").out())
        .isEqualTo("2 devices added to core (7).\n");
    lastBodyIs("{'devices':['r1','r2']}");
    shell.run("group", "add", "core", "--where", "role=core", "-q", "fra");
    lastBodyIs("{'filter':{'text':'fra','fields':{'role':'core'}}}");
    assertThat(shell.run("group", "remove", "7", "r1").out())
        .isEqualTo("1 device taken out of core (7).\n");
    assertThat(lines()).last().isEqualTo("POST /groups/7/members/remove");
    int before = server.asked.size();
    assertThat(shell.run("group", "add", "core").exitCode()).isEqualTo(2);
    assertThat(shell.run("group", "add", "core", "r1", "--where", "a=b").exitCode()).isEqualTo(2);
    assertThat(server.asked).hasSize(before);
  }

  @Test
  void members_are_listed_and_devices_filtered_by_group() {
    assertThat(shell.run("group", "members", "core").out()).contains("r1", "10.0.0.1");
    assertThat(lines()).last().isEqualTo("GET /groups/7/members?limit=50");
    shell.run("device", "list", "--group", "core");
    assertThat(lines()).last().isEqualTo("GET /devices?group=core&limit=50");
  }

  @Test
  void a_deletion_asks_and_says_what_it_takes_away() {
    var refused = shell.atTerminal().answers("n").run("group", "delete", "core");
    assertThat(refused.err() + refused.out())
        .contains("from 1 device their credential", "from 2 devices their jump host");
    assertThat(lines()).doesNotContain("DELETE /groups/7");
    assertThat(shell.run("group", "delete", "core", "--yes").out())
        .contains("Deleted core (7). Its devices stay.");
    assertThat(lines()).contains("DELETE /groups/7");
  }

  @Test
  void an_unknown_group_is_not_found() {
    server.on("GET /groups", json(200, "{'items':[],'next':null,'total':0}"));
    var missing = shell.run("group", "show", "nothing");
    assertThat(missing.exitCode()).isEqualTo(4);
    assertThat(missing.err()).contains("netauto group list --query nothing");
  }
}
