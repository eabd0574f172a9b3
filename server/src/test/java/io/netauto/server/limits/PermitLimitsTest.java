package io.netauto.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.jobs.Limits;
import io.netauto.server.testing.DeviceTest;
import io.netauto.simulator.SimulatedDevice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Limits as they are set and shown, and that the governor takes them. */
class PermitLimitsTest extends DeviceTest {
  private static final String PATH = "/api/v1/limits";

  @Autowired private Limits limits;
  @Autowired private RunScopes scopes;

  @AfterEach
  void takeAway() {
    jdbc.sql("delete from permit_limit where kind in ('global', 'customer')").update();
    limits.changed();
  }

  private static Map<String, Object> limit(String kind, String key, Object value) {
    Map<String, Object> limit = new HashMap<>();
    limit.put("kind", kind);
    limit.put("key", key);
    limit.put("value", value);
    return limit;
  }

  private Optional<JsonNode> shown(Client client, String kind, String key) {
    return client
        .get(PATH)
        .with(200)
        .path("items")
        .valueStream()
        .filter(
            each ->
                each.path("kind").asString().equals(kind)
                    && each.path("key").asString().equals(key))
        .findFirst();
  }

  @Test
  void a_limit_is_set_changed_and_taken_away_while_the_server_runs() {
    String site = unique("site");
    assertThat(limits.of("site:1/" + site)).isEmpty();
    admin().put(PATH, limit("site", site, 4)).with(204);
    assertThat(limits.of("site:1/" + site)).contains(4.0);
    admin().put(PATH, limit("site", site, 7)).with(204);
    assertThat(limits.of("site:1/" + site)).contains(7.0);
    JsonNode entry = shown(admin(), "site", site).orElseThrow();
    assertThat(entry.path("value").asDouble()).isEqualTo(7);
    assertThat(entry.path("inUse").asInt()).isZero();
    assertThat(entry.path("source").asString()).isEqualTo("set");
    admin().delete(PATH + "?kind=site&key=" + site).with(204);
    assertThat(limits.of("site:1/" + site)).isEmpty();
    admin().delete(PATH + "?kind=site&key=" + site).problem(404, "limit_not_found");
  }

  @Test
  void the_limit_of_a_customer_is_not_another_s() {
    String site = unique("site");
    Client other = adminOfAnotherCustomer();
    other.put(PATH, limit("site", site, 2)).with(204);
    assertThat(shown(other, "site", site)).isPresent();
    assertThat(shown(admin(), "site", site)).isEmpty();
    assertThat(limits.of("site:1/" + site)).isEmpty();
    admin().delete(PATH + "?kind=site&key=" + site).problem(404, "limit_not_found");
  }

  @Test
  void only_administrators_of_the_server_limit_it_and_its_customers() {
    admin().put(PATH, limit("global", "", 500)).with(204);
    admin().put(PATH, limit("customer", "", 100)).with(204);
    assertThat(limits.of("global")).contains(500.0);
    assertThat(limits.of("customer:1")).contains(100.0);
    Client theirs = as("admin");
    for (String kind : List.of("global", "customer")) {
      theirs.put(PATH, limit(kind, "", 1)).problem(403, "superuser_only");
      theirs.delete(PATH + "?kind=" + kind).problem(403, "superuser_only");
    }
    assertThat(shown(theirs, "global", "").orElseThrow().path("editable").asBoolean()).isFalse();
    as("operator").get(PATH).problem(403, "forbidden");
    as("viewer").put(PATH, limit("site", "x", 1)).problem(403, "forbidden");
  }

  @Test
  void a_wrong_limit_is_refused_in_words() {
    for (Map<String, Object> wrong :
        List.of(
            limit("site", "x", 0),
            limit("site", "x", 1.5),
            limit("site", "x", null),
            limit("login", "nowhere:x", 1),
            limit("device", "no such device", 1),
            limit("group", "x", 1),
            limit("colour", "x", 1))) {
      assertThat(
              admin()
                  .put(PATH, wrong)
                  .problem(422, "invalid_fields")
                  .path("errors")
                  .path(0)
                  .path("message")
                  .asString())
          .as(wrong.toString())
          .isNotBlank();
    }
  }

  @Test
  void logins_and_devices_are_named_as_people_name_them() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    String name = admin().get("/api/v1/devices/" + device).with(200).path("hostname").asString();
    admin().put(PATH, limit("device", name, 1)).with(204);
    assertThat(limits.of("device:1/" + device)).contains(1.0);
    assertThat(shown(admin(), "device", name)).isPresent();
    String login = unique("LAB");
    admin().put(PATH, limit("login", login, 0.5)).with(204);
    assertThat(limits.of("login:1/env:" + login)).contains(0.5);
    assertThat(shown(admin(), "login", "env:" + login)).isPresent();
  }

  @Test
  void the_quota_of_a_group_holds_for_the_runs_on_its_devices() {
    SimulatedDevice at = simulated();
    String site = unique("site");
    long inside = added(at, Map.of("site", site));
    long outside = added(at, Map.of());
    String name = unique("quota");
    long group =
        admin()
            .post(
                "/api/v1/groups",
                Map.of(
                    "name",
                    name,
                    "filter",
                    Map.of("fields", Map.of("site", site)),
                    "defaults",
                    Map.of("maxSessions", 2)))
            .with(201)
            .path("id")
            .asLong();
    while (limits.of("group:1/" + group).isEmpty()) {
      Thread.onSpinWait(); // within a second
    }
    assertThat(limits.of("group:1/" + group)).contains(2.0);
    assertThat(of(inside, site)).contains("group:1/" + group);
    assertThat(of(outside, "")).doesNotContain("group:1/" + group);
    assertThat(shown(admin(), "group", name).orElseThrow().path("editable").asBoolean()).isFalse();
  }

  @Test
  void only_as_many_runs_of_a_paced_realm_begin_as_will_be_logged_in_soon() {
    admin().put(PATH, limit("login", "sim:" + credential, 2)).with(204);
    long device = added(simulated(), Map.of());
    String scope = "realm:1/sim:" + credential;
    assertThat(of(device, "")).contains(scope);
    assertThat(limits.of(scope)).contains(10.0);
    assertThat(limits.of("realm:1/sim:" + unique("unpaced"))).isEmpty();
  }

  private List<String> of(long device, String site) {
    return scopes.of(new CustomerId(1), List.of(new RunScopes.Place(device, site))).getFirst();
  }

  @Test
  void the_page_sets_a_limit_and_says_what_is_wrong() {
    Client client = nobody().header("Accept", "text/html");
    client.logIn(user("admin"), PASSWORD, Map.of());
    String site = unique("page");
    Answer wrong =
        client.form(
            "/settings/limits",
            Map.of("_csrf", client.csrf(), "kind", "site", "key", site, "value", "many"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.response().body()).contains("whole number", site, "many");
    assertThat(
            client
                .form(
                    "/settings/limits",
                    Map.of("_csrf", client.csrf(), "kind", "site", "key", site, "value", "3"))
                .status())
        .isEqualTo(302);
    assertThat(client.get("/settings/limits").response().body()).contains("Site " + site);
    client.form(
        "/settings/limits/remove", Map.of("_csrf", client.csrf(), "kind", "site", "key", site));
    assertThat(client.get("/settings/limits").response().body()).doesNotContain("Site " + site);
  }
}
