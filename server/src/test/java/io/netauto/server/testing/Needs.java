package io.netauto.server.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs of the machine. A test without it is skipped, except in CI, where it fails. */
public final class Needs {
  private Needs() {}

  /** The right to act as other users. */
  public static void root() {
    if (!isRoot()) missing("This test must run as root, for it acts as another user.");
  }

  public static boolean isRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void missing(String what) {
    if ("true".equals(System.getenv("CI"))) fail(what);
    abort(what);
  }
}
