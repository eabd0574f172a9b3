package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** People in one or more customers, and their keys. */
class PeopleTest extends ServerTest {

  private long customer() {
    return admin()
        .post("/api/v1/customers", Map.of("name", unique("Customer")))
        .with(201)
        .path("id")
        .asLong();
  }

  private long member(String name, Map<Long, String> roles) {
    List<Map<String, Object>> memberships = new ArrayList<>();
    roles.forEach((id, role) -> memberships.add(Map.of("customer", id, "role", role)));
    long id =
        admin()
            .post(
                "/api/v1/users",
                Map.of("username", name, "password", PASSWORD, "memberships", memberships))
            .with(201)
            .path("id")
            .asLong();
    choseThePassword(name);
    return id;
  }

  private Client boss(long customer) {
    String name = unique("boss");
    member(name, Map.of(customer, "admin"));
    return withKey(key(name, PASSWORD));
  }

  private long superuser(String name) {
    return admin()
        .post("/api/v1/users", Map.of("username", name, "password", PASSWORD, "superuser", true))
        .with(201)
        .path("id")
        .asLong();
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("items").forEach(item -> names.add(item.path("username").asString()));
    return names;
  }

  @Test
  void an_administrator_of_one_customer_sees_nothing_of_another() {
    long ours = customer();
    long theirs = customer();
    Client boss = boss(ours);
    String stranger = unique("stranger");
    long strangerId = member(stranger, Map.of(theirs, "admin"));
    String both = unique("both");
    long bothId = member(both, Map.of(ours, "viewer", theirs, "operator"));

    assertThat(names(boss.get("/api/v1/users?limit=500").with(200)))
        .contains(both)
        .doesNotContain(stranger);
    assertThat(names(boss.get("/api/v1/users?q=" + stranger).with(200))).isEmpty();
    boss.get("/api/v1/users?everywhere=true").problem(403, "forbidden");
    String path = "/api/v1/users/" + strangerId;
    boss.get(path).problem(404, "user_not_found");
    boss.patch(path, Map.of("active", false)).problem(404, "user_not_found");
    boss.delete(path).problem(404, "user_not_found");
    boss.put(path + "/memberships/" + ours, Map.of("role", "viewer"))
        .problem(404, "user_not_found");

    JsonNode seen = boss.get("/api/v1/users/" + bothId).with(200);
    assertThat(seen.path("role").asString()).isEqualTo("viewer");
    assertThat(seen.path("memberships")).hasSize(1);
    assertThat(seen.path("memberships").get(0).path("customer").path("id").asLong())
        .isEqualTo(ours);
    assertThat(admin().get("/api/v1/users/" + bothId).with(200).path("memberships")).hasSize(2);
    boss.patch("/api/v1/users/" + bothId, Map.of("active", false)).problem(403, "forbidden");
    boss.patch("/api/v1/users/" + bothId, Map.of("password", "a new password"))
        .problem(403, "forbidden");
    boss.put("/api/v1/users/" + bothId + "/memberships/" + theirs, Map.of("role", "admin"))
        .problem(403, "forbidden");
    boss.delete("/api/v1/users/" + bothId + "/memberships/" + theirs).problem(403, "forbidden");
    boss.patch(
            "/api/v1/users/" + bothId,
            Map.of("memberships", List.of(Map.of("customer", ours, "role", "viewer"))))
        .problem(403, "forbidden");
    boss.patch("/api/v1/users/" + bothId, Map.of("role", "operator")).with(200);
    assertThat(admin().get("/api/v1/users/" + bothId).with(200).path("memberships"))
        .extracting(each -> each.path("role").asString())
        .containsExactly("operator", "operator");
  }

  @Test
  void a_role_holds_in_its_own_customer_only() {
    long ours = customer();
    long theirs = customer();
    String name = unique("both");
    member(name, Map.of(ours, "admin", theirs, "viewer"));
    Client session = nobody();
    session.logIn(name, PASSWORD, Map.of());
    JsonNode me = session.get("/api/v1/auth/me").with(200);
    assertThat(me.path("customers")).hasSize(2);
    assertThat(me.path("customer").path("id").asLong()).isEqualTo(ours);
    assertThat(me.path("role").asString()).isEqualTo("admin");
    session.get("/api/v1/users").with(200);
    session.form(
        "/account/customer", Map.of("customer", Long.toString(theirs), "_csrf", session.csrf()));
    assertThat(session.get("/api/v1/auth/me").with(200).path("role").asString())
        .isEqualTo("viewer");
    session.get("/api/v1/users").problem(403, "forbidden");
  }

