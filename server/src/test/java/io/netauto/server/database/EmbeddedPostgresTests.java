package io.netauto.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netauto.server.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedPostgresTests {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path parent;
  Path data;

  @BeforeEach
  void place() throws IOException {
    TestFolders.open(parent);
    data = parent.resolve("data");
  }

  @Test
  void keeps_data_across_restarts_and_asks_for_the_password() throws Exception {
    try (var postgres = EmbeddedPostgres.start(TestFolders.options(data))) {
      execute(postgres, "create table kept (id int)", "insert into kept values (1), (2)");

      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("postgresql/password"))))
          .isEqualTo("rw-------");
      for (var role : new String[] {"netauto", "postgres"})
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), role, "wrong"))
            .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
      assertThat(setting(postgres, "fsync")).isEqualTo("on");
      assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(postgres, "data_checksums")).isEqualTo("on");
      assertThat(setting(postgres, "server_encoding")).isEqualTo("UTF8");
      assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(postgres, "is_superuser")).isEqualTo("off");
    }
    assertThat(TestFolders.postgresOn(data)).isEmpty();
    try (var postgres = EmbeddedPostgres.start(TestFolders.options(data))) {
      assertThat(count(postgres)).isEqualTo(2);
      postgres.close(); // Closing twice is harmless.
    }
  }

  @Test
  void starts_when_the_number_of_a_crashed_postgresql_is_another_process_by_now() throws Exception {
    EmbeddedPostgres.start(TestFolders.options(data)).close();
    // As after a container starts anew. Of the same user: PostgreSQL ignores others by itself.
    var account = Account.choose(DataFolder.at(data), null);
    var other = Commands.prepare(Path.of("/"), account.command("KILL", "sleep", "120")).start();
    try {
      var pidFile = data.resolve("postgresql/cluster/postmaster.pid");
      Await.until(SOON, () -> commandOf(other).equals("sleep"));
      Files.writeString(pidFile, other.pid() + "\n");

      EmbeddedPostgres.start(TestFolders.options(data)).close();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void refuses_a_second_server_on_the_same_folder() throws Exception {
    var message =
        "The data folder \"%s\" is in use by another NetAuto server (process %d). Stop it, or start"
            + " this one with NET_AUTO_DATA=/another/folder.";
    try (var postgres = EmbeddedPostgres.start(TestFolders.options(data))) {
      var held = message.formatted(data.toRealPath(), ProcessHandle.current().pid());

      assertThatExceptionOfType(DataFolderInUseException.class)
          .isThrownBy(() -> EmbeddedPostgres.start(TestFolders.options(data)))
          .withMessage(held);
      // After the refusal here: it must not have dropped this process's lock.
      try (var other = ChildServer.on(data)) {
        assertThat(other.answer()).isEqualTo("REFUSED " + held);
      }
      assertThat(setting(postgres, "fsync")).isEqualTo("on");
    }
  }

  @Test
  void brings_postgresql_back_on_the_same_port_when_it_is_killed() throws Exception {
    try (var postgres = EmbeddedPostgres.start(TestFolders.options(data));
        var pool = new DatabaseConfiguration().dataSource(postgres, 5)) {
      execute(postgres, "create table kept (id int)", "insert into kept values (1), (2)");
      var pid = postgres.pid().orElseThrow();
      assertThat(session(pid)).as("its own session, so that Ctrl-C passes it by").isEqualTo(pid);

      for (var round = 0; round < 2; round++) {
        var killed = ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow();
        assertThat(killed.destroyForcibly()).isTrue();
        killed.onExit().get(5, TimeUnit.SECONDS);

        Await.until(
            Duration.ofSeconds(20),
            () -> {
              // A connection from before may answer for a moment longer.
              if (postgres.pid().orElse(killed.pid()) == killed.pid()) return false;
              try (var connection = pool.getConnection();
                  var rows =
                      connection.createStatement().executeQuery("select count(*) from kept")) {
                return rows.next() && rows.getInt(1) == 2;
              } catch (SQLException e) {
                return false;
              }
            });
      }
      assertThat(postgres.pid().orElseThrow()).isNotEqualTo(pid);
    }
  }

  @Test
  void leaves_no_orphan_and_loses_nothing_when_the_server_is_killed() throws Exception {
    try (var child = ChildServer.on(data)) {
      killAfterCommit(child);
    }
    try (var postgres = EmbeddedPostgres.start(TestFolders.options(data))) {
      assertThat(count(postgres)).isEqualTo(2);
    }
  }

  @Test
  void starts_again_at_once_after_the_server_was_killed() throws Exception {
    try (var child = ChildServer.on(data)) {
      requireNonNull(child.answer());
      child.process.destroyForcibly().waitFor();
      // PostgreSQL is still stopping, or has stopped just now: both must do.
      try (var postgres = EmbeddedPostgres.start(TestFolders.options(data))) {
        assertThat(setting(postgres, "fsync")).isEqualTo("on");
      }
    }
  }

  @Test
  void runs_as_an_ordinary_user_and_stops_when_the_server_is_killed() throws Exception {
    Needs.root();
    TestFolders.open(Files.createDirectories(TestFolders.programs()));
    PostgresPrograms.ofThisMachine().unpackedIn(TestFolders.programs());
    Files.createDirectory(data);
    Files.setAttribute(data, "unix:uid", 65534);
    var copies = TestFolders.open(Files.createDirectory(parent.resolve("copies")));
    try (var child = ChildServer.asNobody(data, copies)) {
      killAfterCommit(child);
    }
    // As root on that user's folder: PostgreSQL runs as the folder's owner.
    try (var postgres = EmbeddedPostgres.start(TestFolders.options(data))) {
      assertThat(count(postgres)).isEqualTo(2);
      assertThat(TestFolders.postgresOn(data))
          .allSatisfy(
              process ->
                  assertThat(Files.getAttribute(Path.of("/proc/" + process.pid()), "unix:uid"))
                      .isEqualTo(65534));
    }
  }

  @Test
  void runs_as_root_in_a_folder_that_only_root_can_reach() throws Exception {
    Needs.root();
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));

    try (var postgres = EmbeddedPostgres.start(PostgresOptions.in(data).withOsUser("nobody"))) {
      execute(postgres, "create table kept (id int)", "insert into kept values (1), (2)");
      assertThat(count(postgres)).isEqualTo(2);
      assertThat(TestFolders.postgresOn(data)).isNotEmpty();
    }
  }

  @Test
  void makes_the_database_anew_when_the_first_start_was_interrupted() throws Exception {
    var leftover = Files.createDirectories(data.resolve("postgresql/.new-123/base"));

    try (var postgres = EmbeddedPostgres.start(TestFolders.options(data))) {
      assertThat(setting(postgres, "fsync")).isEqualTo("on");
    }
    assertThat(leftover.getParent()).doesNotExist();
  }

  @Test
  void says_why_postgresql_does_not_start() throws Exception {
    EmbeddedPostgres.start(TestFolders.options(data)).close();
    Files.writeString(data.resolve("postgresql/cluster/postgresql.conf"), "nonsense = 1\n");

    assertThatExceptionOfType(EmbeddedPostgresException.class)
        .isThrownBy(() -> EmbeddedPostgres.start(TestFolders.options(data)))
        .withMessageContaining(data.toRealPath().toString())
        .withMessageContaining("unrecognized configuration parameter \"nonsense\"");

    Files.writeString(data.resolve("postgresql/cluster/PG_VERSION"), "17\n");
    assertThatExceptionOfType(EmbeddedPostgresException.class)
        .isThrownBy(() -> EmbeddedPostgres.start(TestFolders.options(data)))
        .withMessageContaining("is of PostgreSQL 17, and this server brings PostgreSQL 18");
  }

  private void killAfterCommit(ChildServer child) throws Exception {
    var answer = requireNonNull(child.answer()).split(" ");
    assertThat(answer[0]).isEqualTo("READY");
    try (var connection = DriverManager.getConnection(answer[2], "netauto", answer[3])) {
      connection.createStatement().execute("create table kept (id int)");
      connection.createStatement().execute("insert into kept values (1), (2)");
      var processes = TestFolders.postgresOn(data);
      assertThat(processes).isNotEmpty();

      var begin = System.nanoTime();
      child.process.destroyForcibly().waitFor();
      TestFolders.awaitEnd(processes, SOON);
      System.out.printf("kill -9 to stop: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    }
    assertThat(TestFolders.postgresOn(data)).isEmpty();
    assertThat(data.resolve("postgresql/cluster/postmaster.pid"))
        .as("removed by an orderly shutdown")
        .doesNotExist();
  }

  private static void execute(EmbeddedPostgres postgres, String... statements) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        var statement = connection.createStatement()) {
      for (var sql : statements) statement.execute(sql);
    }
  }

  private static int count(EmbeddedPostgres postgres) throws SQLException {
    return Integer.parseInt(single(postgres, "select count(*) from kept"));
  }

  private static String setting(EmbeddedPostgres postgres, String name) throws SQLException {
    return single(postgres, "show " + name);
  }

  private static String single(EmbeddedPostgres postgres, String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return requireNonNull(rows.getString(1));
    }
  }

  private static String commandOf(Process process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/comm"), UTF_8).strip();
  }

  /** The sixth field of /proc/pid/stat; the second may hold spaces, so count from its end. */
  private static long session(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"), UTF_8);
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
  }
}
