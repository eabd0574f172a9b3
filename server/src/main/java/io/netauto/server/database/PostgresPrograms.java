package io.netauto.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for this machine, as the archive on the class path. They are unpacked
 * once, into a folder named by the archive's hash: beside it first, then renamed, so that a folder
 * of that name is whole or is not there.
 */
final class PostgresPrograms {
  private static final Logger log = LoggerFactory.getLogger(PostgresPrograms.class);
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final String COMPLETE = "COMPLETE";

  /** A leftover this old is of an unpack that was interrupted, not of one under way elsewhere. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final URL archive;

  PostgresPrograms(URL archive) {
    this.archive = archive;
  }

  static PostgresPrograms ofThisMachine() {
    var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var arch = System.getProperty("os.arch", "");
    var name =
        "postgres-%s-%s.txz"
            .formatted(
                os,
                switch (arch) {
                  case "amd64", "x86_64" -> "x86_64";
                  case "aarch64" -> "arm_64";
                  default -> arch;
                });
    var archive = PostgresPrograms.class.getResource("/" + name);
    if (archive == null)
      throw new EmbeddedPostgresException(
          "There is no embedded PostgreSQL for the system \"%s\" on \"%s\" (\"%s\" is not on the class path). Run a PostgreSQL 18 yourself and start with NET_AUTO_DB_URL=jdbc:postgresql://host/database."
              .formatted(os, arch, name));
    return new PostgresPrograms(archive);
  }

  /** The folder with {@code bin}, {@code lib} and {@code share}, unpacked below the parent. */
  Path unpackedIn(Path parent) {
    try {
      var home = parent.resolve("programs-" + hash().substring(0, 16));
      if (Files.exists(home.resolve(COMPLETE))) return home;
      Files.createDirectories(parent);
      removeAbandoned(parent);
      var begin = System.nanoTime();
      var unpacking = Files.createTempDirectory(parent, ".unpacking-");
      try {
        unpack(unpacking);
        Files.createFile(unpacking.resolve(COMPLETE));
        Files.setPosixFilePermissions(unpacking, PROGRAM);
        Commands.flushToDisk(unpacking);
        if (Files.exists(home) && !Files.exists(home.resolve(COMPLETE))) deleteTree(home);
        Files.move(unpacking, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        log.debug("Another server unpacked \"{}\" at the same time.", home);
      } finally {
        deleteTree(unpacking);
      }
      log.info(
          "Unpacked the PostgreSQL programs into \"{}\" in {} ms.",
          home,
          Duration.ofNanos(System.nanoTime() - begin).toMillis());
      return home;
    } catch (IOException | UncheckedIOException e) {
      throw new EmbeddedPostgresException(
          "The PostgreSQL programs cannot be unpacked into \"%s\": %s. Check the free space and the permissions there; the next start tries again."
              .formatted(parent, e),
          e);
    }
  }

  private String hash() throws IOException {
    try (var in =
        new DigestInputStream(archive.openStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void unpack(Path target) throws IOException {
    try (InputStream in = archive.openStream();
        var tar = new TarArchiveInputStream(new XZInputStream(in))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry())
        unpack(entry, tar, target);
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    var path = inside(target, target.resolve(entry.getName()), entry);
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PROGRAM);
    } else if (entry.isSymbolicLink()) {
      // Only to a neighbour: a chain of longer links could lead out of the folder.
      var neighbour = Path.of(entry.getLinkName());
      if (neighbour.getNameCount() != 1 || neighbour.isAbsolute() || neighbour.endsWith(".."))
        throw new IOException("the link \"" + entry.getName() + "\" leads out of its folder");
      Files.createSymbolicLink(path, neighbour);
    } else if (entry.isFile()) {
      Files.createDirectories(parentOf(path));
      Files.copy(content, path);
      Files.setPosixFilePermissions(path, (entry.getMode() & 0100) != 0 ? PROGRAM : PLAIN);
    } else {
      throw new IOException("unexpected kind of entry \"" + entry.getName() + "\"");
    }
  }

  private static Path inside(Path target, Path path, TarArchiveEntry entry) throws IOException {
    var normal = path.normalize();
    if (!normal.startsWith(target))
      throw new IOException("the entry \"" + entry.getName() + "\" leads out of the folder");
    return normal;
  }

  private static Path parentOf(Path path) {
    return Objects.requireNonNull(path.getParent(), "parent");
  }

  private static void removeAbandoned(Path parent) throws IOException {
    var limit = Instant.now().minus(ABANDONED);
    try (var leftovers = Files.newDirectoryStream(parent, ".unpacking-*")) {
      for (var leftover : leftovers)
        if (Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) deleteTree(leftover);
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    }
  }
}