  @ParameterizedTest
  @CsvSource({
    "viewer,   GET,    /api/v1/users,              403",
    "operator, GET,    /api/v1/users,              403",
    "admin,    GET,    /api/v1/users,              200",
    "viewer,   GET,    /api/v1/users/1,            403",
    "operator, DELETE, /api/v1/users/1,            403",
    "admin,    DELETE, /api/v1/users/1,            403",
    "admin,    GET,    /api/v1/users/999999,       404",
    "admin,    DELETE, /api/v1/users/999999,       404",
    "viewer,   GET,    /api/v1/api-keys,           200",
    "viewer,   GET,    /api/v1/api-keys/everybody, 403",
    "operator, GET,    /api/v1/api-keys/everybody, 403",
    "admin,    GET,    /api/v1/api-keys/everybody, 200",
    "viewer,   DELETE, /api/v1/api-keys/everybody/1, 403",
    "admin,    DELETE, /api/v1/api-keys/everybody/999999, 404",
    "viewer,   DELETE, /api/v1/api-keys/999999,    404",
  })
  void the_table_of_roles(String role, String method, String path, int status) {
    Client client = as(role);
    Answer answer = method.equals("GET") ? client.get(path) : client.delete(path);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
  }

  @Test
  void only_superusers_make_superusers() {
    Client boss = boss(customer());
    boss.post(
            "/api/v1/users",
            Map.of(
                "username", unique("x"), "password", PASSWORD, "role", "admin", "superuser", true))
        .problem(403, "forbidden");
    Map<String, Object> user =
        Map.of("username", unique("y"), "password", PASSWORD, "role", "admin");
    long id = boss.post("/api/v1/users", user).with(201).path("id").asLong();
    boss.patch("/api/v1/users/" + id, Map.of("superuser", true)).problem(403, "forbidden");
    assertThat(
            admin()
                .patch("/api/v1/users/" + id, Map.of("superuser", true))
                .with(200)
                .path("superuser")
                .asBoolean())
        .isTrue();
    boss.patch("/api/v1/users/" + id, Map.of("role", "viewer")).problem(403, "forbidden");
    boss.delete("/api/v1/users/" + id).problem(403, "forbidden");
    admin().patch("/api/v1/users/" + id, Map.of("superuser", false)).with(200);
  }

  @Test
  void the_last_active_superuser_stays_one() {
    admin()
        .patch("/api/v1/users/" + me(), Map.of("superuser", false))
        .problem(422, "invalid_fields");
    admin().patch("/api/v1/users/" + me(), Map.of("active", false)).problem(422, "invalid_fields");
    String name = unique("second");
    long second = superuser(name);
    Client other = withKey(key(name, PASSWORD));
    other.patch("/api/v1/users/" + me(), Map.of("superuser", false)).with(200);
    other
        .patch("/api/v1/users/" + second, Map.of("superuser", false))
        .problem(422, "invalid_fields");
    other.patch("/api/v1/users/" + me(), Map.of("superuser", true)).with(200);
    admin().patch("/api/v1/users/" + second, Map.of("superuser", false)).with(200);
  }

  private long me() {
    return jdbc.sql("select id from app_user where username = 'admin'").query(Long.class).single();
  }

