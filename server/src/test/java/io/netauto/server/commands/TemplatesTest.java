package io.netauto.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Templates and rules over HTTP, on a real database. */
class TemplatesTest extends ServerTest {
  private static final String VLAN =
      """
      show vlan id {{ vlan }}

      {% if device.tags.site is defined %}
      show site {{ device.tags.site }}
      {% endif %}
      """;

  private static Map<String, Object> template(String name) {
    return Map.of(
        "name",
        name,
        "description",
        "One VLAN",
        "body",
        VLAN,
        "variables",
        List.of(
            Map.of("name", "vlan", "default", "10", "pattern", "[0-9]{1,4}"),
            Map.of("name", "unused", "required", false, "choices", List.of("a", "b"))),
        "mode",
        "read");
  }

  private String device(String platform) {
    String name = unique("device");
    admin()
        .post(
            "/api/v1/devices",
            Map.of(
                "hostname",
                name,
                "address",
                "192.0.2.1",
                "platform",
                platform,
                "credRef",
                "env:NONE",
                "tags",
                Map.of("site", "fra1")))
        .with(201);
    return name;
  }

  @Test
  void a_template_is_kept_changed_renamed_rendered_and_deleted() {
    Client operator = as("operator");
    String name = unique("vlan");
    operator.post("/api/v1/templates", template(name)).with(201);
    JsonNode kept = operator.get("/api/v1/templates/" + name).with(200);
    assertThat(kept.path("body").asString()).isEqualTo(VLAN);
    assertThat(kept.path("variables").get(0).path("default").asString()).isEqualTo("10");
    assertThat(kept.path("enabled").asBoolean()).isTrue();

    JsonNode rendered =
        operator
            .post(
                "/api/v1/templates/" + name + "/render",
                Map.of("variables", Map.of("vlan", "20"), "deviceName", device("cisco_ios")))
            .with(200);
    assertThat(rendered.path("commands").toString())
        .isEqualTo("[\"show vlan id 20\",\"show site fra1\"]");
    assertThat(rendered.path("mode").asString()).isEqualTo("read");

    JsonNode bad =
        operator
            .post(
                "/api/v1/templates/" + name + "/render",
                Map.of("variables", Map.of("vlan", "x"), "device", Map.of()))
            .problem(422, "template_failed");
    assertThat(bad.path("detail").asString()).contains("does not match the pattern");

    String renamed = unique("renamed");
    operator.put("/api/v1/templates/" + name, template(renamed)).with(200);
    operator.get("/api/v1/templates/" + name).problem(404, "template_not_found");
    operator.delete("/api/v1/templates/" + renamed.toUpperCase(java.util.Locale.ROOT)).with(204);
    operator.get("/api/v1/templates/" + renamed).problem(404, "template_not_found");
  }

  @Test
  void names_are_unique_within_a_customer_and_seen_by_nobody_else() {
    String name = unique("same");
    admin().post("/api/v1/templates", template(name)).with(201);
    admin()
        .post("/api/v1/templates", template(name.toUpperCase(java.util.Locale.ROOT)))
        .problem(409, "template_exists");
    Client other = adminOfAnotherCustomer();
    other.get("/api/v1/templates/" + name).problem(404, "template_not_found");
    other.put("/api/v1/templates/" + name, template(name)).problem(404, "template_not_found");
    other.delete("/api/v1/templates/" + name).problem(404, "template_not_found");
    other
        .post("/api/v1/templates/" + name + "/render", Map.of())
        .problem(404, "template_not_found");
    assertThat(other.get("/api/v1/templates?q=" + name).with(200).path("total").asInt()).isZero();
    other.post("/api/v1/templates", template(name)).with(201);
    assertThat(admin().get("/api/v1/templates?q=" + name).with(200).path("total").asInt())
        .isEqualTo(1);
  }

