package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.testing.ServerTest;
import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** What the trail is told of logins, and what failures of others can do to somebody. */
class LoginTrailTest extends ServerTest {
  @Autowired private LoginThrottle throttle;
  @Autowired private KnownAddresses addresses;
  @Autowired private UserTable users;
  @Autowired private SecondFactors seconds;
  @Autowired private LoginAudit audit;
  @Autowired private GivenPasswords given;

  @AfterEach
  void forgetFailures() {
    jdbc.sql("delete from login_failure").update();
  }

  private Answer login(String name, String password) {
    return nobody().post("/api/v1/auth/login", Map.of("username", name, "password", password));
  }

  private List<String> told(String name) {
    return jdbc.sql(
            """
            select action || ' ' || outcome || coalesce(' ' || (details ->> 'reason'), '')
            from audit_event where username = ? order by id
            """)
        .param(name)
        .query(String.class)
        .list();
  }

  @Test
  void says_why_a_login_was_refused_to_the_trail_alone() {
    String name = user("viewer");
    Answer refused = login(name, "wrong");
    assertThat(refused.response().body()).doesNotContain("wrong password");
    login(name, PASSWORD).with(200);
    jdbc.sql("update app_user set active = false where username = ?").param(name).update();
    login(name, PASSWORD).problem(401, "login_refused");
    assertThat(told(name))
        .containsExactly(
            "login.refuse refused wrong password",
            "login.ok ok",
            "login.refuse refused deactivated");
    assertThat(
            jdbc.sql(
                    "select address from audit_event where username = ? and customer_id is not"
                        + " null")
                .param(name)
                .query(String.class)
                .list())
        .containsOnly("127.0.0.1")
        .hasSize(3);

    String nobody = unique("nobody");
    login(nobody, "wrong").problem(401, "login_refused");
    assertThat(told(nobody)).containsExactly("login.refuse refused unknown user");
    Client browser = nobody();
    String other = user("viewer");
    browser.logIn(other, PASSWORD, Map.of());
    browser.form("/logout", Map.of("_csrf", browser.csrf()));
    assertThat(told(other)).containsExactly("login.ok ok", "logout ok");
  }

  @Test
  void tells_once_a_minute_that_somebody_is_held_back() {
    String name = user("viewer");
    for (int i = 0; i < 5; i++) {
      login(name, "wrong");
    }
    for (int i = 0; i < 4; i++) {
      jdbc.sql("update login_failure set last_failure = now() where subject = 'account:' || ?")
          .param(name)
          .update();
      login(name, "wrong").problem(429, "login_throttled");
    }
    assertThat(told(name)).filteredOn(row -> row.startsWith("login.throttled")).hasSize(1);
    jdbc.sql(
            "update login_failure set told_at = now() - interval '2 minutes', last_failure = now()")
        .update();
    login(name, "wrong").problem(429, "login_throttled");
    assertThat(told(name)).filteredOn(row -> row.startsWith("login.throttled")).hasSize(2);
  }

  @Test
  void failures_elsewhere_do_not_hold_the_owner_back_at_the_usual_address() {
    String name = user("viewer");
    UserId user = users.account(name).orElseThrow().id();
    addresses.loggedIn(user, "198.51.100.7");
    for (int i = 0; i < 5; i++) {
      throttle.enter(name, "203.0.113." + i);
    }
    assertThatThrownBy(() -> throttle.enter(name, "203.0.113.9"))
        .isInstanceOf(ProblemException.class);
    throttle.enter(name, "198.51.100.7");
    for (int i = 0; i < 4; i++) {
      throttle.enter(name, "198.51.100.7");
    }
    assertThatThrownBy(() -> throttle.enter(name, "198.51.100.7"))
        .as("guesses there are counted, too")
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void failed_logins_of_others_hinder_nobody_who_is_logged_in() {
    String name = user("viewer");
    Client browser = nobody();
    browser.logIn(name, PASSWORD, Map.of());
    for (int i = 0; i < 8; i++) {
      login(name, "wrong");
    }
    browser.get("/api/v1/auth/me").with(200);
    browser
        .header("X-CSRF-TOKEN", browser.csrf())
        .post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", "another password"))
        .with(204);
  }

  @Test
  void holding_back_tells_nothing_about_whether_the_account_exists() {
    String name = user("viewer");
    String none = unique("nobody");
    for (int i = 0; i < 6; i++) {
      Answer real = login(name, "wrong");
      Answer invented = login(none, "wrong");
      assertThat(invented.status()).isEqualTo(real.status());
      assertThat(invented.json().path("code")).isEqualTo(real.json().path("code"));
    }
  }

  /** Both do one hash; nothing else of a login costs a tenth of it. */
  @Test
  void an_unknown_user_costs_the_same_time() {
    String name = user("viewer");
    long known = 0;
    long unknown = 0;
    for (int i = 0; i < 12; i++) {
      known += time(name);
      unknown += time("nobody-of-that-name");
    }
    assertThat((double) unknown / known).isBetween(0.5, 2.0);
  }

  private long time(String name) {
    jdbc.sql("delete from login_failure").update();
    long begin = System.nanoTime();
    login(name, "wrong");
    return System.nanoTime() - begin;
  }

  @Test
  void raised_parameters_renew_the_hash_at_the_next_login() {
    String name = user("viewer");
    Passwords raised = new Passwords(DataSize.ofMegabytes(24), 3, 1);
    PasswordLogin node = new PasswordLogin(users, raised, throttle, seconds, audit, given, "on");
    assertThat(hash(name)).contains("m=19456,t=2,p=1");
    assertThat(node.login(name, "wrong", "198.51.100.8", "form")).isEmpty();
    assertThat(hash(name)).contains("m=19456,t=2,p=1");
    assertThat(node.login(name, PASSWORD, "198.51.100.8", "form")).isPresent();
    assertThat(hash(name)).contains("m=24576,t=3,p=1");
    login(name, PASSWORD).with(200); // a node with the parameters of before
    assertThat(hash(name)).as("never lowered").contains("m=24576,t=3,p=1");
    for (Runnable low :
        List.<Runnable>of(
            () -> new Passwords(DataSize.ofMegabytes(18), 2, 1),
            () -> new Passwords(DataSize.ofMegabytes(19), 1, 1))) {
      assertThatThrownBy(low::run).hasMessageContaining("NET_AUTO_ARGON2_");
    }
  }

  private String hash(String name) {
    return jdbc.sql("select password_hash from app_user where username = ?")
        .param(name)
        .query(String.class)
        .single();
  }
}
