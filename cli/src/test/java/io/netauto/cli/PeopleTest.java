package io.netauto.cli;

import static io.netauto.cli.ContractServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Customers, users and API keys on the command line. */
class PeopleTest {
  private static final String ACME =
      "{'id':7,'name':'Acme','active':true,'ranges':['10.1.0.0/16'],"
          + "'credentialPatterns':['env:ACME_*'],'users':2,'contents':{'devices':5,'jobs':0},"
          + "'createdAt':'2026-01-01T00:00:00Z','updatedAt':'2026-01-01T00:00:00Z'}";
  private static final String ANNA =
      "{'id':9,'username':'anna','displayName':'Anna','role':'viewer','superuser':false,"
          + "'active':true,'lastLoginAt':null,"
          + "'memberships':[{'customer':{'id':7,'name':'Acme'},'role':'viewer'}]}";
  private static final String OUTSIDE =
      "{'code':'devices_outside','status':409,'detail':'2 devices are outside: a, b.',"
          + "'outside':{'count':2,'first':['a','b']}}";

  @TempDir Path home;
  ContractServer server;
  Shell shell;

  @BeforeEach
  void setUp() throws Exception {
    server = ContractServer.plain();
    shell = new Shell(home).loggedInTo(server);
    server
        .on("GET /customers", json(200, "{'items':[" + ACME + "],'next':null,'total':1}"))
        .on("GET /customers/7", json(200, ACME))
        .on("POST /customers", json(201, ACME))
        .on("PATCH /customers/7", json(200, ACME))
        .on("DELETE /customers/7", json(204, ""))
        .on("GET /users", json(200, "{'items':[" + ANNA + "],'next':null,'total':1}"))
        .on("POST /users", json(201, ANNA))
        .on("PATCH /users/9", json(200, ANNA))
        .on("DELETE /users/9", json(204, ""))
        .on(
            "GET /api-keys/everybody",
            json(
                200,
                "{'items':[{'id':3,'user':'anna','name':'ci','prefix':'na_abc',"
                    + "'scopes':['devices:read']}],'next':null,'total':1}"))
        .on("DELETE /api-keys/everybody/3", json(204, ""));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  private String lastLine() {
    return server.asked.getLast().line();
  }

  private void lastBodyIs(String json) {
    var mapper = JsonMapper.shared();
    assertThat(mapper.readTree(server.asked.getLast().body()))
        .isEqualTo(mapper.readTree(json.replace('\'', '"')));
  }

  @Test
  void customers_are_listed_and_shown() {
    assertThat(shell.run("customer", "list").out()).contains("Acme", "10.1.0.0/16", "active");
    assertThat(shell.run("customer", "show", "acme").out()).contains("env:ACME_*", "Devices", "5");
    assertThat(shell.run("customer", "show", "nobody").exitCode()).isEqualTo(4);
  }

  @Test
  void a_customer_is_added_edited_and_removed() {
    shell.run("customer", "add", "Acme", "--range", "10.1.0.0/16", "--credential", "env:ACME_*");
    lastBodyIs("{'name':'Acme','ranges':['10.1.0.0/16'],'credentialPatterns':['env:ACME_*']}");
    assertThat(shell.run("customer", "edit", "acme", "--no-active").exitCode()).isZero();
    lastBodyIs("{'active':false,'confirmOutside':false}");
    shell.run("customer", "edit", "acme", "--any-address");
    lastBodyIs("{'ranges':[],'confirmOutside':false}");
    assertThat(shell.run("customer", "edit", "acme").exitCode()).isEqualTo(2);
    assertThat(shell.run("customer", "remove", "acme").exitCode()).isEqualTo(2);
    assertThat(shell.run("customer", "remove", "acme", "--yes").exitCode()).isZero();
    assertThat(lastLine()).isEqualTo("DELETE /customers/7");
  }

  @Test
  void devices_outside_of_new_ranges_are_asked_about() {
    server.on("PATCH /customers/7", json(409, OUTSIDE));
    var refused = shell.run("customer", "edit", "acme", "--range", "10.2.0.0/16");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("2 devices are outside: a, b.", "--yes");
    lastBodyIs("{'ranges':['10.2.0.0/16'],'confirmOutside':false}");
    shell.run("customer", "edit", "acme", "--range", "10.2.0.0/16", "--yes");
    lastBodyIs("{'ranges':['10.2.0.0/16'],'confirmOutside':true}");
  }

  @Test
  void users_get_roles_in_customers() {
    assertThat(shell.run("user", "list", "--everywhere").out()).contains("Acme=viewer");
    assertThat(server.asked.getLast().line()).contains("/users");
    shell.run("user", "edit", "anna", "--customer", "acme=admin", "--no-superuser");
    lastBodyIs("{'superuser':false,'memberships':[{'customer':7,'role':'admin'}]}");
    assertThat(shell.run("user", "remove", "anna", "-y").exitCode()).isZero();
    assertThat(lastLine()).isEqualTo("DELETE /users/9");
    assertThat(shell.run("user", "add", "ben").exitCode()).isEqualTo(2);
  }

  @Test
  void administrators_list_and_revoke_everybodys_keys() {
    assertThat(shell.run("api-key", "list", "--everybody").out())
        .contains("anna", "na_abc", "devices:read");
    assertThat(shell.run("api-key", "revoke", "3", "--everybody", "-y").exitCode()).isZero();
    assertThat(server.asked.stream().map(ContractServer.Asked::line).toList())
        .isEqualTo(List.of("GET /api-keys/everybody?limit=50", "DELETE /api-keys/everybody/3"));
  }
}
