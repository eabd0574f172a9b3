package io.netauto.cli;

import static io.netauto.cli.ContractServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
  private static final String PLATFORM =
      "{'id':'acme','name':'ACME OS','vendor':'ACME','names':{'ntc':['acme_os']},"
          + "'modes':[{'name':'exec','prompt':'x>','above':null}],"
          + "'transitions':[{'from':'exec','to':'privileged','command':'enable'}],"
          + "'pagingOff':['terminal length 0'],'configuration':{'save':['write memory']}}";

  @TempDir Path home;
  private ContractServer server;
  private Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void lists_platforms_and_what_is_wrong_with_files() {
    server
        .on("GET /platforms", json(200, "[{'id':'acme','name':'ACME OS','vendor':'ACME'}]"))
        .on("GET /platforms/problems", json(200, "[{'file':'b.yaml','line':4,'fault':'bad'}]"));
    var list = shell.run("platform", "list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).contains("acme  ACME OS  ACME");
    assertThat(list.err()).contains("b.yaml:4: bad");
  }

  @Test
  void shows_a_platform() {
    server.on("GET /platforms/acme", json(200, PLATFORM));
    var shown = shell.run("platform", "show", "acme");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .contains("mode exec      x>", "exec to privileged: enable", "save: write memory");
  }

  @Test
  void checks_a_file_and_names_line_and_fault() throws Exception {
    Path file = home.resolve("acme.yaml");
    Files.writeString(file, "name: x\n");
    server.on(
        "POST /platforms/check",
        json(200, "{'platform':null,'fault':{'file':'acme.yaml','line':1,'fault':'no vendor'}}"));
    var bad = shell.run("platform", "check", file.toString());
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.err()).contains("acme.yaml:1: no vendor");
    assertThat(server.asked.getLast().body()).contains("\"file\":\"acme.yaml\"", "name: x");
    server.on("POST /platforms/check", json(200, "{'platform':" + PLATFORM + ",'fault':null}"));
    var good = shell.run("platform", "check", file.toString());
    assertThat(good.exitCode()).isZero();
    assertThat(good.out()).contains("acme.yaml is a platform file: acme, ACME OS.");
  }

  @Test
  void a_file_that_cannot_be_read_is_wrong_usage() {
    var missing = shell.run("platform", "check", home.resolve("none.yaml").toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("none.yaml");
  }
}
