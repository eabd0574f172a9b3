package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The server as a process, against the lab's routers: real vtysh behind real OpenSSH. */
@ExtendWith(Lab.Once.class)
class RealDevicesTest {
  private static final List<String> COMMANDS =
      List.of("show version", "show running-config", "show ip route");
  private static final String BULK =
      "yes 0123456789012345678901234567890123456789012345678 | head -c ";

  private static ServerProcess server;
  private static Runs runs;
  private final Lab lab;

  RealDevicesTest(Lab lab) {
    this.lab = lab;
  }

  @BeforeAll
  static void start(Lab lab) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("NET_AUTO_TRUST_ON_FIRST_USE", "true");
    settings.put("NET_AUTO_LAB_DEFAULT_PASSWORD", "admin-pass");
    settings.put("NET_AUTO_OPS_USERNAME", "ops");
    settings.put("NET_AUTO_OPS_PASSWORD", "ops-pass");
    settings.put("NET_AUTO_WRONG_PASSWORD", "not-the-password");
    settings.put("NET_AUTO_BY_KEY_USERNAME", "admin");
    settings.put(
        "NET_AUTO_BY_KEY_PRIVKEY_BASE64",
        Base64.getEncoder().encodeToString(Files.readAllBytes(lab.clientKey())));
    settings.put("NET_AUTO_HANDSHAKE_TIMEOUT", "4s");
    settings.put("NET_AUTO_CONNECT_TIMEOUT", "4s");
    settings.put("NET_AUTO_SILENCE_LIMIT", "5s");
    settings.put("NET_AUTO_COMMAND_LIMIT", "20s");
    server = ServerProcess.start(settings);
    runs = new Runs(server.client());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private String router(String node) {
    return device(
        node + "-" + Long.toHexString(System.nanoTime()), node, "frr", "admin", "LAB_DEFAULT");
  }

  private String shell(String node) {
    return device(node + "-" + Long.toHexString(System.nanoTime()), node, "linux", "", "env:ops");
  }

  private String device(String name, String node, String platform, String user, String credential) {
    runs.add(name, lab.device(node).host(), 22, platform, user, credential);
    return name;
  }

  /** The clocks that count the age of a route differ by a second between two looks. */
  private static String ageless(String text) {
    return text.replaceAll("\\b\\d\\d:\\d\\d:\\d\\d\\b", "--:--:--");
  }

  private static void assertFailed(JsonNode run, String cause) {
    assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("error");
    assertThat(run.path("cause").path("code").asString()).as(run.toString()).isEqualTo(cause);
    assertThat(run.path("cause").path("summary").asString()).isNotBlank();
    assertThat(run.path("cause").path("advice").asString()).isNotBlank();
  }

  @Test
  void shows_byte_for_byte_what_ssh_shows_on_four_routers_at_once() {
    Map<String, List<Long>> started = new HashMap<>();
    for (String node : List.of("r1", "r2", "r3", "r4")) {
      String device = router(node);
      List<Long> ids = new ArrayList<>();
      COMMANDS.forEach(command -> ids.add(runs.start(device, command)));
      started.put(node, ids);
    }
    started.forEach(
        (node, ids) -> {
          for (int i = 0; i < ids.size(); i++) {
            JsonNode run = runs.ended(ids.get(i));
            assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("ok");
            // r4 takes keyboard-interactive logins only; its own root console shows the same
            String expected =
                node.equals("r4")
                    ? lab.vty(node, COMMANDS.get(i))
                    : lab.ssh(node, COMMANDS.get(i)).ok().out();
            assertThat(ageless(runs.text(ids.get(i))))
                .as(node + " " + COMMANDS.get(i))
                // The routers' own configuration holds the password that NetAuto logs in with.
                .isEqualTo(
                    ageless(expected).replace("password admin-pass", "password <password hidden>"));
          }
        });
  }

  @Test
  void logs_in_with_a_private_key() {
    JsonNode run = runs.run(device("by-key", "r1", "frr", "", "env:BY_KEY"), "show version");
    assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("ok");
  }

