package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Latency;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two servers on one database share their jobs, and each survives the other. */
class TwoNodesTest {
  private static final int DEVICES = Integer.getInteger("nodes.devices", 300);
  private static final Duration JUDGED = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static Fleet fleet;
  private static Database database;
  private static ServerProcess first;
  private ServerProcess second;
  private String firstName = "";

  @BeforeAll
  static void startFirst() {
    Latency slow = new Latency(Duration.ZERO, Duration.ZERO, Duration.ofMillis(300), 0, .5);
    fleet =
        Fleet.start(FleetPlan.many(DEVICES, DevicePlan.of("sw", "cisco_ios").withLatency(slow)));
    database = Database.start();
    first = ServerProcess.start(settings());
    Runs runs = new Runs(first.client());
    for (SimulatedDevice device : fleet.devices()) {
      runs.add(device.name(), device.host(), device.port(), device.platform(), "", "env:SIM");
    }
  }

  @AfterAll
  static void stopFirst() {
    first.close();
    database.close();
    fleet.close();
  }

  @BeforeEach
  void startSecond() {
    firstName = nodes().getFirst();
    second = ServerProcess.start(settings());
    fleet.reset(false);
  }

  @AfterEach
  void stopSecond() {
    second.close();
    await("the first to be alone", LIMIT, () -> nodes().size() == 1);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(database.environment());
    settings.put("NET_AUTO_TRUST_ON_FIRST_USE", "true");
    settings.put("NET_AUTO_MAX_SESSIONS", "40");
    settings.put("NET_AUTO_SESSION_IDLE", "0s");
    settings.put("NET_AUTO_SIM_USERNAME", "admin");
    settings.put("NET_AUTO_SIM_PASSWORD", "admin-pass");
    settings.put("NET_AUTO_SIM_ENABLE_PASSWORD", "enable-pass");
    return settings;
  }

  private static List<String> nodes() {
    return database.list("select name from node order by started_at", rs -> rs.getString(1));
  }

  private static long start(String mode, String... commands) {
    return first
        .client()
        .post(
            "/jobs",
            Map.of(
                "targets",
                Map.of("filter", Map.of("text", "")),
                "commands",
                List.of(commands),
                "mode",
                mode,
                "confirm",
                true))
        .json()
        .get("id")
        .asLong();
  }

  private static JsonNode job(long id) {
    return first.client().get("/jobs/" + id).json();
  }

  private static JsonNode ended(long id) {
    await(() -> "the end of " + job(id), LIMIT, () -> !job(id).get("finishedAt").isNull());
    return job(id);
  }

  private static void await(String what, Duration limit, BooleanSupplier holds) {
    await(() -> what, limit, holds);
  }

  private static void await(
      java.util.function.Supplier<String> what, Duration limit, BooleanSupplier holds) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what.get()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static Map<String, Long> runs(long job, String by) {
    Map<String, Long> counts = new HashMap<>();
    database
        .list(
            "select %s, count(*) from run where job_id = %d group by 1".formatted(by, job),
            rs -> Map.entry(String.valueOf(rs.getString(1)), rs.getLong(2)))
        .forEach(e -> counts.put(e.getKey(), e.getValue()));
    return counts;
  }

  private static void awaitDone(long job, long count) {
    await(count + " runs", LIMIT, () -> job(job).get("counts").get("ok").asLong() >= count);
  }

  private static List<Long> received(String command) {
    return fleet.devices().stream()
        .map(d -> d.commands().stream().filter(command::equals).count())
        .toList();
  }

  @Test
  void share_a_job_and_do_each_run_once() {
    long job = start("read", "show netauto-ticks 3 20");
    assertThat(ended(job).get("status").asString()).isEqualTo("success");
    assertThat(runs(job, "node")).containsOnlyKeys(nodes()).hasSize(2);
    assertThat(received("show netauto-ticks 3 20")).containsOnly(1L);
  }

  @Test
  void show_live_what_the_other_runs() {
    long job = start("read", "show netauto-ticks 100 30");
    String other = nodes().getLast();
    await("a run of the second", LIMIT, () -> runs(job, "node").containsKey(other));
    long run =
        database.number(
            "select max(id) from run where job_id = %d and node = '%s' and status = 'running'"
                .formatted(job, other));
    try (Events events = first.client().events("/runs/" + run + "/events?view=output")) {
      List<Events.Event> live =
          events.until(e -> !Runs.lines(List.of(e)).isEmpty(), Duration.ofSeconds(30));
      assertThat(live).isNotEmpty();
      assertThat(database.list("select node from run where id = " + run, rs -> rs.getString(1)))
          .containsExactly(other);
      List<Events.Event> rest = events.until(e -> e.event().equals("end"), LIMIT);
      assertThat(Runs.lines(live).size() + Runs.lines(rest).size()).isEqualTo(100);
    }
    assertThat(ended(job).get("status").asString()).isEqualTo("success");
  }

  @Test
  void go_on_when_one_is_stopped() {
    long job = start("read", "show version");
    awaitDone(job, DEVICES / 5);
    second.stop();
    assertThat(ended(job).get("status").asString()).isEqualTo("success");
    assertThat(runs(job, "node")).containsOnlyKeys(firstName, other(job)).hasSize(2);
    assertThat(received("show version")).containsOnly(1L);
    assertThat(fleet.totals().openSessions()).isZero();
  }

  private String other(long job) {
    return runs(job, "node").keySet().stream()
        .filter(name -> !name.equals(firstName))
        .findFirst()
        .orElse("none");
  }

  /** Kills the second while it does something of this job, and waits until that is judged. */
  private void killWhileItWorksOn(long job) {
    String held =
        "select count(*) from run where job_id = %d and status = 'running' and node = '%s'"
            .formatted(job, nodes().getLast());
    await("a run on the second", LIMIT, () -> database.number(held) > 0);
    second.kill9();
    long killed = System.nanoTime();
    await("the judgement", JUDGED, () -> database.number(held) == 0);
    System.out.printf(
        "two nodes: what a killed one did was judged after %.1f s%n",
        (System.nanoTime() - killed) / 1e9);
  }

  @Test
  void reads_begin_again_when_one_is_killed() {
    long job = start("read", "show netauto-ticks 10 100");
    killWhileItWorksOn(job);
    assertThat(ended(job).get("status").asString()).isEqualTo("success");
    assertThat(runs(job, "attempt").keySet()).contains("1", "2");
    assertThat(runs(job, "node")).containsKey(firstName);
  }

  @Test
  void changes_are_interrupted_and_never_sent_again_when_one_is_killed() {
    String change = "snmp-server location killed";
    long job = start("change", "configure terminal", change, "end", "show netauto-ticks 10 100");
    killWhileItWorksOn(job);
    JsonNode changed = ended(job);
    long interrupted = changed.get("counts").get("interrupted").asLong();
    assertThat(interrupted).as(changed.toString()).isBetween(1L, 40L);
    assertThat(changed.get("counts").get("ok").asLong()).isEqualTo(DEVICES - interrupted);
    assertThat(runs(job, "cause ->> 'code'")).containsEntry("node_died", interrupted);
    assertThat(received(change)).containsAnyOf(0L, 1L).doesNotContain(2L);
  }
}
