package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.LoopbackDevice;
import io.netauto.server.testing.LoopbackLogin;
import io.netauto.server.testing.ServerTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Jobs over several devices, by the API, with real sessions through queue and governor. */
@Import(LoopbackLogin.class)
@TestPropertySource(properties = "netauto.trust-on-first-use=true")
@Timeout(120)
class RunJobsTest extends ServerTest {
  private final String site = unique("site");
  private LoopbackDevice device;

  @BeforeEach
  void start() throws Exception {
    device = LoopbackDevice.modern();
  }

  @AfterEach
  void stop() throws Exception {
    device.close();
  }

  /** So many devices of the site behind the one port. */
  private List<String> devices(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = unique("fleet");
      long id =
          admin()
              .post(
                  "/api/v1/devices",
                  Map.of(
                      "hostname",
                      name,
                      "address",
                      "127.0.0.1",
                      "port",
                      device.port(),
                      "platform",
                      "frr",
                      "site",
                      site,
                      "credRef",
                      "loopback:pw"))
              .with(201)
              .path("id")
              .asLong();
      jdbc.sql("update device set enabled = true where id = :id").param("id", id).update();
      names.add(name);
    }
    return names;
  }

  private JsonNode ofTheSite() {
    return json(Map.of("filter", Map.of("fields", Map.of("site", site))));
  }

  private static JsonNode json(Object value) {
    return tools.jackson.databind.json.JsonMapper.shared().valueToTree(value);
  }

  private JsonNode start(Map<String, Object> job) {
    return admin().post("/api/v1/jobs", job).with(202);
  }

  private static String path(JsonNode job) {
    return "/api/v1/jobs/" + job.path("id").asLong();
  }

  private JsonNode awaitEnd(JsonNode job) {
    while (true) {
      JsonNode now = admin().get(path(job)).with(200);
      if (!now.path("finishedAt").isNull()) {
        return now;
      }
      Thread.onSpinWait();
    }
  }

  private long runsIn(JsonNode job, String status) {
    return jdbc.sql("select count(*) from run where job_id = :job and status = :status")
        .param("job", job.path("id").asLong())
        .param("status", status)
        .query(Long.class)
        .single();
  }

  @Test
  void a_job_runs_on_every_device_of_a_filter_and_counts_them() {
    devices(7);
    JsonNode job =
        start(Map.of("targets", ofTheSite(), "commands", List.of("show it"), "mode", "read"));
    assertThat(job.path("total").asInt()).isEqualTo(7);
    JsonNode end = awaitEnd(job);
    assertThat(end.path("counts").path("ok").asInt()).as(end.toString()).isEqualTo(7);
    assertThat(end.path("status").asString()).isEqualTo("success");
    assertThat(end.path("made").asInt()).isEqualTo(7);
    assertThat(runsIn(job, "ok")).isEqualTo(7);
    assertThat(device.logins()).isEqualTo(7);
  }

  @Test
  void a_job_for_later_is_scheduled_and_can_be_cancelled_before_its_runs_exist() {
    devices(3);
    JsonNode job =
        start(
            Map.of(
                "targets", ofTheSite(),
                "commands", List.of("show it"),
                "at", Instant.now().plusSeconds(3_600).toString()));
    assertThat(job.path("status").asString()).isEqualTo("scheduled");
    admin().post(path(job) + "/cancel", Map.of()).with(202);
    JsonNode end = awaitEnd(job);
    assertThat(end.path("status").asString()).isEqualTo("cancelled");
    assertThat(runsIn(job, "cancelled")).isEqualTo(3);
    assertThat(device.logins()).isZero();
  }

  @Test
  void a_retry_takes_what_failed_and_names_its_parent() {
    List<String> names = devices(2);
    admin()
        .post(
            "/api/v1/devices",
            Map.of(
                "hostname",
                unique("nowhere"),
                "address",
                "127.0.0.1",
                "port",
                1,
                "platform",
                "frr",
                "site",
                site,
                "credRef",
                "loopback:pw"))
        .with(201);
    assertThat(names).hasSize(2);
    JsonNode job = awaitEnd(start(Map.of("targets", ofTheSite(), "commands", List.of("show it"))));
    int failed = job.path("counts").path("error").asInt();
    assertThat(failed).isEqualTo(1);
    JsonNode retry = admin().post(path(job) + "/retry", Map.of("which", "failed")).with(202);
    assertThat(retry.path("parentId").asLong()).isEqualTo(job.path("id").asLong());
    assertThat(retry.path("total").asInt()).isEqualTo(failed);
    awaitEnd(retry);
    JsonNode all = admin().post(path(job) + "/retry", Map.of("which", "all")).with(202);
    assertThat(all.path("total").asInt()).isEqualTo(3);
    awaitEnd(all);
  }

  @Test
  void a_job_is_seen_by_its_customer_only() {
    devices(1);
    JsonNode job = start(Map.of("targets", ofTheSite(), "commands", List.of("show it")));
    Client other = adminOfAnotherCustomer();
    other.get(path(job)).problem(404, "job_not_found");
    other.post(path(job) + "/cancel", Map.of()).problem(404, "job_not_found");
    other.post(path(job) + "/retry", Map.of()).problem(404, "job_not_found");
    assertThat(other.get("/api/v1/jobs").with(200).path("items")).isEmpty();
    as("viewer").post(path(job) + "/cancel", Map.of()).problem(403, "forbidden");
    awaitEnd(job);
  }

  @Test
  void bad_jobs_are_refused_with_the_reason() {
    admin()
        .post("/api/v1/jobs", Map.of("commands", List.of("show it")))
        .problem(422, "invalid_fields");
    admin()
        .post(
            "/api/v1/jobs",
            Map.of("targets", Map.of("devices", List.of("nobody")), "commands", List.of("show it")))
        .problem(422, "invalid_fields");
    admin()
        .post("/api/v1/jobs", Map.of("targets", ofTheSite(), "commands", List.of("show it")))
        .problem(422, "invalid_fields");
  }
}
