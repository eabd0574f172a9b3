package io.netauto.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trail as people read it. */
class AuditLogTest extends ServerTest {
  private static final String AUDIT = "/api/v1/audit";

  @Autowired private AuditSealer sealer;

  private static Map<String, Object> device(String name) {
    return Map.of("hostname", name, "address", "192.0.2.7", "platform", "cisco_ios");
  }

  private static List<String> actions(JsonNode page) {
    return page.path("items").findValuesAsString("action");
  }

  @Test
  void a_change_is_told_with_who_what_from_where_and_before_and_after() {
    Client admin = admin();
    String name = unique("told");
    long id = admin.post("/api/v1/devices", device(name)).with(201).path("id").asLong();
    Answer edit = admin.patch("/api/v1/devices/" + id, Map.of("site", "fra1", "port", 2222));
    edit.with(200);
    admin.patch("/api/v1/devices/" + id, Map.of("site", "fra1")).with(200);
    JsonNode rows = admin.get(AUDIT + "?kind=device&id=" + id).with(200);
    assertThat(actions(rows))
        .as("an edit of nothing is none")
        .containsExactly("device.edit", "device.create");
    JsonNode row = rows.path("items").get(0);
    assertThat(row.path("username").asString()).isEqualTo("admin");
    assertThat(row.path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(row.path("objectName").asString()).isEqualTo(name);
    assertThat(row.path("outcome").asString()).isEqualTo("ok");
    assertThat(row.path("requestId").asString()).isEqualTo(edit.header("X-Request-Id"));
    JsonNode changes = row.path("details").path("changes");
    assertThat(changes.path("site").toString()).isEqualTo("{\"to\":\"fra1\"}");
    assertThat(changes.path("port").path("from").asInt()).isEqualTo(22);
    assertThat(changes.path("port").path("to").asInt()).isEqualTo(2222);
    assertThat(changes.size()).isEqualTo(2);
  }

  @Test
  void filters_narrow_and_pages_follow_each_other() {
    Client admin = admin();
    String name = unique("pages");
    for (int i = 0; i < 5; i++) {
      admin.post("/api/v1/devices", device(name + "x" + i)).with(201);
    }
    JsonNode first = admin.get(AUDIT + "?limit=3&q=" + name + "x").with(200);
    assertThat(first.path("items").findValuesAsString("objectName"))
        .containsExactly(name + "x4", name + "x3", name + "x2");
    JsonNode second =
        admin
            .get(AUDIT + "?limit=3&q=" + name + "x&cursor=" + first.path("next").asString())
            .with(200);
    assertThat(second.path("items").findValuesAsString("objectName"))
        .containsExactly(name + "x1", name + "x0");
    assertThat(second.path("next").isNull()).isTrue();
    String one = AUDIT + "?name=" + name.toUpperCase(java.util.Locale.ROOT) + "X2";
    assertThat(actions(admin.get(one + "&action=device").with(200))).hasSize(1);
    assertThat(actions(admin.get(one + "&action=group").with(200))).isEmpty();
    assertThat(actions(admin.get(one + "&person=Admin&address=127.0.0.1").with(200))).hasSize(1);
    assertThat(actions(admin.get(one + "&to=2026-01-01").with(200))).isEmpty();
    assertThat(actions(admin.get(one + "&from=2026-01-01&outcome=ok").with(200))).hasSize(1);
    admin.get(AUDIT + "?from=yesterday").problem(422, "invalid_fields");
    admin.get(AUDIT + "?colour=red").problem(422, "invalid_fields");
    admin.get(AUDIT + "?action=%25").problem(422, "invalid_fields");
  }

  @Test
  void only_administrators_read_it_and_only_their_customers() {
    Client admin = admin();
    String name = unique("own");
    admin.post("/api/v1/devices", device(name)).with(201);
    Client other = adminOfAnotherCustomer();
    assertThat(actions(other.get(AUDIT + "?q=" + name).with(200))).isEmpty();
    assertThat(other.get(AUDIT + "/export?format=jsonl&q=" + name).response().body()).isEmpty();
    other.get(AUDIT + "?scope=server").problem(403, "superuser_only");
    assertThat(admin.get(AUDIT + "?scope=server").with(200).path("items").isArray()).isTrue();
    for (String role : List.of("viewer", "operator")) {
      Client client = as(role);
      for (String path : List.of("", "/export", "/head", "/verify")) {
        client.get(AUDIT + path).problem(403, "forbidden");
      }
      assertThat(client.get("/settings/audit").status()).isEqualTo(403);
    }
  }

  @Test
  void a_refusal_is_told_but_not_without_end() {
    String viewer = user("viewer");
    Client client = withKey(key(viewer, PASSWORD));
    for (int i = 0; i < 30; i++) {
      client.post("/api/v1/devices", device("r1")).problem(403, "forbidden");
    }
    JsonNode rows =
        admin().get(AUDIT + "?limit=100&action=access.refuse&person=" + viewer).with(200);
    assertThat(rows.path("items").size()).isEqualTo(20);
    JsonNode row = rows.path("items").get(0);
    assertThat(row.path("outcome").asString()).isEqualTo("refused");
    assertThat(row.path("details").path("permission").asString()).isEqualTo("devices:write");
    assertThat(row.path("details").path("path").asString()).isEqualTo("/api/v1/devices");
  }

  @Test
  void an_export_has_all_rows_and_is_a_row_itself() {
    Client admin = admin();
    String name = unique("=export");
    jdbc.sql(
            """
            insert into audit_event (customer_id, username, address, request_id, action, outcome,
                kind, object_id, object_name, details)
            select min(id), :name, '', '', 'login.refuse', 'refused', '', '', '', '{"n": [1, 2]}'
            from customer
            """)
        .param("name", name)
        .update();
    Answer csv = admin.get(AUDIT + "/export?format=csv&person=" + encode(name));
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.header("Content-Disposition")).contains("audit.csv");
    assertThat(csv.response().body().lines().toList()).hasSize(2);
    assertThat(csv.response().body()).contains(",'" + name + ",");
    Answer lines = admin.get(AUDIT + "/export?format=jsonl&person=" + encode(name));
    assertThat(JsonMapper.shared().readTree(lines.response().body()).path("details").toString())
        .isEqualTo("{\"n\":[1,2]}");
    JsonNode rows = admin.get(AUDIT + "?action=audit.export&limit=1").with(200);
    assertThat(rows.path("items").get(0).path("details").path("filter").path("person").asString())
        .isEqualTo(name);
    admin.get(AUDIT + "/export?format=xml").problem(422, "invalid_fields");
  }

