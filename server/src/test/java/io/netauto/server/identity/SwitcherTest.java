package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The customer in the frame of the pages, and going to another. */
class SwitcherTest extends ServerTest {
  private long customer(String name) {
    return admin().post("/api/v1/customers", Map.of("name", name)).with(201).path("id").asLong();
  }

  private Client signedIn(List<Long> customers) {
    String name = unique("switcher");
    List<Map<String, Object>> memberships = new ArrayList<>();
    customers.forEach(id -> memberships.add(Map.of("customer", id, "role", "admin")));
    admin()
        .post(
            "/api/v1/users",
            Map.of("username", name, "password", PASSWORD, "memberships", memberships))
        .with(201);
    choseThePassword(name);
    Client client = nobody();
    client.logIn(name, PASSWORD, Map.of());
    return client;
  }

  private static Answer to(Client client, long customer, String from) {
    Map<String, String> fields = new HashMap<>();
    fields.put("customer", Long.toString(customer));
    fields.put("from", from);
    fields.put("_csrf", client.csrf());
    return client.form("/account/customer", fields);
  }

  private static String page(Client client, String path) {
    Answer answer = client.get(path);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.response().body();
  }

  @Test
  void who_has_one_customer_sees_no_switcher() {
    String name = unique("Only");
    String page = page(signedIn(List.of(customer(name))), "/devices");
    assertThat(page)
        .contains(name)
        .doesNotContain("data-customers")
        .contains("<title>Devices · NetAuto");
  }

  @Test
  void who_has_several_switches_and_sees_the_customer_in_title_and_frame() {
    String one = unique("One");
    String two = unique("Two");
    String foreign = unique("Foreign");
    customer(foreign);
    long first = customer(one);
    long second = customer(two);
    Client client = signedIn(List.of(first, second));
    assertThat(page(client, "/devices"))
        .contains("<title>Devices · " + one + " · NetAuto")
        .contains("data-customers", two)
        .doesNotContain(foreign, "data-search-customers");
    String session = client.session();
    String oldToken = client.csrf();
    assertThat(to(client, second, "/devices").header("Location")).isEqualTo("/devices");
    assertThat(client.session()).isNotEqualTo(session);
    assertThat(page(client, "/devices"))
        .contains("<title>Devices · " + two + " · NetAuto", "You are now in " + two);
    assertThat(client.form("/groups", Map.of("name", unique("stray"), "_csrf", oldToken)).status())
        .as("a form that was open in the customer before")
        .isEqualTo(403);
    assertThat(
            jdbc.sql(
                    "select count(*) from audit_event where action = 'customer.switch' and"
                        + " customer_id = ?")
                .param(second)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void nobody_gets_into_a_customer_that_they_are_nothing_in() {
    long foreign = customer(unique("Foreign"));
    Client client = signedIn(List.of(customer(unique("A")), customer(unique("B"))));
    long before = client.get("/api/v1/auth/me").with(200).path("customer").path("id").asLong();
    assertThat(to(client, foreign, "/").status()).isEqualTo(404);
    assertThat(to(client, 999_999, "/").status()).isEqualTo(404);
    assertThat(client.get("/api/v1/auth/me").with(200).path("customer").path("id").asLong())
        .isEqualTo(before);
    assertThat(client.form("/account/customer", Map.of("customer", "" + foreign)).status())
        .as("without a token")
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "/devices/12, /devices",
    "/devices/12/edit, /devices",
    "/devices?site=secret, /",
    "/runs/7, /runs",
    "/groups/new, /groups",
    "/settings/users/3, /settings/users",
    "/settings/customers/3, /",
    "/account, /",
    "https://evil.example/, /",
    "//evil.example, /",
    "/nowhere, /",
  })
  void the_switch_leads_to_the_same_area_and_to_no_thing_of_the_other(String from, String to) {
    long second = customer(unique("B"));
    Client client = signedIn(List.of(customer(unique("A")), second));
    assertThat(to(client, second, from).header("Location")).isEqualTo(to);
  }

  @Test
  void who_has_many_searches_them() {
    List<Long> ids = new ArrayList<>();
    String prefix = unique("Many");
    for (int i = 0; i < 12; i++) {
      ids.add(customer(prefix + "-" + (char) ('a' + i)));
    }
    String foreign = prefix + "-foreign";
    customer(foreign);
    Client client = signedIn(ids);
    assertThat(page(client, "/devices")).contains("data-search-customers");
    assertThat(found(client, prefix + "-L"))
        .contains(prefix + "-l</span>")
        .doesNotContain(prefix + "-b</span>", "<html");
    assertThat(found(client, foreign)).contains("No customer of that name");
    assertThat(page(client, "/account/customers?q=" + prefix + "-l"))
        .contains("<h1>Your customers</h1>", prefix + "-l</span>");
  }

  /** What the menu is given when somebody types. */
  private static String found(Client client, String text) {
    return client
        .send(client.request("/account/customers?q=" + text).setHeader("HX-Request", "true").GET())
        .response()
        .body();
  }

  @Test
  void a_key_stays_in_its_customer() {
    String name = unique("keyed");
    long first = customer(unique("A"));
    long second = customer(unique("B"));
    admin()
        .post(
            "/api/v1/users",
            Map.of(
                "username",
                name,
                "password",
                PASSWORD,
                "memberships",
                List.of(
                    Map.of("customer", first, "role", "admin"),
                    Map.of("customer", second, "role", "admin"))))
        .with(201);
    Client script = withKey(key(name, PASSWORD));
    assertThat(script.form("/account/customer", Map.of("customer", "" + second)).status())
        .isEqualTo(409);
    assertThat(script.get("/api/v1/auth/me").with(200).path("customer").path("id").asLong())
        .isEqualTo(first);
  }

  @Test
  void the_pages_of_people_show_and_change_what_they_say() {
    Client boss = nobody();
    boss.logIn("admin", ADMIN_PASSWORD, Map.of());
    String name = unique("Paged");
    Map<String, String> form =
        new HashMap<>(
            Map.of("name", name, "ranges", "10.1.0.0/16\n10.1.2.3/8", "_csrf", boss.csrf()));
    Answer refused = boss.form("/settings/customers", form);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.response().body())
        .contains("Did you mean 10.0.0.0/8?", "10.1.0.0/16\n10.1.2.3/8");
    form.put("ranges", "10.1.0.0/16");
    String place = boss.form("/settings/customers", form).header("Location");
    assertThat(page(boss, place)).contains("Add its first people under Users", name);
    assertThat(page(boss, "/settings/customers?q=" + name)).contains(name, "10.1.0.0/16");

    String user = unique("paged");
    String id = place.substring(place.lastIndexOf('/') + 1);
    Answer added =
        boss.form(
            "/settings/users",
            Map.of(
                "username",
                user,
                "password",
                PASSWORD,
                "customer",
                id,
                "customerRole",
                "operator",
                "_csrf",
                boss.csrf()));
    assertThat(added.header("Location")).as(added.response().body()).isEqualTo("/settings/users");
    assertThat(page(boss, "/settings/users?everywhere=true&q=" + user))
        .contains(user, "operator at " + name);
    assertThat(page(boss, "/settings/users?q=" + user)).contains("No user matches");
    key(user, PASSWORD);
    assertThat(page(boss, "/settings/api-keys?q=" + user)).contains("No key matches");
    to(boss, Long.parseLong(id), "/settings/api-keys");
    assertThat(page(boss, "/settings/api-keys?q=" + user)).contains("API login", user);
  }
}
