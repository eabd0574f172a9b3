package io.netauto.cli;

import static io.netauto.cli.ContractServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DeviceTest {
  static final String DEVICE =
      "{'id':3,'hostname':'r1','address':'10.0.0.1','port':22,'protocol':'ssh','username':'',"
          + "'credRef':'env:LAB','vendor':'Cisco','platform':'cisco_ios','model':'','role':'core',"
          + "'site':'fra1','tags':{'env':'lab','rack':'a'},'metadata':{'n':1},'enabled':true,"
          + "'reachability':{'status':'reachable','checkedAt':null}}";

  @TempDir Path home;
  ContractServer server;
  Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
    server
        .on("GET /devices", json(200, "{'items':[" + DEVICE + "],'next':null,'total':1}"))
        .on("GET /devices/3", json(200, DEVICE))
        .on("GET /devices/3/groups", json(200, "{'groups':[],'credRef':null,'jumpHost':null}"))
        .on("DELETE /devices/3", json(204, ""))
        .on("PATCH /devices/3", json(200, DEVICE))
        .on("POST /devices/disable", json(204, ""))
        .on("POST /devices", json(201, DEVICE));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void lists_with_filters() {
    var list =
        shell.run(
            "device",
            "list",
            "--site",
            "fra 1",
            "--no-enabled",
            "--tag",
            "env:lab",
            "--tag=a=b",
            "--sort",
            "-createdAt",
            "--limit",
            "5");
    assertThat(list.exitCode()).isZero();
    assertThat(server.asked.getLast().line())
        .isEqualTo(
            "GET /devices?site=fra%201&enabled=false&sort=-createdAt&tag=env%3Alab&tag=a%3Ab&limit=5");
    assertThat(list.out().lines())
        .first()
        .asString()
        .startsWith("ID  HOSTNAME  ADDRESS   PLATFORM");
    assertThat(list.out()).contains("reachable").doesNotContain("\u001b");
    assertThat(shell.run("device", "list", "--enabled").exitCode()).isZero();
    assertThat(server.asked.getLast().line()).contains("enabled=true");
  }

  @Test
  void all_reads_every_page_into_one_document() {
    server.on(
        "GET /devices",
        exchange -> {
          boolean first = !exchange.getRequestURI().getQuery().contains("cursor=c2");
          json(
                  200,
                  first
                      ? "{'items':[{'id':1},{'id':2}],'next':'c2','total':3}"
                      : "{'items':[{'id':3}],'next':null,'total':3}")
              .to(exchange);
        });
    var json =
        JsonMapper.shared().readTree(shell.run("device", "list", "--all", "-o", "json").out());
    assertThat(json.path("items")).hasSize(3);
    assertThat(json.path("next").isNull()).isTrue();
    assertThat(json.path("total").asInt()).isEqualTo(3);
  }

  @Test
  void a_server_that_repeats_a_page_does_not_keep_all_going() {
    server.on("GET /devices", json(200, "{'items':[{'id':1}],'next':'c','total':9}"));
    assertThat(shell.run("device", "list", "--all").exitCode()).isZero();
    assertThat(server.asked).hasSize(2);
  }

  @Test
  void a_table_fits_the_terminal_and_colours_state() {
    shell.env.put("COLUMNS", "60");
    var out = shell.atTerminal().run("device", "list").out();
    assertThat(out).contains("\u001b[32m");
    assertThat(out.replaceAll("\u001b\\[\\d*m", "").lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
    assertThat(shell.run("device", "list", "--no-color").out()).doesNotContain("\u001b");
    shell.env.put("NO_COLOR", "1");
    assertThat(shell.run("device", "list").out()).doesNotContain("\u001b");
  }

  @Test
  void adds_with_tags_and_metadata() {
    var add =
        shell.run(
            "device",
            "add",
            "r1",
            "--address",
            "10.0.0.1",
            "--platform",
            "cisco_ios",
            "--cred-ref",
            "env:LAB",
            "--tag",
            "env=lab",
            "--metadata",
            "owner=net ops",
            "--port",
            "2222",
            "--disabled");
    assertThat(add.exitCode()).isZero();
    assertThat(add.out()).isEqualTo("Added r1 (3).\n");
    assertThat(JsonMapper.shared().readTree(server.asked.getLast().body()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{'address':'10.0.0.1','port':2222,'platform':'cisco_ios','credRef':'env:LAB',"
                            .replace('\'', '"')
                        + "'hostname':'r1','enabled':false,'tags':{'env':'lab'},'metadata':{'owner':'net ops'}}"
                            .replace('\'', '"')));
    var incomplete = shell.run("device", "add", "r1", "--address", "10.0.0.1");
    assertThat(incomplete.exitCode()).isEqualTo(2);
    assertThat(incomplete.err()).contains("--platform");
  }

  @Test
  void a_device_added_without_a_credential_may_have_that_of_its_group() {
    String bare = DEVICE.replace("env:LAB", "");
    server.on("POST /devices", json(201, bare)).on("GET /devices/3", json(200, bare));
    String[] add = {"device", "add", "r1", "--address=10.0.0.1", "--platform=cisco_ios"};
    shell.env.put("NO_COLOR", "1");
    var lacking = shell.atTerminal().run(add);
    assertThat(lacking.exitCode()).isZero();
    assertThat(lacking.out()).isEqualTo("Added r1 (3).\n");
    assertThat(lacking.err()).contains("credential", "netauto device edit r1 --cred-ref");

    String core = "{'id':7,'name':'core','kind':'static'}";
    server.on(
        "GET /devices/3/groups",
        json(200, "{'groups':[" + core + "],'credRef':" + core + ",'jumpHost':null}"));
    assertThat(shell.run(add).err()).isEmpty();
    assertThat(shell.run("device", "show", "3").out())
        .containsPattern("credential +that of the group core")
        .containsPattern("groups +core");
  }

  @Test
  void tells_the_wrong_fields_in_words() {
    server.on(
        "POST /devices",
        json(
            422,
            "{'title':'Invalid','status':422,'detail':'Two fields are"
                + " wrong.','errors':[{'field':'address','message':'is not an"
                + " address'},{'field':'port','message':'is too large'}]}"));
    var add = shell.run("device", "add", "r1", "--address=!", "--platform=x", "--cred-ref=env:A");
    assertThat(add.exitCode()).isEqualTo(1);
    assertThat(add.err())
        .isEqualTo(
            "netauto: Two fields are wrong.\n  address: is not an address\n  port: is too large\n");
  }

  @Test
  void edit_sends_what_changes_and_keeps_the_other_tags() {
    assertThat(
            shell
                .run("device", "edit", "r1", "--site=fra2", "--tag=env=prod", "--untag=rack")
                .exitCode())
        .isZero();
    assertThat(server.asked.getLast().body())
        .isEqualTo("{\"site\":\"fra2\",\"tags\":{\"env\":\"prod\"}}");
    assertThat(shell.run("device", "edit", "r1").exitCode()).isEqualTo(2);
  }

  @Test
  void delete_asks_at_a_terminal_and_refuses_elsewhere_without_yes() {
    var refused = shell.run("device", "delete", "r1");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--yes");
    assertThat(server.askedFor("DELETE")).isEmpty();

    shell.atTerminal().answers("n");
    assertThat(shell.run("device", "delete", "r1").exitCode()).isEqualTo(130);
    assertThat(server.askedFor("DELETE")).isEmpty();

    shell.answers("y");
    assertThat(shell.run("device", "delete", "r1").exitCode()).isZero();
    assertThat(server.askedFor("DELETE /devices/3")).hasSize(1);
    assertThat(new Shell(home).loggedInTo(server).run("device", "delete", "3", "-y").exitCode())
        .isZero();
  }

  @Test
  void disables_by_name_and_number() {
    assertThat(shell.run("device", "disable", "r1", "3").exitCode()).isZero();
    assertThat(server.asked.getLast().body()).startsWith("{\"ids\":[3");
  }

  @Test
  void a_name_that_is_not_known_or_not_unique_is_told() {
    server.on("GET /devices", json(200, "{'items':[],'next':null,'total':0}"));
    var missing = shell.run("device", "show", "r9");
    assertThat(missing.exitCode()).isEqualTo(4);
    assertThat(missing.err()).contains("'r9'");
    server.on(
        "GET /devices",
        json(200, "{'items':[{'id':1,'site':'a'},{'id':2,'site':'b'}],'next':null,'total':2}"));
    var several = shell.run("device", "show", "r9");
    assertThat(several.exitCode()).isEqualTo(2);
    assertThat(several.err()).contains("1 at site a, 2 at site b");
  }

  @Test
  void shows_all_about_a_device() {
    assertThat(shell.run("device", "show", "r1").out())
        .contains("env=lab, rack=a", "env:LAB", "n=1");
  }

  @Test
  void the_other_lists_and_their_changes_work() {
    server
        .on("GET /platforms", json(200, "[{'id':'cisco_ios','name':'IOS','vendor':'Cisco'}]"))
        .on("GET /platforms/problems", json(200, "[]"))
        .on(
            "GET /known-hosts",
            json(200, "{'items':[{'id':5,'fingerprint':'SHA256:x'}],'next':null,'total':1}"))
        .on("POST /known-hosts/5/approve", json(204, ""))
        .on("DELETE /known-hosts/5", json(204, ""))
        .on(
            "GET /known-hosts/authorities",
            json(200, "{'items':[{'id':7,'hosts':'*.example.net'}],'next':null,'total':1}"))
        .on("POST /known-hosts/authorities", json(201, "{'id':8,'fingerprint':'SHA256:y'}"))
        .on("DELETE /known-hosts/authorities/7", json(204, ""))
        .on("GET /users", json(200, "{'items':[{'id':9,'username':'anna'}],'next':null,'total':1}"))
        .on("POST /users", json(201, "{'id':10}"))
        .on("PATCH /users/9", json(200, "{'id':9}"))
        .on("POST /api-keys", json(201, "{'id':1,'apiKey':'na_new'}"))
        .on("DELETE /api-keys/1", json(204, ""));
    assertThat(shell.run("platform", "list").out()).contains("cisco_ios");
    assertThat(shell.run("known-host", "list", "--device", "r1").out()).contains("SHA256:x");
    assertThat(server.asked.getLast().line()).contains("device=3");
    assertThat(shell.run("known-host", "approve", "5").exitCode()).isZero();
    assertThat(shell.run("known-host", "delete", "5").exitCode()).isEqualTo(2);
    assertThat(shell.run("known-host", "delete", "5", "--yes").exitCode()).isZero();
    assertThat(shell.run("known-host", "authorities").out()).contains("*.example.net");
    assertThat(shell.run("known-host", "revoke-authority", "7", "--yes").exitCode()).isZero();
    assertThat(shell.run("user", "list").out()).contains("anna");
    assertThat(
            shell
                .input("pw\n")
                .run("user", "add", "bob", "--role=viewer", "--password-stdin")
                .exitCode())
        .isZero();
    assertThat(server.asked.getLast().body()).contains("\"password\":\"pw\"");
    assertThat(shell.run("user", "edit", "anna", "--no-active").exitCode()).isZero();
    assertThat(server.asked.getLast().body()).isEqualTo("{\"active\":false}");
    assertThat(shell.run("apikey", "create", "ci", "--expires", "90d").out()).isEqualTo("na_new\n");
    assertThat(shell.run("apikey", "revoke", "1", "-y").exitCode()).isZero();
  }
}
