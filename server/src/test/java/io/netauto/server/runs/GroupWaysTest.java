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

/** Runs on devices that take their credential or jump host from a group. */
@Import({LoopbackLogin.class, RunNow.class})
@TestPropertySource(properties = {"netauto.telnet=true", "netauto.trust-on-first-use=true"})
class GroupWaysTest extends ServerTest {
  @Autowired private RunNow now;
  @Autowired private Logins logins;
  @Autowired private DeviceAccess devices;
  private final List<LoopbackDevice> toClose = new ArrayList<>();
  private final String site = unique("ways");

  @AfterEach
  void closeAll() throws Exception {
    for (LoopbackDevice device : toClose) {
      device.close();
    }
  }

  private LoopbackDevice started() throws Exception {
    LoopbackDevice device = LoopbackDevice.modern();
    toClose.add(device);
    return device;
  }

  private JsonNode added(String hostname, LoopbackDevice at, Map<String, Object> more) {
    Map<String, Object> device = new HashMap<>();
    device.put("hostname", hostname);
    device.put("address", "127.0.0.1");
    device.put("port", at.port());
    device.put("platform", "frr");
    device.put("site", site);
    device.putAll(more);
    return admin().post("/api/v1/devices", device).with(201);
  }

  /** A group of all devices of the site. */
  private String group(String name, Map<String, Object> defaults) {
    long id =
        admin()
            .post(
                "/api/v1/groups",
                Map.of(
                    "name",
                    name,
                    "filter",
                    Map.of("fields", Map.of("site", site)),
                    "defaults",
                    defaults))
            .with(201)
            .path("id")
            .asLong();
    return "/api/v1/groups/" + id;
  }

  private JsonNode run(JsonNode added) {
    Device device =
        devices.find(new CustomerId(1), new DeviceId(added.path("id").asLong())).orElseThrow();
    RunId run = now.run(logins.firstAdmin(), device);
    return admin().get("/api/v1/runs/" + run).with(200);
  }

  @Test
  void nothing_is_connected_to_that_lies_outside_of_the_ranges_by_then() throws Exception {
    LoopbackDevice place = started();
    JsonNode device = added(unique("was-inside"), place, Map.of("credRef", "loopback:pw"));
    try {
      admin()
          .patch(
              "/api/v1/customers/1",
              Map.of("ranges", List.of("10.0.0.0/8"), "confirmOutside", true))
          .with(200);
      JsonNode cause = run(device).path("cause");
      assertThat(cause.path("code").asString()).isEqualTo("address_refused");
      assertThat(cause.path("summary").asString()).contains("127.0.0.1");
      assertThat(place.logins()).isZero();
    } finally {
      admin().patch("/api/v1/customers/1", Map.of("ranges", List.of())).with(200);
    }
    assertThat(run(device).path("status").asString()).isEqualTo("ok");
  }

  private String page(JsonNode device) {
    Client client = nobody().header("Accept", "text/html");
    assertThat(client.logIn(user("admin"), PASSWORD, Map.of()).status()).isEqualTo(302);
    Answer answer = client.get("/devices/" + device.path("id").asLong());
    assertThat(answer.status()).isEqualTo(200);
    return answer.response().body();
  }

  @Test
  void a_device_without_a_credential_runs_with_that_of_its_group() throws Exception {
    LoopbackDevice place = started();
    JsonNode device = added(unique("nocred"), place, Map.of());
    JsonNode cause = run(device).path("cause");
    assertThat(cause.path("code").asString()).isEqualTo("credential_not_found");
    assertThat(cause.path("summary").asString()).contains("one of its groups");
    assertThat(place.logins()).isZero();
    assertThat(page(device)).contains("neither the device nor one of its groups has one");

    String name = unique("gives");
    String group = group(name, Map.of("credRef", "loopback:pw"));
    assertThat(run(device).path("cause").toString()).isEqualTo("null");
    assertThat(place.logins()).isOne();
    assertThat(page(device)).containsSubsequence("loopback:pw", "of the group", name);

    admin().patch(group, Map.of("defaults", Map.of("credRef", "env:NOT_THERE"))).with(200);
    cause = run(device).path("cause");
    assertThat(cause.path("code").asString()).isEqualTo("credential_not_found");
    assertThat(cause.path("summary").asString()).contains("\"" + name + "\"");

    admin()
        .patch("/api/v1/devices/" + device.path("id").asLong(), Map.of("credRef", "loopback:pw"))
        .with(200);
    assertThat(run(device).path("status").asString()).isEqualTo("ok");
  }

  @Test
  void a_group_leads_its_devices_through_its_jump_host_and_the_jump_host_directly()
      throws Exception {
    LoopbackDevice first = started();
    LoopbackDevice last = started();
    String bastion = unique("bastion");
    JsonNode jump = added(bastion, first, Map.of("credRef", "loopback:pw"));
    JsonNode device = added(unique("behind"), last, Map.of("credRef", "loopback:pw"));
    String name = unique("through");
    group(name, Map.of("jumpHost", bastion));

    assertThat(run(jump).path("cause").toString()).isEqualTo("null");
    assertThat(first.logins()).isOne();
    assertThat(run(device).path("cause").toString()).isEqualTo("null");
    assertThat(first.logins()).as("the jump host was passed").isEqualTo(2);
    assertThat(last.logins()).isOne();
    assertThat(page(device))
        .containsSubsequence("Reached through", bastion, "jump host of the group", name);
    assertThat(page(jump)).doesNotContain("Reached through");
  }

  @Test
  void a_jump_host_of_a_group_is_itself_reached_through_members_of_the_group() throws Exception {
    LoopbackDevice outer = started();
    LoopbackDevice inner = started();
    LoopbackDevice last = started();
    String near = unique("near");
    String far = unique("far");
    Map<String, Object> credential = Map.of("credRef", "loopback:pw");
    JsonNode first = added(near, outer, credential);
    added(far, inner, Map.of("credRef", "loopback:pw", "jumpHost", near));
    JsonNode device = added(unique("deep"), last, credential);
    group(unique("deep"), Map.of("jumpHost", far));
    assertThat(run(first).path("cause").toString()).isEqualTo("null");
    assertThat(run(device).path("cause").toString()).isEqualTo("null");
    assertThat(List.of(outer.logins(), inner.logins(), last.logins())).containsExactly(2L, 1L, 1L);
  }

  @Test
  void groups_that_send_each_other_round_are_told_as_a_circle() throws Exception {
    LoopbackDevice place = started();
    String a = unique("round-a");
    String b = unique("round-b");
    JsonNode one = added(a, place, Map.of("credRef", "loopback:pw"));
    added(b, place, Map.of("credRef", "loopback:pw"));
    for (String[] pair : List.of(new String[] {a, b}, new String[] {b, a})) {
      String group =
          "/api/v1/groups/"
              + admin()
                  .post(
                      "/api/v1/groups",
                      Map.of("name", unique("circle"), "defaults", Map.of("jumpHost", pair[1])))
                  .with(201)
                  .path("id")
                  .asLong();
      admin().post(group + "/members", Map.of("devices", List.of(pair[0]))).with(200);
    }
    assertThat(run(one).path("cause").path("code").asString()).isEqualTo("jump_host_circle");
  }
}
