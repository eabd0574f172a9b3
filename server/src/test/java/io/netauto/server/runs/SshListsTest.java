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
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Devices with SSH algorithms of their own. */
@Import({LoopbackLogin.class, RunNow.class})
@TestPropertySource(properties = {"netauto.telnet=true", "netauto.trust-on-first-use=true"})
class SshListsTest extends ServerTest {
  private static final String OWN = "KexAlgorithms=diffie-hellman-group14-sha1";

  @Autowired private RunNow now;
  @Autowired private Logins logins;
  @Autowired private DeviceAccess devices;

  private JsonNode added(String hostname, int port, String sshProfile) {
    return admin()
        .post(
            "/api/v1/devices",
            Map.of(
                "hostname",
                hostname,
                "address",
                "127.0.0.1",
                "port",
                port,
                "platform",
                "frr",
                "credRef",
                "loopback:pw",
                "sshProfile",
                sshProfile))
        .with(201);
  }

  private JsonNode run(JsonNode added) {
    CustomerId customer =
        new CustomerId(
            jdbc.sql("select customer_id from device where id = :id")
                .param("id", added.path("id").asLong())
                .query(Long.class)
                .single());
    Device device = devices.find(customer, new DeviceId(added.path("id").asLong())).orElseThrow();
    return admin().get("/api/v1/runs/" + now.run(logins.firstAdmin(), device)).with(200);
  }

  private String page(String path) {
    Client client = nobody().header("Accept", "text/html");
    client.logIn(user("admin"), PASSWORD, Map.of());
    return client.get(path).response().body();
  }

  @Test
  void an_old_device_is_reached_by_lists_of_its_own_and_the_report_shows_them() throws Exception {
    try (LoopbackDevice old = LoopbackDevice.old()) {
      String name = unique("own");
      JsonNode device = added(name, old.port(), OWN);
      assertThat(device.path("sshProfile").asString()).isEqualTo(OWN);
      JsonNode run = run(device);
      assertThat(run.path("cause").toString()).isEqualTo("null");
      JsonNode after = admin().get("/api/v1/devices/" + device.path("id").asLong()).with(200);
      assertThat(after.at("/sshSession/keyExchange").asString())
          .isEqualTo("diffie-hellman-group14-sha1");
      assertThat(page("/devices/" + device.path("id").asLong()))
          .contains("own lists, weak: diffie-hellman-group14-sha1");
      assertThat(page("/reports/legacy"))
          .contains(name, "own lists, weak: diffie-hellman-group14-sha1");
    }
  }

  @Test
  void sound_lists_are_in_the_report_before_any_session() {
    String name = unique("sound");
    added(name, 22, "Ciphers=aes256-ctr");
    JsonNode items = admin().get("/api/v1/reports/legacy?limit=500").with(200).path("items");
    assertThat(items.findValuesAsString("hostname")).contains(name);
  }

  @Test
  void a_name_that_is_not_known_is_told_by_the_api_and_in_the_form() {
    JsonNode device = added(unique("wrong"), 22, "modern");
    String path = "/devices/" + device.path("id").asLong();
    JsonNode problem =
        admin().patch("/api/v1" + path, Map.of("sshProfile", "Ciphers=rot13")).with(422);
    assertThat(problem.toString())
        .contains("sshProfile", "The cipher algorithm \\\"rot13\\\" is not known");
    Client client = nobody().header("Accept", "text/html");
    client.logIn(user("admin"), PASSWORD, Map.of());
    Map<String, String> typed = new HashMap<>();
    typed.put("_csrf", client.csrf());
    typed.put("hostname", device.path("hostname").asString());
    typed.put("address", "127.0.0.1");
    typed.put("platform", "frr");
    typed.put("protocol", "ssh");
    typed.put("port", "22");
    typed.put("sshProfile", "Ciphers=rot13");
    assertThat(client.form(path, typed).response().body())
        .contains("The cipher algorithm \"rot13\" is not known", "value=\"Ciphers=rot13\"");
    typed.put("sshProfile", OWN);
    assertThat(client.form(path, typed).status()).isEqualTo(302);
    assertThat(page(path + "/edit")).contains("value=\"" + OWN + "\"");
  }
}
