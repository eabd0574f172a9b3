package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Schedules and maintenance windows by the API; their times come by moving them. */
@Timeout(60)
class SchedulesTest extends ServerTest {
  @Autowired private Schedules schedules;
  private final String site = unique("site");

  @BeforeEach
  void addDevice() {
    admin()
        .post(
            "/api/v1/devices",
            Map.of(
                "hostname",
                unique("scheduled"),
                "address",
                "127.0.0.1",
                "port",
                1,
                "platform",
                "frr",
                "site",
                site,
                "credRef",
                "env:LAB"))
        .with(201);
  }

  private Map<String, Object> schedule(Map<String, Object> more) {
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "name", unique("nightly"),
                "targets", Map.of("filter", Map.of("fields", Map.of("site", site))),
                "commands", List.of("show version"),
                "cron", "30 2 * * *",
                "zone", "Europe/Berlin"));
    body.putAll(more);
    return body;
  }

  private long added(Map<String, Object> more) {
    return admin().post("/api/v1/schedules", schedule(more)).with(201).path("id").asLong();
  }

  private static String path(long id) {
    return "/api/v1/schedules/" + id;
  }

  /** As if its time had come. */
  private Optional<Instant> fire(long id) {
    jdbc.sql("update schedule set next_at = now() - interval '1 second' where id = :id")
        .param("id", id)
        .update();
    return schedules.perform(Long.toString(id));
  }

  private long jobs(long schedule) {
    return jdbc.sql("select count(*) from job where idempotency_key like :key")
        .param("key", "schedule-" + schedule + "-%")
        .query(Long.class)
        .single();
  }

  @Test
  void a_schedule_makes_a_job_when_its_time_comes_and_says_when_the_next_is() {
    long id = added(Map.of());
    JsonNode before = admin().get(path(id)).with(200);
    Instant next = Instant.parse(before.path("nextAt").asString());
    assertThat(next.atZone(java.time.ZoneId.of("Europe/Berlin")).toLocalTime())
        .isEqualTo(java.time.LocalTime.of(2, 30));
    assertThat(schedules.perform(Long.toString(id))).as("too early").contains(next);
    assertThat(jobs(id)).isZero();

    assertThat(fire(id)).contains(next);
    JsonNode after = admin().get(path(id)).with(200);
    assertThat(after.path("lastProblem").isNull()).as(after.toString()).isTrue();
    JsonNode job = admin().get("/api/v1/jobs/" + after.path("lastJobId").asLong()).with(200);
    assertThat(job.path("total").asInt()).isEqualTo(1);
    assertThat(job.path("requestedBy").asString()).isEqualTo("admin");
    assertThat(job.path("scheduleId").asLong()).isEqualTo(id);
    JsonNode again = admin().post(path(id) + "/run", Map.of()).with(202);
    JsonNode made = admin().get("/api/v1/jobs?schedule=" + id).with(200).path("items");
    assertThat(made).hasSize(2);
    assertThat(made.get(0).path("id").asLong()).isEqualTo(again.path("id").asLong());
    assertThat(jobs(id)).isEqualTo(1);
  }

  @Test
  void while_the_job_before_is_not_over_none_is_made() {
    admin()
        .send(
            admin()
                .request("/api/v1/windows/" + site)
                .setHeader("Content-Type", "application/json")
                .PUT(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"cron\": \"0 0 1 1 *\", \"minutes\": 1}")))
        .with(200);
    long id = added(Map.of("window", site));
    fire(id);
    fire(id);
    assertThat(jobs(id)).isEqualTo(1);
    JsonNode after = admin().get(path(id)).with(200);
    assertThat(after.path("lastProblem").asString()).contains("was not over");
    // The window is closed: the run waits, and says for what.
    long job = after.path("lastJobId").asLong();
    JsonNode runs;
    do {
      runs = admin().get("/api/v1/runs?job=" + job).with(200).path("items");
    } while (runs.isEmpty());
    assertThat(
            admin()
                .get("/api/v1/runs/" + runs.get(0).path("id").asLong())
                .with(200)
                .path("waitingFor")
                .asString())
        .startsWith("the maintenance window " + site + ", which opens at ")
        .endsWith(", 00:00 (UTC)");
    assertThat(admin().get("/api/v1/jobs/" + job).with(200).path("waitingFor").asString())
        .startsWith("the maintenance window " + site);
    admin().delete("/api/v1/windows/" + site).problem(409, "window_in_use");
    admin().post("/api/v1/jobs/" + job + "/cancel", Map.of()).with(202);
  }

  @Test
  void a_schedule_whose_owner_is_gone_makes_nothing_and_says_so() {
    String name = user("operator");
    long id =
        withKey(key(name, PASSWORD))
            .post("/api/v1/schedules", schedule(Map.of()))
            .with(201)
            .path("id")
            .asLong();
    jdbc.sql("update app_user set active = false where username = :name")
        .param("name", name)
        .update();
    fire(id);
    assertThat(jobs(id)).isZero();
    assertThat(admin().get(path(id)).with(200).path("lastProblem").asString()).contains(name);
  }

  @Test
  void a_disabled_schedule_makes_nothing() {
    long id = added(Map.of("enabled", false));
    assertThat(fire(id)).isEmpty();
    assertThat(jobs(id)).isZero();
  }

  @Test
  void a_schedule_is_stopped_by_anybody_and_goes_on_for_who_lets_it() {
    long id = added(Map.of("commands", List.of("reload"), "confirm", true));
    Client operator = as("operator");
    JsonNode stopped = operator.post(path(id) + "/enabled", Map.of("enabled", false)).with(200);
    assertThat(stopped.path("enabled").asBoolean()).isFalse();
    assertThat(stopped.path("nextAt").isNull()).isTrue();
    assertThat(stopped.path("owner").asString()).isEqualTo("admin");
    operator
        .post(path(id) + "/enabled", Map.of("enabled", true))
        .problem(409, "confirmation_needed");
    JsonNode on =
        operator.post(path(id) + "/enabled", Map.of("enabled", true, "confirm", true)).with(200);
    assertThat(on.path("nextAt").isNull()).isFalse();
    assertThat(on.path("owner").asString()).isNotEqualTo("admin");
    as("viewer").post(path(id) + "/enabled", Map.of("enabled", false)).problem(403, "forbidden");
    adminOfAnotherCustomer()
        .post(path(id) + "/enabled", Map.of("enabled", false))
        .problem(404, "schedule_not_found");
  }

  @Test
  void the_next_times_are_told_in_advance() {
    JsonNode times =
        admin().get("/api/v1/schedules/times?cron=30+2+*+*+SAT&zone=Europe/Berlin").with(200);
    assertThat(times.path("words").asString()).isEqualTo("at 02:30 every Saturday");
    assertThat(times.path("next")).hasSize(5);
    admin().get("/api/v1/schedules/times?cron=often").problem(422, "invalid_fields");
  }

  @Test
  void dangerous_commands_are_confirmed_when_the_schedule_is_saved() {
    admin()
        .post("/api/v1/schedules", schedule(Map.of("commands", List.of("reload"))))
        .problem(409, "confirmation_needed");
    long id = added(Map.of("commands", List.of("reload"), "confirm", true));
    fire(id);
    assertThat(jobs(id)).isEqualTo(1);
  }

  @Test
  void what_is_wrong_is_told() {
    admin()
        .post("/api/v1/schedules", schedule(Map.of("cron", "every day")))
        .problem(422, "invalid_fields");
    admin()
        .post("/api/v1/schedules", schedule(Map.of("zone", "Mars/Olympus")))
        .problem(422, "invalid_fields");
    admin()
        .post("/api/v1/schedules", schedule(Map.of("window", "never heard of")))
        .problem(404, "window_not_found");
    String name = unique("twice");
    added(Map.of("name", name));
    admin()
        .post(
            "/api/v1/schedules", schedule(Map.of("name", name.toUpperCase(java.util.Locale.ROOT))))
        .problem(409, "schedule_exists");
  }

  @Test
  void schedules_are_seen_by_their_customer_only() {
    long id = added(Map.of());
    Client other = adminOfAnotherCustomer();
    other.get(path(id)).problem(404, "schedule_not_found");
    other.delete(path(id)).problem(404, "schedule_not_found");
    other.post(path(id) + "/run", Map.of()).problem(404, "schedule_not_found");
    assertThat(other.get("/api/v1/schedules").with(200).path("items")).isEmpty();
    as("viewer").post("/api/v1/schedules", schedule(Map.of())).problem(403, "forbidden");
  }
}
