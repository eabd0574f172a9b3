package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.testing.ServerTest;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.StartNotes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

/** What an attacker, an upgrade or a failed start would find out first. */
class HardeningTest extends ServerTest {
  @Autowired private LoginThrottle throttle;
  @Autowired private Passwords passwords;
  @Autowired private GivenPasswords limit;
  @Autowired private LoginAudit audit;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Clock clock;

  @AfterEach
  void forgetFailures() {
    jdbc.sql("delete from login_failure").update();
  }

  @Test
  void a_hundred_guesses_at_once_are_looked_at_no_more_often_than_one_after_the_other()
      throws Exception {
    CountDownLatch together = new CountDownLatch(1);
    List<Future<Boolean>> guesses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        String address = "192.0.2." + i;
        guesses.add(
            threads.submit(
                () -> {
                  together.await();
                  try {
                    throttle.enter("raced", address);
                    return true;
                  } catch (ProblemException held) {
                    return false;
                  }
                }));
      }
      together.countDown();
      int looked = 0;
      for (Future<Boolean> guess : guesses) {
        looked += guess.get() ? 1 : 0;
      }
      assertThat(looked).isBetween(5, 6); // five are free; a sixth if this took a second
    }
  }

  @Test
  void guesses_from_one_ipv6_network_count_together() {
    for (int i = 0; i < 30; i++) {
      throttle.enter("v6-" + i, "2001:db8:1:2::" + Integer.toHexString(i + 1));
    }
    assertThatThrownBy(() -> throttle.enter("v6-next", "2001:db8:1:2:ffff::1"))
        .isInstanceOf(ProblemException.class);
    throttle.enter("v6-other", "2001:db8:1:3::1");
  }

  /** The last name that the proxy beside us gives is a client's; what that client says is not. */
  @Test
  void a_client_in_a_private_network_cannot_choose_the_address_that_is_counted() {
    int status = 0;
    for (int i = 0; i < 31; i++) {
      status =
          nobody()
              .header("X-Forwarded-For", "203.0.113." + i + ", 10.1.2.3")
              .post("/api/v1/auth/token", Map.of("username", "spray-" + i, "password", "wrong"))
              .status();
    }
    assertThat(status).isEqualTo(429);
    assertThat(failures(LoginThrottle.address("10.1.2.3"))).isEqualTo(30);
  }

  @Test
  void a_right_password_gives_its_address_one_guess_back_and_not_all() {
    for (int i = 0; i < 20; i++) {
      throttle.enter("guess-" + i, "198.51.100.1");
    }
    throttle.enter("mine", "198.51.100.1");
    throttle.succeeded("mine", "198.51.100.1");
    assertThat(failures(LoginThrottle.address("198.51.100.1"))).isEqualTo(20);
    assertThat(failures("account:mine")).isZero();
  }

  @Test
  void an_account_that_is_held_back_does_not_count_against_the_address() {
    for (int i = 0; i < 5; i++) {
      throttle.enter("held", "198.51.100.2");
    }
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> throttle.enter("held", "198.51.100.2"))
          .isInstanceOf(ProblemException.class);
    }
    assertThat(failures(LoginThrottle.address("198.51.100.2"))).isEqualTo(5);
  }

  private int failures(String subject) {
    return jdbc.sql("select coalesce(sum(failures), 0) from login_failure where subject = ?")
        .param(subject)
        .query(Integer.class)
        .single();
  }

  @Test
  void sessions_end_with_the_password_they_began_with_except_the_one_that_changes_it() {
    String name = newcomer("viewer");
    Client here = nobody();
    here.logIn(name, PASSWORD, Map.of());
    Client elsewhere = nobody();
    elsewhere.logIn(name, PASSWORD, Map.of());
    Client script = withKey(key(name, PASSWORD));
    elsewhere.get("/api/v1/auth/me").with(200);
    assertThat(here.get("/api/v1/auth/me").with(200).path("mustChangePassword").asBoolean())
        .as("set by an administrator")
        .isTrue();

    String before = here.session();
    here.header("X-CSRF-TOKEN", here.csrf())
        .post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", "another password"))
        .with(204);

    assertThat(here.session()).isNotEqualTo(before);
    assertThat(here.get("/api/v1/auth/me").with(200).path("mustChangePassword").asBoolean())
        .isFalse();
    elsewhere.get("/api/v1/auth/me").problem(401, "not_logged_in");
    script.get("/api/v1/auth/me").with(200);
    key(name, "another password");
  }

  @Test
  void a_session_left_open_is_no_way_to_guess_the_password() {
    Client script = as("viewer");
    for (int i = 0; i < 5; i++) {
      var problem =
          script
              .post(
                  "/api/v1/auth/password",
                  Map.of("current", "wrong", "password", "another password"))
              .problem(422, "invalid_fields");
      assertThat(problem.at("/errors/0/field").asString()).isEqualTo("current");
    }
    script
        .post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", "another password"))
        .problem(429, "login_throttled");
  }

  @Test
  void a_key_with_scopes_does_that_and_nothing_more_and_cannot_make_a_wider_one() {
    Client scraper =
        withKey(
            admin()
                .post(
                    "/api/v1/api-keys",
                    Map.of("name", "scraper", "scopes", List.of("metrics:read")))
                .with(201)
                .path("apiKey")
                .asString());
    assertThat(scraper.get("/metrics").status()).isEqualTo(200);
    assertThat(scraper.get("/api/v1/devices").problem(403, "forbidden").path("detail").asString())
        .contains("devices:read");
    scraper.post("/api/v1/api-keys", Map.of("name", "wider")).problem(403, "forbidden");
    scraper
        .post(
            "/api/v1/auth/password",
            Map.of("current", ADMIN_PASSWORD, "password", "another password"))
        .problem(403, "forbidden");

    Client keys =
        withKey(
            admin()
                .post(
                    "/api/v1/api-keys",
                    Map.of("name", "k", "scopes", List.of("api-keys:own", "devices:read")))
                .with(201)
                .path("apiKey")
                .asString());
    String made =
        keys.post("/api/v1/api-keys", Map.of("name", "child")).with(201).path("apiKey").asString();
    withKey(made).get("/api/v1/devices").with(200);
    withKey(made).get("/api/v1/users").problem(403, "forbidden");
    keys.post("/api/v1/api-keys", Map.of("name", "c", "scopes", List.of("users:manage")))
        .problem(422, "invalid_fields");
    as("viewer")
        .post("/api/v1/api-keys", Map.of("name", "v", "scopes", List.of("runs:execute")))
        .problem(422, "invalid_fields");
  }

  @Test
  void a_narrowed_key_of_a_superuser_is_none() {
    var key =
        admin()
            .post("/api/v1/api-keys", Map.of("name", "n", "scopes", List.of("users:manage")))
            .with(201);
    assertThat(
            withKey(key.path("apiKey").asString())
                .get("/api/v1/auth/me")
                .with(200)
                .path("superuser")
                .asBoolean())
        .isFalse();
  }

  @Test
  void logins_of_a_script_leave_at_most_twenty_keys_behind_and_the_newest_works() {
    String name = user("viewer");
    String newest = "";
    for (int i = 0; i < 23; i++) {
      newest = key(name, PASSWORD);
    }
    var keys = withKey(newest).get("/api/v1/api-keys").with(200);
    assertThat(keys.path("items").size()).isEqualTo(20);
  }

  @Test
  void a_user_has_a_limit_of_keys() {
    String name = user("viewer");
    Client script = withKey(key(name, PASSWORD));
    jdbc.sql(
            """
            insert into api_key (user_id, customer_id, name, prefix, key_hash, created_at)
            select u.id, m.customer_id, 'many', 'na_x', sha256((u.id || '/' || n)::bytea), now()
            from app_user u join membership m on m.user_id = u.id, generate_series(1, 99) n
            where u.username = ?
            """)
        .param(name)
        .update();
    script.post("/api/v1/api-keys", Map.of("name", "more")).problem(409, "too_many_api_keys");
  }

  @Test
  void a_session_that_another_version_wrote_is_none_and_the_login_works_again() {
    String name = user("viewer");
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    browser.get("/api/v1/auth/me").with(200);
    int broken =
        jdbc.sql(
                """
                update spring_session_attributes set attribute_bytes = '\\xaced0005' where
                attribute_name = 'SPRING_SECURITY_CONTEXT' and session_primary_id in
                  (select primary_id from spring_session where principal_name = ?)
                """)
            .param(name)
            .update();
    assertThat(broken).isOne();
    browser.get("/api/v1/auth/me").problem(401, "not_logged_in");
    assertThat(browser.logIn(name, PASSWORD, Map.of()).status()).isEqualTo(302);
    browser.get("/api/v1/auth/me").with(200);
  }

  @Test
  void a_visitor_leaves_a_row_for_half_an_hour_and_a_login_lasts_twelve() {
    Client browser = nobody();
    browser.csrf();
    assertThat(idleLimit("principal_name is null")).isEqualTo(1800);
    String name = user("viewer");
    browser.logIn(name, PASSWORD, Map.of());
    assertThat(idleLimit("principal_name = '" + name + "'")).isEqualTo(43_200);
  }

  private int idleLimit(String which) {
    return jdbc.sql(
            "select max_inactive_interval from spring_session where "
                + which
                + " order by creation_time desc limit 1")
        .query(Integer.class)
        .single();
  }

  @Test
  void a_newer_form_of_the_same_password_ends_no_session_and_no_hint() {
    String name = newcomer("viewer");
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    String old =
        "{argon2id}"
            + new org.springframework.security.crypto.argon2.Argon2PasswordEncoder(
                    16, 32, 1, 1 << 10, 1)
                .encode(PASSWORD);
    jdbc.sql("update app_user set password_hash = ? where username = ?").params(old, name).update();
    key(name, PASSWORD);
    assertThat(
            jdbc.sql("select password_hash from app_user where username = ?")
                .param(name)
                .query(String.class)
                .single())
        .contains("m=19456,t=2");
    assertThat(browser.get("/api/v1/auth/me").with(200).path("mustChangePassword").asBoolean())
        .isTrue();
  }

  @Test
  void a_password_is_the_same_in_whichever_form_a_keyboard_sends_it() {
    String hash = passwords.hash("cafe\u0301 au lait");
    assertThat(passwords.matches("caf\u00e9 au lait", hash)).isTrue();
    assertThat(passwords.matches("cafe au lait", hash)).isFalse();
  }

  @Test
  void the_first_admins_password_is_told_where_the_start_fails_after_it_was_made() {
    StartNotes notes = new StartNotes();
    FirstAdmin admin =
        new FirstAdmin(
            new UserTable(jdbc),
            passwords,
            transaction,
            notes,
            limit,
            audit,
            clock,
            "",
            new MockEnvironment());
    notes.add("First admin: admin / secret");
    PrintStream terminal = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      admin.start();
      admin.stop();
      admin.stop();
    } finally {
      System.setOut(terminal);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsOnlyOnce("First admin: admin / secret");
  }
}
