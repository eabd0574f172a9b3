package io.netauto.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.testing.ServerTest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The number beside the dashboard. */
class OpenEventsTest extends ServerTest {
  private static final Pattern BADGE =
      Pattern.compile("<span class=\"badge-number\" aria-hidden=\"true\">([^<]+)</span>");

  private record Person(Client browser, CustomerId customer) {}

  private Person person() {
    String name = unique("looker");
    long customer =
        admin()
            .post("/api/v1/customers", Map.of("name", unique("Looking")))
            .with(201)
            .path("id")
            .asLong();
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
    choseThePassword(name);
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    return new Person(browser, new CustomerId(customer));
  }

  private void raise(Person person, int count) {
    jdbc.sql(
            """
            insert into event (customer_id, kind, hostname, words, at)
            select ?, 'host-key.changed', 'sw', 'changed', now() from generate_series(1, ?)
            """)
        .params(person.customer().value(), count)
        .update();
  }

  private static List<String> badges(Person person, String path) {
    return BADGE
        .matcher(person.browser().get(path).response().body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void every_page_tells_how_many_events_of_the_customer_nobody_has_looked_at() {
    Person person = person();
    Person other = person();
    assertThat(badges(person, "/devices")).isEmpty();
    raise(person, 2);
    assertThat(badges(person, "/devices")).containsExactly("2");
    assertThat(person.browser().get("/settings/audit").response().body())
        .contains("2 events to look at");
    assertThat(badges(other, "/devices")).isEmpty();
    long id =
        jdbc.sql("select max(id) from event where customer_id = ?")
            .param(person.customer().value())
            .query(Long.class)
            .single();
    person
        .browser()
        .form("/events/" + id + "/acknowledge", Map.of("_csrf", person.browser().csrf()));
    assertThat(badges(person, "/devices")).containsExactly("1");
    assertThat(person.browser().get("/devices").response().body()).contains("1 event to look at");
  }

  @Test
  void more_than_can_be_read_are_not_counted_and_a_part_of_a_page_asks_nothing() {
    Person person = person();
    raise(person, 120);
    assertThat(badges(person, "/devices")).containsExactly("99+");
    assertThat(
            person
                .browser()
                .send(person.browser().request("/devices").setHeader("HX-Request", "true").GET())
                .response()
                .body())
        .doesNotContain("badge-number");
  }
}
