package io.netauto.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The launcher ./netauto, with a JDK, a Maven and a Node that are small scripts. */
class LauncherTest {
  private static final Path SCRIPT = Project.root().resolve("e2e/src/test/bash/launcher-test");

  static List<String> tests() {
    return Command.of(SCRIPT).run().ok().out().lines().toList();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void the_launcher(String test) {
    Command.of(SCRIPT, test).within(Duration.ofSeconds(60)).run().ok();
  }
}
