package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.platform.Platforms;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadmeExampleTest {

  private static String version(Target target, Login login, HostKeys keys) {
    // README: begin
    var frr = Platforms.builtIn().get("frr");
    var options = SessionOptions.defaults();
    try (Driver driver = Drivers.ssh()) {
      switch (driver.open(target, login, frr, keys, options, SessionListener.none())) {
        case OpenResult.NotOpened(Failure why) -> throw new IllegalStateException(why.summary());
        case OpenResult.Opened(Session session, _) -> {
          try (session) {
            return switch (session.run("show version")) {
              case CommandResult.Done(var output) -> output.text();
              case CommandResult.Rejected(var output, var why) -> why.summary();
              case CommandResult.Failed(var output, var why) -> why.summary() + why.advice();
            };
          }
        }
      }
    }
    // README: end
  }

  @Test
  void the_example_runs() throws Exception {
    try (FakeDevice device = new FakeDevice().start()) {
      assertThat(version(device.target(), Login.password("admin", "pw"), HostKeys.trustAll()))
          .isEqualTo("out of show version");
    }
  }

  @Test
  void the_example_is_the_one_in_the_readme() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/io/netauto/driver/ReadmeExampleTest.java"));
    int begin = source.indexOf("// README: begin\n") + "// README: begin\n".length();
    String example = source.substring(begin, source.indexOf("    // README: end")).indent(-4);
    assertThat(Files.readString(Path.of("README.md"))).contains(example.strip());
  }
}
