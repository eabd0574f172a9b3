package io.netauto.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What holds for every endpoint. */
class WebTest extends ServerTest {
  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping endpoints;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"hostname\":              | 400 | malformed_body",
        "[]                          | 400 | malformed_body",
        "''                          | 400 | malformed_body",
        "null                        | 400 | malformed_body",
        "{\"hostnme\": \"x\"}        | 400 | malformed_body",
        "{\"port\": \"many\"}        | 400 | malformed_body",
        "{\"port\": 99999999999}     | 400 | malformed_body",
        "{\"tags\": [1]}             | 400 | malformed_body",
        "{\"tags\": {\"a\": null}}   | 422 | invalid_fields",
        "{\"hostname\": \"a\\u0000\"} | 422 | invalid_fields",
      })
  void a_wrong_body_is_a_problem(String body, int status, String code) {
    admin().post("/api/v1/devices", body).problem(status, code);
  }

  @Test
  void a_wrong_body_is_told_where_it_is_wrong() {
    assertThat(detail("{\"hostnme\": \"x\"}")).contains("\"hostnme\"", "hostname");
    assertThat(detail("{\"port\": \"many\"}")).contains("\"port\"");
    assertThat(detail("{\n  \"port\": ?}")).contains("line 2");
  }

  private String detail(String body) {
    return admin().post("/api/v1/devices", body).json().path("detail").asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/devices?limit=0           | 422 | invalid_fields | limit",
        "/api/v1/devices?limit=501         | 422 | invalid_fields | limit",
        "/api/v1/devices?limit=ten         | 422 | invalid_fields | limit",
        "/api/v1/devices?colour=red        | 422 | invalid_fields | colour",
        "/api/v1/devices?sort=colour       | 422 | invalid_fields | sort",
        "/api/v1/devices?enabled=perhaps   | 422 | invalid_fields | enabled",
        "/api/v1/devices?tag=noname        | 422 | invalid_fields | tag",
        "/api/v1/devices?q=%00             | 400 | malformed_text |",
        "/api/v1/devices?hostname=%00      | 400 | malformed_text |",
        "/api/v1/devices?tag=a:%00         | 400 | malformed_text |",
        "/api/v1/devices/4711471147        | 404 | device_not_found |",
        "/api/v1/devices/abc               | 422 | invalid_fields | id",
        "/api/v1/runs/4711471147           | 404 | run_not_found |",
        "/api/v1/runs?status=odd           | 422 | invalid_fields | status",
        "/api/v1/runs?cursor=odd           | 400 | bad_cursor |",
        "/api/v1/nothing                   | 404 | not_found |",
        "/api/v1/devices;a=b               | 400 | malformed |",
      })
  void a_wrong_address_is_a_problem(String path, int status, String code, String field) {
    JsonNode problem = admin().get(path).problem(status, code);
    assertThat(problem.path("errors").path(0).path("field").asString(""))
        .isEqualTo(field == null ? "" : field);
  }

  @Test
  void a_cursor_that_is_not_of_this_list_is_a_problem() {
    for (String content :
        List.of(
            "x",
            "null",
            "[]",
            "[null,null]",
            "[\"hostname\",null]",
            "[\"hostname\",[null,\"1\"]]",
            "[\"hostname\",[\"a\",\"b\"]]",
            "[\"hostname\",[\"a\"]]",
            "[\"site\",[\"a\",\"1\"]]",
            "{}")) {
      String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes());
      admin().get("/api/v1/devices?cursor=" + cursor).problem(400, "bad_cursor");
    }
    String noTime =
        Base64.getUrlEncoder().encodeToString("[\"createdAt\",[\"soon\",\"1\"]]".getBytes());
    admin().get("/api/v1/devices?sort=createdAt&cursor=" + noTime).problem(400, "bad_cursor");
    admin().get("/api/v1/devices?cursor=%25%25").problem(400, "bad_cursor");
  }

  @Test
  void a_wrong_method_or_media_type_is_a_problem() {
    Client admin = admin();
    Answer method = admin.delete("/api/v1/devices");
    method.problem(405, "method_not_allowed");
    assertThat(method.header("Allow")).contains("GET");
    admin
        .send(
            admin
                .request("/api/v1/devices")
                .setHeader("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("hello")))
        .problem(415, "media_type");
    admin.header("Accept", "image/png").get("/api/v1/devices").problem(406, "not_acceptable");
  }

  @Test
  void keeps_the_request_id_that_the_client_gave_when_it_is_sane() {
    assertThat(nobody().header("X-Request-Id", "client-0001").get("/livez").header("X-Request-Id"))
        .isEqualTo("client-0001");
    assertThat(nobody().header("X-Request-Id", "<b>").get("/livez").header("X-Request-Id"))
        .hasSize(36);
  }

  @Test
  void describes_every_endpoint_to_those_who_are_logged_in() {
    nobody().get("/api/v1/openapi.json").problem(401, "not_logged_in");

    JsonNode paths = admin().get("/api/v1/openapi.json").with(200).path("paths");
    var missing = new ArrayList<String>();
    endpoints
        .getHandlerMethods()
        .keySet()
        .forEach(
            info ->
                info.getPatternValues().stream()
                    .filter(path -> path.startsWith("/api/v1/") && !path.contains("openapi"))
                    .forEach(
                        path ->
                            info.getMethodsCondition()
                                .getMethods()
                                .forEach(
                                    method -> {
                                      JsonNode operation =
                                          paths.path(path).path(method.name().toLowerCase());
                                      if (operation.path("summary").asString("").isBlank()) {
                                        missing.add(method + " " + path);
                                      }
                                    })));
    assertThat(missing).isEmpty();
    assertThat(paths.propertyNames()).hasSizeGreaterThan(15);
  }

  @Test
  void tells_its_health_to_everybody_and_nothing_more() {
    assertThat(nobody().get("/livez").with(200)).hasSize(1);
    assertThat(nobody().get("/readyz").with(200)).hasSize(1);
  }

  @Test
  void shows_metrics_only_to_those_with_the_right() {
    nobody().get("/metrics").problem(401, "not_logged_in");
    assertThat(as("operator").get("/metrics").problem(403, "forbidden").path("detail").asString())
        .contains("metrics:read");
    assertThat(admin().get("/metrics").response().body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void every_answer_forbids_what_browsers_need_not_do() {
    for (String path : List.of("/livez", "/api/v1/devices", "/assets/test-token")) {
      Answer answer = nobody().get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("Strict-Transport-Security")).startsWith("max-age=31536000");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
    }
  }

  @Test
  void an_answer_to_a_viewer_names_the_right_that_is_missing() {
    Client viewer = as("viewer");
    for (var asked :
        Map.of(
                "/api/v1/devices", "devices:write",
                "/api/v1/runs", "runs:execute",
                "/api/v1/users", "users:manage",
                "/api/v1/known-hosts/1/approve", "known-hosts:write")
            .entrySet()) {
      assertThat(
              viewer
                  .post(asked.getKey(), Map.of())
                  .problem(403, "forbidden")
                  .path("detail")
                  .asString())
          .contains(asked.getValue(), "viewer");
    }
  }
}
