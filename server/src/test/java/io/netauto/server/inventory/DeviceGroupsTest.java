package io.netauto.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeviceGroupsTest extends ServerTest {
  private static final String GROUPS = "/api/v1/groups";
  private static final String DEVICES = "/api/v1/devices";
  private final String site = unique("gsite");

  private JsonNode device(String hostname, Map<String, Object> more) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of("hostname", hostname, "address", "192.0.2.7", "platform", "cisco_ios"));
    all.putAll(more);
    return admin().post(DEVICES, all).with(201);
  }

  private JsonNode group(String name, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("name", name);
    return admin().post(GROUPS, all).with(201);
  }

  private static Map<String, Object> dynamic(Map<String, String> fields) {
    return Map.of("filter", Map.of("fields", fields));
  }

  private static String path(JsonNode group) {
    return GROUPS + "/" + group.path("id").asLong();
  }

  private static List<String> hostnames(JsonNode page) {
    return page.path("items").findValuesAsString("hostname");
  }

  private static List<String> fields(JsonNode problem) {
    return problem.path("errors").findValuesAsString("field");
  }

  private long changed(String path, Object body) {
    return admin().post(path, body).with(200).path("changed").asLong();
  }

  @Test
  void a_group_is_made_shown_changed_and_deleted() {
    String name = unique("Core");
    Answer answer =
        admin()
            .post(
                GROUPS,
                Map.of(
                    "name",
                    "  " + name + " ",
                    "description",
                    "All of the core",
                    "defaults",
                    Map.of("credRef", "env:CORE", "maxSessions", 20)));
    JsonNode made = answer.with(201);
    assertThat(answer.header("Location")).endsWith(path(made));
    assertThat(made.path("name").asString()).isEqualTo(name);
    assertThat(made.path("kind").asString()).isEqualTo("static");
    assertThat(made.path("filter").isNull()).isTrue();
    assertThat(made.path("defaults").toString())
        .isEqualTo("{\"credRef\":\"env:CORE\",\"jumpHost\":null,\"maxSessions\":20}");
    assertThat(admin().get(path(made)).with(200)).isEqualTo(made);
    assertThat(
            admin()
                .get(GROUPS + "?name=" + name.toLowerCase(java.util.Locale.ROOT))
                .with(200)
                .path("items")
                .get(0))
        .isEqualTo(made);

    JsonNode changed =
        admin().patch(path(made), Map.of("defaults", Map.of("maxSessions", 0))).with(200);
    assertThat(changed.path("defaults").toString())
        .isEqualTo("{\"credRef\":\"env:CORE\",\"jumpHost\":null,\"maxSessions\":null}");
    assertThat(changed.path("description").asString()).isEqualTo("All of the core");

    admin().delete(path(made)).with(204);
    admin().get(path(made)).problem(404, "group_not_found");
    admin().delete(path(made)).problem(404, "group_not_found");
    admin().patch(path(made), Map.of()).problem(404, "group_not_found");
    admin().get(DEVICES + "?group=" + name).problem(422, "invalid_fields");
  }

  @Test
  void a_name_is_given_once_whatever_its_case() {
    String name = unique("dup");
    JsonNode first = group(name, Map.of());
    JsonNode other = group(name + "-other", Map.of());
    JsonNode refused =
        admin()
            .post(GROUPS, Map.of("name", name.toUpperCase(java.util.Locale.ROOT)))
            .problem(409, "group_name_taken");
    assertThat(fields(refused)).containsExactly("name");
    admin().patch(path(other), Map.of("name", name)).problem(409, "group_name_taken");
    assertThat(
            admin()
                .patch(path(first), Map.of("name", name.toUpperCase(java.util.Locale.ROOT)))
                .with(200)
                .path("name")
                .asString())
        .isEqualTo(name.toUpperCase(java.util.Locale.ROOT));
  }

  @Test
  void what_is_wrong_with_a_group_is_told_at_once() {
    assertThat(
            fields(
                admin()
                    .post(
                        GROUPS,
                        Map.of(
                            "name",
                            "123",
                            "defaults",
                            Map.of(
                                "credRef",
                                "nowhere:x",
                                "jumpHost",
                                "no-such-device",
                                "maxSessions",
                                -1)))
                    .problem(422, "invalid_fields")))
        .containsExactlyInAnyOrder("name", "credRef", "jumpHost", "maxSessions");
    for (Object filter :
        List.of(
            Map.of(),
            Map.of("fields", Map.of("colour", "red")),
            Map.of("fields", Map.of("enabled", "perhaps")),
            Map.of("fields", Map.of("group", "core")))) {
      assertThat(
              fields(
                  admin()
                      .post(GROUPS, Map.of("name", unique("bad"), "filter", filter))
                      .problem(422, "invalid_fields")))
          .containsExactly("filter");
    }
    admin().post(GROUPS, Map.of("name", "x", "kind", "odd")).problem(422, "invalid_fields");
    admin().post(GROUPS, Map.of("name", "x", "kind", "dynamic")).problem(422, "invalid_fields");
    JsonNode fixed = group(unique("fixed"), Map.of());
    admin().patch(path(fixed), dynamic(Map.of("site", site))).problem(422, "invalid_fields");
    admin().patch(path(fixed), Map.of("kind", "dynamic")).problem(422, "invalid_fields");
  }

  @Test
  void members_are_added_once_by_names_numbers_and_filter_and_taken_out() {
    String name = unique("mem");
    JsonNode a = device(name + "-a", Map.of("site", site));
    JsonNode b = device(name + "-b", Map.of("site", site));
    device(name + "-c", Map.of("site", site, "enabled", false));
    JsonNode group = group(unique("members"), Map.of());
    String members = path(group) + "/members";
    Map<String, Object> two =
        Map.of("devices", List.of(name + "-A", Long.toString(b.path("id").asLong())));
    assertThat(changed(members, two)).isEqualTo(2);
    assertThat(changed(members, two)).isZero();
    assertThat(changed(members, Map.of("filter", Map.of("fields", Map.of("site", site)))))
        .as("the disabled one is missing yet")
        .isOne();
    assertThat(hostnames(admin().get(members).with(200)))
        .containsExactly(name + "-a", name + "-b", name + "-c");
    assertThat(
            hostnames(admin().get(DEVICES + "?group=" + group.path("name").asString()).with(200)))
        .hasSize(3);
    assertThat(
            hostnames(
                admin()
                    .get(DEVICES + "?enabled=false&group=" + group.path("id").asLong())
                    .with(200)))
        .containsExactly(name + "-c");
    assertThat(admin().get(path(group)).with(200).path("devices").asLong()).isEqualTo(3);
    assertThat(
            admin()
                .get(GROUPS + "?q=" + group.path("name").asString())
                .with(200)
                .path("items")
                .get(0)
                .path("devices")
                .asLong())
        .isEqualTo(3);

    JsonNode refused =
        admin()
            .post(members, Map.of("devices", List.of(name + "-a", "nobody-1", "nobody-2")))
            .problem(422, "invalid_fields");
    assertThat(refused.toString()).contains("nobody-1", "nobody-2", "Nothing was changed");
    admin().post(members, Map.of()).problem(422, "invalid_fields");

    admin().delete(members + "/" + a.path("id").asLong()).with(204);
    assertThat(changed(members + "/remove", two)).isOne();
    assertThat(hostnames(admin().get(members).with(200))).containsExactly(name + "-c");
    admin().delete(DEVICES + "/" + a.path("id").asLong()).with(204);
    admin().delete(path(group)).with(204);
    assertThat(hostnames(admin().get(DEVICES + "?site=" + site).with(200))).hasSize(2);
  }

  @Test
  void a_dynamic_group_is_what_matches_at_the_time() {
    String name = unique("dyn");
    JsonNode one = device(name + "-1", Map.of("site", site, "tags", Map.of("ring", site)));
    JsonNode two = device(name + "-2", Map.of("site", site));
    JsonNode group =
        group(
            unique("dynamic"),
            Map.of("filter", Map.of("text", name, "fields", Map.of("tag:ring", site))));
    assertThat(group.path("kind").asString()).isEqualTo("dynamic");
    assertThat(group.path("devices").asLong()).isOne();
    String list = DEVICES + "?q=" + name + "&group=" + group.path("name").asString();
    assertThat(hostnames(admin().get(list).with(200))).containsExactly(name + "-1");
    admin()
        .patch(DEVICES + "/" + two.path("id").asLong(), Map.of("tags", Map.of("ring", site)))
        .with(200);
    assertThat(hostnames(admin().get(list).with(200))).containsExactly(name + "-1", name + "-2");
    assertThat(groupsOf(one)).containsExactly(group.path("name").asString());
    assertThat(groupsOf(device(name + "-3", Map.of()))).isEmpty();

    admin().patch(path(group), Map.of("filter", Map.of("text", name + "-2"))).with(200);
    assertThat(hostnames(admin().get(list).with(200))).containsExactly(name + "-2");
    for (String how : List.of("", "/remove")) {
      admin()
          .post(path(group) + "/members" + how, Map.of("devices", List.of(name + "-1")))
          .problem(409, "group_is_dynamic");
    }
    assertThat(
            jdbc.sql("select count(*) from device_group_member where group_id = :id")
                .param("id", group.path("id").asLong())
                .query(Long.class)
                .single())
        .isZero();
  }

  private List<String> groupsOf(JsonNode device) {
    return ofDevice(device).path("groups").findValuesAsString("name");
  }

  private JsonNode ofDevice(JsonNode device) {
    return admin().get(DEVICES + "/" + device.path("id").asLong() + "/groups").with(200);
  }

  @Test
  void the_first_group_by_name_gives_what_the_device_has_not() {
    String name = unique("inh");
    String prefix = unique("inherit");
    JsonNode bare = device(name + "-bare", Map.of("site", site));
    JsonNode own = device(name + "-own", Map.of("site", site, "credRef", "env:OWN"));
    JsonNode jump = device(name + "-jump", Map.of("site", site));
    JsonNode far = device(name + "-far", Map.of());
    Map<String, Object> here = dynamic(Map.of("site", site));
    group(prefix + "-c", with(here, Map.of("credRef", "env:C")));
    JsonNode b =
        group(
            prefix.toUpperCase(java.util.Locale.ROOT) + "-B",
            Map.of("defaults", Map.of("credRef", "env:B")));
    group(prefix + "-a", with(here, Map.of("jumpHost", name + "-jump")));
    changed(
        path(b) + "/members",
        Map.of("devices", List.of(name + "-bare", name + "-own", name + "-far")));

    assertThat(groupsOf(bare))
        .containsExactly(prefix + "-a", b.path("name").asString(), prefix + "-c");
    assertThat(given(bare, "credRef")).isEqualTo(b.path("name").asString());
    assertThat(given(bare, "jumpHost")).isEqualTo(prefix + "-a");
    assertThat(given(own, "credRef")).isEmpty();
    assertThat(given(jump, "credRef")).isEqualTo(prefix + "-c");
    assertThat(given(jump, "jumpHost")).as("not through itself").isEmpty();
    assertThat(given(far, "credRef")).isEqualTo(b.path("name").asString());
    assertThat(given(far, "jumpHost")).isEmpty();

    JsonNode c = admin().get(GROUPS + "?name=" + prefix + "-c").with(200).path("items").get(0);
    JsonNode a = admin().get(GROUPS + "?name=" + prefix + "-a").with(200).path("items").get(0);
    assertThat(admin().get(path(a) + "/effects").with(200).toString())
        .isEqualTo("{\"devices\":3,\"credential\":0,\"jumpHost\":2}");
    assertThat(admin().get(path(b) + "/effects").with(200).toString())
        .isEqualTo("{\"devices\":3,\"credential\":2,\"jumpHost\":0}");
    assertThat(admin().get(path(c) + "/effects").with(200).toString())
        .isEqualTo("{\"devices\":3,\"credential\":1,\"jumpHost\":0}");
    admin().delete(path(b)).with(204);
    assertThat(given(bare, "credRef")).isEqualTo(prefix + "-c");
  }

  private static Map<String, Object> with(Map<String, Object> base, Map<String, Object> defaults) {
    Map<String, Object> all = new HashMap<>(base);
    all.put("defaults", defaults);
    return all;
  }

  private String given(JsonNode device, String what) {
    return ofDevice(device).path(what).path("name").asString("");
  }

  @Test
  void a_jump_host_of_a_group_cannot_be_deleted_or_set_to_telnet() {
    JsonNode jump = device(unique("gjump"), Map.of("site", site));
    JsonNode group =
        group(
            unique("jumping"),
            Map.of("defaults", Map.of("jumpHost", jump.path("hostname").asString())));
    String path = DEVICES + "/" + jump.path("id").asLong();
    assertThat(admin().delete(path).problem(409, "jump_host_in_use").path("detail").asString())
        .contains(group.path("name").asString());
    assertThat(
            admin()
                .patch(path, Map.of("protocol", "telnet"))
                .problem(422, "invalid_fields")
                .toString())
        .contains(group.path("name").asString());
    admin().patch(path(group), Map.of("defaults", Map.of("jumpHost", ""))).with(200);
    admin().delete(path).with(204);
  }

  @Test
  void groups_come_in_pages_by_name_whatever_its_case() {
    String prefix = unique("paged");
    List<String> names = new ArrayList<>();
    for (String letter : List.of("e", "B", "d", "A", "c")) {
      group(prefix + "-" + letter, Map.of("description", "of " + prefix));
      names.add(prefix + "-" + letter);
    }
    names.sort(String.CASE_INSENSITIVE_ORDER);
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = admin().get(GROUPS + "?limit=2&q=" + prefix + cursor).with(200);
      assertThat(page.path("total").asLong()).isEqualTo(5);
      seen.addAll(page.path("items").findValuesAsString("name"));
      cursor = page.path("next").asString("");
      cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(names);
    admin().get(GROUPS + "?cursor=nonsense").problem(400, "bad_cursor");
    admin().get(GROUPS + "?limit=501").problem(422, "invalid_fields");
  }

  @Test
  void groups_of_another_customer_are_as_if_they_were_not_there() {
    String name = unique("secret");
    JsonNode device = device(name + "-d", Map.of("site", site));
    JsonNode group = group(name, Map.of());
    changed(path(group) + "/members", Map.of("devices", List.of(name + "-d")));
    Client other = adminOfAnotherCustomer();
    other.get(path(group)).problem(404, "group_not_found");
    other.get(path(group) + "/members").problem(404, "group_not_found");
    other.get(path(group) + "/effects").problem(404, "group_not_found");
    other.patch(path(group), Map.of("name", "mine")).problem(404, "group_not_found");
    other.delete(path(group)).problem(404, "group_not_found");
    other
        .post(path(group) + "/members", Map.of("devices", List.of()))
        .problem(404, "group_not_found");
    other.get(DEVICES + "?group=" + name).problem(422, "invalid_fields");
    other
        .get(DEVICES + "/" + device.path("id").asLong() + "/groups")
        .problem(404, "device_not_found");
    assertThat(other.get(GROUPS).with(200).path("total").asLong()).isZero();
    JsonNode own = other.post(GROUPS, Map.of("name", name)).with(201);
    other
        .post(path(own) + "/members", Map.of("devices", List.of(name + "-d")))
        .problem(422, "invalid_fields");
    other
        .post(GROUPS, Map.of("name", "j", "defaults", Map.of("jumpHost", name + "-d")))
        .problem(422, "invalid_fields");
    JsonNode all =
        other
            .post(GROUPS, Map.of("name", "all", "filter", Map.of("fields", Map.of("site", site))))
            .with(201);
    assertThat(all.path("devices").asLong()).isZero();
    assertThat(other.get(path(all) + "/members").with(200).path("items")).isEmpty();
  }

  @Test
  void a_viewer_reads_and_changes_nothing() {
    JsonNode group = group(unique("view"), Map.of());
    Client viewer = as("viewer");
    viewer.get(path(group)).with(200);
    viewer.get(GROUPS).with(200);
    viewer.get(path(group) + "/members").with(200);
    viewer.post(GROUPS, Map.of("name", unique("v"))).problem(403, "forbidden");
    viewer.patch(path(group), Map.of("name", "v")).problem(403, "forbidden");
    viewer.delete(path(group)).problem(403, "forbidden");
    viewer.post(path(group) + "/members", Map.of("devices", List.of())).problem(403, "forbidden");
    nobody().get(GROUPS).problem(401, "not_logged_in");
  }
}