  @Test
  void ends_a_command_that_the_device_refuses_as_error_with_its_words() {
    JsonNode run = runs.run(router("r1"), "show versoin");
    assertFailed(run, "command_rejected");
    assertThat(run.path("cause").path("summary").asString())
        .contains("% Unknown command: show versoin");
  }

  @Test
  void stops_at_the_first_of_several_commands_that_fails() {
    JsonNode run = runs.run(router("r1"), "show versoin", "show ip route");
    assertFailed(run, "command_rejected");
    assertThat(runs.text(run.get("id").asLong())).doesNotContain("show ip route");
  }

  @Test
  void tells_a_name_that_does_not_resolve() {
    runs.add("nowhere", "no-such-host.invalid", 22, "frr", "admin", "LAB_DEFAULT");
    assertFailed(runs.run("nowhere", "show version"), "unknown_host");
  }

  @Test
  void tells_a_refused_port() {
    runs.add("refused", lab.device("r1").host(), 2222, "frr", "admin", "LAB_DEFAULT");
    assertFailed(runs.run("refused", "show version"), "connection_refused");
  }

  @Test
  void tells_a_host_that_accepts_and_never_answers() {
    assertFailed(runs.run(router("hung"), "show version"), "handshake_timeout");
  }

  @Test
  void tells_a_host_that_drops_every_packet() {
    String device = router("r2");
    try (var fault = lab.blackhole("r2")) {
      assertFailed(runs.run(device, "show version"), "connect_timeout");
    }
  }

  @Test
  void tells_a_wrong_password() {
    JsonNode run = runs.run(device("wrong", "r1", "frr", "admin", "WRONG"), "show version");
    assertFailed(run, "authentication_refused");
    assertThat(run.toString()).doesNotContain("not-the-password");
  }

  @Test
  void tells_a_credential_that_is_not_there_by_the_variables_it_looked_for() {
    JsonNode run = runs.run(device("unset", "r1", "frr", "admin", "UNSET"), "show version");
    assertFailed(run, "credential_not_found");
    assertThat(run.path("cause").path("expected").asString()).contains("NET_AUTO_UNSET_PASSWORD");
  }

  @Test
  void stops_at_a_changed_host_key_until_a_person_approves_it() {
    String name = router("r1");
    assertThat(runs.run(name, "show version").path("status").asString()).isEqualTo("ok");
    // the same device is now answered by another machine
    JsonNode device = server.client().get("/devices?hostname=" + name).json().get("items").get(0);
    server
        .client()
        .patch("/devices/" + device.get("id").asLong(), Map.of("address", lab.device("r3").host()))
        .json();
    JsonNode refused = runs.run(name, "show version");
    assertFailed(refused, "host_key_changed");
    assertThat(refused.path("cause").path("expected").asString()).contains("SHA256:");

    JsonNode keys =
        server.client().get("/known-hosts?device=" + device.get("id").asLong()).json().get("items");
    assertThat(keys).hasSize(2);
    for (JsonNode key : keys) {
      if (key.get("state").asString().equals("pending")) {
        assertThat(
                server
                    .client()
                    .post("/known-hosts/" + key.get("id").asLong() + "/approve", Map.of())
                    .status())
            .isEqualTo(204);
      }
    }
    assertThat(runs.run(name, "show version").path("status").asString()).isEqualTo("ok");
  }

  @Test
  void keeps_what_came_before_a_reset_in_mid_output() {
    String device = shell("r2");
    long id = runs.start(device, "for i in $(seq 400); do echo line $i; sleep 0.02; done");
    awaitOutput(id, "line 20");
    lab.resetSessions("r2");
    JsonNode run = runs.ended(id);
    assertFailed(run, "connection_lost");
    assertThat(runs.text(id)).startsWith("line 1\nline 2\n");
    assertThat(run.path("cause").path("lastBytes").asString()).contains("line ");
  }

  @Test
  void ends_as_error_when_the_network_cuts_the_session_after_some_thousand_bytes() {
    // whether the client sees the reset or only silence depends on who sent last
    JsonNode run = runs.run(shell("flaky"), BULK + 50_000);
    assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("error");
    assertThat(run.path("cause").path("code").asString()).isIn("connection_lost", "silent");
  }

