package io.netauto.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Driver;
import io.netauto.driver.Secret;
import io.netauto.server.credentials.Credential;
import io.netauto.server.credentials.CredentialSource;
import io.netauto.server.credentials.Resolution;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.testing.ServerTest;
import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.FleetPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Detection over real SSH, at the devices of the simulator. */
@Import(DetectionTest.SimulatorLogin.class)
class DetectionTest extends ServerTest {
  /** What the simulator's devices let in. */
  static class SimulatorLogin implements CredentialSource {
    @Override
    public String scheme() {
      return "sim";
    }

    @Override
    public Optional<String> problemWith(CustomerId customer, String name) {
      return Optional.empty();
    }

    @Override
    public Resolution resolve(CustomerId customer, String name) {
      return new Resolution.Found(
          new Credential("admin", Secret.of("admin-pass"), null, null, null));
    }
  }

  private static final Map<String, String> WORDS =
      Map.of(
          "cisco_ios", "show version|Cisco IOS",
          "arista_eos", "show version|Arista",
          "cisco_nxos", "show version|NX-OS",
          "juniper_junos", "show version|Junos:",
          "huawei_vrp", "display version|VRP");
  private static Fleet fleet;

  @BeforeAll
  static void start() {
    fleet =
        Fleet.start(
            FleetPlan.of(
                WORDS.keySet().stream()
                    .map(id -> DevicePlan.of(id, id).withChaos(7))
                    .toArray(DevicePlan[]::new)));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    Path folder = evidence();
    settings.add("netauto.platforms", folder::toString);
  }

  /** The built-in files, with a word of evidence where they have none. */
  private static Path evidence() {
    try {
      Path folder = Files.createTempDirectory("netauto-detection");
      for (Map.Entry<String, String> word : WORDS.entrySet()) {
        String file = word.getKey() + ".yaml";
        String text;
        try (var in = Driver.class.getResourceAsStream("platforms/" + file)) {
          text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!text.contains("\ndetection:")) {
          String[] parts = word.getValue().split("\\|");
          text +=
              "\ndetection:\n  - {in: output, command: %s, pattern: '%s', score: 100}\n"
                  .formatted(parts[0], parts[1]);
        }
        Files.writeString(folder.resolve(file), text);
        Files.setLastModifiedTime(
            folder.resolve(file), java.nio.file.attribute.FileTime.fromMillis(0));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Client signedIn() {
    Client client = nobody().header("Accept", "text/html");
    assertThat(client.logIn(user("admin"), PASSWORD, Map.of()).status()).isEqualTo(302);
    return client;
  }

  private static Map<String, Object> at(SimulatedDevice device, String fingerprint) {
    return Map.of(
        "address",
        device.host(),
        "port",
        device.port(),
        "credRef",
        "sim:login",
        "fingerprint",
        fingerprint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cisco_ios", "arista_eos", "cisco_nxos", "juniper_junos", "huawei_vrp"})
  void tells_the_platform_of_a_device_before_it_is_added(String platform) {
    SimulatedDevice device = fleet.device(platform);
    Client admin = admin();
    JsonNode asked = admin.post("/api/v1/devices/detect", at(device, "")).with(200);
    assertThat(asked.path("stoppedBy").path("code").asString()).isEqualTo("host_key_unknown");
    String fingerprint = asked.path("hostKey").path("fingerprint").asString();
    assertThat(fingerprint).isEqualTo(device.hostKeyFingerprint());

    JsonNode found = admin.post("/api/v1/devices/detect", at(device, fingerprint)).with(200);
    assertThat(found.path("stoppedBy").isNull()).as(found.toString()).isTrue();
    assertThat(found.path("best").asString()).as(found.toString()).isEqualTo(platform);
    assertThat(found.path("candidates").path(0).path("evidence")).isNotEmpty();
    assertThat(found.path("commands").size()).isLessThanOrEqualTo(2);
    assertThat(device.commands()).doesNotContain("configure terminal", "enable");
  }

  @Test
  void a_device_of_the_inventory_needs_a_host_key_that_is_trusted() {
    SimulatedDevice sim = fleet.device("cisco_ios");
    Client admin = admin();
    String name = unique("detect");
    long id =
        admin
            .post(
                "/api/v1/devices",
                Map.of(
                    "hostname",
                    name,
                    "address",
                    sim.host(),
                    "port",
                    sim.port(),
                    "credRef",
                    "sim:login",
                    "platform",
                    "frr"))
            .with(201)
            .path("id")
            .asLong();
    String path = "/api/v1/devices/" + id + "/detect";
    assertThat(admin.post(path, "").with(200).path("stoppedBy").path("code").asString())
        .isEqualTo("host_key_unknown");
    long key =
        jdbc.sql("select id from known_host where device_id = :id")
            .param("id", id)
            .query(Long.class)
            .single();
    admin.post("/api/v1/known-hosts/" + key + "/approve", "");
    assertThat(admin.post(path, "").with(200).path("best").asString()).isEqualTo("cisco_ios");
  }

  @Test
  void wrong_fields_are_told_and_a_viewer_may_not() {
    admin()
        .post("/api/v1/devices/detect", Map.of("address", "a b", "credRef", ""))
        .problem(422, "invalid_fields");
    String viewer = user("viewer");
    withKey(key(viewer, PASSWORD))
        .post("/api/v1/devices/detect", at(fleet.device("cisco_ios"), ""))
        .problem(403, "forbidden");
  }

  @Test
  void the_button_of_the_form_fills_in_the_platform_and_shows_the_evidence() {
    SimulatedDevice sim = fleet.device("cisco_nxos");
    Client admin = signedIn();
    assertThat(admin.get("/devices/new").response().body()).contains("hx-post=\"/devices/detect\"");
    Map<String, String> form =
        Map.of(
            "address", sim.host(),
            "port", String.valueOf(sim.port()),
            "credRef", "sim:login",
            "_csrf", admin.csrf());
    assertThat(admin.form("/devices/detect", form).response().body())
        .contains(sim.hostKeyFingerprint(), "It is the same");
    var again = new java.util.HashMap<>(form);
    again.put("fingerprint", sim.hostKeyFingerprint());
    String found = admin.form("/devices/detect", again).response().body();
    assertThat(found)
        .contains("value=\"cisco_nxos\" selected")
        .containsPattern("(?:banner|show version): <code>");
    again.put("port", "no number");
    assertThat(admin.form("/devices/detect", again).response().body())
        .contains("A port is a number");
  }
}
