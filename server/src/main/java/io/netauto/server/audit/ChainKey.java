package io.netauto.server.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key of the hashes: made once, kept in the database, sealed by the master key. A server that
 * has no master key keeps it in the file {@code audit.key} of its data folder.
 */
@Component
class ChainKey {
  private static final int BYTES = 32;

  private final ObjectProvider<ChainKeySealing> sealing;
  private final JdbcClient jdbc;
  private final Path file;
  private byte @Nullable [] known;

  ChainKey(
      ObjectProvider<ChainKeySealing> sealing,
      JdbcClient jdbc,
      @Value("${net-auto.data}") Path folder) {
    this.sealing = sealing;
    this.jdbc = jdbc;
    this.file = folder.resolve("audit.key");
  }

  /** A chain with this key, for one thread. */
  synchronized Chain chain() {
    byte[] key = known;
    if (key == null) {
      ChainKeySealing seals = sealing.getIfAvailable();
      key = seals == null || !seals.available() ? ofFile() : ofDatabase(seals);
      known = key;
    }
    return new Chain(key);
  }

  private byte[] ofDatabase(ChainKeySealing seals) {
    Optional<byte[]> sealed = sealed();
    if (sealed.isEmpty()) {
      byte[] made = Files.exists(file) ? ofFile() : random();
      jdbc.sql("insert into audit_key (id, sealed) values (1, :sealed) on conflict do nothing")
          .param("sealed", seals.seal(made))
          .update();
      sealed = sealed(); // perhaps another node's
    }
    return seals.open(sealed.orElseThrow());
  }

  private Optional<byte[]> sealed() {
    return jdbc.sql("select sealed from audit_key where id = 1")
        .query((rs, row) -> rs.getBytes(1))
        .optional();
  }

  private byte[] ofFile() {
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path made =
            Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "audit",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(made, random(), StandardOpenOption.SYNC);
        try {
          Files.createLink(file, made); // unlike a rename, it never replaces one that is there
        } catch (FileAlreadyExistsException e) {
          // Another was faster; its key holds.
        }
        Files.delete(made);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != BYTES) {
        throw new IllegalStateException(
            "The key of the audit trail, %s, is damaged: bring it back from a backup."
                .formatted(file));
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The key of the audit trail cannot be read or made: " + file, e);
    }
  }

  private static byte[] random() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
