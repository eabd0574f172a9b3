package io.netauto.cli;

import static io.netauto.cli.ContractServer.json;
import static io.netauto.cli.ContractServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitTest {
  @TempDir Path home;
  ContractServer server;
  Shell shell;

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
  void limits_are_listed_with_their_use_set_and_taken_away() {
    server
        .on(
            "GET /limits",
            json(
                200,
                "{'items':[{'kind':'site','key':'fra1','value':20.0,'source':'set','inUse':3,"
                    + "'waiting':17,'editable':true,'unit':'sessions'},"
                    + "{'kind':'login','key':'','value':0.5,'source':'every_customer',"
                    + "'inUse':null,'waiting':null,'editable':false,"
                    + "'unit':'logins per second'}],'next':null,'total':2}"))
        .on("PUT /limits", json(204, ""))
        .on("DELETE /limits", json(204, ""));
    assertThat(shell.run("limit", "list").out())
        .containsPattern("site +fra1 +20 +sessions +3 +17 +set")
        .containsPattern("login +.* 0\\.5 +logins per second .*every customer");
    assertThat(shell.run("limit", "set", "login", "0.5", "env:LAB").out()).contains("env:LAB");
    assertThat(server.asked.getLast().body())
        .contains("\"kind\":\"login\"", "\"key\":\"env:LAB\"", "\"value\":0.5");
    assertThat(shell.run("limit", "unset", "site", "fra1").exitCode()).isZero();
    assertThat(server.asked.getLast().line()).startsWith("DELETE /limits");
  }

  @Test
  void stopped_credentials_are_listed_and_reset() {
    server
        .on(
            "GET /credentials/stopped",
            json(
                200,
                "{'items':[{'credRef':'env:LAB','refused':3,'since':'2026-01-01T10:00:00Z',"
                    + "'lastAt':'2026-01-01T10:00:00Z','hostname':'r1',"
                    + "'stoppedAt':'2026-01-01T10:00:00Z','trialAt':'2026-01-01T10:10:00Z'}],"
                    + "'next':null,'total':1}"))
        .on("POST /credentials/stopped/env%3ALAB/reset", json(204, ""))
        .on("POST /credentials/stopped/env:LAB/reset", json(204, ""))
        .on(
            "POST /credentials/stopped/other/reset",
            problem(404, "The credential is not stopped."));
    assertThat(shell.run("credential", "stopped").out()).containsPattern("env:LAB +3 +r1");
    assertThat(shell.run("credential", "reset", "env:LAB").out()).contains("used again");
    assertThat(shell.run("credential", "reset", "other").exitCode()).isEqualTo(4);
  }
}
