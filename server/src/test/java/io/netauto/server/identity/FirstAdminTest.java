package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netauto.server.testing.ServerTest;
import io.netauto.server.web.StartNotes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

class FirstAdminTest extends ServerTest {
  private final Passwords passwords = new Passwords(DataSize.ofMegabytes(19), 2, 1);
  private final StartNotes notes = new StartNotes();
  private Clock clock = Clock.systemUTC();
  @Autowired private LoginAudit audit;

  /** An empty database of our own. */
  private static PGSimpleDataSource empty() {
    var source = new PGSimpleDataSource();
    source.setUrl(postgres().jdbcUrl());
    source.setUser(postgres().username());
    source.setPassword(postgres().password());
    source.setCurrentSchema(unique("first").replace('-', '_'));
    Flyway.configure()
        .dataSource(source)
        .schemas(source.getCurrentSchema())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    return source;
  }

  private FirstAdmin node(PGSimpleDataSource source, String given) {
    return node(source, given, new MockEnvironment());
  }

  private FirstAdmin node(PGSimpleDataSource source, String given, Environment environment) {
    return new FirstAdmin(
        new UserTable(JdbcClient.create(source)),
        passwords,
        new TransactionTemplate(new JdbcTransactionManager(source)),
        notes,
        new GivenPasswords(clock, Duration.ofDays(7)),
        audit,
        clock,
        given,
        environment);
  }

  @Test
  void the_password_of_the_environment_logs_the_first_admin_in() {
    assertThat(admin().get("/api/v1/auth/me").with(200).path("superuser").asBoolean()).isTrue();
  }

  @Test
  void makes_one_admin_when_many_nodes_start_at_once_and_tells_its_password_once()
      throws Exception {
    var source = empty();
    int nodes = 6;
    var together = new CyclicBarrier(nodes);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts = new ArrayList<Future<?>>();
      for (int i = 0; i < nodes; i++) {
        starts.add(
            threads.submit(
                () -> {
                  together.await();
                  node(source, "").start();
                  return null;
                }));
      }
      for (var start : starts) {
        start.get();
      }
    }
    node(source, "").start(); // a restart

    var told = notes.take();
    assertThat(told).hasSize(1);
    String password = told.getFirst().replace("First admin: admin / ", "");
    var account = new UserTable(JdbcClient.create(source)).account("admin").orElseThrow();
    assertThat(passwords.matches(password, account.passwordHash())).isTrue();
    assertThat(JdbcClient.create(source).sql("select count(*) from app_user").query().singleValue())
        .isEqualTo(1L);
  }

  @Test
  void a_printed_password_is_to_be_changed_but_not_that_of_the_demo() {
    var source = empty();
    node(source, "").start();
    assertThat(mustChange(source)).isTrue();
    var given = empty();
    node(given, "given by the operator").start();
    assertThat(mustChange(given)).isFalse();
    var demo = empty();
    MockEnvironment environment = new MockEnvironment();
    environment.setActiveProfiles("demo");
    node(demo, "", environment).start();
    assertThat(mustChange(demo)).isFalse();
  }

  private static boolean mustChange(PGSimpleDataSource source) {
    return JdbcClient.create(source)
        .sql("select must_change_password from app_user")
        .query(Boolean.class)
        .single();
  }

  @Test
  void
      a_printed_password_that_expired_is_printed_anew_at_the_next_start_while_nobody_else_can_help() {
    var source = empty();
    node(source, "").start();
    String first = told();
    clock = Clock.offset(clock, Duration.ofDays(7).minusMinutes(1));
    node(source, "").start();
    assertThat(notes.take()).as("in time").isEmpty();
    clock = Clock.offset(clock, Duration.ofMinutes(2));
    node(source, "").start();
    String second = told();
    assertThat(second).isNotEqualTo(first).doesNotContain(" ");
    var users = new UserTable(JdbcClient.create(source));
    var account = users.account("admin").orElseThrow();
    assertThat(passwords.matches(second, account.passwordHash())).isTrue();
    assertThat(account.mustChangePassword()).isTrue();
    node(source, "").start();
    assertThat(notes.take()).as("counted anew").isEmpty();

    clock = Clock.offset(clock, Duration.ofDays(8));
    users.insert("other", "Other", passwords.hash("x"), true, false, clock.instant());
    node(source, "").start();
    assertThat(notes.take()).as("another can set one").isEmpty();
  }

  @Test
  void the_passwords_of_the_demo_and_of_the_environment_never_expire() {
    MockEnvironment demo = new MockEnvironment();
    demo.setActiveProfiles("demo");
    var shown = empty();
    node(shown, "", demo).start();
    var given = empty();
    node(given, "given by the operator").start();
    assertThat(notes.take()).hasSize(2);
    clock = Clock.offset(clock, Duration.ofDays(1000));
    var limit = new GivenPasswords(clock, Duration.ofDays(7));
    for (var source : List.of(shown, given)) {
      var account = new UserTable(JdbcClient.create(source)).account("admin").orElseThrow();
      assertThat(limit.isOver(account)).isFalse();
    }
    node(shown, "", demo).start();
    node(given, "").start();
    assertThat(notes.take()).isEmpty();
  }

  private String told() {
    return notes
        .take()
        .getFirst()
        .replace("First admin: admin / ", "")
        .replace(" (the password before has expired)", "");
  }

  @Test
  void does_not_print_the_password_that_was_given() {
    node(empty(), "given by the operator").start();
    assertThat(notes.take()).containsExactly("First admin: admin / (NET_AUTO_ADMIN_PASSWORD)");
  }

  @Test
  void refuses_a_given_password_that_no_user_could_have() {
    var source = empty();
    for (String bad : new String[] {"short", "x".repeat(201)}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> node(source, bad).start())
          .withMessageStartingWith("NET_AUTO_ADMIN_PASSWORD cannot be used.");
    }
    assertThat(new UserTable(JdbcClient.create(source)).none()).isTrue();
  }
}
