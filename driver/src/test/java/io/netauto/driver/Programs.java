package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Real programs for tests. With CI in the environment a missing one fails the test; elsewhere it
 * skips the test, and says why.
 */
public final class Programs {
  private Programs() {}

  public static Path find(String name, String debianPackage) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> missing("No program '" + name + "': apt-get install " + debianPackage + "."));
  }

  public static RuntimeException missing(String sentence) {
    if (System.getenv("CI") != null) {
      throw new AssertionFailedError(sentence);
    }
    return new TestAbortedException(sentence);
  }

  /** Runs a command to its end and gives what it printed. */
  public static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
