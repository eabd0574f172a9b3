package io.netauto.server.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The pages of device groups, as the server sends them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupPagesTest extends ServerTest {
  private static final String HOSTILE = "<script>alert(1)</script>";

  private Client admin;
  private Client viewer;
  private final String site = unique("pages");

  @BeforeAll
  void signIn() {
    admin = signedIn("admin");
    viewer = signedIn("viewer");
  }

  private Client signedIn(String role) {
    Client client = nobody().header("Accept", "text/html");
    assertThat(client.logIn(user(role), PASSWORD, Map.of()).status()).isEqualTo(302);
    return client;
  }

  private static String html(Answer answer, int status) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    return answer.response().body();
  }

  private Answer send(String path, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("_csrf", admin.csrf());
    return admin.form(path, all);
  }

  private long device(String hostname) {
    return admin()
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
                site))
        .with(201)
        .path("id")
        .asLong();
  }

  private String made(String name, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("name", name);
    return "/groups/" + admin().post("/api/v1/groups", all).with(201).path("id").asLong();
  }

  private List<String> members(String group) {
    return admin()
        .get("/api/v1" + group + "/members")
        .with(200)
        .path("items")
        .findValuesAsString("hostname");
  }

  @Test
  void a_group_is_made_by_the_form_and_filled_by_name() {
    String name = unique("made");
    String hostname = unique("filled");
    device(hostname);
    assertThat(html(admin.get("/groups/new"), 200)).doesNotContain("fieldName");
    Answer made = send("/groups", Map.of("name", name, "description", HOSTILE));
    assertThat(made.status()).isEqualTo(302);
    String path = made.header("Location");
    String page = html(admin.get(path), 200);
    assertThat(page).contains("No devices in this group", "&lt;script").doesNotContain(HOSTILE);

    String wrong = html(send(path + "/add", Map.of("names", hostname + ", nobody-1")), 422);
    assertThat(wrong).contains("there is no device \"nobody-1\"", "value=\"" + hostname + ", ");
    assertThat(members(path)).isEmpty();
    assertThat(send(path + "/add", Map.of("names", hostname)).status()).isEqualTo(302);
    assertThat(html(admin.get(path), 200)).contains("1 device added.", hostname);
    assertThat(html(admin.get("/groups"), 200)).contains(">" + name + "</a>");
    assertThat(html(admin.get("/groups?q=" + name), 200)).contains("1 group");
    assertThat(html(admin.get("/groups?q=no-such-group"), 200)).contains("No group matches");
  }

  @Test
  void what_was_typed_wrong_is_shown_again_with_the_reason() {
    String name = unique("taken");
    made(name, Map.of());
    String again = html(send("/groups", Map.of("name", name, "maxSessions", "2")), 422);
    assertThat(again)
        .contains("Nothing is saved yet", "Choose another name", "value=\"" + name + "\"")
        .containsPattern("name=\"maxSessions\"[^>]* value=\"2\"");
    assertThat(html(send("/groups", Map.of("name", unique("x"), "maxSessions", "many")), 422))
        .contains("\"many\" is not a number");
    assertThat(
            html(
                send(
                    "/groups",
                    Map.of(
                        "name",
                        unique("x"),
                        "kind",
                        "dynamic",
                        "fieldName",
                        "colour",
                        "fieldValue",
                        "red")),
                422))
        .contains("cannot be filtered by \"colour\"", "value=\"colour\"");
  }

  @Test
  void the_present_filter_of_the_list_becomes_a_dynamic_group() {
    String hostname = unique("dyn");
    long id = device(hostname);
    String list = html(admin.get("/devices?site=" + site + "&q=" + hostname), 200);
    String link = "/groups/new?kind=dynamic&amp;q=" + hostname + "&amp;site=" + site;
    assertThat(list).contains("href=\"" + link + "\"");
    String form = html(admin.get(link.replace("&amp;", "&")), 200);
    assertThat(form).contains("value=\"" + hostname + "\"", "value=\"site\"", "value=\"" + site);
    String name = unique("saved");
    Answer made =
        send(
            "/groups",
            Map.of(
                "name",
                name,
                "kind",
                "dynamic",
                "text",
                hostname,
                "fieldName",
                "site",
                "fieldValue",
                site));
    String page = html(admin.get(made.header("Location")), 200);
    assertThat(page)
        .contains("text has " + hostname, "site is " + site, ">" + hostname + "</a>")
        .contains("href=\"/devices?q=" + hostname + "&amp;site=" + site + "\"")
        .doesNotContain("name=\"names\"", "Take out of the group");
    assertThat(html(admin.get("/devices/" + id), 200))
        .contains("href=\"" + made.header("Location").replaceFirst("^https://[^/]+", "") + "\"");
    assertThat(html(admin.get("/devices?group=" + name), 200))
        .contains("group is <b>" + name + "</b>", ">" + hostname + "</a>")
        .doesNotContain("Save as dynamic group");
    assertThat(html(admin.get(made.header("Location") + "/edit"), 200)).contains("value=\"site\"");
  }

  @Test
  void chosen_rows_and_all_that_match_are_added_to_a_group() {
    String prefix = unique("bulk");
    long a = device(prefix + "-a");
    device(prefix + "-b");
    String old = unique("old");
    String path = made(old, Map.of());
    assertThat(html(admin.get("/devices?q=" + prefix), 200)).contains("<option value=\"" + old);
    Answer one = send("/devices/actions", Map.of("action", "group", "toGroup", old, "id", "" + a));
    assertThat(one.header("Location")).endsWith(path);
    assertThat(members(path)).containsExactly(prefix + "-a");
    Map<String, String> all = Map.of("action", "group", "toGroup", old, "all", "true");
    assertThat(send("/devices/actions?q=" + prefix, all).status()).isEqualTo(302);
    assertThat(members(path)).containsExactly(prefix + "-a", prefix + "-b");

    String fresh = unique("fresh");
    Map<String, String> unknown = Map.of("action", "group", "toGroup", fresh, "id", "" + a);
    assertThat(html(send("/devices/actions", unknown), 422)).contains("there is no group");
    Answer made =
        send("/devices/actions", Map.of("action", "new-group", "toGroup", fresh, "id", "" + a));
    assertThat(made.status()).isEqualTo(302);
    assertThat(html(admin.get(made.header("Location")), 200)).contains("1 device added to");

    assertThat(send(path + "/remove", Map.of("id", "" + a)).status()).isEqualTo(302);
    assertThat(members(path)).containsExactly(prefix + "-b");
    assertThat(send(path + "/remove", Map.of("all", "true", "q", prefix)).status()).isEqualTo(302);
    assertThat(members(path)).isEmpty();
  }

  @Test
  void a_deletion_says_what_it_changes_and_wants_the_name() {
    String hostname = unique("del");
    device(hostname);
    String name = unique("doomed");
    String path = made(name, Map.of("defaults", Map.of("credRef", "env:DOOMED")));
    send(path + "/add", Map.of("names", hostname));
    assertThat(html(admin.get(path), 200))
        .contains("1 device belongs to it", "1 device takes the credential env:DOOMED from it");
    assertThat(html(send(path + "/delete", Map.of("confirm", "wrong")), 422))
        .contains("Nothing was deleted");
    assertThat(send(path + "/delete", Map.of("confirm", name)).status()).isEqualTo(302);
    JsonNode left = admin().get("/api/v1/groups?name=" + name).with(200);
    assertThat(left.path("total").asLong()).isZero();
  }

  @Test
  void a_viewer_sees_groups_and_no_way_to_change_them() {
    String path = made(unique("seen"), Map.of());
    String page = html(viewer.get(path), 200);
    assertThat(page).doesNotContain("/edit\"", "delete-group", "name=\"names\"");
    assertThat(html(viewer.get("/groups"), 200)).doesNotContain("/groups/new");
    assertThat(viewer.get("/groups/new").status()).isEqualTo(403);
    assertThat(html(viewer.get("/groups"), 200)).contains("href=\"/groups\"");
  }
}
