package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.testing.LoopbackDevice;
import io.netauto.server.testing.LoopbackLogin;
import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Runs on devices that are reached in every way there is, over real connections. */
@Import({LoopbackLogin.class, RunNow.class})
@TestPropertySource(properties = {"netauto.telnet=true", "netauto.trust-on-first-use=true"})
class WaysToDevicesTest extends ServerTest {
  @Autowired private RunNow now;
  @Autowired private Logins logins;
  @Autowired private DeviceAccess devices;
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
    RunId run = now.run(logins.firstAdmin(), device);
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
            admin().get("/api/v1/runs/" + run.path("id").asLong() + "/lines").with(200).toString())
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
                Map.of("hostname", unique("p"), "address", "192.0.2.7", "platform", "cisco_ios"))
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

  private JsonNode behind(JsonNode jumpHost, LoopbackDevice device, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("jumpHost", jumpHost.path("hostname").asString());
    return added(unique("behind"), device.port(), all);
  }

  @Test
  void a_chain_of_jump_hosts_leads_to_the_device() throws Exception {
    LoopbackDevice first = started(LoopbackDevice.modern());
    LoopbackDevice second = started(LoopbackDevice.modern());
    LoopbackDevice last = started(LoopbackDevice.modern());
    JsonNode near = added(unique("near"), first.port(), Map.of());
    JsonNode far = behind(near, second, Map.of());
    JsonNode device = behind(far, last, Map.of());
    assertThat(device.path("jumpHost").asLong()).isEqualTo(far.path("id").asLong());

    JsonNode run = run(device);
    assertThat(run.path("cause").toString()).isEqualTo("null");
    assertThat(List.of(first.logins(), second.logins(), last.logins())).containsOnly(1L);
    assertThat(page("/devices/" + device.path("id").asLong()))
        .containsSubsequence(
            "Reached through",
            "href=\"/devices/" + near.path("id").asLong() + "\"",
            "href=\"/devices/" + far.path("id").asLong() + "\"");
    assertThat(page("/devices/" + device.path("id").asLong() + "/edit"))
        .contains("value=\"" + far.path("hostname").asString() + "\"");
    for (JsonNode each : List.of(near, far, device)) {
      assertThat(
              admin()
                  .get("/api/v1/known-hosts?device=" + each.path("id").asLong())
                  .with(200)
                  .path("items"))
          .as("the key of " + each.path("hostname").asString())
          .hasSize(1);
    }

    admin().patch(path(near), Map.of("credRef", "loopback:wrong")).with(200);
    JsonNode cause = run(device).path("cause");
    assertThat(cause.path("code").asString()).isEqualTo("authentication_refused");
    assertThat(cause.path("jumpHost").asLong()).isEqualTo(near.path("id").asLong());
    assertThat(second.logins()).as("the second is not asked before the first").isOne();
  }

  @Test
  void a_telnet_device_is_reached_through_a_jump_host() throws Exception {
    LoopbackDevice jump = started(LoopbackDevice.modern());
    LoopbackDevice telnet = started(LoopbackDevice.telnet());
    JsonNode device =
        behind(added(unique("jump"), jump.port(), Map.of()), telnet, Map.of("protocol", "telnet"));
    assertThat(run(device).path("status").asString()).isEqualTo("ok");
    assertThat(jump.logins()).isOne();
  }

  @Test
  void an_old_jump_host_has_its_own_profile_and_a_failure_says_which_one_it_is() throws Exception {
    LoopbackDevice old = started(LoopbackDevice.old());
    LoopbackDevice last = started(LoopbackDevice.modern());
    JsonNode jump = added(unique("oldjump"), old.port(), Map.of());
    JsonNode device = behind(jump, last, Map.of("sshProfile", "legacy"));
    JsonNode refused = run(device);
    JsonNode cause = refused.path("cause");
    assertThat(cause.path("code").asString()).isEqualTo("no_common_algorithm");
    assertThat(cause.path("summary").asString()).startsWith(jump.path("hostname").asString());
    assertThat(cause.path("jumpHost").asLong()).isEqualTo(jump.path("id").asLong());
    assertThat(page("/runs/" + refused.path("id").asLong()))
        .contains("href=\"/devices/" + jump.path("id").asLong() + "/edit#f-sshProfile\"");

    admin().patch(path(jump), Map.of("sshProfile", "legacy")).with(200);
    admin().patch(path(device), Map.of("sshProfile", "modern")).with(200);
    assertThat(run(device).path("status").asString()).isEqualTo("ok");
  }

  @Test
  void a_jump_host_whose_key_changed_lets_nothing_pass() throws Exception {
    LoopbackDevice jump = started(LoopbackDevice.modern());
    LoopbackDevice other = started(LoopbackDevice.modern());
    LoopbackDevice last = started(LoopbackDevice.modern());
    JsonNode hop = added(unique("jump"), jump.port(), Map.of());
    JsonNode device = behind(hop, last, Map.of());
    assertThat(run(device).path("status").asString()).isEqualTo("ok");
    admin().patch(path(hop), Map.of("port", other.port())).with(200);
    assertThat(run(device).path("cause").path("code").asString()).isEqualTo("host_key_changed");
    assertThat(last.logins()).isOne();
    assertThat(other.logins()).isZero();
  }

  @Test
  void a_disabled_jump_host_is_left_alone() throws Exception {
    LoopbackDevice jump = started(LoopbackDevice.modern());
    JsonNode hop = added(unique("jump"), jump.port(), Map.of("enabled", false));
    JsonNode device = behind(hop, jump, Map.of());
    assertThat(run(device).path("cause").path("code").asString()).isEqualTo("jump_host_disabled");
    assertThat(jump.logins()).isZero();
  }

  @Test
  void circles_strangers_and_telnet_are_no_jump_hosts() {
    JsonNode a = added(unique("a"), 22, Map.of());
    JsonNode b = added(unique("b"), 22, Map.of("jumpHost", a.path("hostname").asString()));
    JsonNode c = added(unique("c"), 22, Map.of("jumpHost", b.path("id").asLong()));
    assertThat(refused(a, Map.of("jumpHost", c.path("hostname").asString())))
        .contains("circle")
        .contains(
            String.join(
                " → ",
                List.of(
                    a.path("hostname").asString(),
                    c.path("hostname").asString(),
                    b.path("hostname").asString(),
                    a.path("hostname").asString())));
    assertThat(refused(a, Map.of("jumpHost", a.path("hostname").asString()))).contains("circle");
    assertThat(refused(a, Map.of("jumpHost", "no-such-device"))).contains("no-such-device");
    assertThat(refused(b, Map.of("protocol", "telnet"))).contains(c.path("hostname").asString());
    JsonNode telnet = added(unique("t"), 23, Map.of("protocol", "telnet"));
    assertThat(refused(a, Map.of("jumpHost", telnet.path("hostname").asString())))
        .contains("needs SSH");
    String stranger = unique("stranger");
    adminOfAnotherCustomer()
        .post(
            "/api/v1/devices",
            Map.of("hostname", stranger, "address", "192.0.2.1", "platform", "frr"))
        .with(201);
    assertThat(refused(a, Map.of("jumpHost", stranger))).contains(stranger);
    assertThat(admin().patch(path(c), Map.of("jumpHost", "")).with(200).path("jumpHost").isNull())
        .isTrue();
  }

  private String refused(JsonNode device, Map<String, Object> change) {
    return admin()
        .patch(path(device), change)
        .problem(422, "invalid_fields")
        .path("errors")
        .toString();
  }

  @Test
  void a_jump_host_in_use_is_not_deleted_unless_those_behind_it_are_too() {
    JsonNode jump = added(unique("jump"), 22, Map.of());
    String name = jump.path("hostname").asString();
    JsonNode device = added(unique("behind"), 22, Map.of("jumpHost", name));
    assertThat(
            admin().delete(path(jump)).problem(409, "jump_host_in_use").path("detail").asString())
        .contains(device.path("hostname").asString());

    Client client = nobody().header("Accept", "text/html");
    client.logIn(user("admin"), PASSWORD, Map.of());
    String both =
        "/devices/actions?id=" + jump.path("id").asLong() + "&id=" + device.path("id").asLong();
    Map<String, String> form = Map.of("_csrf", client.csrf(), "action", "delete", "confirm", "2");
    assertThat(client.form(both, form).status()).isEqualTo(302);
    admin().get(path(jump)).problem(404, "device_not_found");
    admin().get(path(device)).problem(404, "device_not_found");
  }
}