  @Test
  void tells_a_device_that_stops_sending() {
    String device = shell("r2");
    JsonNode run = runs.run(device, "echo begun; sleep 60");
    assertFailed(run, "silent");
    assertThat(run.path("cause").path("lastBytes").asString()).contains("begun");
    assertThat(runs.text(run.get("id").asLong())).isEqualTo("begun\n");
  }

  @Test
  void ends_a_command_that_outlives_its_limit() {
    JsonNode run = runs.run(shell("r2"), "for i in $(seq 100); do echo $i; sleep 1; done");
    assertFailed(run, "command_timeout");
  }

  @Test
  void streams_200_megabytes_in_bounded_memory() {
    long bytes = 200_000_000L;
    long id = runs.start(shell("jump"), BULK + bytes);
    JsonNode run = runs.ended(id, Duration.ofMinutes(3));
    // the server has 768 MB of heap in all; its stop below shows that it lived through it
    assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("ok");
    assertThat(run.get("bytes").asLong()).isGreaterThan(bytes);
    JsonNode last =
        server.client().get("/runs/" + id + "/lines?view=output&after=3999990&limit=100").json();
    assertThat(last.get("lines").size()).isGreaterThan(5);
    assertThat(last.get("more").asBoolean()).isFalse();
  }

  @Test
  void shows_bytes_that_are_not_utf8_as_replacements_and_keeps_them_raw() {
    long id = runs.start(shell("jump"), "printf 'caf\\351 \\377\\n'");
    assertThat(runs.ended(id).path("status").asString()).isEqualTo("ok");
    assertThat(runs.text(id)).isEqualTo("caf\uFFFD \uFFFD\n");
  }

  @Test
  void closes_the_session_on_the_device_when_a_run_is_cancelled() {
    String device = shell("r2");
    long id = runs.start(device, "for i in $(seq 3141); do echo $i; sleep 0.5; done");
    awaitOutput(id, "2");
    assertThat(server.client().post("/runs/" + id + "/cancel", Map.of()).status()).isEqualTo(202);
    JsonNode run = runs.ended(id, Duration.ofSeconds(5));
    assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("cancelled");
    assertThat(lab.exec("r2", "sh", "-c", "pgrep -fa '[s]eq 3141' || true").ok().out()).isBlank();
  }

  @Test
  void refuses_a_viewer_who_runs_something() {
    server
        .client()
        .post(
            "/users",
            Map.of("username", "watcher", "password", "a-long-password", "role", "viewer"))
        .json();
    Api viewer = Api.login(server.address(), "watcher", "a-long-password");
    String device = router("r1");
    Api.Reply reply =
        viewer.post("/runs", Map.of("device", device, "commands", List.of("show version")));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body()).contains("runs:execute");
    assertThat(viewer.get("/runs").status()).isEqualTo(200);
  }

  @Test
  void gives_every_subscriber_every_line_once_wherever_it_resumes() {
    String device = shell("jump");
    long id = runs.start(device, "for i in $(seq 300); do echo line $i; sleep 0.01; done");
    List<Events.Event> live;
    try (Events events = server.client().events("/runs/" + id + "/events")) {
      live = events.until(e -> e.event().equals("end"), Duration.ofSeconds(60));
    }
    List<String> whole = Runs.lines(live);
    assertThat(whole.stream().filter(line -> line.contains(" output line "))).hasSize(300);
    for (Events.Event event : live) {
      if (event.event().equals("lines")) {
        List<String> before = Runs.lines(live.subList(0, live.indexOf(event) + 1));
        try (Events again = server.client().events("/runs/" + id + "/events", event.id())) {
          List<String> all = new ArrayList<>(before);
          all.addAll(Runs.lines(again.until(e -> e.event().equals("end"), Duration.ofSeconds(20))));
          assertThat(all).as("resumed after " + event.id()).isEqualTo(whole);
        }
      }
    }
  }

  private void awaitOutput(long id, String text) {
    try (Events events = server.client().events("/runs/" + id + "/events?view=output")) {
      events.until(
          e ->
              Runs.lines(List.of(e)).stream().anyMatch(line -> line.endsWith(" output " + text))
                  || e.event().equals("end"),
          Duration.ofSeconds(30));
    }
  }
}
