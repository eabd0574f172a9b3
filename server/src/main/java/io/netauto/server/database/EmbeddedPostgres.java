package io.netauto.server.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that lives and dies with this process, its files in the server's data folder.
 *
 * <p>While it is open, no other server can open the folder; a PostgreSQL that ends by itself is
 * launched again on the same port; and a PostgreSQL whose server is killed shuts down in order. It
 * listens on 127.0.0.1 only and asks for a password.
 */
public final class EmbeddedPostgres implements DatabaseServer {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

  /** The database, and the role that owns it and may do nothing beside it. */
  private static final String NAME = "netauto";

  private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);
  private static final int CONNECT_SECONDS = 10;

  /** For the programs only, which can be unpacked again. */
  private static final Path SHARED_PROGRAMS = Path.of("/var/cache/netauto");

  private final DataFolderLock lock;
  private final Cluster cluster;
  private final Supervisor supervisor;
  private final int port;

  private EmbeddedPostgres(DataFolderLock lock, Cluster cluster, Supervisor supervisor, int port) {
    this.lock = lock;
    this.cluster = cluster;
    this.supervisor = supervisor;
    this.port = port;
  }

  /** Starts with default time limits; see {@link #start(PostgresOptions)}. */
  public static EmbeddedPostgres start(Path dataFolder) {
    return start(PostgresOptions.in(dataFolder));
  }

  /**
   * Starts PostgreSQL on the data folder, making folder, programs and database where they are
   * missing, and returns when it answers.
   *
   * @throws DataFolderInUseException when another server holds the folder
   * @throws EmbeddedPostgresException when PostgreSQL cannot run, with the reason
   */
  public static EmbeddedPostgres start(PostgresOptions options) {
    var begin = System.nanoTime();
    var data = DataFolder.at(options.dataFolder());
    var lock = DataFolderLock.on(data);
    Supervisor supervisor = null;
    try {
      var parent = data.folder("postgresql", "rwx--x--x");
      var account = Account.choose(data, options.osUser());
      var programs = programs(options, parent, account);
      var cluster = Cluster.in(data, parent, programs, account, options.limits().create());
      supervisor = new Supervisor(cluster, programs, options.limits());
      var port = supervisor.start();
      var started = new EmbeddedPostgres(lock, cluster, supervisor, port);
      started.prepareDatabase();
      log.info(
          "PostgreSQL runs on port {} after {} ms, with the data in \"{}\".",
          port,
          Duration.ofNanos(System.nanoTime() - begin).toMillis(),
          cluster.folder());
      return started;
    } catch (IOException | RuntimeException e) {
      release(supervisor, lock);
      if (e instanceof EmbeddedPostgresException known) throw known;
      throw new EmbeddedPostgresException(
          "The database in \"%s\" cannot be prepared: %s. Check the free space and the permissions there."
              .formatted(data.path(), e),
          e);
    } catch (InterruptedException e) {
      release(supervisor, lock);
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("The start of PostgreSQL was interrupted.", e);
    }
  }

  private static void release(@Nullable Supervisor supervisor, DataFolderLock lock) {
    if (supervisor != null) supervisor.stop();
    lock.close();
  }

  /**
   * The programs where the account can run them. That is not the data folder when the server is
   * root and the folder lies where only root gets to, as in {@code /root}.
   */
  private static Path programs(PostgresOptions options, Path parent, Account account)
      throws IOException {
    var programs = PostgresPrograms.ofThisMachine();
    if (options.programsFolder() != null)
      return usable(programs.unpackedIn(options.programsFolder()), account);
    if (!account.isOther() || canReach(parent, account))
      return usable(programs.unpackedIn(parent), account);
    log.debug("User {} cannot reach \"{}\".", account.uid(), parent);
    return usable(programs.unpackedIn(SHARED_PROGRAMS), account);
  }

  private static boolean canReach(Path folder, Account account) throws IOException {
    var test = Commands.find("test");
    if (test.isEmpty()) return true;
    var command = account.command("KILL", test.get().toString(), "-x", folder.toString());
    var ended = Commands.run(Path.of("/"), command, PROBE_LIMIT);
    // 1 is the answer "no"; anything else speaks of setpriv, and usable() will say it.
    return ended.exitCode() != 1 || !ended.output().isEmpty();
  }

  private static Path usable(Path programs, Account account) throws IOException {
    var postgres = programs.resolve("bin/postgres").toString();
    var ended = Commands.run(Path.of("/"), account.command("KILL", postgres, "-V"), PROBE_LIMIT);
    if (ended.succeeded()) return programs;
    throw new EmbeddedPostgresException(
        "\"%s\" cannot be run as user %d: %s. Choose a data folder that this user can reach (NET_AUTO_DATA) and whose file system allows programs, another user (NET_AUTO_DB_OS_USER), or a PostgreSQL of your own (NET_AUTO_DB_URL)."
            .formatted(postgres, account.uid(), ended.output()));
  }

  /** Proves that PostgreSQL answers, and makes our role and database if they are missing. */
  private void prepareDatabase() {
    try (var connection = connect(Cluster.SUPERUSER);
        var statement = connection.createStatement()) {
      if (!exists(connection, "select from pg_roles where rolname = ?")) {
        connection.setAutoCommit(false);
        statement.execute("create role " + NAME + " login");
        // Hashed here, so that the password is in no statement and in no log.
        connection
            .unwrap(PGConnection.class)
            .alterUserPassword(NAME, cluster.password().toCharArray(), "scram-sha-256");
        connection.commit();
        connection.setAutoCommit(true);
      }
      if (!exists(connection, "select from pg_database where datname = ?"))
        statement.execute("create database " + NAME + " owner " + NAME);
    } catch (SQLException e) {
      throw new EmbeddedPostgresException(
          "PostgreSQL on \"%s\" runs and does not answer: %s. Its last words:\n%s"
              .formatted(cluster.folder(), e.getMessage(), supervisor.tail()),
          e);
    }
  }

  private Connection connect(String user) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser(user);
    source.setPassword(cluster.password());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(CONNECT_SECONDS * 6);
    return source.getConnection();
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (var select = connection.prepareStatement(query)) {
      select.setString(1, NAME);
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME);
  }

  @Override
  public String username() {
    return NAME;
  }

  @Override
  public String password() {
    return cluster.password();
  }

  /** The port on 127.0.0.1, the same as long as this is open. */
  public int port() {
    return port;
  }

  /** The process of PostgreSQL, or empty while it is down. */
  OptionalLong pid() {
    return supervisor.pid();
  }

  /** Stops PostgreSQL in order and lets go of the data folder. Closing again does nothing. */
  @Override
  public void close() {
    supervisor.stop();
    lock.close();
  }

  @Override
  public String toString() {
    return "EmbeddedPostgres[" + jdbcUrl() + "]";
  }
}
