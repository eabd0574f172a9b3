package io.netauto.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the parts of this repository are. */
final class Project {
  private Project() {}

  static Path root() {
    String given = System.getProperty("netauto.root");
    if (given != null) {
      return Path.of(given).toAbsolutePath().normalize();
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("build/jdk.sh"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("Started outside the repository; set -Dnetauto.root");
    }
    return folder;
  }

  /** What the tests leave behind for people to look at. */
  static Path target() {
    return root().resolve("e2e/target");
  }

  static Path serverJar() {
    return jar("netauto.server.jar", "server/target/netauto-server-boot.jar");
  }

  static Path cliJar() {
    return jar("netauto.cli.jar", "cli/target/netauto-cli.jar");
  }

  /** The Java that runs this test, for the programs too. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path jar(String property, String place) {
    String given = System.getProperty(property);
    Path jar = given == null ? root().resolve(place) : Path.of(given);
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "No '" + jar + "': run mvn -DskipTests package, or mvn verify for all");
    }
    return jar;
  }
}