  @Test
  void pages_of_the_list_hold_each_template_once() {
    String prefix = unique("paged");
    for (int i = 0; i < 5; i++) {
      admin().post("/api/v1/templates", template(prefix + "-" + i)).with(201);
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = admin().get("/api/v1/templates?limit=2&q=" + prefix + cursor).with(200);
      page.path("items").forEach(t -> seen.add(t.path("name").asString()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(5).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void mistakes_are_told_at_their_fields() {
    JsonNode problem =
        admin()
            .post(
                "/api/v1/templates",
                Map.of(
                    "name", "no spaces please",
                    "body", "show version\n{% if x %}",
                    "variables",
                        List.of(Map.of("name", "device"), Map.of("name", "a", "pattern", "("))))
            .problem(422, "invalid_fields");
    assertThat(problem.path("errors").toString())
        .contains("\"name\"", "\"body\"", "line 2", "variables.0.name", "variables.1.pattern");
    as("viewer").post("/api/v1/templates", template(unique("t"))).problem(403, "forbidden");
  }

  @Test
  void a_dangerous_command_runs_only_when_confirmed_and_makes_the_job_a_change() {
    String device = device("cisco_ios");
    Client operator = as("operator");
    JsonNode problem =
        operator
            .post(
                "/api/v1/runs",
                Map.of("device", device, "commands", List.of("show version", "wr er", "rel")))
            .problem(409, "confirmation_needed");
    assertThat(problem.path("detail").asString()).contains("\"confirm\": true", "and 1 more");
    assertThat(problem.path("dangers")).hasSize(2);
    assertThat(problem.path("dangers").get(0).path("command").asString()).isEqualTo("wr er");
    assertThat(problem.path("dangers").get(0).path("reason").asString()).isNotBlank();
    assertThat(problem.path("dangers").get(0).path("pattern").asString())
        .isEqualTo("wr[ite] er[ase]");

    assertThat(
            mode(operator, Map.of("device", device, "commands", List.of("wr er"), "confirm", true)))
        .isEqualTo("change");
    assertThat(mode(operator, Map.of("device", device, "commands", List.of("show version"))))
        .isEqualTo("read");
    assertThat(
            mode(operator, Map.of("device", device, "commands", List.of("conf t"), "mode", "read")))
        .isEqualTo("change");
    operator
        .post(
            "/api/v1/runs",
            Map.of("device", device, "commands", List.of("show version"), "mode", "change"))
        .problem(409, "confirmation_needed");
  }

  private String mode(Client client, Map<String, Object> run) {
    long job = client.post("/api/v1/runs", run).with(202).path("jobId").asLong();
    return jdbc.sql("select mode from job where id = :id")
        .param("id", job)
        .query(String.class)
        .single();
  }

  @Test
  void a_key_without_the_scope_reads_and_does_not_change() {
    String device = device("cisco_ios");
    String key =
        as("operator")
            .post(
                "/api/v1/api-keys",
                Map.of(
                    "name", unique("key"),
                    "scopes", List.of("runs:execute", "runs:read", "devices:read")))
            .with(201)
            .path("apiKey")
            .asString();
    Client narrow = withKey(key);
    narrow
        .post("/api/v1/runs", Map.of("device", device, "commands", List.of("show ver")))
        .with(202);
    JsonNode problem =
        narrow
            .post("/api/v1/runs", Map.of("device", device, "commands", List.of("conf t")))
            .problem(403, "forbidden");
    assertThat(problem.path("detail").asString()).contains("runs:change");
  }

  @Test
  void a_denied_command_is_refused_to_its_role_in_its_customer_only() {
    String device = device("cisco_ios");
    String word = unique("word");
    Map<String, Object> rule =
        Map.of("role", "operator", "pattern", "show " + word, "reason", "Ask the night shift.");
    long id = admin().post("/api/v1/command-rules/deny", rule).with(201).path("id").asLong();
    admin().post("/api/v1/command-rules/deny", rule).problem(409, "deny_rule_exists");
    Map<String, Object> run =
        Map.of(
            "device", device, "commands", List.of("sh " + word.substring(0, 6)), "confirm", true);
    Client operator = as("operator");
    assertThat(
            operator
                .post("/api/v1/runs", run)
                .problem(403, "command_denied")
                .path("detail")
                .asString())
        .contains("sh word", "operator", "show " + word, "Ask the night shift.");
    admin().post("/api/v1/runs", run).with(202);
    operator.get("/api/v1/command-rules/deny").problem(403, "forbidden");
    operator.post("/api/v1/command-rules/deny", rule).problem(403, "forbidden");
    Client other = adminOfAnotherCustomer();
    assertThat(other.get("/api/v1/command-rules/deny").with(200).path("items")).isEmpty();
    other.delete("/api/v1/command-rules/deny/" + id).problem(404, "deny_rule_not_found");
    admin().delete("/api/v1/command-rules/deny/" + id).with(204);
    operator.post("/api/v1/runs", run).with(202);
    admin()
        .post(
            "/api/v1/command-rules/deny",
            Map.of("role", "operator", "pattern", "/(/", "reason", "x"))
        .problem(422, "invalid_fields");
    assertThat(operator.get("/api/v1/command-rules/dangerous").with(200).path("items"))
        .isNotEmpty();
  }

  @Test
  void pages_keep_preview_and_ask() {
    String device = device("cisco_ios");
    Client browser = nobody();
    browser.logIn(user("admin"), PASSWORD, Map.of());
    String name = unique("page");
    Map<String, String> form =
        Map.of(
            "_csrf", browser.csrf(),
            "name", name,
            "body", "show vlan id {{ vlan }}\nshow {{ device.hostname }}",
            "varName", "vlan",
            "varDefault", "77",
            "mode", "read",
            "enabled", "on",
            "device", device);
    assertThat(page(browser.form("/templates/preview", form), 200))
        .contains("show vlan id 77", "show " + device);
    assertThat(browser.form("/templates", form).status()).isEqualTo(302);
    assertThat(page(browser.get("/templates?q=" + name), 200)).contains(name);
    assertThat(page(browser.get("/templates/" + name + "?device=" + device), 200))
        .contains("show vlan id 77");
    assertThat(page(browser.get("/templates/" + name), 200))
        .contains("Line 2", "hostname\" is not defined");
    assertThat(page(browser.get("/templates/new"), 200)).contains("New template");
    assertThat(page(browser.get("/settings/command-rules"), 200)).contains("rel[oad]");

    Map<String, String> run =
        Map.of("_csrf", browser.csrf(), "device", device, "commands", "show clock\nreload");
    assertThat(page(browser.form("/run", run), 409))
        .contains("Restarts the device", "name=\"confirm\" value=\"true\"", "show clock\nreload");
    Map<String, String> confirmed = new java.util.HashMap<>(run);
    confirmed.put("confirm", "true");
    assertThat(browser.form("/run", confirmed).status()).isEqualTo(302);
  }

  private static String page(Answer answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    return answer.response().body();
  }
}
