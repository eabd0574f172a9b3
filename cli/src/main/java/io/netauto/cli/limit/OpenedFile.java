package io.netauto.cli.limit;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.limit.CredentialFile.Unreadable;
import io.netauto.cli.server.Json;
import io.netauto.cli.term.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credentials file on this machine with the passphrase that opens it. It is replaced at once and
 * nobody else can read it at any moment.
 */
final class OpenedFile {
  static final String PASSPHRASE = "NET_AUTO_CREDENTIALS_PASSPHRASE";

  private static final int SHORTEST_PASSPHRASE = 12;
  private static final long MOST_BYTES = 4 << 20;

  private final Path path;
  private final String passphrase;
  private final String text;
  private final ObjectNode credentials;

  private OpenedFile(Path path, String passphrase, String text, ObjectNode credentials) {
    this.path = path;
    this.passphrase = passphrase;
    this.text = text;
    this.credentials = credentials;
  }

  /** Makes a file without credentials where none is. */
  static void make(Terminal terminal, Path file) {
    if (Files.exists(file)) {
      throw new Failure(ExitCode.USAGE, file + " is there already; it was left as it is.");
    }
    String passphrase = given(terminal);
    if (passphrase.isEmpty()) {
      passphrase = asked(terminal, "Passphrase of the new file: ");
      if (!passphrase.equals(terminal.prompt().secret("Again: "))) {
        throw new Failure(ExitCode.USAGE, "The two passphrases differ; nothing was written.");
      }
    }
    if (passphrase.length() < SHORTEST_PASSPHRASE) {
      throw new Failure(
          ExitCode.USAGE,
          "The passphrase has fewer than %d characters; nothing was written."
              .formatted(SHORTEST_PASSPHRASE));
    }
    try {
      replace(file.toAbsolutePath(), CredentialFile.write(Json.object(), passphrase));
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, file + " cannot be written: " + e + ".", e);
    }
  }

  static OpenedFile open(Terminal terminal, Path file) {
    Path path;
    String text;
    try {
      path = file.toRealPath(); // a link to it stays one
      if (Files.size(path) > MOST_BYTES) {
        throw new Failure(
            ExitCode.USAGE, file + " is no credentials file: it is larger than 4 MB.");
      }
      text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "%1$s is not there. Make it with: netauto credential file init %1$s".formatted(file),
          e);
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, file + " cannot be read: " + e + ".", e);
    }
    String passphrase = given(terminal);
    if (passphrase.isEmpty()) {
      passphrase = asked(terminal, "Passphrase of the file: ");
    }
    try {
      return new OpenedFile(path, passphrase, text, CredentialFile.read(text, passphrase));
    } catch (Unreadable e) {
      throw new Failure(
          ExitCode.FAILED, "%s cannot be opened: %s.".formatted(file, e.getMessage()), e);
    }
  }

  /** The credentials by name, to be changed and then saved. */
  ObjectNode credentials() {
    return credentials;
  }

  void save() {
    String changed = CredentialFile.write(credentials, passphrase);
    try {
      if (changed.length() > MOST_BYTES) {
        throw new Failure(ExitCode.USAGE, "The file would be larger than 4 MB.");
      }
      if (!new String(Files.readAllBytes(path), StandardCharsets.UTF_8).equals(text)) {
        throw new Failure(
            ExitCode.FAILED,
            path + " was changed by somebody else meanwhile; nothing was written. Try again.");
      }
      replace(path, changed);
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, path + " cannot be written: " + e + ".", e);
    }
  }

  private static void replace(Path path, String text) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path draft = Files.createTempFile(path.getParent(), ".credentials", ".json", mode);
    try {
      if (Files.exists(path)) {
        UserPrincipal owner = Files.getOwner(path); // the server must be able to read it
        if (!owner.equals(Files.getOwner(draft))) {
          Files.setOwner(draft, owner);
        }
      }
      Files.writeString(draft, text);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** From the variables from which the server takes it too; empty when neither is set. */
  private static String given(Terminal terminal) {
    String given = terminal.variable(PASSPHRASE);
    String file = terminal.variable(PASSPHRASE + "_FILE");
    if (!given.isEmpty() || file.isEmpty()) {
      return given;
    }
    try {
      return Files.readString(Path.of(file)).stripTrailing();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.USAGE, "%s_FILE \"%s\" cannot be read: %s.".formatted(PASSPHRASE, file, e), e);
    }
  }

  private static String asked(Terminal terminal, String question) {
    if (!terminal.canAsk()) {
      throw new Failure(
          ExitCode.USAGE,
          "Nobody can be asked for the passphrase here: set %1$s or %1$s_FILE."
              .formatted(PASSPHRASE));
    }
    return terminal.prompt().secret(question);
  }
}
