package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Secret;
import io.netauto.server.credentials.Credential;
import io.netauto.server.credentials.CredentialSource;
import io.netauto.server.credentials.Resolution;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.testing.LoopbackDevice;
import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Runs on devices that are reached in every way there is, over real connections. */
@Import(WaysToDevicesTest.LoopbackLogin.class)
@TestPropertySource(properties = {"netauto.telnet=true", "netauto.trust-on-first-use=true"})
class WaysToDevicesTest extends ServerTest {
  /** What the devices on the loopback let in. */
  static class LoopbackLogin implements CredentialSource {
    @Override
    public String scheme() {
      return "loopback";
    }

    @Override
    public Optional<String> problemWith(String name) {
      return Optional.empty();
    }

    @Override
    public Resolution resolve(String name) {
      return new Resolution.Found(new Credential("admin", Secret.of(name), null, null, null));
    }
  }

  @Autowired private PerformRun work;
  @Autowired private RunTable runs;
  @Autowired private Jobs jobs;
  @Autowired private Logins logins;
  @Autowired private DeviceAccess devices;
  @Autowired private TransactionTemplate transaction;
  private final List<LoopbackDevice> toClose = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (LoopbackDevice device : toClose) {
      device.close();
    }
  }

  private LoopbackDevice started(LoopbackDevice device) {
    toClose.add(device);
    return device;
  }

  private JsonNode added(String hostname, int port, Map<String, Object> more) {
    Map<String, Object> device = new HashMap<>();
    device.put("hostname", hostname);
    device.put("address", "127.0.0.1");
    device.put("port", port);
    device.put("platform", "frr");
    device.put("credRef", "loopback:pw");
    device.putAll(more);
    return admin().post("/api/v1/devices", device).with(201);
  }

  private static String path(JsonNode device) {
    return "/api/v1/devices/" + device.path("id").asLong();
  }

  /** Runs a command on a device in this thread, and returns the run. */
  private JsonNode run(JsonNode added) {
    long customer =
        jdbc.sql("select customer_id from device where id = :id")
            .param("id", added.path("id").asLong())
            .query(Long.class)
            .single();
    Device device =
        devices
            .find(new CustomerId(customer), new DeviceId(added.path("id").asLong()))
            .orElseThrow();
    RunId run =
        transaction.execute(
            status -> {
              JobId job =
                  jobs.create(
                          logins.firstAdmin(),
                          new NewJob("run_commands", NewJob.Mode.READ, Map.of(), 1, null))
                      .orElseThrow();
              return runs.insert(job, device, List.of("show version"));
            });
    work.perform(run.value());
    return admin().get("/api/v1/runs/" + run).with(200);
  }

  private String page(String path) {
    Client client = nobody().header("Accept", "text/html");
    assertThat(client.logIn(user("admin"), PASSWORD, Map.of()).status()).isEqualTo(302);
    Answer answer = client.get(path);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.response().body();
  }

  @Test
  void an_old_device_is_reached_once_it_is_marked_as_legacy() throws Exception {
    LoopbackDevice old = started(LoopbackDevice.old());
    JsonNode device = added(unique("old"), old.port(), Map.of());
    assertThat(device.path("sshProfile").asString()).isEqualTo("modern");
    JsonNode refused = run(device);
    assertThat(refused.path("cause").path("code").asString()).isEqualTo("no_common_algorithm");
    assertThat(old.logins()).isZero();
    assertThat(page("/runs/" + refused.path("id").asLong()))
        .contains("href=\"/devices/" + device.path("id").asLong() + "/edit#f-sshProfile\"");

    admin().patch(path(device), Map.of("sshProfile", "legacy")).with(200);
    assertThat(run(device).path("status").asString()).isEqualTo("ok");
    JsonNode after = admin().get(path(device)).with(200);
    assertThat(after.path("sshProfile").asString()).isEqualTo("legacy");
    assertThat(after.path("sshSession").path("keyExchange").asString())
        .isEqualTo("diffie-hellman-group14-sha1");
    assertThat(after.path("sshSession").path("weak").toString())
        .isEqualTo("[\"diffie-hellman-group14-sha1\"]");
    assertThat(page("/devices/" + device.path("id").asLong()))
        .contains("legacy too")
        .containsPattern("diffie-hellman-group14-sha1</span> <span[^>]*>weak");
  }

  @Test
  void the_report_tells_who_needs_legacy_algorithms_and_who_no_longer_does() throws Exception {
    LoopbackDevice old = started(LoopbackDevice.old());
    LoopbackDevice today = started(LoopbackDevice.modern());
    String prefix = unique("report");
    Map<String, Object> legacy = Map.of("sshProfile", "legacy");
    run(added(prefix + "-needs", old.port(), legacy));
    run(added(prefix + "-sound", today.port(), legacy));
    added(prefix + "-unknown", today.port(), legacy);
    run(added(prefix + "-modern", today.port(), Map.of()));

    Map<String, String> needed = new HashMap<>();
    for (JsonNode item : report()) {
      String name = item.path("hostname").asString();
      if (name.startsWith(prefix)) {
        needed.put(name.substring(prefix.length() + 1), item.path("needed").asString());
      }
    }
    assertThat(needed)
        .isEqualTo(Map.of("needs", "needed", "sound", "not_needed", "unknown", "unknown"));
    assertThat(page("/reports/legacy"))
        .contains(prefix + "-needs", "diffie-hellman-group14-sha1", "set it back to modern")
        .doesNotContain(prefix + "-modern");
    assertThat(page("/devices")).contains("href=\"/reports/legacy\"");
  }

  private JsonNode report() {
    return admin().get("/api/v1/reports/legacy?limit=500").with(200).path("items");
  }

  @Test
  void a_device_set_back_to_modern_stays_in_the_report_as_long_as_its_last_session_was_weak()
      throws Exception {
    LoopbackDevice old = started(LoopbackDevice.old());
    String name = unique("back");
    JsonNode device = added(name, old.port(), Map.of("sshProfile", "legacy"));
    run(device);
    admin().patch(path(device), Map.of("sshProfile", "modern")).with(200);
    assertThat(report().findValuesAsString("hostname")).contains(name);
  }

  @Test
  void a_telnet_device_is_run_on() throws Exception {
    LoopbackDevice telnet = started(LoopbackDevice.telnet());
    JsonNode device = added(unique("telnet"), telnet.port(), Map.of("protocol", "telnet"));
    JsonNode run = run(device);
    assertThat(run.path("cause").toString()).isEqualTo("null");
    assertThat(run.path("status").asString()).isEqualTo("ok");
    assertThat(telnet.logins()).isOne();
    assertThat(
            admin()
                .get("/api/v1/runs/" + run.path("id").asLong() + "/lines")
                .with(200)
                .toString())
        .contains("out of show version");
    JsonNode after = admin().get(path(device)).with(200);
    assertThat(after.path("reachability").path("status").asString()).isEqualTo("reachable");
    assertThat(after.path("sshSession").isNull()).isTrue();
  }

  @Test
  void a_wrong_password_over_telnet_is_told_as_such() throws Exception {
    LoopbackDevice telnet = started(LoopbackDevice.telnet());
    JsonNode device =
        added(
            unique("telnet"),
            telnet.port(),
            Map.of("protocol", "telnet", "credRef", "loopback:wrong"));
    assertThat(run(device).path("cause").path("code").asString())
        .isEqualTo("authentication_refused");
  }

  @Test
  void the_default_port_follows_the_protocol_and_another_stays() {
    JsonNode device =
        admin()
            .post(
                "/api/v1/devices",
                Map.of(
                    "hostname", unique("p"), "address", "192.0.2.7", "platform", "cisco_ios"))
            .with(201);
    assertThat(port(device, Map.of("protocol", "telnet"))).isEqualTo(23);
    assertThat(port(device, Map.of("site", "fra1"))).isEqualTo(23);
    assertThat(port(device, Map.of("protocol", "ssh"))).isEqualTo(22);
    assertThat(port(device, Map.of("protocol", "telnet", "port", 22))).isEqualTo(22);
    assertThat(port(device, Map.of("protocol", "ssh", "port", 2222))).isEqualTo(2222);
    assertThat(port(device, Map.of("protocol", "telnet"))).isEqualTo(2222);
  }

  private int port(JsonNode device, Map<String, Object> change) {
    return admin().patch(path(device), change).with(200).path("port").asInt();
  }

  @Test
  void the_form_moves_the_port_that_was_left_as_it_was() {
    JsonNode device = added(unique("form"), 22, Map.of());
    Client client = nobody().header("Accept", "text/html");
    client.logIn(user("admin"), PASSWORD, Map.of());
    Map<String, String> typed = new HashMap<>();
    typed.put("_csrf", client.csrf());
    typed.put("hostname", device.path("hostname").asString());
    typed.put("address", "127.0.0.1");
    typed.put("platform", "frr");
    typed.put("protocol", "telnet");
    typed.put("sshProfile", "legacy");
    typed.put("port", "22");
    assertThat(client.form("/devices/" + device.path("id").asLong(), typed).status())
        .isEqualTo(302);
    JsonNode after = admin().get(path(device)).with(200);
    assertThat(after.path("port").asInt()).isEqualTo(23);
    assertThat(after.path("sshProfile").asString()).isEqualTo("legacy");
  }
}
