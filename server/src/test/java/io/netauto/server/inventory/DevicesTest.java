package io.netauto.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DevicesTest extends ServerTest {
  private static final String DEVICES = "/api/v1/devices";

  private static Map<String, Object> device(String hostname) {
    return Map.of("hostname", hostname, "address", "192.0.2.7", "platform", "cisco_ios");
  }

  private static Map<String, Object> with(Map<String, Object> base, String name, Object value) {
    var all = new java.util.HashMap<>(base);
    all.put(name, value);
    return all;
  }

  private static List<String> hostnames(JsonNode page) {
    return page.path("items").findValuesAsString("hostname");
  }

  @Test
  void a_device_is_added_read_changed_and_deleted() {
    Client admin = admin();
    String name = unique("life");
    Answer answer = admin.post(DEVICES, device(name));
    JsonNode added = answer.with(201);
    String path = DEVICES + "/" + added.path("id").asLong();
    assertThat(answer.header("Location")).endsWith(path);
    assertThat(added.path("port").asInt()).isEqualTo(22);
    assertThat(added.path("protocol").asString()).isEqualTo("ssh");
    assertThat(added.path("vendor").asString()).as("the platform's").isNotEmpty();
    assertThat(added.path("enabled").asBoolean()).isTrue();
    assertThat(added.path("reachability").toString())
        .isEqualTo("{\"status\":\"unknown\",\"checkedAt\":null}");
    assertThat(admin.get(path).with(200)).isEqualTo(added);

    JsonNode changed =
        admin.patch(path, "{\"site\": \" fra1 \", \"port\": 2222, \"role\": null}").with(200);
    assertThat(changed.path("site").asString()).isEqualTo("fra1");
    assertThat(changed.path("port").asInt()).isEqualTo(2222);
    assertThat(changed.path("hostname").asString()).isEqualTo(name);
    assertThat(changed.path("updatedAt")).isNotEqualTo(added.path("updatedAt"));

    assertThat(hostnames(admin.get(DEVICES + "?hostname=" + name.toUpperCase()).with(200)))
        .containsExactly(name);
    admin.delete(path).with(204);
    admin.get(path).problem(404, "device_not_found");
    admin.delete(path).problem(404, "device_not_found");
    admin.patch(path, "{}").problem(404, "device_not_found");
  }

  @Test
  void telnet_is_refused_with_the_name_of_the_setting_that_allows_it() {
    Client admin = admin();
    JsonNode refused =
        admin
            .post(DEVICES, with(device(unique("t")), "protocol", "telnet"))
            .problem(422, "invalid_fields");
    assertThat(refused.path("errors").findValuesAsString("field")).containsExactly("protocol");
    assertThat(refused.path("errors").toString()).contains("NET_AUTO_TELNET=true");

    JsonNode ssh = admin.post(DEVICES, device(unique("t"))).with(201);
    String path = DEVICES + "/" + ssh.path("id").asLong();
    admin.patch(path, Map.of("protocol", "telnet")).problem(422, "invalid_fields");
    jdbc.sql("update device set protocol = 'telnet' where id = :id")
        .param("id", ssh.path("id").asLong())
        .update();
    admin.patch(path, Map.of("site", "fra1")).with(200);
  }

  @Test
  void every_wrong_field_is_told_at_once() {
    JsonNode problem =
        admin()
            .post(
                DEVICES,
                """
                {"hostname": "a b", "address": "10.0.0.300", "port": 70000, "protocol": "carrier pigeon",
                 "sshProfile": "ancient",
                 "platform": "abacus", "credRef": "cellar:x", "username": "a\\nb",
                 "model": "%s", "tags": {"a b": "c", "ok": null}}
                """
                    .formatted("m".repeat(129)))
            .problem(422, "invalid_fields");
    assertThat(problem.path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder(
            "hostname",
            "address",
            "port",
            "protocol",
            "sshProfile",
            "platform",
            "credRef",
            "username",
            "model",
            "tags",
            "tags");
    assertThat(problem.toString())
        .contains("10.0.0.300", "carrier pigeon", "abacus", "cisco_ios", "cellar", "env:");
    assertThat(
            admin()
                .post(DEVICES, "{}")
                .problem(422, "invalid_fields")
                .path("errors")
                .findValuesAsString("field"))
        .containsExactlyInAnyOrder("hostname", "address", "platform");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "2001:db8::1",
        "::1",
        "::ffff:192.0.2.1",
        "core-1.example.net",
        "core_1",
        "localhost",
      })
  void accepts_the_address(String address) {
    JsonNode added =
        admin().post(DEVICES, with(device(unique("ok")), "address", address)).with(201);
    assertThat(added.path("address").asString()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.300",
        "10.0.0",
        "10.0.0.1.2",
        "1234",
        "10.0.0.1/24",
        "2001:db8::g",
        "2001:db8:::1",
        "224.0.0.1",
        "0.0.0.0",
        "::",
        "-a.example.net",
        "a..example.net",
        "a b",
        "http://a",
        "10.0.0.1:22",
        "bücher.example",
      })
  void refuses_the_address(String address) {
    JsonNode problem =
        admin()
            .post(DEVICES, with(device(unique("bad")), "address", address))
            .problem(422, "invalid_fields");
    assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("address");
    assertThat(problem.toString()).contains(address);
  }

  @Test
  void a_name_is_taken_at_its_site_whatever_its_case() {
    Client admin = admin();
    String name = unique("twin");
    admin.post(DEVICES, with(device(name), "site", "fra")).with(201);
    JsonNode other = admin.post(DEVICES, with(device(name), "site", "ham")).with(201);

    JsonNode problem =
        admin
            .post(DEVICES, with(device(name.toUpperCase()), "site", "FRA"))
            .problem(409, "hostname_taken");
    assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("hostname");
    admin
        .patch(DEVICES + "/" + other.path("id").asLong(), Map.of("site", "Fra"))
        .problem(409, "hostname_taken");
    admin
        .post("/api/v1/runs", Map.of("device", name, "commands", List.of("show version")))
        .problem(409, "hostname_ambiguous");
  }

  @Test
  void metadata_is_kept_as_it_was_given() {
    String metadata =
        "{\"none\":null,\"deep\":{\"list\":[1,null,\"x\"]},\"number\":1.5,\"yes\":true,\"empty\":{}}";
    String body =
        "{\"hostname\": \"%s\", \"address\": \"192.0.2.1\", \"platform\": \"cisco_ios\", \"metadata\": %s}"
            .formatted(unique("meta"), metadata);
    Client admin = admin();
    JsonNode added = admin.post(DEVICES, body).with(201);
    String path = DEVICES + "/" + added.path("id").asLong();
    JsonNode kept = admin.get(path).with(200).path("metadata");
    assertThat(kept.path("none").isNull()).isTrue();
    assertThat(kept.path("deep").toString()).isEqualTo("{\"list\":[1,null,\"x\"]}");
    assertThat(kept.propertyNames())
        .containsExactlyInAnyOrder("none", "deep", "number", "yes", "empty");
    assertThat(admin.patch(path, "{\"site\":\"x\"}").with(200).path("metadata")).isEqualTo(kept);
    assertThat(admin.patch(path, "{\"metadata\":{}}").with(200).path("metadata").isEmpty())
        .isTrue();
    admin.patch(path, "{\"metadata\":{\"a\":\"\\u0000\"}}").problem(400, "malformed_text");
  }

  @Test
  void filters_by_field_by_tag_and_by_text() {
    Client admin = admin();
    String site = unique("filter");
    for (String tags : List.of("{\"env\":\"prod\",\"rack\":\"1\"}", "{\"env\":\"prod\"}", "{}")) {
      admin
          .post(
              DEVICES,
              "{\"hostname\":\"%s\",\"address\":\"192.0.2.9\",\"platform\":\"cisco_ios\",\"site\":\"%s\",\"tags\":%s}"
                  .formatted(unique("f"), site, tags))
          .with(201);
    }
    String here = DEVICES + "?site=" + site;
    assertThat(admin.get(here).with(200).path("total").asInt()).isEqualTo(3);
    assertThat(admin.get(here + "&tag=env:prod").with(200).path("total").asInt()).isEqualTo(2);
    assertThat(admin.get(here + "&tag=env:prod&tag=rack:1").with(200).path("total").asInt())
        .isEqualTo(1);
    assertThat(admin.get(here + "&tag=env:test").with(200).path("total").asInt()).isZero();
    assertThat(admin.get(here + "&platform=arista_eos").with(200).path("total").asInt()).isZero();
    assertThat(admin.get(DEVICES + "?q=" + site.toUpperCase()).with(200).path("total").asInt())
        .isEqualTo(3);
    assertThat(admin.get(here + "&q=%25").with(200).path("total").asInt())
        .as("a wildcard is text")
        .isZero();
    assertThat(admin.get(here + "&q=%5C").with(200).path("total").asInt()).isZero();

    List<Long> ids = new ArrayList<>();
    admin.get(here).json().path("items").forEach(d -> ids.add(d.path("id").asLong()));
    assertThat(
            admin.post(DEVICES + "/disable", Map.of("ids", ids)).with(200).path("changed").asInt())
        .isEqualTo(3);
    assertThat(admin.get(here + "&enabled=false").with(200).path("total").asInt()).isEqualTo(3);
    admin
        .post("/api/v1/runs", Map.of("device", "" + ids.getFirst(), "commands", List.of("x")))
        .problem(409, "device_disabled");
    admin.post(DEVICES + "/enable", "{\"ids\":null}").problem(422, "invalid_fields");
    admin.post(DEVICES + "/enable", "{\"ids\":[null]}").problem(422, "invalid_fields");
  }

  @ParameterizedTest
  @CsvSource({
    "hostname",
    "address",
    "platform",
    "site",
    "role",
    "vendor",
    "createdAt",
    "updatedAt"
  })
  void pages_return_each_device_once_in_every_order_while_others_are_added(String field) {
    String model = unique("page");
    fill(1_234, model);
    for (String sort : List.of(field, "-" + field)) {
      var seen = new ArrayList<Long>();
      var places = new ArrayList<String>();
      Client admin = admin();
      String cursor = "";
      for (int page = 0; ; page++) {
        JsonNode answer =
            admin.get(DEVICES + "?limit=97&model=" + model + "&sort=" + sort + cursor).with(200);
        answer.path("items").forEach(d -> seen.add(d.path("id").asLong()));
        answer.path("items").forEach(d -> places.add(d.path(field).asString()));
        if (answer.path("next").isNull()) {
          break;
        }
        cursor = "&cursor=" + answer.path("next").asString();
        fill(3, model); // before and after the place where we are
        assertThat(page).isLessThan(40);
      }
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(new HashSet<>(seen)).containsAll(first(1_234, model));
      if (!field.endsWith("At")) {
        assertThat(inOrder(places, sort.startsWith("-"))).isTrue();
      }
    }
  }

  /** As the database orders text. */
  private boolean inOrder(List<String> places, boolean descending) {
    return jdbc.sql(
            """
            select coalesce(bool_and(case when :descending then before >= v else before <= v end), true)
            from (select v, lag(v) over (order by i) as before
                  from unnest(:places) with ordinality as t(v, i)) x where before is not null
            """)
        .param("descending", descending)
        .param("places", places.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  private void fill(int count, String model) {
    jdbc.sql(
            """
            insert into device (customer_id, hostname, address, port, protocol, username, cred_ref,
                vendor, platform, model, role, site, tags, metadata, enabled, created_at, updated_at)
            select 1, substr(md5(random()::text), 1, 3) || '-' || gen_random_uuid(),
                '10.' || n % 7 || '.0.1', 22, 'ssh', '', '', (array['Cisco', 'arista', ''])[n % 3 + 1],
                'cisco_ios', :model, (array['core', 'Edge', ''])[n % 3 + 1], 'site-' || n % 5, '{}',
                '{}', true, now() - (n % 11) * interval '1 minute', now()
            from generate_series(1, :count) n
            """)
        .param("model", model)
        .param("count", count)
        .update();
  }

  private List<Long> first(int count, String model) {
    return jdbc.sql("select id from device where model = :model order by id limit :count")
        .param("model", model)
        .param("count", count)
        .query(Long.class)
        .list();
  }

  @Test
  void the_devices_of_another_customer_are_not_there() {
    String name = unique("secret");
    JsonNode device = admin().post(DEVICES, device(name)).with(201);
    long id = device.path("id").asLong();
    Client other = adminOfAnotherCustomer();

    other.get(DEVICES + "/" + id).problem(404, "device_not_found");
    other.patch(DEVICES + "/" + id, Map.of("site", "mine")).problem(404, "device_not_found");
    other.delete(DEVICES + "/" + id).problem(404, "device_not_found");
    assertThat(other.get(DEVICES).with(200).path("total").asInt()).isZero();
    assertThat(other.get(DEVICES + "?hostname=" + name).with(200).path("items")).isEmpty();
    for (String target : List.of(name, "" + id)) {
      other
          .post("/api/v1/runs", Map.of("device", target, "commands", List.of("show version")))
          .problem(404, "device_not_found");
    }
    other.get("/api/v1/runs?device=" + name).problem(404, "device_not_found");
    assertThat(
            other
                .post(DEVICES + "/disable", Map.of("ids", List.of(id)))
                .with(200)
                .path("changed")
                .asInt())
        .isZero();
    other.post(DEVICES, device(name)).with(201); // the name is free there
    assertThat(admin().get(DEVICES + "/" + id).with(200)).isEqualTo(device);
  }

  @Test
  void a_list_of_ten_thousand_devices_is_quick() {
    String model = unique("many");
    fill(10_000, model);
    jdbc.sql("analyze device").update();
    Client admin = admin();
    String path = DEVICES + "?model=" + model + "&sort=-updatedAt";
    for (int i = 0; i < 30; i++) {
      admin.get(path).with(200);
    }
    long[] nanos = new long[200];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      assertThat(admin.get(path).status()).isEqualTo(200);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    var p99 = Duration.ofNanos(nanos[197]);
    System.out.printf(
        "10,000 devices, first page of 50: median %d ms, p99 %d ms%n",
        nanos[100] / 1_000_000, p99.toMillis());
    assertThat(p99).isLessThan(Duration.ofMillis(300));
  }
}
