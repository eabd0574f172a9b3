package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netauto.server.testing.LoopbackDevice;
import io.netauto.server.testing.ServerTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Tries stored credentials on devices over real connections. */
@TestPropertySource(properties = {"netauto.telnet=true", "netauto.trust-on-first-use=true"})
class LoginTrialTest extends ServerTest {
  private static final String RIGHT = "right-4711-word";
  private static final String WRONG = "wrong-4711-word";

  private String stored(String password) {
    String name = unique("trial");
    admin()
        .post(
            "/api/v1/credentials", Map.of("name", name, "username", "admin", "password", password))
        .with(201);
    return name;
  }

  private String device(int port) {
    String hostname = unique("trialdev");
    admin()
        .post(
            "/api/v1/devices",
            Map.of("hostname", hostname, "address", "127.0.0.1", "port", port, "platform", "frr"))
        .with(201);
    return hostname;
  }

  private JsonNode tried(String credential, String device) {
    JsonNode result =
        admin()
            .post("/api/v1/credentials/" + credential + "/test", Map.of("device", device))
            .with(200);
    assertThat(result.path("hostname").asString()).isEqualTo(device);
    assertThat(result.toString()).doesNotContain("4711");
    return result;
  }

  /** {@code action outcome device} of what the trail holds about a credential. */
  private List<String> trail(String credential, String action) {
    return jdbc.sql(
            """
            select outcome || ' ' || username || ' ' || details::text from audit_event
            where object_name = :ref and action = :action order by id
            """)
        .param("ref", "stored:" + credential)
        .param("action", action)
        .query(String.class)
        .list();
  }

  private void isAudited(String credential, String device, String outcome, String use) {
    assertThat(trail(credential, "credential.test"))
        .singleElement()
        .asString()
        .startsWith(outcome + " admin ")
        .contains(device)
        .doesNotContain("4711");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(trail(credential, "credential.use"))
                    .singleElement()
                    .asString()
                    .startsWith(use + " admin ")
                    .contains(device)
                    .doesNotContain("4711"));
  }

  @Test
  void says_that_a_device_accepted_it() throws Exception {
    String credential = stored(RIGHT);
    try (LoopbackDevice device = LoopbackDevice.answering(Map.of(), RIGHT)) {
      String name = device(device.port());
      JsonNode result = tried(credential, name);
      assertThat(result.path("ok").asBoolean()).as(result.toString()).isTrue();
      assertThat(result.path("code").asString()).isEqualTo("ok");
      assertThat(result.path("summary").asString()).contains("showed its prompt");
      assertThat(device.logins()).isEqualTo(1);
      isAudited(credential, name, "ok", "ok");
    }
  }

  @Test
  void says_that_a_device_refused_it() throws Exception {
    String credential = stored(WRONG);
    try (LoopbackDevice device = LoopbackDevice.answering(Map.of(), RIGHT)) {
      String name = device(device.port());
      JsonNode result = tried(credential, name);
      assertThat(result.path("ok").asBoolean()).isFalse();
      assertThat(result.path("code").asString())
          .as(result.toString())
          .isEqualTo("authentication_refused");
      assertThat(result.path("advice").asString()).isNotBlank();
      isAudited(credential, name, "failed", "refused");
    }
  }

  @Test
  void says_that_a_device_cannot_be_reached() throws Exception {
    String credential = stored(RIGHT);
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String name = device(closed);
    JsonNode result = tried(credential, name);
    assertThat(result.path("ok").asBoolean()).isFalse();
    assertThat(result.path("code").asString())
        .as(result.toString())
        .isEqualTo("connection_refused");
    assertThat(result.path("advice").asString()).isNotBlank();
    assertThat(trail(credential, "credential.test")).singleElement().asString().contains(name);
    admin()
        .post("/api/v1/credentials/" + credential + "/test", Map.of("device", "no-such-device"))
        .problem(404, "device_not_found");
  }
}
