package io.netauto.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The server's data folder. What is made in it belongs to the folder's owner, so that a server that
 * ran once as root can run as that owner afterwards.
 */
record DataFolder(Path path) {
  static DataFolder at(Path path) {
    try {
      return new DataFolder(Files.createDirectories(path).toRealPath());
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The data folder \"%s\" cannot be made: %s. Choose another with NET_AUTO_DATA=/another/folder."
              .formatted(path, e),
          e);
    }
  }

  /** The folder of that name, made with the mode (as in {@code rwx------}) if it is missing. */
  Path folder(String name, String mode) throws IOException {
    var folder = path.resolve(name);
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
      giveToOwner(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }
    return folder;
  }

  void giveToOwner(Path file) throws IOException {
    var owner = Files.getOwner(path);
    if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) Files.setOwner(file, owner);
  }

  int ownerId() throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  int groupId() throws IOException {
    return (int) Files.getAttribute(path, "unix:gid");
  }
}
