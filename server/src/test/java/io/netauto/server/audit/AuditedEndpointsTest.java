package io.netauto.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each endpoint that changes something is known to the audit trail, and writes into it. */
class AuditedEndpointsTest extends ServerTest {
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** Actions by endpoint, as {@code audited-endpoints.txt} has them. */
  private static Map<String, List<String>> table() throws IOException {
    Map<String, List<String>> table = new TreeMap<>();
    try (InputStream in =
        AuditedEndpointsTest.class.getResourceAsStream("/audited-endpoints.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.strip().split("\\s+");
          table.put(parts[0] + " " + parts[1], List.of(parts).subList(2, parts.length));
        }
      }
    }
    return table;
  }

  @Test
  void every_endpoint_that_changes_something_says_what_it_writes() throws IOException {
    JsonNode paths = admin().get("/api/v1/openapi.json").with(200).path("paths");
    Set<String> found = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method -> {
                          String name = method.toUpperCase(Locale.ROOT);
                          if (CHANGING.contains(name)) {
                            found.add(name + " " + path.getKey());
                          }
                        }));
    assertThat(found).hasSizeGreaterThan(30);
    Set<String> unlisted = new TreeSet<>(found);
    unlisted.removeAll(table().keySet());
    assertThat(unlisted)
        .as("not in audited-endpoints.txt: call Audit in the feature, and say here what is written")
        .isEmpty();
    Set<String> gone = new TreeSet<>(table().keySet());
    gone.removeAll(found);
    assertThat(gone).as("in audited-endpoints.txt, but no endpoint any longer").isEmpty();
    table().values().forEach(actions -> assertThat(actions).isNotEmpty());
  }

  /** The actions that a call wrote, found by its request id; in the order in which they were. */
  private List<String> written(Answer answer) {
    return jdbc.sql("select action from audit_event where request_id = :id order by id")
        .param("id", answer.header("X-Request-Id"))
        .query(String.class)
        .list();
  }

  private final List<String> tried = new ArrayList<>();

  /** A call that goes well, and whose row is one of those that the table names. */
  private JsonNode call(String endpoint, Answer answer) throws IOException {
    assertThat(answer.status()).as(endpoint + ": " + answer.response().body()).isBetween(200, 299);
    List<String> expected = table().get(endpoint);
    assertThat(expected).as(endpoint).isNotNull();
    List<String> written = written(answer);
    assertThat(written).as(endpoint).isNotEmpty();
    assertThat(expected).as(endpoint).containsAll(written);
    tried.add(endpoint);
    return answer.response().body().isEmpty() ? null : answer.json();
  }

  @Test
  void calls_write_the_rows_that_the_table_names() throws IOException {
    Client admin = admin();
    String name = unique("audited");
    JsonNode device =
        call(
            "POST /api/v1/devices",
            admin.post(
                "/api/v1/devices",
                Map.of("hostname", name, "address", "192.0.2.9", "platform", "frr")));
    long id = device.path("id").asLong();
    String path = "/api/v1/devices/" + id;
    call("PATCH /api/v1/devices/{id}", admin.patch(path, Map.of("site", "fra1")));
    Map<String, Object> ids = Map.of("ids", List.of(id));
    call("POST /api/v1/devices/disable", admin.post("/api/v1/devices/disable", ids));
    call("POST /api/v1/devices/enable", admin.post("/api/v1/devices/enable", ids));

    JsonNode group =
        call(
            "POST /api/v1/groups",
            admin.post("/api/v1/groups", Map.of("name", name, "kind", "static")));
    String groupPath = "/api/v1/groups/" + group.path("id").asLong();
    call("PATCH /api/v1/groups/{id}", admin.patch(groupPath, Map.of("description", "x")));
    call(
        "POST /api/v1/groups/{id}/members",
        admin.post(groupPath + "/members", Map.of("devices", List.of(name))));
    call(
        "POST /api/v1/groups/{id}/members/remove",
        admin.post(groupPath + "/members/remove", Map.of("devices", List.of(name))));
    call("DELETE /api/v1/groups/{id}", admin.delete(groupPath));

    call(
        "POST /api/v1/templates",
        admin.post(
            "/api/v1/templates", Map.of("name", name, "body", "show version", "mode", "read")));
    call("DELETE /api/v1/templates/{name}", admin.delete("/api/v1/templates/" + name));
    JsonNode rule =
        call(
            "POST /api/v1/command-rules/deny",
            admin.post(
                "/api/v1/command-rules/deny",
                Map.of("role", "viewer", "pattern", name + " *", "reason", "a test")));
    call(
        "DELETE /api/v1/command-rules/deny/{id}",
        admin.delete("/api/v1/command-rules/deny/" + rule.path("id").asLong()));
    call(
        "PUT /api/v1/limits",
        admin.put("/api/v1/limits", Map.of("kind", "site", "key", name, "value", 7)));
    call("DELETE /api/v1/limits", admin.delete("/api/v1/limits?kind=site&key=" + encode(name)));
    call(
        "PUT /api/v1/windows/{name}",
        admin.put(
            "/api/v1/windows/" + name, Map.of("cron", "0 3 * * *", "zone", "UTC", "minutes", 60)));
    call("DELETE /api/v1/windows/{name}", admin.delete("/api/v1/windows/" + name));

    JsonNode run =
        call(
            "POST /api/v1/runs",
            admin.post(
                "/api/v1/runs", Map.of("device", name, "commands", List.of("show version"))));
    call(
        "POST /api/v1/runs/{id}/cancel",
        admin.post("/api/v1/runs/" + run.path("id").asLong() + "/cancel", Map.of()));
    JsonNode job =
        call(
            "POST /api/v1/jobs",
            admin.post(
                "/api/v1/jobs",
                Map.of(
                    "targets",
                    Map.of("devices", List.of(name)),
                    "commands",
                    List.of("show version"))));
    assertThat(job.path("id").asLong()).isPositive();
    call(
        "POST /api/v1/retention/sweep",
        admin.post("/api/v1/retention/sweep", Map.of("dryRun", true)));
    call("DELETE /api/v1/devices/{id}", admin.delete(path));
    assertThat(tried).hasSizeGreaterThan(18);
  }
}
