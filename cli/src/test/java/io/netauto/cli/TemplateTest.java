package io.netauto.cli;

import static io.netauto.cli.ContractServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {
  private static final String KEPT =
      "{\"id\":1,\"name\":\"t\",\"description\":\"d\",\"body\":\"show {{ a }}\","
          + "\"variables\":[{\"name\":\"a\",\"required\":true,\"default\":\"1\"}],"
          + "\"mode\":\"read\",\"enabled\":true,\"changedBy\":\"anna\"}";

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
  void creates_from_a_file_with_variables() throws Exception {
    server.on("POST /templates", json(201, KEPT));
    Path file = Files.writeString(home.resolve("t.j2"), "show {{ a }}");
    var result =
        shell.run(
            "template", "create", "t", "--file", file.toString(), "--var", "a=1", "--var", "b");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(server.askedFor("POST /templates").getFirst().body())
        .contains(
            "\"body\":\"show {{ a }}\"", "{\"name\":\"a\",\"default\":\"1\"}", "{\"name\":\"b\"}");
    assertThat(shell.run("template", "create", "t").exitCode()).isEqualTo(2);
  }

  @Test
  void edits_what_is_given_and_keeps_the_rest() {
    server.on("GET /templates/t", json(200, KEPT));
    server.on("PUT /templates/t", json(200, KEPT));
    assertThat(shell.run("template", "edit", "t", "--mode", "change").exitCode()).isZero();
    assertThat(server.askedFor("PUT /templates/t").getFirst().body())
        .contains("\"mode\":\"change\"", "\"body\":\"show {{ a }}\"", "\"description\":\"d\"");
  }

  @Test
  void renders_one_command_a_line() {
    server.on(
        "POST /templates/t/render", json(200, "{\"commands\":[\"a\",\"b\"],\"mode\":\"read\"}"));
    var result = shell.run("template", "render", "t", "--set", "a=2", "--device", "r1");
    assertThat(result.out()).isEqualTo("a\nb\n");
    assertThat(server.askedFor("POST /templates/t/render").getFirst().body())
        .contains("\"variables\":{\"a\":\"2\"}", "\"deviceName\":\"r1\"");
  }

  @Test
  void a_dangerous_command_needs_yes_where_nobody_can_be_asked() {
    server.on(
        "POST /runs",
        json(
            409,
            "{\"status\":409,\"code\":\"confirmation_needed\",\"detail\":\"Dangerous.\","
                + "\"dangers\":[{\"command\":\"reload\",\"reason\":\"Restarts.\"}]}"));
    var result = shell.run("run", "r1", "reload");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("reload: Restarts.", "--yes");
    assertThat(server.askedFor("POST /runs").getFirst().body()).doesNotContain("confirm");
    shell.run("run", "r1", "reload", "--yes");
    assertThat(server.askedFor("POST /runs").getLast().body()).contains("\"confirm\":true");
  }
}
