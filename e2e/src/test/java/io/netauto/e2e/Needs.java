package io.netauto.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What a test needs of the machine. With CI in the environment a missing thing fails the test;
 * elsewhere it skips the test, and says why.
 */
final class Needs {
  private Needs() {}

  static void root() {
    try {
      if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
        throw missing("The lab needs root: it makes network namespaces.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnsupportedOperationException e) {
      throw missing("The lab needs Linux.");
    }
  }

  /** Debian's Chromium. */
  static Path chromium() {
    return program("chromium", "apt-get install chromium");
  }

  static Path program(String name) {
    return program(name, "install the package that brings it");
  }

  static Path program(String name, String advice) {
    return find(name)
        .orElseThrow(() -> missing("No program '" + name + "' on the PATH: " + advice + "."));
  }

  private static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static RuntimeException missing(String sentence) {
    if (System.getenv("CI") != null) {
      throw new AssertionFailedError(sentence);
    }
    return new TestAbortedException(sentence);
  }
}
