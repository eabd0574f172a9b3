package io.netauto.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.control.Control;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.RealmPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private SshClient client;
  private Fleet fleet;
  private Control control;

  @BeforeEach
  void start() throws IOException {
    DevicePlan one = DevicePlan.of("one", "cisco_nxos");
    FleetPlan plan =
        new FleetPlan(
            0,
            List.of(
                one.withLogin(one.login().withRealm("aaa")), DevicePlan.of("two", "cisco_nxos")),
            List.of(new RealmPlan("aaa", 9)),
            0);
    fleet = Fleet.start(plan);
    control = Control.start(fleet, 0);
    client = Visitor.client();
  }

  @AfterEach
  void stop() {
    client.stop();
    control.close();
    fleet.close();
  }

  private JsonNode get(String path, int status) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).GET().build(), status);
  }

  private JsonNode post(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build(), 200);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + control.port() + path);
  }

  private JsonNode send(HttpRequest request, int status) throws Exception {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return new JsonMapper().readTree(response.body());
  }

  @Test
  void figures_and_received_lines_are_told_and_forgotten_on_demand() throws Exception {
    try (Visitor one = Visitor.at(client, fleet.device("one"));
        Visitor two = Visitor.at(client, fleet.device("two"))) {
      one.until("one# ");
      two.until("two# ");
      one.ask("configure terminal", "(config)# ");
      one.ask("snmp-server community a&b RO", "(config)# ");
      one.ask("snmp-server community a&b RO", "(config)# ");
      two.ask("show clock", "two# ");

      JsonNode stats = get("/stats", 200);
      assertThat(stats.at("/devices").asInt()).isEqualTo(2);
      assertThat(stats.at("/totals/openSessions").asInt()).isEqualTo(2);
      assertThat(stats.at("/totals/logins").asInt()).isEqualTo(2);
      assertThat(stats.at("/totals/commands").asInt()).isEqualTo(4);
      assertThat(stats.at("/realms/0/logins").asInt()).isEqualTo(1);
      assertThat(stats.at("/realms/0/refused").asInt()).isZero();

      JsonNode twice = get("/commands?atLeast=2&contains=a%26b", 200);
      assertThat(twice.at("/count").asInt()).isEqualTo(2);
      assertThat(twice.at("/devices").asInt()).isEqualTo(1);
      assertThat(twice.at("/lines/0/device").asString()).isEqualTo("one");
      assertThat(twice.at("/lines/0/count").asInt()).isEqualTo(2);
      assertThat(twice.at("/lines/0/sessions")).hasSize(1);
      JsonNode each = get("/commands?device=two&each=true", 200);
      assertThat(each.at("/times/0/line").asString()).isEqualTo("show clock");
      assertThat(each.at("/times/0/at").asString()).contains("T");

      JsonNode device = get("/devices/one", 200);
      assertThat(device.at("/openSessions").asInt()).isEqualTo(1);
      assertThat(device.at("/runningConfig").asString()).contains("snmp-server community a&b RO");

      assertThat(post("/reset?config=true").at("/totals/commands").asInt(-1)).isZero();
      assertThat(get("/commands", 200).at("/count").asInt(-1)).isZero();
      assertThat(get("/devices/one", 200).at("/runningConfig").asString()).doesNotContain("a&b");
      assertThat(get("/stats", 200).at("/totals/openSessions").asInt()).isEqualTo(2);
    }
  }

  @Test
  void what_is_not_known_is_refused_by_name() throws Exception {
    assertThat(get("/commands?contain=x", 400).at("/error").asString())
        .contains("no parameter 'contain'");
    assertThat(get("/commands?limit=many", 400).at("/error").asString()).contains("'limit'");
    assertThat(get("/devices/three", 404).at("/error").asString()).contains("'three'");
    assertThat(get("/", 404).at("/error").asString()).contains("GET /stats");
  }
}
