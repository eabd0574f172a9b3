package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Secrets in commands that no common word tells: those that a platform's patterns alone know, and
 * the values that a template was given.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenSecretsTest extends ServerTest {
  private static final String NHRP = "Nhrp4cloud";
  private static final String OF_BOB = "hunter2-of-bob";
  private static final String KEY = "Plain7word";
  private static final String[] SECRETS = {NHRP, OF_BOB, KEY};
  private static final String MASK = "<secret hidden>";

  @Autowired private Masks masks;

  private final Map<String, String> ids = new HashMap<>();

  /** Once: the jobs are over, and no test changes them. */
  @BeforeAll
  void everything() {
    String name = unique("hidden");
    JsonNode device =
        admin()
            .post(
                "/api/v1/devices",
                Map.of(
                    "hostname", name, "address", "127.0.0.1", "port", 1, "platform", "cisco_ios"))
            .with(201);
    String template = unique("user");
    admin()
        .post(
            "/api/v1/templates",
            Map.of(
                "name",
                template,
                "mode",
                "change",
                "body",
                "username {{ user }} password {{ password }}\n"
                    + "crypto-for {{ ospf_key }} and {{ user }}\n"
                    + "reload reason {{ ospf_key }}",
                "variables",
                List.of(
                    Map.of("name", "user"),
                    Map.of("name", "password"),
                    Map.of("name", "ospf_key"))))
        .with(201);
    List<String> commands = List.of("ip nhrp authentication " + NHRP, "show clock");
    Map<String, Object> byTemplate =
        Map.of(
            "template",
            template,
            "variables",
            Map.of("user", "bob", "password", OF_BOB, "ospf_key", KEY));
    long run =
        admin()
            .post(
                "/api/v1/runs",
                Map.of("device", name, "commands", commands, "mode", "change", "confirm", true))
            .with(202)
            .path("id")
            .asLong();
    ids.put("DEVICE", device.path("id").asString());
    ids.put("RUN", "" + run);
    admin().bytes("/api/v1/runs/" + run + "/events"); // until its end
    add("PLAIN", name, Map.of("commands", commands));
    add("FILLED", name, byTemplate);
  }

  /** A job that is over, its run and a schedule. */
  private void add(String kind, String device, Map<String, ?> what) {
    Map<String, Object> job = new HashMap<>(what);
    job.put("targets", Map.of("devices", List.of(device)));
    job.put("mode", "change");
    job.put("confirm", true);
    long made = admin().post("/api/v1/jobs", job).with(202).path("id").asLong();
    admin().bytes("/api/v1/jobs/" + made + "/events");
    JsonNode run = admin().get("/api/v1/jobs/" + made + "/runs").with(200).at("/items/0");
    job.putAll(Map.of("name", unique("nightly"), "cron", "0 0 1 1 *", "zone", "UTC"));
    long schedule = admin().post("/api/v1/schedules", job).with(201).path("id").asLong();
    ids.put(kind + "_JOB", "" + made);
    ids.put(kind + "_RUN", run.path("id").asString());
    ids.put(kind + "_SCHEDULE", "" + schedule);
  }

  private String path(String pattern) {
    String path = pattern;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      path = path.replace("{" + id.getKey() + "}", id.getValue());
    }
    return path;
  }

  private String answer(String role, String path) {
    String name = user(role);
    if (path.startsWith("/api")) {
      return withKey(key(name, PASSWORD)).get(path).response().body();
    }
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    return browser.get(path).response().body();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/runs/{RUN}, " + NHRP,
    "/api/v1/runs?device={DEVICE}, " + NHRP,
    "/runs/{RUN}, " + NHRP,
    "/devices/{DEVICE}, " + NHRP,
    "/api/v1/jobs/{PLAIN_JOB}, " + NHRP,
    "/api/v1/jobs, " + NHRP,
    "/api/v1/jobs/{PLAIN_JOB}/events, " + NHRP,
    "/api/v1/schedules, " + NHRP,
    "/api/v1/schedules/{PLAIN_SCHEDULE}, " + NHRP,
    "/jobs/{PLAIN_JOB}, " + NHRP,
    "/schedules/{PLAIN_SCHEDULE}, " + NHRP,
    "/api/v1/jobs/{FILLED_JOB}, " + OF_BOB,
    "/api/v1/jobs/{FILLED_JOB}/runs, " + KEY,
    "/api/v1/runs/{FILLED_RUN}, " + KEY,
    "/api/v1/schedules/{FILLED_SCHEDULE}, " + KEY,
    "/runs/{FILLED_RUN}, " + KEY,
    "/runs?device={DEVICE}, " + OF_BOB,
    "/devices/{DEVICE}, " + OF_BOB,
    "/schedules/{FILLED_SCHEDULE}, " + KEY,
    "/jobs/new?job={FILLED_JOB}, " + KEY,
    "/schedules/{FILLED_SCHEDULE}/edit, " + KEY,
  })
  void who_lacks_the_right_sees_none_on_any_way(String pattern, String secret) {
    String path = path(pattern);
    assertThat(answer("admin", path)).as("an admin sees it").contains(secret);
    for (String role : List.of("viewer", "operator")) {
      if (role.equals("operator") || !pattern.matches("/jobs/new.*|.*/edit")) {
        assertThat(answer(role, path))
            .as(role)
            .doesNotContain(SECRETS)
            .containsAnyOf(MASK, "&lt;secret hidden>", "&lt;secret hidden&gt;", "&#60;secret");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/jobs",
        "/jobs/{FILLED_JOB}",
        "/jobs/{PLAIN_JOB}/table",
        "/jobs/{FILLED_JOB}/table",
        "/api/v1/jobs/{FILLED_JOB}/events",
        "/api/v1/jobs/{FILLED_JOB}/rows?command=0",
        "/api/v1/jobs/{FILLED_JOB}/causes",
        "/runs/{FILLED_RUN}/table?command=0",
        "/jobs/new?job={PLAIN_JOB}",
        "/schedules",
        "/schedules/{PLAIN_SCHEDULE}/edit",
      })
  void nor_where_it_need_not_be_told(String pattern) {
    assertThat(answer("operator", path(pattern))).isNotEmpty().doesNotContain(SECRETS);
  }

  @Test
  void nor_in_an_archive() throws IOException {
    Client operator = as("operator");
    for (String job : List.of("PLAIN_JOB", "FILLED_JOB")) {
      byte[] archive = operator.bytes("/api/v1/jobs/" + ids.get(job) + "/output.zip");
      ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive));
      assertThat(zip.getNextEntry()).isNotNull();
      do {
        assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain(SECRETS);
      } while (zip.getNextEntry() != null);
    }
  }

  @Test
  void the_trail_names_none_to_anybody() {
    admin().bytes("/api/v1/jobs/" + ids.get("PLAIN_JOB") + "/output.zip");
    String trail = admin().get("/api/v1/audit?limit=200").response().body();
    assertThat(trail)
        .contains("ip nhrp authentication ***", "job.download", "crypto-for ***", "schedule.create")
        .doesNotContain(SECRETS);
  }

  @Test
  void a_device_that_repeats_the_command_tells_none() {
    long job = Long.parseLong(ids.get("FILLED_JOB"));
    assertThat(masks.ofRun("cisco_ios", job).redact("r1#crypto-for " + KEY + " and bob\r\n").text())
        .isEqualTo("r1#crypto-for " + MASK + " and bob\r\n");
    assertThat(masks.ofRun("cisco_ios", job)).isSameAs(masks.ofRun("cisco_ios", job));
  }

  @Test
  void nobody_finds_a_job_by_the_secret_in_its_commands() {
    assertThat(as("operator").get("/api/v1/jobs?q=" + NHRP).with(200).path("items").size())
        .isZero();
  }

  @Test
  void whoever_has_to_confirm_a_retry_is_not_told_them() {
    JsonNode problem =
        as("operator")
            .post("/api/v1/jobs/" + ids.get("FILLED_JOB") + "/retry", Map.of("which", "all"))
            .problem(409, "confirmation_needed");
    assertThat(problem.at("/dangers/0/command").asString()).isEqualTo("reload reason " + MASK);
    assertThat(problem.toString()).doesNotContain(SECRETS);
  }
}
