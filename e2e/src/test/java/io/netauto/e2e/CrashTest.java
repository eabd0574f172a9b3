package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What is left after a kill -9, of the server and of its database. */
@ExtendWith(Lab.Once.class)
class CrashTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "NET_AUTO_TRUST_ON_FIRST_USE", "true",
          "NET_AUTO_OPS_USERNAME", "ops",
          "NET_AUTO_OPS_PASSWORD", "ops-pass");

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Lab lab;

  CrashTest(Lab lab) {
    this.lab = lab;
  }

  private void addShell(ServerProcess server) {
    new Runs(server.client()).add("shell", lab.device("jump").host(), 22, "linux", "", "env:OPS");
  }

  @Test
  void marks_a_run_interrupted_when_the_server_was_killed_and_keeps_what_it_showed() {
    ServerProcess first = ServerProcess.start(SETTINGS);
    addShell(first);
    Runs runs = new Runs(first.client());
    long id = runs.start("shell", "for i in $(seq 200); do echo line $i; sleep 0.05; done");
    List<String> shown;
    try (Events events = first.client().events("/runs/" + id + "/events?view=output")) {
      shown =
          Runs.lines(
              events.until(
                  e -> Runs.lines(List.of(e)).stream().anyMatch(l -> l.endsWith("line 10")),
                  Duration.ofSeconds(30)));
    }
    first.kill9();
    try (ServerProcess second = first.again()) {
      Api api = Api.withKey(second.address(), first.client().key());
      JsonNode run = new Runs(api).ended(id, Duration.ofSeconds(10));
      assertThat(run.get("status").asString()).as(run.toString()).isEqualTo("interrupted");
      assertThat(run.get("cause").get("code").asString()).isEqualTo("node_died");
      JsonNode kept = api.get("/runs/" + id + "/lines?view=output&limit=5000").json().get("lines");
      assertThat(kept.size()).isGreaterThanOrEqualTo(shown.size());
      for (int i = 0; i < shown.size(); i++) {
        assertThat(shown.get(i)).endsWith(kept.get(i).get("text").asString());
      }
      assertThat(new Runs(api).run("shell", "echo again").get("status").asString()).isEqualTo("ok");
    }
  }

  @Test
  void goes_on_when_postgresql_is_killed_under_it() {
    try (ServerProcess server = ServerProcess.start(SETTINGS)) {
      addShell(server);
      Runs runs = new Runs(server.client());
      long id = runs.start("shell", "for i in $(seq 100); do echo line $i; sleep 0.05; done");
      try (Events events = server.client().events("/runs/" + id + "/events?view=output")) {
        events.until(
            e -> Runs.lines(List.of(e)).stream().anyMatch(l -> l.endsWith("line 10")),
            Duration.ofSeconds(30));
      }
      ProcessHandle postgres =
          ProcessHandle.of(server.pid())
              .orElseThrow()
              .children()
              .filter(p -> p.info().command().orElse("").endsWith("postgres"))
              .findFirst()
              .orElseThrow();
      postgres.destroyForcibly();
      server.awaitLine(Pattern.compile("PostgreSQL ended .*starting it again"), LIMIT);
      Api.Reply away = server.client().get("/runs/" + id);
      if (away.status() != 200) {
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
      }
      server.awaitLine(Pattern.compile("Listening for news of other nodes again"), LIMIT);
      JsonNode run = runs.ended(id, Duration.ofSeconds(40));
      assertThat(run.get("status").asString()).as(run.toString()).isEqualTo("ok");
      assertThat(runs.text(id).lines()).hasSize(100);
    }
  }

  @Test
  void starts_though_its_database_is_killed_meanwhile() {
    try (Database database = Database.start()) {
      CompletableFuture<ServerProcess> starting =
          CompletableFuture.supplyAsync(
              () -> ServerProcess.start(database.environment()), Thread::startVirtualThread);
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (!starting.isDone()
          && database.number("select count(*) from pg_tables where tablename = 'job'") == 0) {
        assertThat(System.nanoTime()).as("the server makes its tables").isLessThan(limit);
      }
      database.kill9();
      try (ServerProcess server = starting.join()) {
        assertThat(server.client().get("/auth/me").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void refuses_a_second_server_on_the_same_data_and_says_so() {
    try (ServerProcess server = ServerProcess.start(SETTINGS)) {
      assertThatThrownBy(
              () -> ServerProcess.start(Map.of("NET_AUTO_DATA", server.data().toString())))
          .hasMessageContaining("is in use by another NetAuto server");
      assertThat(server.client().get("/auth/me").status()).isEqualTo(200);
    }
  }
}
