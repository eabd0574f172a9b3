package io.netauto.server.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database files of PostgreSQL (what it calls a cluster), and the password to it. Made beside
 * its place and then renamed, after the password is on disk: where there is a cluster, it is whole.
 *
 * <p>PostgreSQL wants the path of its files, and as an ordinary user it cannot follow one below,
 * say, {@code /root}. A process that changed to another user is therefore launched inside the
 * folder, and told to find its files in {@code /proc/self/cwd}.
 *
 * @param folder the cluster's files
 * @param password of the superuser {@code postgres} and of the server's role
 */
record Cluster(Path folder, Account account, String password) {
  static final String SUPERUSER = "postgres";
  private static final Logger log = LoggerFactory.getLogger(Cluster.class);
  private static final String MAJOR_VERSION = "18";

  /** Written to postgresql.conf at creation, where an operator may change them. */
  private static final List<String> SETTINGS =
      List.of(
          "shared_buffers=128MB",
          "max_connections=100",
          "wal_compression=on",
          "random_page_cost=1.1",
          "timezone=UTC",
          "log_timezone=UTC");

  static Cluster in(
      DataFolder data, Path parent, Path programs, Account account, Duration createLimit) {
    var folder = parent.resolve("cluster");
    try {
      var passwordFile = parent.resolve("password");
      if (!Files.exists(folder)) create(data, folder, passwordFile, programs, account, createLimit);
      if (!Files.exists(passwordFile))
        throw new EmbeddedPostgresException(
            "The password of the database in \"%s\" is missing. Restore the file \"%s\" from a backup."
                .formatted(folder, passwordFile));
      var version = Files.readString(folder.resolve("PG_VERSION")).strip();
      if (!version.equals(MAJOR_VERSION))
        throw new EmbeddedPostgresException(
            "The database in \"%s\" is of PostgreSQL %s, and this server brings PostgreSQL %s. Start the NetAuto version that made it, dump the database, and restore it into a new data folder."
                .formatted(folder, version, MAJOR_VERSION));
      account.ownTree(folder);
      return new Cluster(folder, account, Files.readString(passwordFile).strip());
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The database in \"%s\" cannot be prepared: %s. Check the free space and the permissions there."
              .formatted(folder, e),
          e);
    }
  }

  private static void create(
      DataFolder data,
      Path folder,
      Path passwordFile,
      Path programs,
      Account account,
      Duration limit)
      throws IOException {
    var begin = System.nanoTime();
    var parent = data.path().resolve("postgresql");
    removeLeftovers(parent);
    if (!Files.exists(passwordFile)) {
      var bytes = new byte[24];
      new SecureRandom().nextBytes(bytes);
      var written =
          privateFile(parent, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      data.giveToOwner(written);
      Files.move(written, passwordFile, StandardCopyOption.ATOMIC_MOVE);
    }
    var unfinished = Files.createTempDirectory(parent, ".new-");
    account.own(unfinished);
    var readable = privateFile(parent, Files.readString(passwordFile));
    account.own(readable);
    try {
      var made = Commands.run(unfinished, initdb(programs, account, unfinished, readable), limit);
      if (!made.succeeded())
        throw new EmbeddedPostgresException(
            "PostgreSQL cannot make a database in \"%s\" (initdb ended with code %d): %s"
                .formatted(folder, made.exitCode(), made.output()));
      Commands.flushToDisk(parent);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(readable);
    }
    log.info(
        "Made a new database in \"{}\" in {} ms.",
        folder,
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  private static List<String> initdb(
      Path programs, Account account, Path folder, Path readablePassword) {
    var arguments =
        new ArrayList<>(
            List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + seenFromInside(account, folder),
                "--username=" + SUPERUSER,
                // Relative to the folder, for the same reason as /proc/self/cwd.
                "--pwfile=../" + readablePassword.getFileName(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums"));
    for (var setting : SETTINGS) arguments.add("--set=" + setting);
    return account.command("KILL", arguments.toArray(String[]::new));
  }

  /** The command that runs PostgreSQL on these files in the foreground, to be launched in them. */
  List<String> postgres(Path programs, int port) {
    var command = new ArrayList<String>();
    // Its own session: Ctrl-C in a terminal is for the server, which stops PostgreSQL last.
    Commands.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.addAll(
        account.command(
            "INT",
            programs.resolve("bin/postgres").toString(),
            "-D",
            seenFromInside(account, folder),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=",
            "-c",
            "cluster_name=netauto",
            "-c",
            "fsync=on",
            "-c",
            "full_page_writes=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "logging_collector=off",
            "-c",
            "log_destination=stderr",
            "-c",
            "lc_messages=C",
            "-c",
            "log_line_prefix=" + PostgresLog.LINE_PREFIX));
    return List.copyOf(command);
  }

  private static String seenFromInside(Account account, Path folder) {
    return account.isOther() ? "/proc/self/cwd" : folder.toString();
  }

  private static Path privateFile(Path parent, String text) throws IOException {
    var file =
        Files.createTempFile(
            parent,
            ".new-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(US_ASCII.encode(text));
      channel.force(true);
    }
    return file;
  }

  private static void removeLeftovers(Path parent) throws IOException {
    try (var leftovers = Files.newDirectoryStream(parent, ".new-*")) {
      for (var leftover : leftovers) PostgresPrograms.deleteTree(leftover);
    }
  }

  @Override
  public String toString() {
    return "Cluster[" + folder + "]";
  }
}
