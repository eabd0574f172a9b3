package io.netauto.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Forbidden;
import io.netauto.server.identity.Role;
import io.netauto.server.identity.UserId;
import io.netauto.server.testing.ServerTest;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SelectionsTest extends ServerTest {
  @Autowired private Selections selections;
  private final String site = unique("site");

  private Actor actor() {
    return new Actor(new UserId(1), "tester", new CustomerId(1), Role.VIEWER, false);
  }

  private Actor stranger() {
    long id =
        jdbc.sql("insert into customer (name) values (:name) returning id")
            .param("name", unique("customer"))
            .query(Long.class)
            .single();
    return new Actor(new UserId(1), "stranger", new CustomerId(id), Role.ADMIN, false);
  }

  private DeviceId device(String hostname, String where, boolean enabled) {
    return new DeviceId(
        admin()
            .post(
                "/api/v1/devices",
                Map.of(
                    "hostname",
                    hostname,
                    "address",
                    "192.0.2.7",
                    "platform",
                    "cisco_ios",
                    "site",
                    where,
                    "enabled",
                    enabled,
                    "tags",
                    Map.of("ring", where)))
            .with(201)
            .path("id")
            .asLong());
  }

  @Test
  void devices_are_found_by_name_and_number_once_each_and_in_the_order_of_their_names() {
    String name = unique("sel");
    DeviceId b = device(name + "-b", site, true);
    DeviceId a = device(name + "-a", site, true);
    device(name + "-off", site, false);
    Selections.Selected found =
        selections.resolve(
            actor(),
            new DeviceSelection.Devices(
                List.of(
                    b.toString(),
                    (name + "-A").toUpperCase(),
                    " " + name + "-b ",
                    name + "-off",
                    "Nobody",
                    "999999999999999999")));
    assertThat(found.enabled()).containsExactly(a, b);
    assertThat(found.disabled()).isEqualTo(1);
    assertThat(found.unknown()).containsExactly("Nobody", "999999999999999999");
  }

  @Test
  void no_more_than_20_unknown_names_are_told() {
    List<String> names = IntStream.range(0, 30).mapToObj(i -> "unknown-" + i).toList();
    assertThat(selections.resolve(actor(), new DeviceSelection.Devices(names)).unknown())
        .isEqualTo(names.subList(0, 20));
  }

  @Test
  void a_name_that_two_sites_have_is_refused() {
    String name = unique("twice");
    DeviceId here = device(name, site, true);
    device(name, site + "-b", true);
    assertThatThrownBy(
            () -> selections.resolve(actor(), new DeviceSelection.Devices(List.of(name))))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo("hostname_ambiguous"))
        .hasMessageContaining(name);
    assertThat(
            selections
                .resolve(actor(), new DeviceSelection.Devices(List.of(here.toString())))
                .enabled())
        .containsExactly(here);
  }

  @Test
  void a_number_is_a_number_before_it_is_a_name() {
    DeviceId number = device(unique("num"), site, true);
    DeviceId named = device(number.toString(), site, true);
    assertThat(
            selections
                .resolve(actor(), new DeviceSelection.Devices(List.of(number.toString())))
                .enabled())
        .containsExactly(number)
        .doesNotContain(named);
  }

  @Test
  void a_filter_finds_what_the_list_finds_and_counts_the_disabled() {
    String name = unique("flt");
    DeviceId b = device(name + "-b", site, true);
    DeviceId a = device(name + "-a", site, true);
    device(name + "-c", site, false);
    device(name + "-elsewhere", site + "-x", true);
    for (Map<String, String> fields : List.of(Map.of("site", site), Map.of("tag:ring", site))) {
      DeviceSelection.Filter filter = new DeviceSelection.Filter(name, fields);
      Selections.Selected found = selections.resolve(actor(), filter);
      assertThat(found.enabled()).containsExactly(a, b);
      assertThat(found.disabled()).isEqualTo(1);
      assertThat(selections.count(actor(), filter)).isEqualTo(2);
    }
  }

  @Test
  void what_cannot_be_asked_for_is_refused() {
    for (DeviceSelection bad :
        List.of(
            new DeviceSelection.Filter("", Map.of("colour", "red")),
            new DeviceSelection.Filter("", Map.of("enabled", "perhaps")),
            new DeviceSelection.Group("no such group"))) {
      assertThatThrownBy(() -> selections.resolve(actor(), bad))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.INVALID));
    }
  }

  @Test
  void nothing_of_another_customer_is_found() {
    String name = unique("own");
    DeviceId id = device(name, site, true);
    Actor stranger = stranger();
    Selections.Selected found =
        selections.resolve(stranger, new DeviceSelection.Devices(List.of(name, id.toString())));
    assertThat(found.enabled()).isEmpty();
    assertThat(found.unknown()).containsExactly(name, id.toString());
    assertThat(selections.resolve(stranger, new DeviceSelection.Filter("", Map.of())).enabled())
        .isEmpty();
  }

  @Test
  void who_may_not_read_devices_selects_none() {
    Actor nobody = new Actor(new UserId(1), "n", new CustomerId(1), Role.VIEWER, false, Set.of());
    assertThatThrownBy(() -> selections.resolve(nobody, new DeviceSelection.Filter("", Map.of())))
        .isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> selections.count(nobody, new DeviceSelection.Filter("", Map.of())))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void a_fleet_of_100_000_is_selected_whole_and_one_more_is_refused() {
    Actor owner = stranger();
    jdbc.sql(
            """
            insert into device (customer_id, hostname, address, port, protocol, username, cred_ref,
                vendor, platform, model, role, site, tags, metadata, enabled, created_at, updated_at)
            select :customer, 'fleet-' || n, '192.0.2.1', 22, 'ssh', '', '', '', 'cisco_ios', '', '',
                'fleet', '{}', '{}', true, now(), now()
            from generate_series(1, 100000) n
            """)
        .param("customer", owner.customer().value())
        .update();
    List<String> names = new ArrayList<>();
    for (int n = 1; n <= 100_000; n++) {
      names.add("fleet-" + n);
    }
    DeviceSelection.Filter all = new DeviceSelection.Filter("", Map.of("site", "fleet"));
    List<DeviceId> byFilter = selections.resolve(owner, all).enabled();
    assertThat(byFilter).hasSize(100_000);
    assertThat(selections.resolve(owner, new DeviceSelection.Devices(names)).enabled())
        .isEqualTo(byFilter);
    jdbc.sql(
            """
            insert into device (customer_id, hostname, address, port, protocol, username, cred_ref,
                vendor, platform, model, role, site, tags, metadata, enabled, created_at, updated_at)
            values (:customer, 'one-more', '192.0.2.1', 22, 'ssh', '', '', '', 'cisco_ios', '', '',
                'fleet', '{}', '{}', true, now(), now())
            """)
        .param("customer", owner.customer().value())
        .update();
    assertThatThrownBy(() -> selections.resolve(owner, all))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo("selection_too_large"));
    jdbc.sql("delete from device where customer_id = :customer")
        .param("customer", owner.customer().value())
        .update();
  }
}
