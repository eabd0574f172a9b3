package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Customers, and where the addresses of their devices may lie. */
class CustomersTest extends ServerTest {
  private long customer(String... ranges) {
    return admin()
        .post("/api/v1/customers", Map.of("name", unique("Customer"), "ranges", List.of(ranges)))
        .with(201)
        .path("id")
        .asLong();
  }

  /** An administrator of one customer, by an API key. */
  private Client adminOf(long customer) {
    String name = unique("boss");
    admin()
        .post(
            "/api/v1/users",
            Map.of(
                "username",
                name,
                "password",
                PASSWORD,
                "memberships",
                List.of(Map.of("customer", customer, "role", "admin"))))
        .with(201);
    return withKey(key(name, PASSWORD));
  }

  private static Map<String, Object> device(String address) {
    Map<String, Object> device = new HashMap<>();
    device.put("hostname", unique("sw"));
    device.put("address", address);
    device.put("platform", "cisco_ios");
    return device;
  }

  @Test
  void a_new_customer_may_have_any_address_and_no_credential_of_the_server() {
    JsonNode made = admin().get("/api/v1/customers/" + customer()).with(200);
    assertThat(made.path("active").asBoolean()).isTrue();
    assertThat(made.path("ranges")).isEmpty();
    assertThat(made.path("credentialPatterns")).isEmpty();
    assertThat(admin().get("/api/v1/customers/1").with(200).path("credentialPatterns"))
        .extracting(JsonNode::asString)
        .as("the first customer goes on as before")
        .containsExactly("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "operator", "viewer"})
  void no_role_within_a_customer_sees_or_changes_customers(String role) {
    Client client = as(role);
    long id = customer();
    client.get("/api/v1/customers").problem(403, "forbidden");
    client.get("/api/v1/customers/" + id).problem(403, "forbidden");
    client.get("/api/v1/customers/999999").problem(403, "forbidden");
    client.post("/api/v1/customers", Map.of("name", unique("own"))).problem(403, "forbidden");
    client.patch("/api/v1/customers/" + id, Map.of("name", "x")).problem(403, "forbidden");
    client.delete("/api/v1/customers/" + id).problem(403, "forbidden");
    client
        .post("/api/v1/customers/" + id + "/outside", Map.of("ranges", List.of()))
        .problem(403, "forbidden");
  }

  @Test
  void a_key_narrowed_to_other_rights_is_no_superuser() {
    String narrow =
        admin()
            .post(
                "/api/v1/api-keys",
                Map.of("name", "narrow", "scopes", List.of("users:manage", "api-keys:own")))
            .with(201)
            .path("apiKey")
            .asString();
    withKey(narrow).get("/api/v1/customers").problem(403, "forbidden");
    String wider =
        withKey(narrow)
            .post("/api/v1/api-keys", Map.of("name", "wider"))
            .with(201)
            .path("apiKey")
            .asString();
    withKey(wider).get("/api/v1/customers").problem(403, "forbidden");
    withKey(narrow)
        .post(
            "/api/v1/users",
            Map.of("username", unique("more"), "password", PASSWORD, "role", "admin"))
        .problem(403, "forbidden");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8",
    "2001:db8::1/32, 2001:db8::/32",
  })
  void bits_beyond_the_prefix_are_refused_with_what_was_meant(String given, String meant) {
    JsonNode problem =
        admin()
            .post("/api/v1/customers", Map.of("name", unique("c"), "ranges", List.of(given)))
            .problem(422, "invalid_fields");
    assertThat(problem.path("errors").get(0).path("message").asString()).contains(meant + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "10/8",
        "10.1",
        "example.com",
        "10.0.0.0/33",
        "::1/129",
        "",
        "fe80::%eth0/64",
        "::ffff:10.0.0.0/104",
        "10.0.0.0/8; drop"
      })
  void what_is_no_network_is_refused(String range) {
    JsonNode problem =
        admin()
            .post("/api/v1/customers", Map.of("name", unique("c"), "ranges", List.of(range)))
            .problem(422, "invalid_fields");
    assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo("ranges");
  }

  @Test
  void an_address_within_the_ranges_is_taken_and_one_outside_is_refused_by_name_of_the_ranges() {
    Client boss = adminOf(customer("10.1.0.0/16", "192.0.2.7", "2001:db8:1::/48"));
    for (String inside : List.of("10.1.255.1", "192.0.2.7", "2001:db8:1::5", "::ffff:10.1.0.9")) {
      boss.post("/api/v1/devices", device(inside)).with(201);
    }
    for (String outside :
        List.of("10.2.0.1", "192.0.2.8", "2001:db8:2::5", "::ffff:10.2.0.1", "127.0.0.1")) {
      JsonNode problem =
          boss.post("/api/v1/devices", device(outside)).problem(422, "invalid_fields");
      assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo("address");
      assertThat(problem.path("errors").get(0).path("message").asString())
          .contains("10.1.0.0/16, 192.0.2.7/32, 2001:db8:1::/48");
    }
  }

  @Test
  void a_change_of_the_address_is_checked_and_of_another_field_is_not() {
    long id = customer("10.1.0.0/16");
    Client boss = adminOf(id);
    long device = boss.post("/api/v1/devices", device("10.1.0.1")).with(201).path("id").asLong();
    String path = "/api/v1/devices/" + device;
    boss.patch(path, Map.of("address", "10.9.0.1")).problem(422, "invalid_fields");
    assertThat(boss.get(path).with(200).path("address").asString()).isEqualTo("10.1.0.1");
    boss.patch(path, Map.of("address", "10.1.0.2")).with(200);
    admin()
        .patch(
            "/api/v1/customers/" + id,
            Map.of("ranges", List.of("10.5.0.0/16"), "confirmOutside", true))
        .with(200);
    boss.patch(path, Map.of("site", "fra1")).with(200);
    boss.patch(path, Map.of("address", "10.1.0.3")).problem(422, "invalid_fields");
  }

  @Test
  void a_name_is_refused_when_it_resolves_outside_and_taken_when_it_does_not_resolve() {
    Client boss = adminOf(customer("10.1.0.0/16"));
    JsonNode problem =
        boss.post("/api/v1/devices", device("localhost")).problem(422, "invalid_fields");
    assertThat(problem.path("errors").get(0).path("message").asString())
        .contains("localhost", "10.1.0.0/16");
    boss.post("/api/v1/devices", device("no-such-host.invalid")).with(201);
    adminOf(customer("127.0.0.0/8", "::1/128"))
        .post("/api/v1/devices", device("localhost"))
        .with(201);
  }

  @Test
  void the_page_says_that_a_name_could_not_be_checked() {
    Client boss = nobody();
    String name = unique("boss");
    admin()
        .post(
            "/api/v1/users",
            Map.of(
                "username",
                name,
                "password",
                PASSWORD,
                "memberships",
                List.of(Map.of("customer", customer("10.1.0.0/16"), "role", "admin"))))
        .with(201);
    choseThePassword(name);
    boss.logIn(name, PASSWORD, Map.of());
    Answer saved =
        boss.form(
            "/devices",
            Map.of(
                "hostname",
                unique("named"),
                "address",
                "no-such-host.invalid",
                "platform",
                "cisco_ios",
                "_csrf",
                boss.csrf()));
    assertThat(saved.status()).isEqualTo(302);
    assertThat(boss.get(saved.header("Location")).response().body())
        .contains("does not resolve now");
  }

  @Test
  void the_platform_of_an_address_outside_is_not_detected() {
    Client boss = adminOf(customer("10.1.0.0/16"));
    JsonNode problem =
        boss.post(
                "/api/v1/devices/detect",
                Map.of("address", "127.0.0.1", "port", 22, "credRef", "env:LAB"))
            .problem(422, "invalid_fields");
    assertThat(problem.path("errors").toString()).contains("10.1.0.0/16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "169.254.169.254",
        "169.254.1.1",
        "0.0.0.1",
        "::1",
        "fe80::1",
        "fd00:ec2::254",
        "100.100.100.200",
        "::ffff:127.0.0.1"
      })
  void special_addresses_have_to_be_meant(String address) throws Exception {
    InetAddress special = InetAddress.ofLiteral(address);
    assertThat(new AddressRanges(List.of("0.0.0.0/0", "::/0")).covers(special)).isFalse();
    assertThat(new AddressRanges(List.of()).covers(special)).isTrue();
    String own = special.getHostAddress().replaceAll("%.*", "");
    assertThat(
            new AddressRanges(List.of(own + (own.contains(":") ? "/128" : "/32"))).covers(special))
        .isTrue();
  }

  @Test
  void everything_else_is_covered_by_the_whole_internet() {
    AddressRanges all = new AddressRanges(List.of("0.0.0.0/0", "::/0"));
    for (String address : List.of("10.0.0.1", "192.0.2.1", "100.100.100.201", "2001:db8::1")) {
      assertThat(all.covers(InetAddress.ofLiteral(address))).as(address).isTrue();
    }
    assertThat(new AddressRanges(List.of("0.0.0.0/0")).covers(InetAddress.ofLiteral("2001:db8::1")))
        .isFalse();
  }

  @Test
  void ranges_that_leave_devices_out_are_saved_only_when_that_is_confirmed() {
    long id = customer();
    Client boss = adminOf(id);
    for (int i = 1; i <= 12; i++) {
      boss.post("/api/v1/devices", device("10.7.0." + i)).with(201);
    }
    boss.post("/api/v1/devices", device("10.8.0.1")).with(201);
    String path = "/api/v1/customers/" + id;
    Map<String, Object> narrower = Map.of("ranges", List.of("10.8.0.0/16"));

    JsonNode preview = admin().post(path + "/outside", narrower).with(200);
    assertThat(preview.path("count").asLong()).isEqualTo(12);
    assertThat(preview.path("first")).hasSize(10);
    assertThat(preview.path("first").get(0).asString()).contains("(10.7.0.");

    JsonNode problem = admin().patch(path, narrower).problem(409, "devices_outside");
    assertThat(problem.path("outside").path("count").asLong()).isEqualTo(12);
    assertThat(admin().get(path).with(200).path("ranges")).isEmpty();

    Map<String, Object> meant = new HashMap<>(narrower);
    meant.put("confirmOutside", true);
    assertThat(admin().patch(path, meant).with(200).path("ranges").get(0).asString())
        .isEqualTo("10.8.0.0/16");
  }

  @Test
  void the_same_address_in_two_customers_is_fine() {
    for (int i = 0; i < 2; i++) {
      adminOf(customer("10.1.0.0/16")).post("/api/v1/devices", device("10.1.0.1")).with(201);
    }
  }

  @Test
  void a_customer_with_devices_is_kept_and_one_without_goes_with_its_people_and_keys() {
    long id = customer();
    Client boss = adminOf(id);
    long device = boss.post("/api/v1/devices", device("10.1.0.1")).with(201).path("id").asLong();
    JsonNode problem = admin().delete("/api/v1/customers/" + id).problem(409, "customer_in_use");
    assertThat(problem.path("detail").asString()).contains("1 devices");
    boss.delete("/api/v1/devices/" + device).with(204);
    boss.post("/api/v1/groups", Map.of("name", unique("group"))).with(201);
    admin().delete("/api/v1/customers/" + id).with(204);
    admin().get("/api/v1/customers/" + id).problem(404, "customer_not_found");
    boss.get("/api/v1/auth/me").problem(401, "bad_api_key");
    admin().delete("/api/v1/customers/1").problem(409, "customer_in_use");
  }

  @Test
  void nobody_acts_in_a_deactivated_customer_until_it_is_active_again() {
    long id = customer();
    Client boss = adminOf(id);
    boss.get("/api/v1/devices").with(200);
    admin().patch("/api/v1/customers/" + id, Map.of("active", false)).with(200);
    boss.get("/api/v1/devices").problem(401, "bad_api_key");
    admin().patch("/api/v1/customers/" + id, Map.of("active", true)).with(200);
    boss.get("/api/v1/devices").with(200);
    admin().patch("/api/v1/customers/1", Map.of("active", false)).problem(422, "invalid_fields");
  }

  @Test
  void names_are_unique_whatever_their_case_and_unknown_ones_are_not_found() {
    String name = unique("Acme");
    admin().post("/api/v1/customers", Map.of("name", name)).with(201);
    admin()
        .post("/api/v1/customers", Map.of("name", name.toUpperCase(Locale.ROOT)))
        .problem(409, "customer_name_taken");
    admin().post("/api/v1/customers", Map.of("name", " ")).problem(422, "invalid_fields");
    admin()
        .patch("/api/v1/customers/999999", Map.of("name", "x"))
        .problem(404, "customer_not_found");
    admin().delete("/api/v1/customers/999999").problem(404, "customer_not_found");
  }

  @Test
  void the_list_pages_by_name_without_gap_or_repeat() {
    String prefix = unique("paged");
    for (int i = 0; i < 5; i++) {
      admin().post("/api/v1/customers", Map.of("name", prefix + "-" + i)).with(201);
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          admin()
              .get(
                  "/api/v1/customers?limit=2&q="
                      + prefix
                      + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .with(200);
      assertThat(page.path("total").asLong()).isEqualTo(5);
      page.path("items").forEach(item -> seen.add(item.path("name").asString()));
      cursor = page.path("next").isNull() ? "" : page.path("next").asString();
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(5).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void what_is_done_to_a_customer_is_in_the_trail() {
    long id = customer("10.0.0.0/8");
    admin().patch("/api/v1/customers/" + id, Map.of("ranges", List.of())).with(200);
    admin().delete("/api/v1/customers/" + id).with(204);
    assertThat(
            jdbc.sql(
                    "select action from audit_event where kind = 'customer' and object_id = ? order"
                        + " by id")
                .param(Long.toString(id))
                .query(String.class)
                .list())
        .contains("customer.create", "customer.edit", "customer.remove");
  }
}