  @Test
  void the_chains_are_verified_over_the_api_with_a_head_that_was_kept() {
    Client admin = adminOfAnotherCustomer();
    admin.post("/api/v1/devices", device(unique("v"))).with(201);
    sealer.sealAll();
    JsonNode chain = admin.get(AUDIT + "/head").with(200).path("chains").get(0);
    String head =
        "%d:%d:%s"
            .formatted(
                chain.path("chain").asLong(),
                chain.path("seq").asLong(),
                chain.path("hash").asString());
    Answer answer = admin.get(AUDIT + "/verify?head=" + head);
    List<String> lines = answer.response().body().lines().toList();
    JsonNode result = JsonMapper.shared().readTree(lines.getLast()).path("result");
    assertThat(result.path("ok").asBoolean()).as(answer.response().body()).isTrue();
    assertThat(result.path("rows").asLong()).isPositive();
    assertThat(lines.getFirst()).contains("progress");
    String wrong = head.substring(0, head.length() - 2) + (head.endsWith("00") ? "01" : "00");
    JsonNode refused =
        JsonMapper.shared()
            .readTree(
                admin
                    .get(AUDIT + "/verify?head=" + wrong)
                    .response()
                    .body()
                    .lines()
                    .toList()
                    .getLast())
            .path("result");
    assertThat(refused.path("ok").asBoolean()).isFalse();
    assertThat(refused.path("findings").get(0).path("kind").asString()).isEqualTo("exported_head");
    admin.get(AUDIT + "/verify?head=1:2").problem(422, "invalid_fields");
  }

  @Test
  void the_end_of_a_run_is_told_on_behalf_of_who_asked_for_it() {
    Client admin = admin();
    String name = unique("ends");
    admin.post("/api/v1/devices", device(name)).with(201);
    Answer asked =
        admin.post(
            "/api/v1/runs",
            Map.of("device", name, "commands", List.of("show run | include password abc")));
    long run = asked.with(202).path("id").asLong();
    JsonNode rows;
    long until = System.nanoTime() + 30_000_000_000L;
    do {
      rows = admin.get(AUDIT + "?action=run.end&kind=run&id=" + run).with(200).path("items");
    } while (rows.isEmpty() && System.nanoTime() < until);
    assertThat(rows.size()).isEqualTo(1);
    JsonNode row = rows.get(0);
    assertThat(row.path("username").asString()).isEqualTo("admin");
    assertThat(row.path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(row.path("requestId").asString()).isEqualTo(asked.header("X-Request-Id"));
    assertThat(row.path("outcome").asString()).isEqualTo("failed");
    JsonNode details = row.path("details");
    assertThat(details.path("status").asString()).isEqualTo("error");
    assertThat(details.path("cause").asString()).isNotEmpty();
    assertThat(details.path("bytes").asLong(-1)).isZero();
    assertThat(details.path("commands").toString())
        .isEqualTo("[\"show run | include password ***\"]");
  }
}
