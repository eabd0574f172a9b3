package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A secret in a command is hidden from those who may not see secrets in output. */
class SecretsInCommandsTest extends ServerTest {
  private static final String SECRET = "hunter2-of-bob";
  private static final String COMMAND = "username bob password 0 " + SECRET;
  private static final String MASK = "<secret hidden>";

  private String device = "";
  private final Map<String, String> ids = new HashMap<>();

  /** A device that answers to nobody, and everything that names the command. */
  @BeforeEach
  void everything() {
    String name = unique("typed");
    device =
        admin()
            .post(
                "/api/v1/devices",
                Map.of(
                    "hostname", name, "address", "127.0.0.1", "port", 1, "platform", "cisco_ios"))
            .with(201)
            .path("id")
            .asString();
    List<String> commands = List.of(COMMAND, "show clock");
    long run =
        admin()
            .post(
                "/api/v1/runs",
                Map.of("device", name, "commands", commands, "mode", "change", "confirm", true))
            .with(202)
            .path("id")
            .asLong();
    Map<String, Object> job = new HashMap<>();
    job.put("targets", Map.of("devices", List.of(name)));
    job.put("commands", commands);
    job.put("mode", "change");
    job.put("confirm", true);
    long made = admin().post("/api/v1/jobs", job).with(202).path("id").asLong();
    job.putAll(Map.of("name", unique("nightly"), "cron", "0 0 1 1 *", "zone", "UTC"));
    long schedule = admin().post("/api/v1/schedules", job).with(201).path("id").asLong();
    ids.putAll(Map.of("RUN", "" + run, "JOB", "" + made, "SCHEDULE", "" + schedule));
    ids.put("DEVICE", device);
    admin().bytes("/api/v1/runs/" + run + "/events"); // until its end
    admin().bytes("/api/v1/jobs/" + made + "/events");
  }

  private String path(String pattern) {
    String path = pattern;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      path = path.replace(id.getKey(), id.getValue());
    }
    return path;
  }

  private Client person(String role, String path) {
    String name = user(role);
    if (path.startsWith("/api")) {
      return withKey(key(name, PASSWORD));
    }
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    return browser;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/runs/RUN",
        "/api/v1/runs?device=DEVICE",
        "/api/v1/runs/RUN/events",
        "/api/v1/jobs/JOB",
        "/api/v1/jobs",
        "/api/v1/jobs/JOB/events",
        "/api/v1/jobs/JOB/runs",
        "/api/v1/schedules",
        "/api/v1/schedules/SCHEDULE",
        "/runs?device=DEVICE",
        "/runs/RUN",
        "/devices/DEVICE",
        "/jobs/JOB",
        "/schedules/SCHEDULE",
      })
  void who_lacks_the_right_sees_none_on_any_way(String pattern) {
    String path = path(pattern);
    assertThat(person("admin", path).get(path).response().body())
        .as("an admin sees it")
        .contains(SECRET);
    for (String role : List.of("viewer", "operator")) {
      Answer answer = person(role, path).get(path);
      assertThat(answer.status()).as(role).isEqualTo(200);
      assertThat(answer.response().body())
          .as(role)
          .doesNotContain(SECRET, SECRET.substring(2))
          .containsAnyOf(MASK, "&lt;secret hidden>", "&lt;secret hidden&gt;");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/jobs",
        "/api/v1/runs/RUN/rows?command=0",
        "/api/v1/jobs/JOB/rows?command=0",
        "/runs/RUN/table?command=0",
        "/jobs/JOB/table",
        "/run?job=JOB",
        "/schedules",
        "/schedules/SCHEDULE/edit",
      })
  void nor_where_it_need_not_be_told(String pattern) {
    String path = path(pattern);
    Answer answer = person("operator", path).get(path);
    assertThat(answer.response().body()).isNotEmpty().doesNotContain(SECRET, SECRET.substring(2));
  }

  @Test
  void the_trail_names_it_to_nobody() {
    String trail = admin().get("/api/v1/audit?limit=100&kind=job").response().body();
    assertThat(trail).contains("job.create", "username bob password").doesNotContain(SECRET);
    assertThat(admin().get("/api/v1/audit?limit=200").response().body()).doesNotContain(SECRET);
  }

  @Test
  void a_job_is_tried_again_with_the_secret_by_somebody_who_does_not_see_it() {
    Client operator = as("operator");
    long again =
        operator
            .post(
                "/api/v1/jobs/" + ids.get("JOB") + "/retry",
                Map.of("which", "all", "confirm", true))
            .with(202)
            .path("id")
            .asLong();
    assertThat(admin().get("/api/v1/jobs/" + again).with(200).at("/commands/0").asString())
        .isEqualTo(COMMAND);
  }

  @Test
  void what_was_hidden_is_never_sent_to_a_device() {
    JsonNode shown = as("operator").get("/api/v1/runs/" + ids.get("RUN")).with(200);
    String copied = shown.at("/commands/0").asString();
    assertThat(copied).isEqualTo("username bob password 0 " + MASK);
    JsonNode problem =
        as("operator")
            .post(
                "/api/v1/runs",
                Map.of(
                    "device",
                    device,
                    "commands",
                    List.of(copied),
                    "mode",
                    "change",
                    "confirm",
                    true))
            .problem(422, "invalid_fields");
    assertThat(problem.at("/errors/0/message").asString()).contains("stands for a secret");
  }

  @Test
  void a_schedule_keeps_the_secret_when_somebody_who_does_not_see_it_saves_it() {
    String path = "/api/v1/schedules/" + ids.get("SCHEDULE");
    Client operator = as("operator");
    JsonNode shown = operator.get(path).with(200);
    Map<String, Object> saved = new HashMap<>();
    saved.put("name", shown.path("name").asString());
    saved.put("targets", Map.of("devices", List.of(device)));
    saved.put(
        "commands",
        List.of(shown.at("/commands/0").asString(), shown.at("/commands/1").asString()));
    saved.putAll(Map.of("mode", "change", "confirm", true, "cron", "0 1 1 1 *", "zone", "UTC"));
    operator.put(path, saved).with(200);
    JsonNode after = admin().get(path).with(200);
    assertThat(after.at("/commands/0").asString()).isEqualTo(COMMAND);
    assertThat(after.path("cron").asString()).isEqualTo("0 1 1 1 *");
  }
}
