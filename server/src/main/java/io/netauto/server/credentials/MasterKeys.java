package io.netauto.server.credentials;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The master keys that this node knows: the current one first, then those before it, which are
 * still good for reading. They come from NET_AUTO_MASTER_KEY, from the file of
 * NET_AUTO_MASTER_KEY_FILE, or from {@code master.key} in the data folder, which a server with the
 * embedded PostgreSQL makes for itself. Without any, nothing can be sealed. Thread-safe.
 */
@Component
class MasterKeys {
  private static final Logger log = LoggerFactory.getLogger(MasterKeys.class);
  private static final int MOST = 16;

  /** The file that the server made for itself and may change; null where the operator gave one. */
  private final @Nullable Path own;

  private volatile List<MasterKey> keys;

  MasterKeys(
      @Value("${net-auto.data}") Path data,
      @Value("${net-auto.db-url:}") String databaseUrl,
      @Value("${NET_AUTO_MASTER_KEY:}") String given,
      @Value("${NET_AUTO_MASTER_KEY_FILE:}") String file,
      @Value("${NET_AUTO_MASTER_KEY_PREVIOUS:}") String previous) {
    if (!given.isBlank() && !file.isBlank()) {
      throw new SealingRefused(
          "NET_AUTO_MASTER_KEY and NET_AUTO_MASTER_KEY_FILE are both set; set one of them.");
    }
    List<MasterKey> found = new ArrayList<>();
    Path mine = null;
    if (!given.isBlank()) {
      found.add(MasterKey.parse(given, "NET_AUTO_MASTER_KEY"));
    } else if (!file.isBlank()) {
      found.addAll(read(Path.of(file)));
    } else if (databaseUrl.isBlank()) {
      mine = data.toAbsolutePath().normalize().resolve("master.key");
      found.addAll(readOrMake(mine));
    }
    if (!previous.isBlank()) {
      if (found.isEmpty()) {
        throw new SealingRefused(
            "NET_AUTO_MASTER_KEY_PREVIOUS is set, and NET_AUTO_MASTER_KEY is not.");
      }
      found.add(MasterKey.parse(previous, "NET_AUTO_MASTER_KEY_PREVIOUS"));
    }
    this.own = mine;
    this.keys = List.copyOf(found);
  }

  /** The key to use from the next rotation on; empty when there is none. */
  Optional<MasterKey> current() {
    return keys.stream().findFirst();
  }

  /** The key of that id; empty when this node does not know it. */
  Optional<MasterKey> byId(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Whether the server keeps its master key itself, and can make a new one. */
  boolean isOwn() {
    return own != null;
  }

  /** Makes a new current key in the server's own file; the old one stays for reading. */
  synchronized void renewOwn() throws IOException {
    Path file = Objects.requireNonNull(own, "the operator keeps the key");
    List<String> lines = new ArrayList<>(Files.readAllLines(file, US_ASCII));
    lines.addFirst(random());
    write(file, lines);
    keys = read(file);
  }

  /** Forgets all but the current key in the server's own file. */
  synchronized void forgetOwnPrevious() throws IOException {
    Path file = Objects.requireNonNull(own, "the operator keeps the key");
    write(file, List.of(Files.readAllLines(file, US_ASCII).getFirst()));
    keys = read(file);
  }

  private static List<MasterKey> readOrMake(Path file) {
    if (!Files.exists(file)) {
      try {
        Files.createDirectories(file.resolveSibling(""));
        write(file, List.of(random()));
        log.info(
            "Made the master key \"{}\". Keep a copy apart from the database's: without it no"
                + " stored secret can be read.",
            file);
      } catch (IOException e) {
        throw new SealingRefused(
            "The master key \"%s\" cannot be made: %s. Make the folder writable for this user, or set NET_AUTO_MASTER_KEY to the output of: %s"
                .formatted(file, e, MasterKey.HOW_TO_MAKE));
      }
    }
    return read(file);
  }

  private static List<MasterKey> read(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(MasterKeys::isForOthers)) {
        throw new SealingRefused(
            "Everybody on this system may read or change the master key \"%1$s\". Do: chmod 600 %1$s"
                .formatted(file));
      }
      List<String> lines =
          Files.readAllLines(file, US_ASCII).stream().filter(line -> !line.isBlank()).toList();
      if (lines.isEmpty() || lines.size() > MOST) {
        throw new SealingRefused(
            "The file \"%s\" holds %s. It has one line in base64 for each key, the current one first; make one by: %s"
                .formatted(
                    file,
                    lines.isEmpty() ? "no master key" : "more than " + MOST + " lines",
                    MasterKey.HOW_TO_MAKE));
      }
      return lines.stream()
          .map(line -> MasterKey.parse(line, "The file \"%s\"".formatted(file)))
          .toList();
    } catch (IOException e) {
      throw new SealingRefused(
          "The master key \"%s\" cannot be read: %s. Make it readable for this user alone."
              .formatted(file, e));
    }
  }

  private static boolean isForOthers(PosixFilePermission permission) {
    return switch (permission) {
      case OTHERS_READ, OTHERS_WRITE -> true;
      default -> false;
    };
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Path folder = file.resolveSibling("");
    Path written = Files.createTempFile(folder, ".new-", ""); // made with mode 0600
    try {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        channel.write(US_ASCII.encode(String.join("\n", lines) + "\n"));
        channel.force(true);
      }
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
      var owner = Files.getOwner(folder);
      if (!Files.getOwner(written).equals(owner)) {
        Files.setOwner(written, owner);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