  @Test
  void two_superusers_who_demote_each_other_at_once_leave_one() throws Exception {
    String one = unique("one");
    String two = unique("two");
    long oneId = superuser(one);
    long twoId = superuser(two);
    Client first = withKey(key(one, PASSWORD));
    Client second = withKey(key(two, PASSWORD));
    long admin = me();
    first.patch("/api/v1/users/" + admin, Map.of("superuser", false)).with(200);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch together = new CountDownLatch(1);
      List<Future<Integer>> answers = new ArrayList<>();
      Map<Long, Client> by = new HashMap<>();
      by.put(twoId, first);
      by.put(oneId, second);
      by.forEach(
          (id, client) ->
              answers.add(
                  threads.submit(
                      () -> {
                        together.await();
                        return client
                            .patch("/api/v1/users/" + id, Map.of("superuser", false))
                            .status();
                      })));
      together.countDown();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(200, 401, 403, 422);
      }
      assertThat(
              jdbc.sql("select count(*) from app_user where superuser and active")
                  .query(Long.class)
                  .single())
          .isEqualTo(1);
    } finally {
      jdbc.sql("update app_user set superuser = (id = ?)").param(admin).update();
    }
  }

  @Test
  void deactivation_ends_sessions_and_stops_keys_at_once() {
    long ours = customer();
    String name = unique("leaver");
    long id = member(name, Map.of(ours, "viewer"));
    Client session = nobody();
    session.logIn(name, PASSWORD, Map.of());
    Client script = withKey(key(name, PASSWORD));
    session.get("/api/v1/auth/me").with(200);
    admin().patch("/api/v1/users/" + id, Map.of("active", false)).with(200);
    session.get("/api/v1/auth/me").problem(401, "not_logged_in");
    script.get("/api/v1/auth/me").problem(401, "bad_api_key");
    admin().patch("/api/v1/users/" + id, Map.of("active", true)).with(200);
    session.get("/api/v1/auth/me").problem(401, "not_logged_in");
    script.get("/api/v1/auth/me").with(200);
    Client again = nobody();
    again.logIn(name, PASSWORD, Map.of());
    again.get("/api/v1/auth/me").with(200);
  }

  @Test
  void whoever_is_removed_from_a_customer_loses_its_keys_for_good_and_keeps_the_others() {
    long ours = customer();
    long theirs = customer();
    String name = unique("mover");
    long id = member(name, Map.of(ours, "viewer", theirs, "viewer"));
    Client script = withKey(key(name, PASSWORD));
    script.get("/api/v1/devices").with(200);
    Client boss = boss(ours);
    boss.delete("/api/v1/users/" + id).with(204);
    boss.get("/api/v1/users/" + id).problem(404, "user_not_found");
    script.get("/api/v1/devices").problem(401, "bad_api_key");
    assertThat(
            withKey(key(name, PASSWORD))
                .get("/api/v1/auth/me")
                .with(200)
                .path("customer")
                .path("id")
                .asLong())
        .isEqualTo(theirs);
    admin().put("/api/v1/users/" + id + "/memberships/" + ours, Map.of("role", "viewer")).with(200);
    script.get("/api/v1/devices").problem(401, "bad_api_key");
  }

  @Test
  void a_password_that_was_set_by_another_has_to_be_changed() {
    String name = user("viewer");
    Client session = nobody();
    session.logIn(name, PASSWORD, Map.of());
    long id =
        jdbc.sql("select id from app_user where username = ?")
            .param(name)
            .query(Long.class)
            .single();
    admin().patch("/api/v1/users/" + id, Map.of("password", "another password")).with(200);
    session.get("/api/v1/auth/me").problem(401, "not_logged_in");
    Client again = nobody();
    again.logIn(name, "another password", Map.of());
    assertThat(again.get("/api/v1/auth/me").with(200).path("mustChangePassword").asBoolean())
        .isTrue();
    JsonNode shown = admin().get("/api/v1/users/" + id).with(200);
    assertThat(shown.path("lastLoginAt").asString()).isNotEmpty();
  }

  @Test
  void nobody_sets_the_own_password_without_the_present_one_or_deactivates_themselves() {
    admin()
        .patch("/api/v1/users/" + me(), Map.of("password", "a new password"))
        .problem(422, "invalid_fields");
    Client boss = boss(customer());
    long id = idOf(boss);
    boss.patch("/api/v1/users/" + id, Map.of("active", false)).problem(422, "invalid_fields");
    boss.delete("/api/v1/users/" + id).problem(422, "invalid_fields");
  }

  private long idOf(Client client) {
    String name = client.get("/api/v1/auth/me").with(200).path("username").asString();
    return jdbc.sql("select id from app_user where username = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  @Test
  void administrators_see_and_revoke_the_keys_of_their_customer_only() {
    long ours = customer();
    long theirs = customer();
    Client boss = boss(ours);
    String mine = unique("mine");
    member(mine, Map.of(ours, "viewer"));
    Client script = withKey(key(mine, PASSWORD));
    String foreign = unique("foreign");
    member(foreign, Map.of(theirs, "viewer"));
    Client other = withKey(key(foreign, PASSWORD));
    long foreignKey =
        other.get("/api/v1/api-keys").with(200).path("items").get(0).path("id").asLong();

    JsonNode found = boss.get("/api/v1/api-keys/everybody?q=" + mine).with(200).path("items");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("user").asString()).isEqualTo(mine);
    assertThat(found.get(0).toString()).doesNotContain("apiKey", "hash");
    assertThat(boss.get("/api/v1/api-keys/everybody?q=" + foreign).with(200).path("items"))
        .isEmpty();
    boss.delete("/api/v1/api-keys/everybody/" + foreignKey).problem(404, "api_key_not_found");
    boss.delete("/api/v1/api-keys/" + foreignKey).problem(404, "api_key_not_found");
    other.get("/api/v1/devices").with(200);
    boss.delete("/api/v1/api-keys/everybody/" + found.get(0).path("id").asLong()).with(204);
    script.get("/api/v1/devices").problem(401, "bad_api_key");
  }

  @Test
  void changes_are_in_the_trail_of_the_customer_that_they_concern() {
    long ours = customer();
    long theirs = customer();
    String name = unique("traced");
    long id = member(name, Map.of(ours, "viewer", theirs, "operator"));
    admin().patch("/api/v1/users/" + id, Map.of("active", false)).with(200);
    admin().delete("/api/v1/users/" + id + "/memberships/" + theirs).with(204);
    assertThat(trail(ours, id)).containsExactly("user.create", "user.edit");
    assertThat(trail(theirs, id)).containsExactly("user.create", "user.edit", "membership.remove");
    assertThat(
            jdbc.sql("select details::text from audit_event where object_id = ? and kind = 'user'")
                .param(Long.toString(id))
                .query(String.class)
                .list())
        .noneMatch(details -> details.contains(PASSWORD));
  }

  private List<String> trail(long customer, long user) {
    return jdbc.sql(
            """
            select action from audit_event
            where customer_id = ? and kind = 'user' and object_id = ? order by id
            """)
        .param(customer)
        .param(Long.toString(user))
        .query(String.class)
        .list();
  }
}
