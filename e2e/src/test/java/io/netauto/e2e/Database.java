package io.netauto.e2e;

import io.netauto.server.database.EmbeddedPostgres;
import io.netauto.server.database.PostgresOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL of one server, or one that several servers share; for a look at what is stored.
 * One that is killed is started again by whoever owns it, on the same port.
 */
final class Database implements AutoCloseable {
  /** Of this run of the tests. */
  private static final String MASTER_KEY =
      Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));

  private static final Pattern PORT = Pattern.compile("PostgreSQL runs on port (\\d+)");

  private final String url;
  private final String user;
  private final String password;
  private final ProcessHandle owner;
  private final @Nullable EmbeddedPostgres own;

  private Database(
      String url,
      String user,
      String password,
      ProcessHandle owner,
      @Nullable EmbeddedPostgres own) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.owner = owner;
    this.own = own;
  }

  /** A new one for {@link #environment}; it ends with this JVM. */
  static Database start() {
    try {
      // PostgreSQL runs as another user when the tests run as root, and must get there.
      Path folder =
          Files.setPosixFilePermissions(
              Files.createTempDirectory("netauto-e2e-database-"),
              PosixFilePermissions.fromString("rwxr-xr-x"));
      EmbeddedPostgres postgres =
          EmbeddedPostgres.start(
              PostgresOptions.in(folder)
                  .withProgramsFolder(
                      Path.of(
                          System.getProperty("java.io.tmpdir"),
                          "netauto-test-programs-" + System.getProperty("user.name"))));
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
      return new Database(
          postgres.jdbcUrl(),
          postgres.username(),
          postgres.password(),
          ProcessHandle.current(),
          postgres);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That of a server which runs its own, until the server starts again. */
  static Database of(ServerProcess server) {
    try {
      return new Database(
          "jdbc:postgresql://127.0.0.1:%s/netauto"
              .formatted(server.awaitLine(PORT, Duration.ofSeconds(1)).group(1)),
          "netauto",
          Files.readString(server.data().resolve("postgresql/password")).strip(),
          ProcessHandle.of(server.pid()).orElseThrow(),
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of a server that is to use it. */
  Map<String, String> environment() {
    return Map.of(
        "NET_AUTO_DB_URL",
        url,
        "NET_AUTO_DB_USERNAME",
        user,
        "NET_AUTO_DB_PASSWORD",
        password,
        "NET_AUTO_MASTER_KEY",
        MASTER_KEY);
  }

  interface Row<T> {
    T of(ResultSet rs) throws SQLException;
  }

  /** What a query finds. */
  <T> List<T> list(String query, Row<T> row) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        var rs = connection.createStatement().executeQuery(query)) {
      List<T> found = new ArrayList<>();
      while (rs.next()) {
        found.add(row.of(rs));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(query + ": " + e.getMessage(), e);
    }
  }

  /** The number that a query finds. */
  long number(String query) {
    return list(query, rs -> rs.getLong(1)).getFirst();
  }

  /** SIGKILL to its postmaster; does nothing while it is down. */
  void kill9() {
    owner
        .children()
        .filter(p -> p.info().command().orElse("").endsWith("postgres"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
