package io.netauto.server.credentials;

import io.netauto.server.credentials.CredentialFile.Unreadable;
import io.netauto.server.identity.CustomerId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * {@code file:NAME}: an encrypted file that the command line makes and edits. A change of it counts
 * within a second, without a restart. Thread-safe.
 */
@Component
class FileCredentials implements CredentialSource {
  static final String FILE = "NET_AUTO_CREDENTIALS_FILE";
  static final String PASSPHRASE = "NET_AUTO_CREDENTIALS_PASSPHRASE";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MOST_BYTES = 4 << 20;

  /** The variables are read here and not as settings, which would replace what stands in braces. */
  private final UnaryOperator<@Nullable String> environment;

  private @Nullable Known known;

  /**
   * The file as it was read.
   *
   * @param version what tells that it was changed
   * @param problem why it could not be read; empty when it was
   */
  private record Known(
      Object version,
      Map<String, Map<String, String>> credentials,
      String problem,
      long lookedAt) {}

  @Autowired
  FileCredentials() {
    this(System::getenv);
  }

  FileCredentials(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public Optional<String> problemWith(CustomerId customer, String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is no name in a credentials file: letters, digits, '_', '-' and '.', at most 64."
                .formatted(name));
  }

  @Override
  public Resolution resolve(CustomerId customer, String name) {
    String path = value(FILE);
    if (path.isEmpty()) {
      return new Resolution.NotFound(
          "This server has no credentials file.",
          "a file that " + FILE + " names",
          "Make one with \"netauto credential file init\", set %s and %s, and start the server again."
              .formatted(FILE, PASSPHRASE));
    }
    Known file = look(Path.of(path));
    if (!file.problem().isEmpty()) {
      return new Resolution.NotFound(
          "The credentials file cannot be read: %s.".formatted(file.problem()),
          "a file made by \"netauto credential file\", and its passphrase in " + PASSPHRASE,
          "Correct the file or the passphrase on the server; a changed file counts at once.");
    }
    Map<String, String> parts = file.credentials().get(name);
    if (parts == null) {
      return new Resolution.NotFound(
          "The credentials file has no credential \"%s\".".formatted(name),
          "a credential of this name in the file",
          "Add it with: netauto credential file set FILE " + name);
    }
    StoredParts found = StoredParts.of(parts);
    return found.password() == null && found.privateKey() == null
        ? new Resolution.NotFound(
            "The credential \"file:%s\" has neither a password nor a key.".formatted(name),
            "a password or a private key",
            "Set one with: netauto credential file set FILE " + name)
        : new Resolution.Found(found.credential());
  }

  /** One thread opens it: that costs memory and a part of a second, by intent. */
  private synchronized Known look(Path path) {
    long now = System.nanoTime();
    Known before = known;
    if (before != null && now - before.lookedAt() < FRESH.toNanos()) {
      return before;
    }
    Known next;
    try {
      Object version = List.of(version(path), passphraseVersion());
      next =
          before != null && before.version().equals(version)
              ? new Known(version, before.credentials(), before.problem(), now)
              : read(path, version, now);
    } catch (IOException e) {
      next = new Known("", Map.of(), "it is not there, or not readable for the server", now);
    }
    known = next;
    return next;
  }

  private static Object version(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return List.of(
        attributes.lastModifiedTime(), attributes.size(), Objects.toString(attributes.fileKey()));
  }

  /** The file of the passphrase may be corrected while the server runs. */
  private Object passphraseVersion() {
    String file = value(PASSPHRASE + "_FILE");
    try {
      return file.isEmpty() ? "" : version(Path.of(file));
    } catch (IOException e) {
      return ""; // told when it is read
    }
  }

  private Known read(Path path, Object version, long now) throws IOException {
    String passphrase;
    try {
      passphrase = passphrase();
    } catch (IOException e) {
      return new Known(
          "", Map.of(), "the file that " + PASSPHRASE + "_FILE names cannot be read", now);
    }
    if (passphrase.isEmpty()) {
      return new Known("", Map.of(), PASSPHRASE + " is not set", now);
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES
          ? new Known(version, Map.of(), "it is larger than 4 MB", now)
          : new Known(version, CredentialFile.read(bytes, passphrase), "", now);
    } catch (Unreadable e) {
      return new Known(version, Map.of(), Objects.requireNonNull(e.getMessage()), now);
    }
  }

  private String passphrase() throws IOException {
    String given = value(PASSPHRASE);
    String file = value(PASSPHRASE + "_FILE");
    return given.isEmpty() && !file.isEmpty()
        ? Files.readString(Path.of(file), StandardCharsets.UTF_8).stripTrailing()
        : given;
  }

  private String value(String variable) {
    return Objects.requireNonNullElse(environment.apply(variable), "");
  }
}
